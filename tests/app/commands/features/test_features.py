"""`lakemason features …` and what `lakemason plan` counts, as people call them."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.database.location import DatabaseLocation
from blueprints.matching.matcher import BlueprintMatcher
from tests.app.commands.test_plan import at_a_terminal
from tests.conftest import Lakemason

WISH = "I need Databricks for ML team in dev environment with delta sharing and disaster recovery"
OLDER = {
    "gpu": [
        {
            "feature_name": "gpu",
            "requested_by": "jan",
            "requested_at": "2025-03-01T10:00:00",
            "context": "GPUs for the image team",
            "blueprint_attempted": "databricks-basic",
        },
        {"feature_name": "gpu", "requested_by": "jan", "requested_at": "2025-03-01T18:00:00+02:00", "context": None},
        {"feature_name": "gpu", "requested_by": "eva", "requested_at": "2025-03-01T10:00:00Z", "context": ""},
    ],
    "Kafka mirror": [
        {
            "feature_name": "Kafka mirror",
            "requested_by": "eva",
            "requested_at": "2025-03-02T10:00:00.5",
            "context": "a mirror",
            "blueprint_attempted": "",
        }
    ],
}


def asked_by(monkeypatch: pytest.MonkeyPatch, person: str) -> None:
    monkeypatch.setenv("LOGNAME", person)


def exported(lakemason: Lakemason) -> dict[str, list[dict[str, str | None]]]:
    content: dict[str, list[dict[str, str | None]]] = json.loads(lakemason("features", "export").good().out)
    return content


def imported(lakemason: Lakemason, project: Path, content: object) -> str:
    (project / "old.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return lakemason("features", "import", "old.json").good().err


def people(count: int, feature: str = "gpu") -> dict[str, Sequence[dict[str, str]]]:
    rows = [
        {"feature_name": feature, "requested_by": f"p{number}", "requested_at": "2025-03-01T10:00:00"}
        for number in range(count)
    ]
    return {feature: rows}


def test_a_plan_counts_what_it_cannot_give(
    lakemason: Lakemason, location: DatabaseLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in ("maria", "jan", "maria"):
        asked_by(monkeypatch, person)
        done = lakemason("plan", WISH).good()
    assert done.err == (
        "Counted as asked for: delta_sharing (2 people), disaster_recovery (2 people). "
        "--no-log leaves it out; docs/privacy.md says what is kept.\n"
    )
    rows = exported(lakemason)
    assert list(rows) == ["delta_sharing", "disaster_recovery"]
    assert [row["requested_by"] for row in rows["delta_sharing"]] == ["maria", "jan"]
    assert rows["delta_sharing"][0]["context"] == WISH
    assert rows["delta_sharing"][0]["blueprint_attempted"] == "databricks-ml-dev"


def test_an_unsupported_plan_counts_too(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.capability.match", BlueprintMatcher(()).match)
    done = lakemason("plan", "Databricks for ML team in staging with delta sharing and gpu", "--json")
    assert done.code == 1
    assert json.loads(done.out)["status"] == "unsupported"
    rows = exported(lakemason)
    assert list(rows) == ["delta_sharing"]  # a blueprint elsewhere has gpu
    assert rows["delta_sharing"][0]["blueprint_attempted"] is None


def test_what_another_blueprint_has_is_not_counted(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("plan", "exploration for labs team in sandbox with gpu").good()
    assert "Counted" not in done.err
    assert not (project / ".lakemason").exists()


@pytest.mark.parametrize(
    ("arguments", "variable", "value"),
    [
        (["--no-log"], "LAKEMASON_LOG_FEATURES", "1"),
        ([], "LAKEMASON_LOG_FEATURES", "0"),
        ([], "LAKEMASON_LOG_FEATURES", "False"),
        ([], "LAKEMASON_REHEARSAL", "somewhere"),
    ],
)
def test_nothing_is_counted_where_nobody_wants_it(
    arguments: list[str],
    variable: str,
    value: str,
    lakemason: Lakemason,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(variable, value)
    assert lakemason("plan", WISH, *arguments).good().err == ""
    assert not (project / ".lakemason").exists()


def test_a_setting_that_says_neither_counts_nothing(
    lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_LOG_FEATURES", "perhaps")
    done = lakemason("plan", WISH).good()
    assert done.err == "Warning: not counted: LAKEMASON_LOG_FEATURES: allowed is 0 or 1; got 'perhaps'\n"
    assert not (project / ".lakemason").exists()


def test_somebody_without_a_name_is_counted_as_unknown(
    lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.commands.requesting.user", lambda: "")
    lakemason("plan", WISH).good()
    assert exported(lakemason)["delta_sharing"][0]["requested_by"] == "unknown"


def damaged_file(project: Path) -> None:
    (project / ".lakemason").mkdir()
    (project / ".lakemason" / "lakemason.db").write_text("This is no database. " * 50)


def file_for_folder(project: Path) -> None:
    (project / ".lakemason").write_text("")


def server_that_is_gone(project: Path) -> None:
    os.environ["LAKEMASON_DATABASE_URL"] = f"postgresql://u:secret@/x?host={project}"


@pytest.mark.parametrize("trouble", [damaged_file, file_for_folder, server_that_is_gone])
def test_a_database_in_trouble_does_not_spoil_a_plan(
    trouble: object, lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", "")  # so that it is put back
    assert callable(trouble)
    expected = lakemason("plan", WISH, "--json", "--no-log").good().out
    trouble(project)
    done = lakemason("plan", WISH, "--json").good()
    assert done.out == expected
    assert done.err.startswith("Warning: not counted: The ")
    assert "secret" not in done.err
    assert lakemason("features", "top").code == 1


def test_the_answer_is_printed_before_the_database_is_loaded(project: Path) -> None:
    program = f"""
