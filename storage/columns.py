"""What the tables are made of: instants, small values, references; the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
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
    text,
)
from typing_extensions import override

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


class Words(TypeDecorator[str]):
    """Text as somebody typed it, but for NUL, which means nothing and which PostgreSQL refuses to keep."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial(name: str, *columns: str, where: str) -> Index:
    """An index of those rows alone. On PostgreSQL the migrations say so: a mention of that dialect here would load it everywhere."""
    return Index(name, *columns, sqlite_where=text(where))


def table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint | Index) -> Table:
    """A table, STRICT on SQLite, with a check of each small value."""
    checks = [
        CheckConstraint(f"json_valid({part.name})", f"{part.name}_json").ddl_if(dialect="sqlite")
        for part in parts
        if isinstance(part, Column) and isinstance(part.type, Json)
    ]
    # AUTOINCREMENT: an id that was once given is never given again, since the natural keys of deliveries carry it.
    numbered = any(isinstance(part, Column) and part.name == "id" and part.autoincrement is True for part in parts)
    return Table(name, metadata, *parts, *checks, sqlite_strict=True, sqlite_autoincrement=numbered)


def id_() -> Column[int]:
    """Our own number of a row."""
    return Column("id", Big, primary_key=True, autoincrement=True)


def of(table: str, name: str | None = None, *, key: bool = False, null: bool = False) -> Column[int]:
    """A reference to a row of another table; what belongs to a cohort or a person goes with it."""
    column = f"{name or table.removesuffix('s')}_id"
    target = "people" if table == "persons" else table
    return Column(column, Big, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=key, nullable=null)


def by() -> Column[int]:
    """Who did it; what they did stays when they are erased."""
    return Column("by_id", Big, ForeignKey("people.id", ondelete="SET NULL"), nullable=True)


def words(name: str, *, null: bool = False) -> Column[str]:
    """Text, or one word that names a state."""
    return Column(name, Words, nullable=null)


def moment(name: str, *, null: bool = False) -> Column[datetime]:
    """An aware instant."""
    return Column(name, Moment, nullable=null)


def snowflake(name: str, *, null: bool = False) -> Column[int]:
    """Discord's number of something."""
    return Column(name, Big, nullable=null)
