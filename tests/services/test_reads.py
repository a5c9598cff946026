"""Reads that run for nearly every act are handed to the driver as SQLAlchemy compiled them, and give what SQLAlchemy gives."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from storage.prepared import prepared
from tests.services.conftest import House

ROOT = Path(__file__).parents[2]
MODULES = [f"storage.{path.stem}" for path in sorted((ROOT / "storage").glob("*.py")) if path.stem not in {"__init__", "postgres"}]
BUILT: dict[str, Any] = {
    f"{name}.{attribute}": value
    for name in MODULES
    for attribute, value in vars(importlib.import_module(name)).items()
    if isinstance(value, Select) and attribute.isupper()
}


@pytest.mark.parametrize("name", BUILT)
async def test_a_prepared_read_gives_what_sqlalchemy_gives(house: House, name: str) -> None:
    statement = BUILT[name]
    async with house.store.read() as db:
        link: Any = db.people._link  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        dialect = link._connection.dialect  # noqa: SLF001
        compiled: Any = statement.compile(dialect=dialect)
        asked = [bind for bind in compiled.binds.values() if bind.required]
        tries = [{bind.key: ["open"] if bind.expanding else n for bind in asked} for n in (1, 2, 3, 22, 1001)]
        for values in tries:
            expected = (await link._execute(statement, values)).all()  # noqa: SLF001
            found = await link.rows(statement, values)
            assert [tuple(row) for row in found] == [tuple(row) for row in expected]
            assert [row[0] for row in found] == [getattr(row, row._fields[0]) for row in found]


def test_most_of_them_are_prepared() -> None:
    from sqlalchemy.dialects.sqlite import dialect

    ready = [name for name, statement in BUILT.items() if prepared(statement, dialect()) is not None]
    assert len(ready) > len(BUILT) * 0.7
