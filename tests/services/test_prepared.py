"""Statements are handed to SQLite's driver as SQLAlchemy compiled them, and do what SQLAlchemy does."""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Delete, Insert, Select, Update, bindparam, select, update
from sqlalchemy.dialects import sqlite

from domain.ground.ids import PersonId, ProgramId
from domain.sending.deliveries import Class, Kind, Planned, Subject
from storage import db, link
from storage.columns import Moment, metadata
from storage.process_tables import handled
from storage.sqlite import engine_of
from storage.tables import applications, cohorts, deliveries, people
from tests.services.conftest import HERE, House

ROOT = Path(__file__).parents[2]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "storage").rglob("*.py"))
    if path.stem not in {"__init__", "postgres"} and "migrations" not in path.parts
]
BUILT: dict[str, Any] = {
    f"{name}.{attribute}": value
    for name in MODULES
    for attribute, value in vars(importlib.import_module(name)).items()
    if isinstance(value, Select | Insert | Update | Delete) and attribute.isupper()
}
READS = sorted(name for name, statement in BUILT.items() if isinstance(statement, Select))
NOW = datetime(2026, 10, 13, 17, 0, tzinfo=UTC)
WRITES: dict[str, tuple[Any, dict[str, Any]]] = {
    "somebody is back": (BUILT["storage.program.absences._BACK"], {"server": HERE, "person": 1}),
    "an act that was never handled": (db._handling(sqlite.insert), {"snowflake": 77, "now": NOW}),  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    "a pause ends": (BUILT["storage.sending.deliveries._UNPAUSE"], {"person": 1, "now": NOW}),
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


@pytest.fixture
def sqlalchemy_itself(house: House) -> Iterator[Connection]:
    """SQLAlchemy's own way to the same file."""
    database: Any = house.store._database  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    with engine_of(database.path).connect() as opened:
        yield opened


def fitting(bind: Any, n: int) -> object:
    """A value that this parameter may have."""
    if bind.expanding:
        return ["open", "draft", "meeting"][: n % 4]
    return NOW + timedelta(days=n - 22) if isinstance(bind.type, Moment) else n


@pytest.mark.parametrize("name", READS)
async def test_a_read_gives_what_sqlalchemy_gives(house: House, sqlalchemy_itself: Connection, name: str) -> None:
    statement = BUILT[name]
    compiled: Any = statement.compile(dialect=sqlalchemy_itself.dialect)
    asked = [bind for bind in compiled.binds.values() if bind.required]
    async with house.store.read() as found:
        for n in (1, 2, 3, 22, 1001, 4):
            values = {bind.key: fitting(bind, n) for bind in asked}
            given = await link_of(found).rows(statement, values)
            assert [tuple(row) for row in given] == [tuple(row) for row in sqlalchemy_itself.execute(statement, values)]
            assert [row[0] for row in given] == [getattr(row, row._fields[0]) for row in given]


async def test_statements_of_one_shape_keep_their_own_values(house: House) -> None:
    async with house.store.read() as found:
        link = link_of(found)
        for ids in ([1], [2, 3], [], [1, 2, 3, 4]):
            rows = await link.rows(select(people.c.id).where(people.c.id.in_(ids), people.c.id < 4).order_by(people.c.id))
            assert [row.id for row in rows] == [id_ for id_ in ids if id_ < 4]
        for most in (1, 2, 3):
            assert len(await link.rows(select(people.c.id).order_by(people.c.id).limit(most))) == most


class _UndoneError(Exception):
    pass


async def _rows(link: Any) -> dict[str, list[str]]:
    return {table.name: sorted(str(tuple(row)) for row in await link.rows(table.select())) for table in metadata.sorted_tables}


async def _ours(house: House, statement: Any, values: dict[str, Any]) -> tuple[int, dict[str, list[str]]]:
    """How many rows it changes, and every row after it; then it is undone."""
    found: list[tuple[int, dict[str, list[str]]]] = []

    async def tried() -> None:
        async with house.store.begin() as tables:
            found.append((await link_of(tables).run(statement, values), await _rows(link_of(tables))))
            raise _UndoneError

    with pytest.raises(_UndoneError):
        await tried()
    return found[0]


def _theirs(connection: Connection, statement: Any, values: dict[str, Any]) -> tuple[int, dict[str, list[str]]]:
    """The same by SQLAlchemy's own way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    done = connection.execute(statement, values).rowcount
    rows = {table.name: sorted(str(tuple(row)) for row in connection.execute(table.select())) for table in metadata.sorted_tables}
    connection.exec_driver_sql("ROLLBACK")
    return done, rows


@pytest.mark.parametrize("name", WRITES)
async def test_a_write_does_what_sqlalchemy_does(house: House, sqlalchemy_itself: Connection, name: str) -> None:
    statement, values = WRITES[name]
    async with house.store.begin() as tables:
        await tables.absences.note(ProgramId(1), {PersonId(1)}, NOW)
        key = Planned("paused", Kind.DM, Subject.REMOVED, NOW, NOW, NOW, Class.NOTICE, person=PersonId(1))
        waits = await tables.deliveries.plan(key, "here", ProgramId(1), None, "test", NOW)
        await link_of(tables).run(update(deliveries).where(deliveries.c.id == waits).values(reason="paused", due=NOW + timedelta(days=9)))
    ours = await _ours(house, statement, values)
    assert ours == _theirs(sqlalchemy_itself, statement, values)
    assert ours[0] == 1


async def test_a_value_that_was_forgotten_is_a_fault_and_no_empty_column(house: House) -> None:
    statement, values = WRITES["a row of people changes"]
    async with house.store.begin() as found:
        with pytest.raises(KeyError, match="new_zone"):
            await link_of(found).run(statement, {name: value for name, value in values.items() if name != "new_zone"})


async def test_a_write_that_gives_rows_gives_them(house: House) -> None:
    new = sqlite.insert(handled).values(id=bindparam("snowflake"), at=bindparam("now", type_=handled.c.at.type)).returning(handled.c.at)
    async with house.store.begin() as found:
        assert await link_of(found).value(new, {"snowflake": 78, "now": NOW}) == NOW
