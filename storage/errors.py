"""What may be said aloud of a database's error: drivers quote the rows and values that were in the way, which are people's words."""

import re
from collections.abc import Iterator

_DRIVERS = frozenset({"sqlalchemy", "sqlite3", "pysqlite3", "asyncpg"})
_NAMES = ("schema_name", "table_name", "column_name", "constraint_name")  # as PostgreSQL gives them beside its message

# What SQLite and PostgreSQL say in a message of their own alone, with names from the structure and nothing from a row.
_STRUCTURE = re.compile(
    r"(?:UNIQUE|NOT NULL|CHECK) constraint failed: ([\w., ]{1,120})"
    r"|no such (?:table|column): ([\w.]{1,60})"
    r"|(?:<class '[\w.]+'>: )?(?:relation|column) \"?([\w.]{1,60})\"? does not exist"
)


def from_database(error: BaseException) -> bool:
    """True for what SQLAlchemy or a driver raised."""
    return any(kind.__module__.partition(".")[0] in _DRIVERS for kind in type(error).__mro__)


def told(error: BaseException) -> str:
    """An error by its type and the database's code, with the table, column or constraint it is about; no value, no statement."""
    about = " ".join(dict.fromkeys(_about(error)))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {about}" if about else kind


def _about(error: BaseException) -> Iterator[str]:
    cause: object = getattr(error, "orig", None) or error
    for name in ("sqlite_errorname", "sqlstate"):
        if isinstance(code := getattr(cause, name, None), str):
            yield code
    for name in _NAMES:
        if isinstance(part := getattr(cause, name, None), str):
            yield part
    if found := _STRUCTURE.fullmatch(str(cause).partition("\n")[0]):
        yield found[found.lastindex or 0]
