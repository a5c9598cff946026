"""What the tables are made of: instants, small values, references; the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import sqlalchemy
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.sql.schema import SchemaItem
from typing_extensions import override

from domain.ground.times import LocalTime

Big = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER, which holds 64 bits there

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware instant, kept as UTC microseconds since 1970: exact, ordered, and the same on both databases."""

    impl = Big
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A small value without a shape of its own (facts of a delivery, reasons of a draft), kept as text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value, order="deterministic").decode()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else msgspec.json.decode(value)


class AsTyped(TypeDecorator[str]):
    """Text as somebody typed it, but for NUL, which means nothing and which PostgreSQL refuses to keep."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "")


metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table with its keys, checks and indexes."""


def table(name: str, *parts: SchemaItem) -> Table:
    """A table: STRICT on SQLite, with a check of each small value."""
    columns: list[Column[Any]] = [part for part in parts if isinstance(part, Column)]
    checks = [
        CheckConstraint(f"json_valid({column.name})", f"{column.name}_json").ddl_if(dialect="sqlite")
        for column in columns
        if isinstance(column.type, Json)
    ]
    # AUTOINCREMENT: an id that was once given is never given again, since the natural keys of deliveries carry it.
    numbered = any(column.autoincrement is True for column in columns)
    # No statement returns what it was not asked for.
    return Table(name, metadata, *parts, *checks, sqlite_strict=True, sqlite_autoincrement=numbered, implicit_returning=False)


def unique(*columns: str) -> UniqueConstraint:
    """No two rows are alike in these."""
    return UniqueConstraint(*columns)


def index(name: str, *columns: str) -> Index:
    """What is looked for by these."""
    return Index(name, *columns)


def partial(name: str, *columns: str, where: str) -> Index:
    """An index of those rows alone; on PostgreSQL the migrations say of which, since naming that dialect would load it everywhere."""
    return Index(name, *columns, sqlite_where=sqlalchemy.text(where))


def id_() -> Column[Any]:
    """Our own number of a row."""
    return Column("id", Big, primary_key=True, autoincrement=True)


def number_of(name: str) -> Column[Any]:
    """Discord's own number, by which the row is known."""
    return Column(name, Big, primary_key=True, autoincrement=False)


def known_by(name: str) -> Column[Any]:
    """Text by which the row is known, alone or with others."""
    return Column(name, Text, primary_key=True)


def of(table: str, name: str | None = None, *, key: bool = False, null: bool = False) -> Column[Any]:
    """A reference to a row of another table; what belongs to a cohort or a person goes with it."""
    refers = ForeignKey(f"{'people' if table == 'persons' else table}.id", ondelete="CASCADE")
    return Column(f"{name or table.removesuffix('s')}_id", Big, refers, primary_key=key, nullable=null)


def by(name: str = "by") -> Column[Any]:
    """Who did it, or is named by it; what they did stays when they are erased."""
    return Column(f"{name}_id", Big, ForeignKey("people.id", ondelete="SET NULL"), nullable=True)


def words(name: str, *, called: str = "", null: bool = False) -> Column[Any]:
    """Text, or one word that names a state; `called`: by queries, where that is not its name."""
    return Column(name, AsTyped(), key=called or name, nullable=null)


def moment(name: str, *, null: bool = False) -> Column[Any]:
    """An aware instant."""
    return Column(name, Moment(), nullable=null)


def wall_of(kept: object) -> LocalTime | None:
    """A wall clock as `kept_wall` kept it."""
    return None if kept is None else msgspec.convert(kept, LocalTime)


def kept_wall(when: LocalTime | None) -> object:
    """A wall clock as a small value."""
    return None if when is None else msgspec.to_builtins(when)


def snowflake(name: str, *, null: bool = False) -> Column[Any]:
    """Discord's number of something, or another that is as long."""
    return Column(name, Big, nullable=null)


def number(name: str, *, key: bool = False, null: bool = False) -> Column[Any]:
    """A small number."""
    return Column(name, Integer, primary_key=key, nullable=null)


def value(name: str, *, null: bool = False) -> Column[Any]:
    """A small value without a shape of its own."""
    return Column(name, Json(), nullable=null)
