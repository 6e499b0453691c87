"""Which files count, what is stronger, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from naming.config import NamingConfig
from naming.documents import DocumentError
from naming.errors import LakemasonError, RuleError
from naming.kinds import Kind
from naming.locate import project_folder, user_folder
from naming.namer import Namer
from tests.naming.samples import configured, mistakes, namer

TEAM = 'kinds: {databricks_cluster: "{team}-%s"}'


def write(folder: Path, text: str, name: str = "naming-patterns.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_given_wins_over_project_over_user_over_packaged(tmp_path: Path) -> None:
    project, user = tmp_path / "project", tmp_path / "user"
    project.mkdir()

    def name(given: Path | None = None) -> str:
        return namer(NamingConfig.load(project=project, user=user, patterns=given)).name(Kind.CLUSTER)

    assert name() == "ml-team-ml-dev"
    write(user, TEAM % "user")
    assert name() == "ml-team-user"
    write(project, TEAM % "project")
    assert name() == "ml-team-project"
    assert name(write(tmp_path / "given", TEAM % "given")) == "ml-team-given"


def test_says_which_files_were_used(tmp_path: Path) -> None:
    write(tmp_path / "user", TEAM % "x")
    config = NamingConfig.load(project=tmp_path, user=tmp_path / "user")
    assert [(found.name, found.where) for found in config.sources] == [
        ("naming-values.yaml", "packaged"),
        ("naming-patterns.yaml", "your config folder"),
        ("naming-patterns.yaml", "packaged"),
    ]


def test_project_and_user_folders_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cdktf.json").write_text("{}")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert project_folder() == tmp_path.resolve()
    assert project_folder(Path("/")) is None
    assert user_folder() == Path.home() / ".config" / "lakemason"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    write(tmp_path / "xdg" / "lakemason", TEAM % "xdg")
    assert namer(NamingConfig.load()).name(Kind.CLUSTER) == "ml-team-xdg"


def test_without_files_the_packaged_convention_counts(tmp_path: Path) -> None:
    assert NamingConfig.load(project=tmp_path, user=tmp_path) is NamingConfig.packaged()


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    import os

    path = write(tmp_path, TEAM % "one")
    os.utime(path, ns=(1, 1))
    assert namer(NamingConfig.load(project=tmp_path)).name(Kind.CLUSTER) == "ml-team-one"
    write(tmp_path, TEAM % "two")
    assert namer(NamingConfig.load(project=tmp_path)).name(Kind.CLUSTER) == "ml-team-two"


def test_fails_given_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LakemasonError, match="--values-config: there is no file"):
        NamingConfig.load(values=tmp_path / "nope.yaml")


PRECEDENCE = """
defaults: {purpose: default, stage: default}
environments: {dev: {purpose: environment}}
resource_types: {databricks_cluster: {purpose: type}}
"""


def test_precedence_from_defaults_to_override(tmp_path: Path) -> None:
    def purpose(values: str, **more: dict[str, str]) -> str:
        config = configured(tmp_path, values=values)
        platform = {"team": "t", "environment": "dev", **more.get("platform", {})}
        names = Namer(config, blueprint=more.get("blueprint"), platform=platform, overrides=more.get("overrides"))
        return names.name(Kind.CLUSTER, **more.get("call", {})).removeprefix("t-data-dev-")

    lines = PRECEDENCE.strip().splitlines()
    strengths: dict[str, dict[str, str]] = {}
    assert purpose(lines[0]) == "default"
    assert purpose("\n".join(lines[:2])) == "environment"
    assert purpose(PRECEDENCE) == "type"
    for name in ("blueprint", "platform", "call", "overrides"):
        strengths[name] = {"purpose": name}
        assert purpose(PRECEDENCE, **strengths) == name


def test_own_file_overrides_only_what_differs(tmp_path: Path) -> None:
    config = configured(tmp_path, values="resource_types: {azurerm_databricks_workspace: {abbreviation: dbx}}")
    assert namer(config).name(Kind.WORKSPACE) == "dbx-ml-team-ml-dev-weu"
    assert namer(config).name(Kind.RESOURCE_GROUP) == "rg-ml-team-ml-dev-weu"


def test_own_placeholders_come_from_the_values_file(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        values="environments: {prod: {stage: p}}\ndefaults: {stage: n}",
        patterns='kinds: {databricks_cluster: "{team}-{stage}"}',
    )
    assert namer(config).name(Kind.CLUSTER) == "ml-team-n"
    assert namer(config, environment="prod").name(Kind.CLUSTER) == "ml-team-p"


def test_own_transformations(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        patterns="""
transformations:
  replace: {"+": plus}
  remove: "!"
  codes: {region: {atlantis: atl}, environment: {prod: p}}
