"""What was not delivered, or perhaps not: listed for staff, seen to, sent again, and sent by itself once its place is back."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import ChannelId, CohortId, DeliveryId, ProgramId, ServerId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.sending.deliveries import Delivery, DeliveryState, Reason
from domain.sending.facts import OfMore, OfQuestion
from messages.sending.undelivered import MOST_SHOWN, Kind, Losses, Lost
from services.ground import permissions
from services.sending.unit import Units
from storage.db import Db

FOR_STAFF = frozenset({"question", "question-more"})  # posts that only staff read


class Undelivered:
    """The list of a program."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def page(self, actor: Actor, page: int = 0) -> Losses:
        """A page of what was not delivered on the actor's server, or perhaps not; with the words of what staff were to read."""
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.CREATE_COHORT)
            return await lost(db, program, self._units.now(), page=page)

    async def dismiss(self, actor: Actor, cohort: CohortId | None, delivery: str) -> None:
        """A person has seen to something that was not delivered: staff of its cohort, or a manager where it belongs to none."""
        async with self._units.press(actor) as press:
            row, program, found = await self._resolvable(press.db, actor, cohort, delivery)
            press.notes(Action.RESOLVE_DELIVERY, program, found)
            press.says(count=1)
            await press.db.lost.dismiss(row.id, press.now)

    async def dismiss_all(self, actor: Actor, message: str) -> int:
        """A manager has seen to everything of a kind on the actor's server, by the name of its message; gives how many."""
        return await self._all(actor, lambda db, program, now: db.lost.dismiss_all(program, message, now))

    async def _all(self, actor: Actor, do: Callable[[Db, ProgramId, datetime], Awaitable[int]], **facts: str) -> int:
        """What a manager does to everything of a kind; gives how many. It is written down where there was anything."""
        async with self._units.press(actor) as press:
            program = await permissions.require_program(press.db, actor, Action.CREATE_COHORT)
            press.notes(Action.RESOLVE_DELIVERY, program)
            count = await do(press.db, program.id, press.now)
            press.says(count=count, **facts)
            return count

    async def again(self, actor: Actor, cohort: CohortId | None, delivery: str) -> int:
        """Look for one of the list, and send it if it is not there; gives 1, or 0 when it is too late or went out meanwhile."""
        async with self._units.press(actor) as press:
            row, program, found = await self._resolvable(press.db, actor, cohort, delivery)
            press.notes(Action.RESOLVE_DELIVERY, program, found)
            press.says(what="again", count=1)
            return 1 if await press.db.lost.again(row.id, press.now) else 0

    async def all_again(self, actor: Actor, message: str) -> int:
        """The same for everything of a kind on the actor's server, by the name of its message; gives how many."""
        return await self._all(actor, lambda db, program, now: db.lost.all_again(program, message, now), what="again")

    async def _resolvable(self, db: Db, actor: Actor, cohort: CohortId | None, delivery: str) -> tuple[Delivery, Program, Cohort | None]:
        if cohort is None:
            found, program = None, await permissions.require_program(db, actor, Action.RESOLVE_DELIVERY)
        else:
            found, program = await permissions.require_cohort(db, actor, Action.RESOLVE_DELIVERY, cohort)
        row = await db.deliveries.get(DeliveryId(delivery))
        if row is None or (row.program, row.cohort) != (program.id, cohort):
            raise Refusal(Why.STALE)
        return row, program, found

    async def places(self, server: ServerId) -> set[ChannelId | None]:
        """The channels of that server that something waits for; None stands for a right on the whole server."""
        async with self._units.read() as db:
            program = await db.programs.on(server)
            return set() if program is None else await db.lost.waiting_places(program.id, self._units.now())

    async def back(self, server: ServerId, places: Collection[ChannelId | None]) -> None:
        """Those places can be written to again: what waited for them is due, if it is still of use."""
        async with self._units.change() as unit:
            program = await unit.db.programs.on(server)
            assert program is not None, "something waits in it"  # noqa: S101
            for place in places:
                await unit.db.lost.place_back(program.id, place, unit.now)


async def lost(db: Db, program: Program, now: datetime, *, cohort: CohortId | None = None, page: int = 0) -> Losses:
    """What was not delivered of a cohort; or a page of that of the whole program, whose reader may read what the staff were to read."""
    kinds = await db.lost.failed_kinds(program.id, cohort, now)
    last = max(sum(many for _, many, _ in kinds) - 1, 0) // MOST_SHOWN
    page = min(max(page, 0), last)  # lines have left the list meanwhile
    rows = await db.lost.failed(program.id, cohort, MOST_SHOWN, page * MOST_SHOWN)
    people = await db.people.all_of({row.person for row in rows if row.person is not None})
    names = {person: found.name for person, found in people.items()}
    titles = {one.id: one.title for one in await db.cohorts.on(program.server)} if rows and cohort is None else {}
    lines = [
        Lost(
            row.id, row.message, None if row.person is None else names.get(row.person), row.settled_at, _perhaps(row),
            row.reason or Reason.REFUSED.value, row.cohort, None if row.cohort is None else titles.get(row.cohort), row.channel,
            row.last_useful > now, await _words(db, row) if cohort is None else None,
        )
        for row in rows
    ]  # fmt: skip
    return Losses(tuple(lines), tuple(Kind(*one) for one in kinds), page)


def _perhaps(row: Delivery) -> bool:
    return row.state is DeliveryState.UNCERTAIN or (row.reason or "").startswith(Reason.UNKNOWABLE.value)


async def _words(db: Db, row: Delivery) -> str | None:
    if row.message not in FOR_STAFF:
        return None
    match row.facts:
        case OfMore(reply=message):
            reply = await db.replies.get(message)
            return None if reply is None else reply.words
        case OfQuestion(question=number):
            question = await db.questions.get(number)
            return None if question is None else question.words
        case _:
            return None
