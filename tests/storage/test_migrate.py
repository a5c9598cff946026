"""Migrations: from nothing and from every earlier revision to the tables that the code knows, on both databases, losing nobody's rows."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, inspect, text

from domain.ground.ids import PairId, ServerId
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime
from domain.group.sessions import Drafted
from domain.pair.checkins import Answer
from storage.columns import metadata
from storage.migrate import LEASED_SINCE, _with, head, migrate, revision, revisions  # pyright: ignore[reportPrivateUsage]
from storage.process_tables import house
from storage.store import open_store

PARTIAL = {
    str(index.name): str(index.dialect_options["sqlite"]["where"])
    for table in metadata.sorted_tables
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}


def _differences(connection: Connection) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


def _partial(connection: Connection) -> dict[str, str]:
    """Every index of some rows only, with the rows it is of."""
    there = inspect(connection)
    found = [index for name in there.get_table_names() for index in there.get_indexes(name)]
    options = [(index["name"], index.get("dialect_options", {})) for index in found]
    return {
        name or "": str(where) for name, given in options if (where := given.get("sqlite_where", given.get("postgresql_where"))) is not None
    }


async def test_an_empty_database_is_brought_to_the_tables_that_the_code_knows(database_url: str) -> None:
    assert await revision(database_url) is None
    assert await migrate(database_url) == revisions()
    assert await revision(database_url) == head()
    assert await _with(database_url, _differences) == []


@pytest.mark.parametrize("earlier", revisions())
async def test_a_database_of_any_earlier_revision_is_brought_up_and_keeps_its_rows(database_url: str, earlier: str) -> None:
    await migrate(database_url, earlier)
    await _with(database_url, lambda connection: connection.execute(insert(house).values(name="kept", value="yes")))
    await migrate(database_url)
    assert await _with(database_url, _differences) == []
    store = await open_store(database_url)
    async with store.read() as db:
        assert await db.fact("kept") == "yes"
    await store.close()


async def test_dates_that_a_later_draft_had_unfixed_stand_again_and_the_draft_stays_one(database_url: str) -> None:
    """Until then a draft took the place of the dates that stood, and left nobody able to say whether they still did."""
    await migrate(database_url, revisions()[revisions().index("0016") - 1])
    await _with(database_url, _three_cohorts)
    await migrate(database_url)
    store = await open_store(database_url)
    async with store.read() as db:
        found = {one.title: (one.frozen_at, await db.cohorts.drafted_dates(one.id)) for one in await db.cohorts.on(ServerId(1))}
    await store.close()
    drafted = (Drafted(LocalTime(date(2026, 10, 13), time(13), "America/New_York")),)
    assert found == {"stands": (_EPOCH + timedelta(seconds=5), ()), "unfixed": (_EPOCH, drafted), "drafted": (None, drafted)}


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _three_cohorts(connection: Connection) -> None:
    """One with dates that stand, one whose dates a draft has unfixed, one that has a draft alone; their rows as they were written then."""
    program = "INSERT INTO programs (id, server_id, name, zone, manager_role, staff_channel, signup_channel, contact, created_at) "
    connection.exec_driver_sql(program + "VALUES (1, 1, 'House', 'UTC', 1, 1, 1, 'Noa', 0)")
    cohort = "INSERT INTO cohorts (id, program_id, title, topic, capacity, state, zone, home, seed, recurrence, frozen_at, created_at) "
    session = "INSERT INTO sessions (cohort_id, number, date, time, zone, starts_at, minutes, state, revision) "
    drafted = '[["2026-10-13","13:00","America/New_York"]]'
    for id_, (title, frozen) in enumerate((("stands", "5000000"), ("unfixed", "NULL"), ("drafted", "NULL")), start=1):
        connection.exec_driver_sql(f"{cohort} VALUES ({id_}, 1, '{title}', 'T', 4, 'draft', 'UTC', 1, 1, '{drafted}', {frozen}, 0)")
        if title != "drafted":
            connection.exec_driver_sql(f"{session} VALUES ({id_}, 1, '2026-10-13', '13:00', 'UTC', 0, 90, 'planned', 0)")


async def test_what_stood_for_a_pair_stands_on_after_answers_have_authors_and_a_month_off_that_was_told_is_told(database_url: str) -> None:
    """Until then the latest answer of anybody stood, and that a month was off was only known from its delivery."""
    await migrate(database_url, revisions()[revisions().index("0022") - 1])
    await _with(database_url, _answers_of_two)
    await migrate(database_url)
    store = await open_store(database_url)
    async with store.read() as db:
        first, second = await db.checkins.standing(PairId(1), 1), await db.checkins.standing(PairId(1), 2)
    await store.close()
    assert first is not None
    assert second is not None
    assert (first.agreed.answer, first.agreed.by, first.open, first.agreed.told_at) == (Answer.NOT_THIS_MONTH, 2, (), _EPOCH)
    assert (second.agreed.answer, second.open, second.agreed.untold) == (Answer.NOT_THIS_MONTH, (), True)


def _answers_of_two(connection: Connection) -> None:
    """A pair that met, of whom one then took the month off and had it told; and one who takes the next month off and tells nobody."""
    run = connection.exec_driver_sql
    run("INSERT INTO programs (id, server_id, name, zone, manager_role, staff_channel, signup_channel, contact, created_at) "
        "VALUES (1, 1, 'House', 'UTC', 1, 1, 1, 'Noa', 0)")  # fmt: skip
    run("INSERT INTO cohorts (id, program_id, title, topic, capacity, state, zone, home, seed, created_at) "
        "VALUES (1, 1, 'Justice', 'T', 4, 'meeting', 'UTC', 1, 1, 0)")  # fmt: skip
    run("INSERT INTO pairings (id, cohort_id, state, seed, weights, made_at) VALUES (1, 1, 'published', 1, '{}', 0)")
    run("INSERT INTO pairs (id, pairing_id, position, reasons) VALUES (1, 1, 1, '[]')")
    run("INSERT INTO people (id, name, reminder, dm_closed, created_at) VALUES (1, 'P', 'day', 0, 0), (2, 'P', 'day', 0, 0)")
    run("INSERT INTO checkins (pair_id, round, answer, by_id, at) "
        "VALUES (1, 1, 'met', 1, 0), (1, 1, 'not-this-month', 2, 0), (1, 2, 'not-this-month', 2, 0)")  # fmt: skip
    run("INSERT INTO deliveries (id, key, scope, kind, message, class, direction, state, program_id, facts, created_at, ideal, due, "
        "last_useful, attempts, epoch) VALUES ('d', 'round/1/1/pair/1/off/2/to/1', 'act', 'dm', 'month-off', 'notice', 'later', 'sent', "
        "1, '{}', 0, 0, 0, 0, 1, 0)")  # fmt: skip


async def test_what_is_due_is_found_by_an_index_of_what_is_due_on_both_databases(migrated_url: str) -> None:
    found = await _with(migrated_url, _partial)
    assert found.keys() == PARTIAL.keys()
    for name, where in PARTIAL.items():
        named = [word for word in where.replace("(", " ").replace(")", " ").replace("'", " ").replace(",", " ").split() if word.islower()]
        assert all(word in found[name] for word in named), (name, where, found[name])


async def test_no_process_can_lead_on_a_database_from_before_the_leases(database_url: str) -> None:
    await migrate(database_url, revisions()[revisions().index(LEASED_SINCE) - 1])
    assert not await _with(database_url, lambda connection: inspect(connection).has_table("leases"))
    await migrate(database_url, LEASED_SINCE)
    assert await _with(database_url, lambda connection: inspect(connection).has_table("leases"))


async def test_a_second_start_changes_nothing_and_copies_nothing(database_url: str, tmp_path: Path) -> None:
    await migrate(database_url, backups=tmp_path / "copies")
    assert await migrate(database_url, backups=tmp_path / "copies") == []
    assert not (tmp_path / "copies").exists()


async def test_a_database_of_a_later_version_is_left_alone(migrated_url: str) -> None:
    await _with(migrated_url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(Refusal) as no:
        await migrate(migrated_url)
    assert no.value.why is Why.DATABASE_NEWER
    assert await revision(migrated_url) == "9999"
