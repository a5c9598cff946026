"""Work that goes on beside everything else: an orderly end waits for it, and whatever fails in it is in the log."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from services.ground.ports import Unauthorised
from storage.store import NO_MORE_WRITES, Unavailable

log = logging.getLogger(__name__)
_TOLD_ELSEWHERE = (Unauthorised, *NO_MORE_WRITES)  # each ends the login or the process, in a sentence


class Beside:
    """What is under way."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    @property
    def idle(self) -> bool:
        """True when nothing is."""
        return not self._under_way

    def begin(self, work: Coroutine[Any, Any, None], what: str) -> None:
        """Begin it; `what` it is, for the log."""
        task = asyncio.create_task(work, name=what)
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def join(self) -> None:
        """The task that calls this is under way until it ends; whoever began it tells what fails in it."""
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Unavailable):
            log.warning("%s waits for the database", task.get_name())
        elif error is not None and not isinstance(error, _TOLD_ELSEWHERE):
            log.error("%s failed", task.get_name(), exc_info=error)