import io, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("sqlalchemy", "alembic", "psycopg"):
            seen.append((name, out.getvalue().startswith("Plan for ml-team-ml-dev")))
seen, out, real = [], io.StringIO(), sys.stdout
sys.meta_path.insert(0, Watch())
from app.cli import main
sys.argv, sys.stdout = ["lakemason", "plan", {WISH!r}], out
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
real.write(repr(dict(seen)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "{'sqlalchemy': True, 'alembic': True}"


def test_plans_of_several_processes_at_once_are_all_counted(lakemason: Lakemason, project: Path) -> None:
    command = [sys.executable, "-m", "app.cli", "plan", WISH, "--json"]
    running = [
        subprocess.Popen(
            command, env={**os.environ, "LOGNAME": f"p{number}"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for number in range(4)
    ]
    said = [process.communicate(timeout=60)[1].decode() for process in running]
    assert all(one.startswith("Counted as asked for: ") for one in said), said
    assert {row["requested_by"] for row in exported(lakemason)["delta_sharing"]} == {"p0", "p1", "p2", "p3"}


def test_imports_what_an_older_tool_kept(lakemason: Lakemason, location: DatabaseLocation, project: Path) -> None:
    said = imported(lakemason, project, OLDER)
    assert said == "Counted 3 of 4 requests. 1 repeat others within a day and count once.\n"
    assert lakemason("features", "import", "old.json").good().err.startswith("Counted 0 of 4 requests.")
    assert exported(lakemason) == {
        "Kafka mirror": [
            {
                "feature_name": "Kafka mirror",
                "requested_by": "eva",
                "requested_at": "2025-03-02T10:00:00.500000+00:00",
                "context": "a mirror",
                "blueprint_attempted": None,
            }
        ],
        "gpu": [
            {
                "feature_name": "gpu",
                "requested_by": who,
                "requested_at": "2025-03-01T10:00:00+00:00",
                "context": context,
                "blueprint_attempted": tried,
            }
            for who, context, tried in (("eva", "", None), ("jan", "GPUs for the image team", "databricks-basic"))
        ],
    }


def test_an_export_imports_elsewhere(
    lakemason: Lakemason, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(lakemason, project, OLDER)
    before = exported(lakemason)
    monkeypatch.setenv("LAKEMASON_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(before).encode())))
    assert lakemason("features", "import", "-").good().err == "Counted 3 of 3 requests.\n"
    assert exported(lakemason) == before
    assert (tmp_path / "elsewhere" / "lakemason.db").is_file()


def test_fails_to_import_mistakes_and_says_all(lakemason: Lakemason, project: Path) -> None:
    good = OLDER["gpu"][0]
    content = {
        "gpu": [
            good,
            {**good, "requested_by": " "},
            {**good, "feature_name": "spot"},
            {**good, "requested_at": "yesterday", "context": 7},
            {**good, "requested_at": "2125-03-01T10:00:00"},
            {**good, "requested_at": "0001-01-01T00:00:00+14:00"},
            {**good, "requested_at": "9999-12-31T23:59:59-12:00"},
            {**good, "team": "x" * 100},
            {"feature_name": "gpu"},
            "gpu",
        ],
        "spot": {"feature_name": "spot"},
        "": [],
    }
    (project / "old.json").write_text(json.dumps(content))
    done = lakemason("features", "import", "old.json")
    assert done.code == 1
    lines = done.err.splitlines()
    assert lines[0].startswith("Error: old.json: 'gpu'[1].requested_by: ")
    assert lines[1:] == [
        "old.json: 'gpu'[2].feature_name: allowed is 'gpu', as above; got 'spot'",
        "old.json: 'gpu'[3].requested_at: Input should be a valid datetime or date, input is too short; "
        "got 'yesterday'",
        "old.json: 'gpu'[3].context: Input should be a valid string; got 7",
        "old.json: 'gpu'[4].requested_at: 2125-03-01T10:00:00+00:00 is in the future",
        "old.json: 'gpu'[5].requested_at: allowed is 2000-9998; got 0001-01-01T00:00:00+14:00",
        "old.json: 'gpu'[6].requested_at: allowed is 2000-9998; got 9999-12-31T23:59:59-12:00",
        f"old.json: 'gpu'[7].team: Extra inputs are not permitted; got '{'x' * 56}...",
        "old.json: 'gpu'[8].requested_by: Field required",
        "old.json: 'gpu'[8].requested_at: Field required",
        "old.json: 'gpu'[9]: allowed is an object with feature_name, requested_by, requested_at, context, "
        "blueprint_attempted; got 'gpu'",
        "old.json: 'spot': allowed is a list of requests; got {'feature_name': 'spot'}",
        "Nothing was imported.",
    ]
    assert not (project / ".lakemason").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "old.json: it is no JSON: Expecting property name"),
        (b"[" * 200_000, "old.json: it is no JSON: "),
        (b"[]", "old.json: allowed is an object, {feature: [requests]}"),
        (b'{"gpu": [], "gpu": []}', "old.json: 'gpu' stands there twice"),
        (b"\xff\xfe", "old.json is not in UTF-8: byte 0"),
    ],
)
def test_fails_to_import_what_is_no_such_file(content: bytes, said: str, lakemason: Lakemason, project: Path) -> None:
    (project / "old.json").write_bytes(content)
    done = lakemason("features", "import", "old.json")
    assert done.code == 1
    assert done.err.startswith(f"Error: {said}")


def test_fails_to_import_a_file_that_is_not_there(lakemason: Lakemason, project: Path) -> None:
    assert (
        lakemason("features", "import", "no.json").err == "Error: no.json cannot be read: No such file or directory.\n"
    )


def test_shows_the_top_as_table_json_and_chart(lakemason: Lakemason, project: Path) -> None:
    imported(lakemason, project, {**people(12), **people(3, "spot"), **people(0, "photon")})
    assert lakemason("features", "top", "--limit", "1").good().out.splitlines()[0].split() == [
        *("FEATURE", "PEOPLE", "REQUESTS", "LAST", "BUILD", "NEXT")
    ]
    gpu, spot = lakemason("features", "top").good().out.splitlines()[1:]
    assert gpu.startswith("gpu      12      12        2025-03-01  yes, since 20")
    assert spot == "spot     3       3         2025-03-01"
    found = json.loads(lakemason("features", "top", "--json").good().out)
    assert [(one["feature"], one["people"], one["should_prioritize"]) for one in found] == [
        ("gpu", 12, True),
        ("spot", 3, False),
    ]
    chart = lakemason("features", "top", "--format", "chart").good().out.splitlines()
    assert chart == [
        f"gpu   12  {'█' * 60} *",
        f"spot   3  {'█' * 15}",
        "",
        "* should be built next: 10 people or more have asked for it.",
    ]


def test_the_threshold_may_be_given(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(lakemason, project, people(3))
    assert lakemason("features", "top", "--threshold", "3").good().out.rstrip().endswith("yes")
    monkeypatch.setenv("LAKEMASON_FEATURE_THRESHOLD", "3")
    assert lakemason("features", "top").good().out.rstrip().endswith("yes")
    assert "no, not before 4 people" in lakemason("features", "show", "gpu", "--threshold", "4").good().out


def test_a_chart_fits_its_terminal_and_what_it_can_print(
    lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.feature_requests import chart

    imported(lakemason, project, {**people(40), **people(1, "spot\x1b[31m")})
    monkeypatch.setenv("COLUMNS", "40")
    lines = lakemason("features", "top", "--format", "chart", "--threshold", "99").good().out.splitlines()
    assert lines == [f"gpu           40  {'█' * 20}", "spot\\x1b[31m   1  █"]
    monkeypatch.setattr(chart.sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert chart._block() == "#"


def test_shows_who_asked_for_a_feature(lakemason: Lakemason, project: Path) -> None:
    imported(lakemason, project, {**OLDER, "gpu": [*OLDER["gpu"], *people(9)["gpu"]]})
    shown = lakemason("features", "show", "gpu").good().out
    assert "what        graphics processors for training" in shown
    assert "people      11" in shown
    assert "build next  yes, since 20" in shown
    assert "2025-03-01 10:00  jan  databricks-basic  GPUs for the image team" in shown
    mirror = json.loads(lakemason("features", "show", "Kafka mirror", "--json").good().out)
    assert mirror == {
        "feature": "Kafka mirror",
        "people": 1,
        "should_prioritize": False,
        "reached_at": None,
        "requests": [
            {
                "requested_by": "eva",
                "requested_at": "2025-03-02T10:00:00.500000Z",
                "sentence": "a mirror",
                "blueprint": None,
            }
        ],
    }
    assert "unknown to this version" in lakemason("features", "show", "Kafka mirror").good().out


def test_a_feature_that_nobody_asked_for_is_shown_so(lakemason: Lakemason, project: Path) -> None:
    assert "people      0" in lakemason("features", "show", "gpu").good().out
    done = lakemason("features", "top")
    assert (done.code, done.out, done.err) == (0, "", "Nobody has asked for anything in vain yet.\n")
    assert lakemason("features", "export").good().out == "{}\n"
    assert not (project / ".lakemason").exists()


@pytest.mark.parametrize(("name", "hint"), [("gpus", "Did you mean gpu?"), ("xyz", "features top lists")])
def test_fails_to_show_what_nobody_knows(name: str, hint: str, lakemason: Lakemason, project: Path) -> None:
    done = lakemason("features", "show", name)
    assert done.code == 1
    assert hint in done.err


def test_forgets_a_person(lakemason: Lakemason, location: DatabaseLocation, project: Path) -> None:
    imported(lakemason, project, OLDER)
    refused = lakemason("features", "forget", "eva")
    assert refused.code == 1
    assert "--yes confirms" in refused.err
    assert lakemason("features", "forget", "eva", "--yes").good().err == "Deleted 2 requests of 'eva'.\n"
    assert lakemason("features", "forget", "eva", "--yes").good().err == "Nothing is kept about 'eva'.\n"
    assert [row["requested_by"] for row in exported(lakemason)["gpu"]] == ["jan"]


@pytest.mark.parametrize(("answer", "left"), [("n", ["gpu"]), ("y", [])])
def test_forgetting_asks_first(
    answer: str, left: list[str], lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(lakemason, project, people(1))
    at_a_terminal(monkeypatch, f"{answer}\n")
    assert "Delete 1 request of 'p0' for good?" in lakemason("features", "forget", "p0").err
    assert list(exported(lakemason)) == left


def test_a_newer_database_is_refused_with_the_way_out(lakemason: Lakemason, project: Path) -> None:
    imported(lakemason, project, people(1))
    with sqlite3.connect(project / ".lakemason" / "lakemason.db") as connection:
        connection.execute("UPDATE lakemason_version SET version_num = '9999'")
    connection.close()
    done = lakemason("features", "top")
    assert done.code == 1
    assert done.err.startswith("Error: The database .lakemason/lakemason.db is of version 9999; ")
    assert "Update Lakemason" in done.err
