"""Platform files: read back equal, written whole, never elsewhere."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints.platform import Origin, Platform, Sizes, read_platform
from blueprints.platform_file import MODELINE, platform_yaml, save_platform
from naming.errors import LakemasonError
from tests.conftest import SAMPLES

PLATFORM = Platform(
    name="vision-ml-dev",
    blueprint="databricks-ml-dev",
    team="vision",
    environment="dev",
    workload="ml",
    region="westeurope",
    sizes=Sizes(runtime="17.3.x-cpu-ml-scala2.13", min_workers=1, max_workers=4),
    cost_limit_usd=500,
)
plain = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=30).filter(
    lambda text: text.isprintable() and "${" not in text and "%{" not in text
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
code = st.lists(st.text(st.sampled_from("a#: -|\t'\"\u2028"), max_size=6), min_size=1, max_size=4).map("\n".join)


def read_back(platform: Platform, folder: Path) -> Platform:
    path = folder / f"{platform.name}.yaml"
    path.write_text(platform_yaml(platform), encoding="utf-8", newline="")
    return read_platform(path)[0]


@given(
    sentence=st.text(max_size=80),
    because=st.lists(st.text(max_size=40), max_size=3),
    tags=st.dictionaries(plain, plain, max_size=3),
    options=st.dictionaries(st.text(max_size=12), values, max_size=3),
    resources=st.dictionaries(
        st.text(max_size=12), st.dictionaries(st.text(max_size=8), values | code, max_size=2), max_size=2
    ),
    limit=st.none() | st.floats(min_value=0.01, max_value=1e9),
)
@settings(max_examples=120, deadline=None)
def test_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    sentence: str,
    because: list[str],
    tags: dict[str, str],
    options: dict[str, object],
    resources: dict[str, dict[str, object]],
    limit: float | None,
) -> None:
    platform = Platform.model_validate(
        {
            **PLATFORM.model_dump(),
            "tags": tags,
            "resources": resources,
            "features": {"notebooks": options, "gpu": {}},
            "cost_limit_usd": limit,
            "accept": [{"code": "LM001", "reason": "known: see #4711", "until": "2027-01-31"}],
            "origin": {"asked_by": sentence[:9], "sentence": sentence, "because": because},
        }
    )
    assert read_back(platform, tmp_path_factory.getbasetemp()) == platform


@pytest.mark.parametrize(
    "sentence",
    ['say "hi": it\'s #1', "${file(x)} %{if}", "🚀 a\nb\r\nc\td", "- a", "yes", "null", "0x1", "\x1b[31m\u2028\ufeff"],
)  # fmt: skip
def test_odd_sentences_read_back_equal(sentence: str, tmp_path: Path) -> None:
    platform = PLATFORM.model_copy(update={"origin": Origin(sentence=sentence)})
    assert read_back(platform, tmp_path) == platform


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_read_back_equal(name: str, samples: Path) -> None:
    platform = read_platform(samples / "platforms" / f"{name}.yaml")[0]
    assert read_back(platform, samples) == platform


def test_starts_with_the_modeline_and_keeps_the_order_of_keys() -> None:
    lines = platform_yaml(PLATFORM).splitlines()
    assert lines[0] == MODELINE
    keys = [line.split(":")[0] for line in lines[1:] if not line.startswith(" ")]
    assert keys == [
        "version", "name", "blueprint", "team", "environment", "workload", "region", "sizes", "features", "tags",
        "cost_limit_usd", "scope", "accept", "origin",
    ]  # fmt: skip


def test_saves_once_and_says_unchanged_after(tmp_path: Path) -> None:
    first = save_platform(tmp_path, PLATFORM)
    second = save_platform(tmp_path, PLATFORM)
    assert (first.outcome, second.outcome) == ("created", "unchanged")
    assert read_platform(first.path)[0] == PLATFORM
    assert os.listdir(tmp_path / "platforms") == ["vision-ml-dev.yaml"]


def test_fails_to_replace_what_differs_and_shows_the_difference(tmp_path: Path) -> None:
    path = save_platform(tmp_path, PLATFORM).path
    before = path.read_text()
    changed = PLATFORM.model_copy(update={"region": "northeurope"})
    with pytest.raises(LakemasonError, match=r"-region: westeurope\n\+region: northeurope(.|\n)*--replace"):
        save_platform(tmp_path, changed)
    assert path.read_text() == before
    saved = save_platform(tmp_path, changed, replace=True)
    assert saved.outcome == "replaced"
    assert "+region: northeurope" in saved.difference
    assert read_platform(path)[0] == changed


def test_fails_to_write_outside_the_project(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "project"
    root.mkdir()
    (root / "platforms").symlink_to(elsewhere)
    with pytest.raises(LakemasonError, match="outside the project"):
        save_platform(root, PLATFORM)
    assert list(elsewhere.iterdir()) == []


def test_fails_to_write_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "vision-ml-dev.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(LakemasonError, match="no ordinary file"):
        save_platform(tmp_path, PLATFORM)
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_fails_half_way_without_a_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_platform(tmp_path, PLATFORM).path
    before = path.read_text()

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        save_platform(tmp_path, PLATFORM.model_copy(update={"region": "eastus"}), replace=True)
    assert os.listdir(tmp_path / "platforms") == [path.name]
    assert path.read_text() == before
