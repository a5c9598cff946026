"""A file between its preview and the press that takes it in: kept for a day, since a press carries no file."""

from datetime import datetime
from typing import TypeVar

from domain.ground.ids import ProgramId
from domain.ground.values import Value
from services.ground.house import PREVIEWED
from services.sending.unit import CohortAct, ProgramAct
from storage.db import Db

V = TypeVar("V", bound=Value)


async def keep(act: ProgramAct | CohortAct, file: Value) -> int:
    """Keep a file, which changes nothing yet; its number. Those that nobody took in within a day go."""
    act.only_prepares()
    by = await act.me()
    await act.db.imports.forget(act.now - PREVIEWED)
    return await act.db.imports.keep(act.program.id, by.id, file, act.now)


async def waiting(db: Db, program: ProgramId, number: int, of: type[V], now: datetime) -> tuple[V, datetime] | None:
    """The file that was kept in that program by that number, and since when; None once its day is over."""
    found = await db.imports.get(program, number, of)
    return None if found is None or found[1] < now - PREVIEWED else found
