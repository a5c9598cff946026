"""One list out of many rows, in the words of either database."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Listed(FunctionElement[str]):
    """The words of all rows with commas between them, in no order; null where there are none. They must have no comma themselves.

    SQLAlchemy's own `aggregate_strings` writes its comma as a parameter that is only filled in at each run.
    """

    type = Text()
    inherit_cache = True


@compiles(Listed, "sqlite")
def _sqlite(element: Listed, compiler: Any, **how: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **how)}, ',')"


@compiles(Listed, "postgresql")
def _postgresql(element: Listed, compiler: Any, **how: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **how)}, ',')"
