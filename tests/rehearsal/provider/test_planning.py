from __future__ import annotations

from rehearsal.overlay.rules import Rules
from rehearsal.protocol.values import UNKNOWN, Object
from rehearsal.provider.planning import plan
from rehearsal.schemas.load import Block

BLOCK: Block = {
    "attributes": {
        "id": {"type": "string", "computed": True, "optional": True},
        "name": {"type": "string", "required": True},
        "size": {"type": "number", "optional": True},
        "nested": {
            "nested_type": {"nesting_mode": "list", "attributes": {"made": {"type": "string", "computed": True}}}
        },
    },
    "block_types": {
        "net": {
            "nesting_mode": "list",
            "block": {
                "attributes": {
                    "subnet": {"type": "string", "optional": True},
                    "made": {"type": "string", "computed": True},
                }
            },
        }
    },
}
EMPTY: Object = {"id": None, "name": "a", "size": None, "nested": None, "net": []}


def test_what_is_left_out_gets_its_default_or_is_known_after_apply() -> None:
    planned = plan(BLOCK, Rules(defaults={"size": 3}), None, EMPTY | {"net": [{"subnet": "s", "made": None}]})
    assert planned.state == EMPTY | {"id": UNKNOWN, "size": 3, "net": [{"subnet": "s", "made": UNKNOWN}]}
    assert planned.replace == []


def test_a_nested_type_is_planned_like_a_block() -> None:
    planned = plan(BLOCK, Rules(), None, EMPTY | {"nested": [{"made": None}]})
    assert planned.state["nested"] == [{"made": UNKNOWN}]


def test_an_update_keeps_what_the_cloud_has_decided() -> None:
    prior = EMPTY | {"id": "1", "net": [{"subnet": "s", "made": "m"}]}
    assert plan(BLOCK, Rules(), prior, dict(prior)).state == prior


def test_a_block_that_the_cloud_fills_is_kept_when_the_configuration_has_none() -> None:
    rules = Rules(computed_blocks=("net",))
    prior = EMPTY | {"id": "1", "net": [{"subnet": "s", "made": "m"}]}
    assert plan(BLOCK, rules, None, EMPTY).state["net"] is UNKNOWN
    assert plan(BLOCK, rules, prior, prior | {"net": []}).state == prior


def test_forms_of_one_value_are_no_change() -> None:
    prior = EMPTY | {"id": "1", "name": "sales"}
    proposed = prior | {"name": "Sales"}
    assert plan(BLOCK, Rules(suppress={"name": "lower"}), prior, proposed).state["name"] == "sales"
    assert plan(BLOCK, Rules(plan_form={"name": "lower"}), None, proposed).state["name"] == "sales"


def test_replacement_is_told_by_path() -> None:
    rules = Rules(force_new=("name", "net.subnet"), replace_when={"size": (9,)})
    prior = EMPTY | {"id": "1", "size": 1, "net": [{"subnet": "s", "made": "m"}]}
    changed = prior | {"name": "b", "size": 9, "net": [{"subnet": "t", "made": "m"}]}
    assert plan(BLOCK, rules, prior, changed).replace == [("name",), ("net", 0, "subnet"), ("size",)]
    assert plan(BLOCK, rules, prior, prior | {"size": 2}).replace == []
    assert plan(BLOCK, rules, prior, prior | {"net": []}).replace == [("net",)]


def test_a_value_may_replace_on_the_way_to_it_and_from_it() -> None:
    rules = Rules(replace_around={"size": (9,)})
    small, large = EMPTY | {"id": "1", "size": 1}, EMPTY | {"id": "1", "size": 9}
    assert plan(BLOCK, rules, small, large).replace == [("size",)]
    assert plan(BLOCK, rules, large, small).replace == [("size",)]
    assert plan(BLOCK, rules, small, small | {"size": 2}).replace == []
