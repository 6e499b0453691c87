"""Tables fit a page and keep words whole."""

from app.report.layers_picture import layers_picture
from app.report.table import table_lines


def test_a_table_that_fits_is_as_wide_as_it_is() -> None:
    assert table_lines(["A", "B"], [["1", "two"], ["three", ""]]) == ["A      B", "1      two", "three"]


def test_the_widest_column_wraps_first() -> None:
    lines = table_lines(["NAME", "TEXT"], [["a-name-with-hyphens", "some words that are too many"]], width=34)
    assert lines == [
        "NAME                 TEXT",
        "a-name-with-hyphens  some words",
        "                     that are too",
        "                     many",
    ]


def test_a_word_stays_whole_though_the_line_gets_too_long() -> None:
    assert table_lines(["A"], [["indivisible"]], width=5) == ["A", "indivisible"]


def test_what_could_steer_a_terminal_is_shown() -> None:
    assert table_lines(["A"], [["\x1b[31mred"]])[1] == r"\x1b[31mred"


def test_layers_stand_side_by_side_with_an_arrow() -> None:
    assert layers_picture({"azure": ["group", "workspace"], "databricks": ["cluster"]}) == [
        "┌ azure ────┐    ┌ databricks ──┐",
        "│ group     │ ─▶ │ cluster      │",
        "│ workspace │    │              │",
        "└───────────┘    └──────────────┘",
    ]
    plain = layers_picture({"azure": ["group"], "databricks": ["cluster"]}, boxes=False)
    assert plain[0] == "+ azure --+    + databricks --+"
    assert plain[1] == "| group   | -> | cluster      |"
