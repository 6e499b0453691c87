"""Texts are kept once and go with the last run that has them, in both kinds of database."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select, update

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.database.tables import RUN_CONTENTS, RUN_STEPS, RUNS
from app.provisioning.ledger import contents
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.records import Run
from naming.errors import LakemasonError
from tests.app.provisioning.ledger.keeping import (
    NOTHING,
    PLATFORM_FILE,
    begun,
    committed,
    configuration,
    layer,
    marks,
)


def numbers(runs: list[Run]) -> list[int]:
    return [run.id for run in runs]


def texts(ledger: Ledger) -> int:
    with ledger.database.read() as connection:
        return len(connection.execute(select(RUN_CONTENTS.c.digest)).all())


def test_a_text_is_kept_once_however_many_runs_have_it(ledger: Ledger) -> None:
    committed(ledger)
    kept = texts(ledger)
    assert kept == 3, "the platform file and two layers"
    committed(ledger)
    committed(ledger, "other")
    committed(Ledger(ledger.database, "rehearsal 1"))
    assert texts(ledger) == kept


def test_pruning_takes_old_runs_and_the_texts_that_only_they_had(ledger: Ledger) -> None:
    old = [committed(ledger, pools=pools) for pools in (1, 2, 3, 4, 5)]
    other = committed(ledger, "other", pools=2)
    elsewhere = committed(Ledger(ledger.database, "rehearsal 1"), pools=3)
    assert ledger.prunable(2) == {"ml": numbers(old[:3])}
    assert ledger.prunable(2, platform="other") == {}
    assert ledger.prune(2, platform="other") == 0
    assert ledger.prune(2) == 3
    assert numbers(ledger.runs()) == [other.id, old[4].id, old[3].id]
    assert ledger.run(old[4].id) == old[4], "with its steps"
    with ledger.database.read() as connection:
        assert set(connection.execute(select(RUN_STEPS.c.run)).scalars()) == {
            old[3].id, old[4].id, other.id, elsewhere.id
        }  # fmt: skip
    assert ledger.configuration(other) == configuration(2), "others still have it"
    assert ledger.configuration(elsewhere) == configuration(3)
    with pytest.raises(LakemasonError, match="no whole copy"):
        ledger.configuration(old[0])
    assert ledger.prune(2) == 0


def test_pruning_keeps_what_stands_what_stood_before_and_what_is_under_way(ledger: Ledger) -> None:
    before, standing = committed(ledger, pools=1), committed(ledger, pools=2)
    declined = [ledger.begin("ml", "deploy", configuration(n), stood_before=marks(1)) for n in range(3, 6)]
    for run in declined:
        ledger.end(run, "declined", stands=standing.id, states=marks(1))
    kept, interrupted = begun(ledger), begun(ledger)
    ledger.end(kept, "kept", stands=standing.id, states=marks(2))
    assert interrupted.base_run == standing.id
    last = ledger.begin("ml", "deploy", configuration(9), stood_before=marks(1))
    ledger.move(last.id, "declined")  # it never came to say what stands
    assert ledger.prune(1) == 3
    assert numbers(ledger.runs()) == [last.id, interrupted.id, kept.id, standing.id, before.id]
    for run in (before, standing, interrupted):
        assert not ledger.configuration(run.id).empty


def test_pruning_keeps_what_alone_knows_of_something_that_was_kept(ledger: Ledger) -> None:
    gone = begun(ledger)
    ledger.end(gone, "kept", stands=None, states=marks(1))
    standing = committed(ledger)  # it brought that, or took it away
    kept, failed, last = begun(ledger), begun(ledger), begun(ledger)
    for run, state in ((kept, "kept"), (failed, "rolled_back"), (last, "kept")):
        ledger.end(run, state, stands=standing.id, states=marks(2))
    assert ledger.prune(1) == 2
    assert numbers(ledger.runs()) == [last.id, kept.id, standing.id]


@pytest.mark.parametrize("damage", [b"", b"no zlib", None])
def test_fails_to_read_a_damaged_text(damage: bytes | None, ledger: Ledger) -> None:
    run = committed(ledger)
    with ledger.database.write() as connection:
        # None: whole, but another text than the one that was kept
        other = connection.execute(
            select(RUN_CONTENTS.c.data).where(RUN_CONTENTS.c.digest == run.platform_file)
        ).scalar()
        data = other if damage is None else damage
        connection.execute(update(RUN_CONTENTS).where(RUN_CONTENTS.c.digest == run.azure_config).values(data=data))
    with pytest.raises(LakemasonError, match=r"no whole copy of [0-9a-f]{12}.*\n.*Put a copy of the database back"):
        ledger.configuration(run)
    assert run.platform_file is not None
    assert ledger.text(run.platform_file) == PLATFORM_FILE


def test_a_text_that_somebody_is_about_to_refer_to_is_not_pruned(ledger: Ledger, location: DatabaseLocation) -> None:
    old = ledger.begin("ml", "deploy", configuration(7), stood_before=NOTHING)
    ledger.move(old.id, "declined")
    run = ledger.begin("ml", "deploy", configuration(), stood_before=NOTHING)
    ledger.move(run.id, "declined")

    def prune() -> None:
        with Database.open(location) as database:
            assert Ledger(database, "azure").prune(1) == 1

    pruning = threading.Thread(target=prune)
    with ledger.database.write() as connection:
        digest = contents.put(connection, layer(pools=7))
        pruning.start()
        pruning.join(1)  # ends at once where nothing keeps it waiting
        connection.execute(update(RUNS).where(RUNS.c.id == run.id).values(databricks_config=digest))
    pruning.join()
    assert numbers(ledger.runs()) == [run.id]
    assert ledger.text(digest) == layer(pools=7)
