"""`lakemason cost`, as people call it: platform files, stacks, and plans that real Terraform wrote."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from app.sizing.cost_report import CostReport
from tests.conftest import ROOT, Lakemason

NAT = "azurerm_nat_gateway"


def write_plan(path: Path, *resources: tuple[str, dict[str, Any]], location: str | None = "westeurope") -> Path:
    found = [
        {
            "mode": "managed",
            "address": address,
            "type": address.split(".")[0],
            "values": {**({"location": location} if location else {}), **values},
        }
        for address, values in resources
    ]
    path.write_text(json.dumps({"format_version": "1.2", "planned_values": {"root_module": {"resources": found}}}))
    return path


def test_a_platform_file_costs_what_its_plan_said(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("cost", "ml-team-ml-dev", "--json").good()
    found = CostReport.model_validate_json(done.out)
    assert (found.low_usd, found.expected_usd, found.high_usd) == (276.2, 483.34, 690.48)
    planned = lakemason("plan", "I need Databricks for ML team in dev environment", "--json").good()
    assert json.loads(planned.out)["estimated_monthly_cost_usd"] == found.expected_usd


def test_a_price_of_ones_own_counts_everywhere(samples: Path, lakemason: Lakemason) -> None:
    head = "kind,name,region,usd,date,source\n"
    (samples / "lakemason-prices.csv").write_text(head + "dbu,ALL_PURPOSE_COMPUTE,any,0.1,2026-11-01,us\n")
    cheap = 168 * 3.5 * (0.1 + 0.272)
    found = json.loads(lakemason("cost", "ml-team-ml-dev", "--json").good().out)
    assert found["expected_usd"] == pytest.approx(cheap, abs=0.01)
    planned = lakemason("plan", "I need Databricks for ML team in dev environment", "--json").good()
    assert json.loads(planned.out)["estimated_monthly_cost_usd"] < 483


def test_stacks_cost_what_their_platforms_are_planned_to(samples: Path, lakemason: Lakemason) -> None:
    lakemason("synth").good()
    for name in ("ml-team-ml-dev", "labs-exploration-sandbox", "fraud-ml-prod"):
        planned = json.loads(lakemason("cost", name, "--json").good().out)
        found = json.loads(lakemason("cost", name, "--synth", "cdktf.out", "--json").good().out)
        assert found["expected_usd"] == pytest.approx(planned["expected_usd"], abs=0.05)
    both = json.loads(lakemason("cost", "--synth", "cdktf.out", "--json").good().out)
    assert {one["region"] for one in both["resources"]} == {"westeurope", "eastus"}
    stack = "cdktf.out/stacks/ml-team-ml-dev-databricks/cdk.tf.json"
    alone = lakemason("cost", "--synth", stack, "--region", "westeurope", "--json").good()
    assert json.loads(alone.out)["expected_usd"] == 483.34


def test_plans_that_terraform_wrote_are_priced_and_compared(samples: Path, lakemason: Lakemason) -> None:
    lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good()
    stacks = samples / ".lakemason" / "rehearsal" / "cdktf.out" / "stacks"

    def terraform(layer: str, script: str) -> None:
        run = f'cd "{stacks}/ml-team-ml-dev-{layer}" && {script}'
        # `rehearsal exec` becomes what it runs: not in this process.
        command = [sys.executable, "-m", "app.cli", "rehearsal", "exec", "--", "sh", "-c", run]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    show = '"$TERRAFORM_BINARY_NAME" show -json'
    for layer in ("azure", "databricks"):
        terraform(layer, f'{show} > "{samples}/{layer}-state.json"')
    stack = stacks / "ml-team-ml-dev-databricks" / "cdk.tf.json"
    stack.write_text(stack.read_text().replace('"max_workers": 4', '"max_workers": 8'))
    plan = f'"$TERRAFORM_BINARY_NAME" plan -out=x.plan > plan.log && {show} x.plan > "{samples}/plan.json"'
    terraform("databricks", plan)

    # The azure layer's state says where the workspace stands; that of the databricks layer alone does not.
    both = lakemason("cost", "--plan", "azure-state.json", "--plan", "databricks-state.json", "--json").good()
    assert json.loads(both.out)["expected_usd"] == 483.34
    assert "--region says it" in lakemason("cost", "--plan", "databricks-state.json", "--json").good().out
    stands = lakemason("cost", "--plan", "databricks-state.json", "--region", "westeurope", "--json").good()
    assert json.loads(stands.out)["expected_usd"] == 483.34
    Path("before.json").write_text(stands.out)
    for earlier in ("before.json", "databricks-state.json"):
        done = lakemason("cost", "--plan", "plan.json", "--region", "weu", "--compare", earlier, "--json").good()
        found = json.loads(done.out)["difference"]
        assert [(one["address"].split(".")[0], one["change"]) for one in found["resources"]] == [
            ("databricks_cluster", "changed")
        ]
        assert found["difference_usd"] == pytest.approx(168 * 2 * (0.55 + 0.272), abs=0.02)


def test_what_is_created_removed_and_changed_adds_up(project: Path, lakemason: Lakemason) -> None:
    write_plan(project / "before.json", (f"{NAT}.same", {}), (f"{NAT}.gone", {}), ("databricks_cluster.c", {
        "node_type_id": "Standard_D4ds_v5", "num_workers": 1}))  # fmt: skip
    write_plan(
        project / "after.json",
        ("azurerm_public_ip.new", {}),
        (f"{NAT}.same", {}),
        ("azurerm_firewall.new", {}),
        ("databricks_cluster.c", {"node_type_id": "Standard_D4ds_v5", "num_workers": 2}),
    )
    args = ("cost", "--plan", "after.json", "--compare", "before.json")
    found = json.loads(lakemason(*args, "--json").good().out)["difference"]
    assert {one["address"]: one["change"] for one in found["resources"]} == {
        "databricks_cluster.c": "changed",
        f"{NAT}.gone": "removed",
        "azurerm_public_ip.new": "created",
    }
    assert sum(one["difference_usd"] for one in found["resources"]) == pytest.approx(found["difference_usd"])
    assert found["after_usd"] - found["before_usd"] == pytest.approx(found["difference_usd"])
    assert found["unchanged"] == 1
    text = lakemason(*args).good().out
    assert re.search(r"^\+  \+USD 3\.65 +USD 0 +USD 3\.65 +azurerm_public_ip\.new$", text, re.MULTILINE)
    assert re.search(r"^-  -USD [\d.]+ +USD [\d.]+ +USD 0 +azurerm_nat_gateway\.gone$", text, re.MULTILINE)
    assert "azurerm_firewall.new  the catalog has no price of firewalls" in text
    assert "1 costs the same." in text
    markdown = lakemason(*args, "--markdown").good().out
    assert "| azurerm_public_ip.new | created | USD 0 | USD 3.65 | +USD 3.65 |" in unescape(markdown)


COMPOSED = """\
version: 1
name: x
blueprint: composed
team: x
environment: dev
workload: x
region: westeurope
sizes: {tier: premium}
features: {}
resources:
  pool-main: {node_type: Standard_D4ds_v9, max_capacity: 3}
  warehouse-bi: {size: X-Small}
