from __future__ import annotations

from rehearsal.overlay.templates import fill, first_filled, flatten, text

STATE = {"name": "A", "net": [{"subnet": "s"}], "n": 4}


def test_holes_are_filled_with_attributes() -> None:
    values = flatten(STATE)
    assert fill("{n}", values) == 4
    assert fill(["{name}/{net.subnet}/{lower:name}", {"x": True}], values) == ["A/s/a", {"x": True}]
    assert text("{last:id}", {"id": "/a/b"}) == "b"


def test_made_values_depend_on_the_identity_alone() -> None:
    made = [text("{digits:16}-{hex:8}-{letters:5}-{guid:x}", {}, identity) for identity in ("a", "a", "b")]
    assert made[0] == made[1] != made[2]
    assert len(made[0]) == 16 + 1 + 8 + 1 + 5 + 1 + 36


def test_the_first_template_that_can_be_filled_is_taken() -> None:
    assert first_filled(["/{missing}", "/{name}"], flatten(STATE)) == "/A"
    assert first_filled(["/{missing}"], {}) is None


def test_a_template_can_ask_whether_something_is_there() -> None:
    values = flatten({"vault": [{"id": "x"}], "none": [], "path": "a/b.c"})
    assert text("{vault?AZURE:OWN}-{none?A:B}-{missing?A:B}", values) == "AZURE-B-B"
    assert text("{last:path}", values) == "c"
    assert text("{{secrets/{path}}}", values) == "{{secrets/a/b.c}}"
