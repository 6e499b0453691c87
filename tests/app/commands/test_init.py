"""`lakemason init`, as people call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.request_file import read_request_file, request_yaml
from blueprints.features.vocabulary import FEATURES
from blueprints.platform import read_platform
from blueprints.request import InfrastructureRequest
from tests.app.commands.test_plan import at_a_terminal
from tests.conftest import Lakemason

FLAGS = ["--team", "vision", "--environment", "dev", "--workload", "ml", "--no-input"]


def test_flags_alone_write_a_request_file(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("init", *FLAGS, "--feature", "gpu,autoscaling", "--without", "spot", "--limit", "$800").good()
    assert done.err == "created: request.yaml\n"
    assert "lakemason plan -f request.yaml --save" in done.out
    request = read_request_file(project / "request.yaml")
    assert (request.team, request.environment, request.workload_type) == ("vision", "dev", "ml")
    assert (request.features, request.unwanted_features) == (("autoscaling", "gpu"), ("spot",))
    assert request.cost_limit_usd == 800
    first = (project / "request.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=schemas/request.schema.json"


def test_what_it_says_to_type_next_works(lakemason: Lakemason, project: Path) -> None:
    lakemason("init", *FLAGS).good()
    for command in ("match", "plan"):
        assert "databricks-ml-dev" in lakemason(command, "-f", "request.yaml").good().out


def test_writes_the_platform_file_at_once(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("init", *FLAGS, "--platform", "--feature", "gpu").good()
    assert done.err == "created: platforms/vision-ml-dev.yaml\n"
    assert "rehearse  lakemason deploy vision-ml-dev --rehearse" in done.out
    platform = read_platform(project / "platforms" / "vision-ml-dev.yaml")[0]
    assert platform.features == {"gpu": {}}
    assert not (project / "request.yaml").exists()


def test_fails_where_no_blueprint_fits(lakemason: Lakemason, project: Path) -> None:
    wishes = ["--feature", "delta_sharing,clean_rooms,disaster_recovery"]
    flags = ["--team", "x", "--environment", "sandbox", "--workload", "ml", "--no-input", "--platform", "--no-log"]
    done = lakemason("init", *flags, *wishes)
    assert done.code == 1
    assert done.out.startswith("No blueprint fits\n")
    assert list((project / "platforms").iterdir()) == []


@pytest.mark.parametrize("kind", ["request", "platform"])
def test_fails_to_overwrite_without_replace(kind: str, lakemason: Lakemason, project: Path) -> None:
    lakemason("init", *FLAGS, f"--{kind}").good()
    assert "unchanged: " in lakemason("init", *FLAGS, f"--{kind}").good().err
    refused = lakemason("init", *FLAGS, f"--{kind}", "--region", "northeurope")
    assert refused.code == 1
    assert "+region: northeurope" in refused.err
    assert "--replace" in refused.err
    assert "replaced: " in lakemason("init", *FLAGS, f"--{kind}", "--region", "northeurope", "--replace").good().err


def test_asks_what_flags_leave_open_until_it_can_be_used(
    lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gpu = list(FEATURES).index("gpu") + 1
    typed = f"Risk ${{x}}\nrisk\nmoon\nprod\nml\natlantis\nnorth europe\ngpus\n{gpu}, autoscaling\nlots\n1200\n\n"
    at_a_terminal(monkeypatch, typed)
    done = lakemason("init").good()
    for said in ("Team:team: allowed is", "environment: allowed is", "no region 'atlantis'", "no feature 'gpus'"):
        assert said in done.err
    assert "--team" not in done.err
    assert max(len(line) for line in done.err.splitlines() if line.startswith("There are: ")) <= 100
    assert "limit: allowed is more than 0 USD" in done.err
    assert f"{gpu:>2}  gpu " in done.err
    assert "(by hand)" in done.err
    request = read_request_file(project / "request.yaml")
    assert (request.team, request.environment, request.region) == ("risk", "prod", "northeurope")
    assert (request.features, request.cost_limit_usd) == (("autoscaling", "gpu"), 1200)


def test_enter_takes_the_defaults(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "risk\n\n\n\n\n\ny\n")
    lakemason("init").good()
    platform = read_platform(project / "platforms" / "risk-exploration-dev.yaml")[0]
    assert (platform.environment, platform.region, platform.features) == ("dev", "westeurope", {})


def test_asks_nothing_that_a_flag_answers(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "")
    answered = ["--region", "westeurope", "--feature", "gpu", "--limit", "900", "--request"]
    done = lakemason("init", *FLAGS[:-1], *answered).good()
    assert done.err == "created: request.yaml\n"


def test_fails_instead_of_asking_where_nobody_sits(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("init", "--team", "vision")
    assert done.code == 1
    assert "Missing: the environment. Understood: team vision." in done.err
    assert "Give --environment." in done.err
    assert not (project / "request.yaml").exists()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--feature", "gpus"], "no feature 'gpus'; did you mean 'gpu'?"),
        (["--feature", "gpu", "--without", "gpu"], "gpu is asked for and to be left out"),
        (["--name", "x"], "--name is a platform's"),
    ],
)
def test_fails_as_wrong_usage(flags: list[str], said: str, lakemason: Lakemason, project: Path) -> None:
    done = lakemason("init", *FLAGS, *flags)
    assert done.code == 2
    assert said in done.err


def test_fails_on_a_limit_that_is_none(lakemason: Lakemason, project: Path) -> None:
    assert "more than 0 USD a month" in lakemason("init", *FLAGS, "--limit", "nan").err


def test_a_request_file_may_stand_outside_a_project(
    lakemason: Lakemason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lakemason("init", *FLAGS, "-f", "wishes/first wish.yaml").good()
    assert "yaml-language-server" not in (tmp_path / "wishes" / "first wish.yaml").read_text()
    assert lakemason("init", *FLAGS, "--platform").code == 1


def test_any_text_of_a_request_reads_back_equal(tmp_path: Path) -> None:
    request = InfrastructureRequest(
        team="no",
        environment="prod",
        workload_type="bi",
        region="eastus",
        features=("gpu", "spot"),
        cost_limit_usd=1200.5,
        requested_by='kim "k" ${x} \x1b[31m: #',
        sentence="a: b\n- c",
        not_understood=("~", "0042", "&x"),
    )
    path = tmp_path / "request.yaml"
    path.write_text(request_yaml(request))
    read = read_request_file(path)
    assert read.model_copy(update={"sources": {}}) == request
    assert {source.origin for source in read.sources.values()} == {"file"}


def test_a_blueprint_can_be_named_in_a_flag_and_in_a_file(lakemason: Lakemason, project: Path) -> None:
    lakemason("init", "--team", "bank", "--environment", "prod", "--blueprint", "secure", "--no-input").good()
    assert read_request_file(project / "request.yaml").blueprint == "databricks-secure"
    found = lakemason("match", "-f", "request.yaml").good()
    assert "databricks-secure was asked for by name." in found.out
    other = lakemason("match", "-f", "request.yaml", "--blueprint", "ml-prod").good()
    assert "databricks-ml-prod was asked for by name." in other.out
    wrong = lakemason("plan", "-f", "request.yaml", "--blueprint", "secrue")
    assert wrong.code == 2
    assert "--blueprint: There is no blueprint 'secrue'.\nDid you mean databricks-secure?" in wrong.err
    (project / "request.yaml").write_text("team: bank\nenvironment: prod\nblueprint: secrue\n")
    mistaken = lakemason("match", "-f", "request.yaml")
    assert mistaken.code == 1
    assert "request.yaml:3: blueprint: There is no blueprint 'secrue'. Did you mean databricks-secure?" in mistaken.err