"""


def test_what_has_no_price_is_said_with_the_amount_and_once(project: Path, lakemason: Lakemason) -> None:
    (project / "platforms" / "x.yaml").write_text(COMPOSED)
    text = lakemason("cost", "x").good().out
    assert re.search(r"^About USD .*; without 1 thing that has no price\.$", text, re.MULTILINE)
    assert "pool-main, up to 3 x Standard_D4ds_v9  The catalog has no VM type 'Standard_D4ds_v9'." in text
    assert text.count("pool-main, up to 3") == 1
    assert "A cluster of an X-Small warehouse" in text
    assert "; without 1 thing that has no price." in lakemason("cost", "x", "--markdown").good().out


def test_a_type_that_the_catalog_does_not_know_is_a_finding(project: Path, lakemason: Lakemason) -> None:
    (project / "platforms" / "x.yaml").write_text(COMPOSED)
    done = lakemason("check", "x").good()
    assert "warning  unknown-vm-type" in done.out
    assert "the nearest that it knows is Standard_D4ds_v5" in done.out


def test_nothing_changes_against_itself(project: Path, lakemason: Lakemason) -> None:
    write_plan(project / "plan.json", (f"{NAT}.a", {}))
    Path("before.json").write_text(lakemason("cost", "--plan", "plan.json", "--json").good().out)
    done = lakemason("cost", "--plan", "plan.json", "--compare", "before.json").good()
    assert "+USD 0: from USD" in done.out


def test_markdown_has_nothing_of_a_strangers_in_it(project: Path, lakemason: Lakemason) -> None:
    evil = f'{NAT}.a["</details><script>@team|`x`"]'
    write_plan(project / "plan.json", (evil, {}), ('azurerm_firewall.f["[x](http://y)\x1b[31m"]', {}))
    markdown = lakemason("cost", "--plan", "plan.json", "--markdown").good().out
    assert "<script>" not in markdown
    assert "@team" not in markdown
    assert "](" not in markdown
    assert markdown.count("<details>") == markdown.count("</details>")
    for out in (markdown, lakemason("cost", "--plan", "plan.json").good().out):
        assert "\x1b" not in out


def test_old_prices_are_said_on_stderr(project: Path, lakemason: Lakemason) -> None:
    write_plan(project / "plan.json", ("databricks_cluster.c", {"node_type_id": "Standard_D4ds_v5", "num_workers": 1}))
    done = lakemason("cost", "--plan", "plan.json").good()
    assert re.search(r"^Warning: Prices are \d+ days old: lakemason prices refresh\.$", done.err, re.MULTILINE)
    sentence = "I need Databricks for ML team in dev environment"
    assert re.search(r"- Prices are \d+ days old: lakemason prices refresh\.", lakemason("plan", sentence).good().out)
    head = "kind,name,region,usd,date,source\n"
    today = "2999-01-01"
    rows = f"vm,Standard_D4ds_v5,westeurope,0.2,{today},us\ndbu,ALL_PURPOSE_COMPUTE,any,0.4,{today},us\n"
    (project / "lakemason-prices.csv").write_text(head + rows)
    assert lakemason("cost", "--plan", "plan.json").good().err == ""
    assert "days old" not in lakemason("plan", sentence).good().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Of what?"),
        (["--synth", "cdktf.out", "--plan", "plan.json"], 2, "--synth or --plan, not both"),
        (["x", "--plan", "plan.json"], 2, "leave the platform out"),
        (["x", "--region", "weu"], 2, "--usage and --region go with"),
        (["x"], 1, "There is no platform 'x'"),
        (["--synth", "cdktf.out"], 1, "holds no synthesized stack"),
        (["--plan", "gone.json"], 1, "gone.json: No such file"),
        (["--plan", "odd.json"], 1, "neither a synthesized stack nor a plan"),
        (["--plan", "plan.json", "--region", "mars"], 1, "no region 'mars'"),
        (["--plan", "plan.json", "--usage", "usage.yaml"], 1, "usage.yaml:1: usage.nothing: matches no resource"),
        (["--plan", "plan.json", "--compare", "broken.json"], 1, "broken.json: resources: Input should be"),
        (["--plan", "plan.json", "--compare", "odd.json"], 1, "neither a synthesized stack"),
    ],
)
def test_fails_where_it_cannot_be_said(
    project: Path, lakemason: Lakemason, arguments: list[str], code: int, said: str
) -> None:
    write_plan(project / "plan.json", (f"{NAT}.a", {}))
    Path("odd.json").write_text("{}")
    Path("usage.yaml").write_text("usage: {nothing: {hours: 1}}")
    report = json.loads(lakemason("cost", "--plan", "plan.json", "--json").good().out)
    Path("broken.json").write_text(json.dumps({**report, "resources": 3}))
    done = lakemason("cost", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_bars_are_drawn_on_a_terminal(project: Path) -> None:
    write_plan(project / "plan.json", (f"{NAT}.a", {}))
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "app.cli", "cost", "--plan", "plan.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    done = subprocess.run(command, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, env=environment, check=True)
    os.close(terminal)
    shown = os.read(main, 100_000).decode()
    os.close(main)
    assert done.stderr == b""
    assert "████████████████████" in shown


def test_it_loads_neither_bindings_nor_databases(project: Path) -> None:
    write_plan(project / "plan.json", (f"{NAT}.a", {}))
    program = """
import sys
from app.cli import main
sys.argv = ["lakemason", "cost", "--plan", "plan.json", "--json"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sorted({name.split(".")[0] for name in sys.modules}))
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert loaded & {"cdktf", "constructs", "jsii", "sqlalchemy", "httpx2", "openai"} == set()
