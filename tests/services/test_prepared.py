"""Statements that run for nearly every act are handed to the driver as SQLAlchemy compiled them, and do what SQLAlchemy does."""

import importlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Delete, Insert, Select, Update, bindparam, update
from sqlalchemy.dialects import sqlite

from domain.deliveries import Class, Kind, Planned
from domain.ids import PersonId, ProgramId
from storage import db, link
from storage.columns import Moment, schema
from storage.prepared import prepared
from storage.tables import applications, cohorts, deliveries, handled, people
from tests.services.conftest import HERE, House

ROOT = Path(__file__).parents[2]
MODULES = [f"storage.{path.stem}" for path in sorted((ROOT / "storage").glob("*.py")) if path.stem not in {"__init__", "postgres"}]
BUILT: dict[str, Any] = {
    f"{name}.{attribute}": value
    for name in MODULES
    for attribute, value in vars(importlib.import_module(name)).items()
    if isinstance(value, Select | Insert | Update | Delete) and attribute.isupper()
}
READS = sorted(name for name, statement in BUILT.items() if isinstance(statement, Select))
NOW = datetime(2026, 10, 13, 17, 0, tzinfo=UTC)
WRITES: dict[str, tuple[Any, dict[str, Any]]] = {
    "somebody is back": (BUILT["storage.absences._BACK"], {"server": HERE, "person": 1}),
    "an act that was never handled": (db._handling(sqlite.insert), {"snowflake": 77, "now": NOW}),  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    "a pause ends": (BUILT["storage.deliveries._UNPAUSE"], {"person": 1, "now": NOW}),
    **{
        f"a row of {table.name} changes": (
            link._changing(table, tuple(values)),  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            {"of": 1} | {f"new_{name}": value for name, value in values.items()},
        )
        for table, values in (
            (people, {"paused_until": NOW, "zone": None, "dm_closed": 1}),
            (cohorts, {"title": "Mercy\0 and truth", "questions": ["Why?"], "opens_at": NOW}),
            (applications, {"grounds": ["adds-zone"], "place": None, "state": "waitlisted"}),
        )
    },
}


def link_of(found: db.Db) -> Any:
    return found.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def fitting(bind: Any, n: int) -> object:
    """A value that this parameter may have."""
    if bind.expanding:
        return ["open"]
    return NOW + timedelta(days=n - 22) if isinstance(bind.type, Moment) else n


@pytest.mark.parametrize("name", READS)
async def test_a_prepared_read_gives_what_sqlalchemy_gives(house: House, name: str) -> None:
    statement = BUILT[name]
    async with house.store.read() as found:
        local = link_of(found)
        compiled: Any = statement.compile(dialect=local._connection.dialect)  # noqa: SLF001
        asked = [bind for bind in compiled.binds.values() if bind.required]
        tries = [{bind.key: fitting(bind, n) for bind in asked} for n in (1, 2, 3, 22, 1001)]
        for values in tries:
            expected = (await local._execute(statement, values)).all()  # noqa: SLF001
            given = await local.rows(statement, values)
            assert [tuple(row) for row in given] == [tuple(row) for row in expected]
            assert [row[0] for row in given] == [getattr(row, row._fields[0]) for row in given]


class _UndoneError(Exception):
    pass


async def outcome(house: House, way: str, statement: Any, values: dict[str, Any]) -> tuple[int, dict[str, list[str]]]:
    """How many rows that way of running it changes, and every row after it; then all of it is undone."""
    found: list[tuple[int, dict[str, list[str]]]] = []

    async def tried() -> None:
        async with house.store.begin() as tables:
            local = link_of(tables)
            await tables.absences.note(ProgramId(1), {PersonId(1)}, NOW)
            key = Planned("paused", Kind.DM, "nudge", NOW, NOW, NOW, Class.NOTICE, person=PersonId(1))
            waits = await tables.deliveries.plan(key, "here", ProgramId(1), None, "test", NOW)
            await local.run(update(deliveries).where(deliveries.c.id == waits).values(reason="paused", due=NOW + timedelta(days=9)))
            done = await getattr(local, way)(statement, values)
            rows = {table.name: sorted(str(tuple(row)) for row in await local.rows(table.select())) for table in schema().sorted_tables}
            found.append((done if isinstance(done, int) else done.rowcount, rows))
            raise _UndoneError

    with pytest.raises(_UndoneError):
        await tried()
    return found[0]


@pytest.mark.parametrize("name", WRITES)
async def test_a_prepared_write_does_what_sqlalchemy_does(house: House, name: str) -> None:
    statement, values = WRITES[name]
    as_prepared = await outcome(house, "run", statement, values)
    assert as_prepared == await outcome(house, "_execute", statement, values)
    assert as_prepared[0] == 1
    assert prepared(statement, sqlite.dialect()) is not None


async def test_a_value_that_was_forgotten_is_a_fault_and_no_empty_column(house: House) -> None:
    statement, values = WRITES["a row of people changes"]
    async with house.store.begin() as found:
        with pytest.raises(KeyError, match="new_zone"):
            await link_of(found).run(statement, {name: value for name, value in values.items() if name != "new_zone"})


async def test_a_write_that_gives_rows_gives_them(house: House) -> None:
    new = sqlite.insert(handled).values(id=bindparam("snowflake"), at=bindparam("now", type_=handled.c.at.type)).returning(handled.c.at)
    async with house.store.begin() as found:
        assert await link_of(found).value(new, {"snowflake": 78, "now": NOW}) == NOW


def test_most_reads_are_prepared() -> None:
    ready = [name for name in READS if prepared(BUILT[name], sqlite.dialect()) is not None]
    assert len(ready) > len(READS) * 0.7
