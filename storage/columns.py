"""What the tables are made of: instants, small values, references; the same on SQLite and PostgreSQL.

Queries need a table's name and its columns with their types, and no more; SQLAlchemy's own `Table` and `Column` take most of a MiB at
rest for the keys, checks and indexes that only migrations, tests and a rare deletion ask for. So each part is described once, and
`schema` makes the whole of it where it is asked for.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy
from sqlalchemy import BigInteger, Dialect, Integer, MetaData, TableClause, Text, TypeDecorator
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine
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


class Part(NamedTuple):
    """A column, or where it has no type a constraint or an index, as it is described."""

    name: str = ""
    type: TypeEngine[Any] | None = None
    null: bool = False
    key: bool = False  # by which the row is known
    numbered: bool = False  # by the database
    called: str = ""  # by queries, where that is not its name
    of: str = ""  # the table it refers to
    gone: str = ""  # what becomes of it with the row that it refers to
    columns: tuple[str, ...] = ()  # of a constraint or an index; an index has a name
    where: str = ""  # of an index of some rows only


_described: dict[str, tuple[Part, ...]] = {}


def table(name: str, *parts: Part) -> TableClause:
    """A table as queries see it."""
    _described[name] = parts
    return sqlalchemy.table(name, *(_seen(part) for part in parts if part.type is not None))


def _seen(part: Part) -> sqlalchemy.ColumnClause[Any]:
    made = sqlalchemy.column(part.name, part.type)
    made.key = part.called or part.name
    return made


@cache
def schema() -> MetaData:
    """Every table with all its keys, checks and indexes: STRICT on SQLite, with a check of each small value."""
    found = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    for name, parts in _described.items():
        checks = [
            sqlalchemy.CheckConstraint(f"json_valid({part.name})", f"{part.name}_json").ddl_if(dialect="sqlite")
            for part in parts
            if isinstance(part.type, Json)
        ]
        # AUTOINCREMENT: an id that was once given is never given again, since the natural keys of deliveries carry it.
        numbered = any(part.numbered for part in parts)
        sqlalchemy.Table(name, found, *map(_whole, parts), *checks, sqlite_strict=True, sqlite_autoincrement=numbered)
    return found


def _whole(part: Part) -> SchemaItem:
    if part.type is not None:
        refers = (sqlalchemy.ForeignKey(f"{part.of}.id", ondelete=part.gone),) if part.of else ()
        auto = part.numbered if part.key and not part.of and part.type is _BIG else "auto"
        return sqlalchemy.Column(
            part.name, part.type, *refers, key=part.called or part.name, primary_key=part.key, nullable=part.null, autoincrement=auto
        )
    if not part.name:
        return sqlalchemy.UniqueConstraint(*part.columns)
    # On PostgreSQL the migrations say of which rows: a mention of that dialect here would load it everywhere.
    return sqlalchemy.Index(part.name, *part.columns, sqlite_where=sqlalchemy.text(part.where) if part.where else None)


_BIG, _INTEGER, _TEXT, _JSON, _MOMENT, _WORDS = Big, Integer(), Text(), Json(), Moment(), Words()


def unique(*columns: str) -> Part:
    """No two rows are alike in these."""
    return Part(columns=columns)


def index(name: str, *columns: str) -> Part:
    """What is looked for by these."""
    return Part(name, columns=columns)


def partial(name: str, *columns: str, where: str) -> Part:
    """An index of those rows alone."""
    return Part(name, columns=columns, where=where)


def id_() -> Part:
    """Our own number of a row."""
    return Part("id", _BIG, key=True, numbered=True)


def number_of(name: str) -> Part:
    """Discord's own number, by which the row is known."""
    return Part(name, _BIG, key=True)


def known_by(name: str) -> Part:
    """Text by which the row is known, alone or with others."""
    return Part(name, _TEXT, key=True)


def of(table: str, name: str | None = None, *, key: bool = False, null: bool = False) -> Part:
    """A reference to a row of another table; what belongs to a cohort or a person goes with it."""
    target = "people" if table == "persons" else table
    return Part(f"{name or table.removesuffix('s')}_id", _BIG, null, key, of=target, gone="CASCADE")


def by() -> Part:
    """Who did it; what they did stays when they are erased."""
    return Part("by_id", _BIG, null=True, of="people", gone="SET NULL")


def words(name: str, *, called: str = "", null: bool = False) -> Part:
    """Text, or one word that names a state."""
    return Part(name, _WORDS, null, called=called)


def moment(name: str, *, null: bool = False) -> Part:
    """An aware instant."""
    return Part(name, _MOMENT, null)


def snowflake(name: str, *, null: bool = False) -> Part:
    """Discord's number of something, or another that is as long."""
    return Part(name, _BIG, null)


def number(name: str, *, key: bool = False, null: bool = False) -> Part:
    """A small number."""
    return Part(name, _INTEGER, null, key)


def value(name: str, *, null: bool = False) -> Part:
    """A small value without a shape of its own."""
    return Part(name, _JSON, null)
