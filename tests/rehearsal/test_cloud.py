from __future__ import annotations

from pathlib import Path

from rehearsal.cloud import Cloud
from rehearsal.faults import Fault
from rehearsal.show import render


def test_a_cloud_that_is_not_there_is_empty_and_stays_away(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path / "cloud.db")
    assert render(cloud).splitlines() == [
        "The rehearsal cloud is empty.",
        "Nothing was applied in it yet: `lakemason deploy PLATFORM --rehearse` fills it.",
    ]
    assert (cloud.tree(), cloud.trace(), cloud.objects()) == ([], [], [])
    assert not cloud.path.exists()


def test_a_fault_strikes_at_its_turn_for_what_it_fits(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path / "cloud.db")
    cloud.faults.add(Fault(kind="fail", at=2, times=2, operation="create", type="databricks_cluster"))
    due = cloud.faults.due
    assert due("create", "databricks_group") is None
    assert due("read", "databricks_cluster") is None
    struck = [due("create", "databricks_cluster") is not None for _ in range(4)]
    assert struck == [False, True, True, False]
    cloud.close()


def test_something_made_again_is_counted(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path / "cloud.db")
    assert [cloud.birth("a"), cloud.birth("a"), cloud.birth("b")] == [1, 2, 1]
    cloud.close()


def test_a_cloud_that_was_filled_and_emptied_needs_no_hint(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path / "cloud.db")
    cloud.faults.add(Fault(kind="fail"))
    assert "Nothing was applied" in render(cloud)
    cloud.birth("a")
    assert render(cloud) == "The rehearsal cloud is empty."
    cloud.close()


def test_a_cloud_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    cloud = Cloud(tmp_path / "cloud.db")
    cloud.database.executescript(
        "ALTER TABLE faults DROP COLUMN seconds; ALTER TABLE objects DROP COLUMN reads; DROP TABLE holds;"
        "ALTER TABLE faults DROP COLUMN retry_after;"
        "PRAGMA user_version = 0"
    )
    cloud.close()
    cloud.faults.add(Fault(kind="hang", seconds=3))
    [(_number, fault, _seen)] = cloud.faults.list()
    assert (fault.seconds, fault.retry_after) == (3, 17)
    cloud.close()
