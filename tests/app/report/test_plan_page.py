"""The plan page: everything a reader needs, in plain text and at a terminal."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from app import capability
from app.capability import plan
from app.intent.reading import read_request
from app.report.page import Page, Section
from app.report.plan_page import incomplete_page, plan_page
from app.report.terminal import write_terminal
from app.report.text import WIDTH, as_text
from blueprints.composition import compose, conflicts
from blueprints.databricks_ml_dev.description import DATABRICKS_ML_DEV
from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE
from blueprints.library import BLUEPRINTS
from blueprints.matching.matcher import BlueprintMatcher

TODAY = date(2026, 11, 21)


def page(sentence: str, *, saved: bool = False) -> Page:
    return plan_page(plan(read_request(sentence), today=TODAY), saved=saved)


def text(sentence: str, *, saved: bool = False) -> str:
    return as_text(page(sentence, saved=saved))


def test_tells_the_whole_story() -> None:
    shown = text("ML training for team vision in dev with gpus, delta sharing and a service mesh, not on spot")
    for part in (
        "vision-ml-dev can be built in part, without delta_sharing. Automated:",
        "region       westeurope (West Europe, the default)",
        "not wanted   spot",
        "blueprint   databricks-ml-dev",
        "It has gpu.",
        "Left to do by hand, about 40 minutes",
        "  1.  delta_sharing: Turn on external Delta Sharing",
        "(15 minutes)",
        "https://learn.microsoft.com/azure/databricks/delta-sharing/set-up",
        "Asked for, not built here yet\n  delta_sharing  tables shared with partners",
        "worker_type              Standard_NC4as_T4_v3",
        "Smaller than usual",
        "Resources, azure layer",
        "azurerm_managed_resource_group",
        "Resources, databricks layer",
        "of USD 500 (the limit of dev)",
        "The cluster runs 168 h a month: 8 h on 21 days.",
        "List prices of: VM 2026-06-18, DBU 2026-04-10.",
        "Not covered:",
        "Not understood, left out",
        "mesh",
        "Other blueprints",
        "Proceed with the automated part?\n  save it",
        "--save",
    ):
        assert part in shown


def test_shows_what_to_fill_in_and_what_is_good_to_know() -> None:
    found = plan(read_request("ML for team vision in dev"), today=TODAY)
    assert found.decision is not None
    said = {"to_fill_in": (("features.x.y", "write the address"),), "notes": ("Rotate the key in a year.",)}
    filled = found.model_copy(update={"decision": found.decision.model_copy(update=said)})
    shown = as_text(plan_page(filled))
    assert "To fill in\n  features.x.y  write the address" in shown
    assert "Good to know\n  - Rotate the key in a year." in shown
    assert "fill in   features.x.y in platforms/vision-ml-dev.yaml" in as_text(plan_page(filled, saved=True))


def test_plain_text_is_plain_and_of_one_width() -> None:
    shown = text("ML for team vision in dev " + "with photon " * 30)
    assert shown.isascii()
    assert "\x1b" not in shown
    assert all(len(line) <= WIDTH for line in shown.splitlines() if "--save" not in line)


def test_the_next_command_is_safe_to_paste() -> None:
    assert """lakemason plan 'ML for team vision in dev; it'"'"'s $(fun)' --save""" in text(
        "ML for team vision in dev; it's $(fun)"
    )
    assert 'lakemason plan "..." --save' in text("ML for team vision in dev\nplease")


def test_the_next_command_repeats_what_was_given_beside_the_sentence() -> None:
    request = read_request("ML in dev", team="vision", environment="staging", region="eastus")
    shown = as_text(plan_page(plan(request, name="first", today=TODAY)))
    assert "plan 'ML in dev' --team vision --environment staging --region eastus --name first --save" in shown
    assert "plan --team x --environment dev --save" in as_text(
        plan_page(plan(read_request(team="x", environment="dev"), today=TODAY))
    )


def test_what_could_steer_a_terminal_is_shown_as_text() -> None:
    shown = as_text(incomplete_page(read_request("ML in dev for \x1b[31mzebra\x07x")))
    assert "\x1b" not in shown
    assert as_text(Page("\x1b[2J", "a\nb", (Section("S", (("k\x00", "v\r"),)),))).startswith("\\x1b[2J")


def test_after_saving_it_names_the_next_steps() -> None:
    shown = text("ML for team vision in dev", saved=True)
    assert "platforms/vision-ml-dev.yaml" in shown
    assert "lakemason deploy vision-ml-dev --rehearse" in shown


def test_a_plan_that_fits_nothing_says_why_and_what_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capability, "match", BlueprintMatcher((DATABRICKS_ML_DEV,)).match)
    shown = text("Power BI for team sales in prod, eastus")
    assert shown.startswith("No blueprint fits\n")
    assert "region       eastus" in shown
    assert "No blueprint is allowed in prod." in shown
    assert "Nearest blueprints\n  databricks-ml-dev  20%; the nearest to bi" in shown
    assert "instead, with environment dev?" in shown
    assert "lakemason plan 'Power BI for team sales in prod, eastus' --environment dev\n" in shown


def test_a_person_approves_in_production() -> None:
    assert "approval    a person approves in prod" in text("ML for team vision in prod")


@pytest.mark.parametrize("no_color", [True, False])
def test_a_terminal_gets_colours_unless_told_otherwise(no_color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    if not no_color:
        monkeypatch.delenv("NO_COLOR")
    out = Terminal()
    write_terminal(page("ML for team vision in dev with [bold]photon[/bold]"), out)
    assert ("\x1b[1;36m" in out.getvalue()) is not no_color
    assert "Plan for vision-ml-dev" in out.getvalue()


def _together(names: Sequence[str]) -> tuple[str, ...]:
    """As many features as can be beside each other; the first ones win."""
    found: list[str] = []
    for name in names:
        if not list(conflicts([*found, name])):
            found.append(name)
    return tuple(found)


@pytest.mark.parametrize("pattern", BLUEPRINTS, ids=lambda pattern: pattern.name)
def test_it_lists_what_is_deployed_and_nothing_else(
    pattern: BlueprintDescription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capability, "match", BlueprintMatcher((pattern,)).match)
    features = _together([*pattern.required_features, *(name for name in ANYWHERE if name in pattern.features)])
    request = read_request(
        team="vision", environment=str(pattern.environments[0]), workload=str(pattern.workload_types[0])
    ).model_copy(update={"features": features, "cost_limit_usd": 100_000})
    found = plan(request, today=TODAY)
    assert found.platform is not None
    assert set(features) <= {*pattern.required_features, *found.platform.features}
    shown: Counter[str] = Counter()
    for section in plan_page(found).sections:
        if section.title.startswith("Resources, "):
            shown.update(kind for kind, _ in section.rows)
    made: Counter[str] = Counter({"azurerm_managed_resource_group": 1})
    for one in compose(found.platform).makes:
        made[one.type] += one.count
    assert shown == made