kinds:
  databricks_cluster: {pattern: "{team}_{environment}_{region}", separator: "_", case: upper}
  databricks_job: {pattern: "{team}", case: keep, separators: "_", separator: "."}
""",
    )
    names = namer(config, team="c++ Büro!", environment="prod", region="atlantis")
    assert names.name(Kind.CLUSTER) == "CPLUSPLUS_BUERO_P_ATL"
    assert namer(config, team="My_Team x").name(Kind.JOB) == "My.Team x"


def test_passthrough_leaves_values_as_they_are_but_holds_the_rule(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        values="environments: {prod: {workspace_name: DBW_Legacy-01}}",
        patterns='kinds: {azurerm_databricks_workspace: {pattern: "{workspace_name}", passthrough: true}}',
    )
    assert namer(config, environment="prod").name(Kind.WORKSPACE) == "DBW_Legacy-01"
    with pytest.raises(RuleError, match="needs it"):
        namer(config).name(Kind.WORKSPACE)
    with pytest.raises(RuleError, match="Take ' ' out of workspace_name"):
        namer(config).name(Kind.WORKSPACE, workspace_name="my workspace")


def test_fails_a_pattern_and_a_value_that_terraform_would_evaluate_together(tmp_path: Path) -> None:
    config = configured(tmp_path, patterns='kinds: {databricks_job: "a${team}"}')
    assert namer(config).name(Kind.JOB) == "a$ml-team"
    with pytest.raises(RuleError, match="Terraform would evaluate it"):
        namer(config, team="{x}").name(Kind.JOB)


@pytest.mark.parametrize(
    ("values", "mistake"),
    [
        ("defaults:\n  project:\n", "naming-values.yaml:2: defaults.project: has no value"),
        (
            "defaults:\n  team: true\n",
            'naming-values.yaml:2: defaults.team: must be text; got True; put it in "quotes"',
        ),
        ("defaults:\n  team: 1.10\n", 'naming-values.yaml:2: defaults.team: must be text; got 1.1; put it in "quotes"'),
        ("defaults:\n  team: [a]\n", "naming-values.yaml:2: defaults.team: must be text; got ['a']"),
        ("defaults:\n  team: ${x}\n", "naming-values.yaml:2: defaults.team: allowed is text without ${"),
        ("defaults:\n  team: ''\n", "naming-values.yaml:2: defaults.team: allowed is at least one character"),
        ("defaults:\n  Team: a\n", "naming-values.yaml:2: defaults.Team: a value's name is lower-case"),
        ("default: {}\n", "naming-values.yaml:1: default: unknown key; did you mean 'defaults'?"),
        ("version: 2\n", "naming-values.yaml:1: version: must be 1"),
        ("environments: {dev: x}\n", "naming-values.yaml:1: environments.dev: must be a mapping"),
        ("resource_types: {azurerm_key_valt: {}}\n", "unknown kind; did you mean 'azurerm_key_vault'?"),
        ("tags: {required: cost_centre}\n", "naming-values.yaml:1: tags.required: must be a list"),
        ("tags: {required: [null]}\n", "naming-values.yaml:1: tags.required.0: has no value"),
    ],
)
def test_fails_mistakes_of_a_values_file(tmp_path: Path, values: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, values=values)
    assert mistake in found


@pytest.mark.parametrize(
    ("patterns", "mistake"),
    [
        ("kinds: {databricks_job: '{teem}'}", "unknown placeholder {teem}; did you mean 'team'?"),
        ("kinds: {databricks_jobs: x}", "unknown kind; did you mean 'databricks_job'?"),
        ("kinds: {databricks_job: }", "databricks_job: has no value"),
        ("kinds: {databricks_job: {patern: x}}", "unknown key; did you mean 'pattern'?"),
        ("kinds: {databricks_job: '[[a]'}", "optional parts do not nest"),
        ("kinds: {databricks_job: 'a]'}", "a ] without its ["),
        ("kinds: {databricks_job: '[{team}'}", "a [ without its ]"),
        ("kinds: {databricks_job: '[-]x'}", "an optional part [ ] without a placeholder"),
        ("kinds: {databricks_job: '[{team}]'}", "nothing in it that always stands"),
        ("kinds: {databricks_job: '{Team}'}", "write {name}"),
        ("kinds: {databricks_job: ''}", "nothing in it"),
        ("kinds: {azurerm_key_vault: '{team}_{hash}'}", "'_' is not allowed in the name of azurerm_key_vault"),
        ("kinds: {azurerm_key_vault: '{team}--{hash}'}", "'--' is not allowed"),
        ("kinds: {azurerm_key_vault: '1{team}'}", "cannot start with '1'"),
        ("kinds: {azurerm_virtual_network: '{team}-'}", "cannot end in '-'"),
        ("kinds: {azurerm_key_vault: {pattern: '{team}', separator: _}}", "'_' is not allowed in azurerm_key_vault"),
        ("kinds: {azurerm_storage_account: {pattern: '{team}', case: upper}}", "upper is not allowed"),
        ("kinds: {azurerm_storage_account: {pattern: '{team}', case: loud}}", "must be one of lower, upper, keep"),
        ("kinds: {azurerm_storage_account: 'averylongprefixforanaccount{team}'}", "even its shortest name has 28"),
        ("kinds: {azurerm_storage_account: {pattern: '{team}{hash}', hash: {length: 24}}}", "even its shortest name"),
        ("kinds: {azurerm_key_vault: {pattern: '{team}', hash: {length: 30}}}", "the digest alone has 30"),
        ("kinds: {azurerm_key_vault: {pattern: '{team}', hash: {prefix: _}}}", "'_' is not allowed in azurerm_key"),
        ("kinds: {databricks_job: {pattern: '{team}', keep_from: x}}", "'x' is no placeholder"),
        ("kinds: {databricks_job: {pattern: '{team}', too_long: cut}}", "must be one of error, hash"),
        ("kinds: {databricks_job: {pattern: '{team}', passthrough: maybe}}", "must be true or false"),
        ("kinds: {databricks_job: {pattern: '{hash}', hash: {algorithm: md5, length: 40}}}", "md5 has 32"),
        ("hash: {length: 3}", "must be a whole number, 4-64; got 3"),
        ("hash: {length: 65}", "must be a whole number, 4-64; got 65"),
        ("hash: {algorithm: sha1}", "must be one of md5, sha256"),
        ("transformations: {codes: {region: {northpole: weu}}}", "'weu' already stands for 'westeurope'"),
        ("transformations: {replace: {a: null}}", "transformations.replace.a: has no value"),
        ("transformations: {replace: {'': a}}", "the text to replace must have at least one character"),
        ("transformations: {codes: {region: {westeurope: ''}}}", "a code must have at least one character"),
        ("transformations: [a]", "must be a mapping"),
    ],
)
def test_fails_mistakes_of_a_patterns_file(tmp_path: Path, patterns: str, mistake: str) -> None:
    found = mistakes(tmp_path, patterns=patterns)
    assert any(mistake in text for text in found), found
    assert all(text.startswith("naming-patterns.yaml:1: ") for text in found)


def test_fails_a_separator_that_some_kinds_forbid(tmp_path: Path) -> None:
    found = mistakes(tmp_path, patterns='\ntransformations:\n  separator: "+"\n')
    assert "naming-patterns.yaml:3: transformations.separator: azurerm_key_vault: '+' is not allowed" in "\n".join(
        found
    )


def test_fails_with_all_mistakes_of_both_files_at_once(tmp_path: Path) -> None:
    values = "defaults:\n  a:\n  b:\n"
    patterns = "kinds:\n  databricks_job: '{teem}'\n  databricks_jobs: x\n"
    assert [text.partition(": ")[0] for text in mistakes(tmp_path, values=values, patterns=patterns)] == [
        "naming-values.yaml:2",
        "naming-values.yaml:3",
        "naming-patterns.yaml:3",
        "naming-patterns.yaml:2",
    ]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\n"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("kinds: [\n", "naming-patterns.yaml:2: not YAML"),
        ("kinds: {}\nkinds: {}\n", "naming-patterns.yaml:2: the key 'kinds' a second time"),
        ("kinds:\n\tdatabricks_job: x\n", "naming-patterns.yaml:2: not YAML"),
        (BOMB, "naming-patterns.yaml:1: an anchor or alias"),
        ("kinds: !!python/object:os.system {}\n", "naming-patterns.yaml:1: a tag"),
        ("- a\n", "must be a mapping"),
    ],
)
def test_fails_files_that_are_no_plain_yaml(tmp_path: Path, text: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, patterns=text)
    assert mistake in found


def test_fails_a_file_of_ten_megabytes(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, values="#" * 10_000_000)
    assert "larger than 1,000,000 bytes" in found


def test_fails_values_and_patterns_files_mixed_up(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="unknown key"):
        configured(tmp_path, values="kinds: {}")
