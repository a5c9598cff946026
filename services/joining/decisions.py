"""Decisions made elsewhere: the applications go out as a file, and a file of decisions comes back as moves by hand."""

import asyncio
from collections.abc import Sequence

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import CohortId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.spreadsheets import MOST_BYTES, decoded
from domain.joining.decisions import Decided, TakenIn, known, read
from domain.joining.selection import mark_as_proposed
from domain.joining.signups import Application, Decision, Ground
from messages.joining.decisions import Listing, Move, Preview, Taken
from messages.joining.selection import DraftLine
from services.ground import permissions
from services.joining.good_standing import not_in_good_standing
from services.joining.selection import applied_to
from services.program import previews
from services.sending.unit import Units
from storage.db import Db

_ORDER = (Decision.ACCEPT, Decision.WAIT, Decision.DECLINE, None)


class Decisions:
    """For those who decide at a table of their own."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def export(self, actor: Actor, cohort: CohortId) -> Listing:
        """The applications in the order of the draft; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            applied = await applied_to(db, found)
            open_ = await not_in_good_standing(db, found.program, {a.person for a, _ in applied}, self._units.now())
        order = sorted(applied, key=lambda row: (_ORDER.index(row[0].proposed), row[0].place is None, row[0].place or 0, row[0].id))
        return Listing(found, tuple((DraftLine(a, person.name, a.person not in open_), person.zone or found.zone) for a, person in order))

    async def preview(self, actor: Actor, cohort: CohortId, data: bytes) -> Preview:
        """What a file would change, line by line; it is kept for a day, and changes nothing yet.

        Raises `Refusal(DECISIONS_TOO_BIG | FILE_TOO_BIG | FILE_NOT_TEXT | NO_DECISIONS)`.
        """
        async with self._units.read() as db:
            await permissions.require_cohort(db, actor, Action.SELECT, cohort)
        if len(data) > MOST_BYTES:
            raise Refusal(Why.DECISIONS_TOO_BIG)
        file = await asyncio.to_thread(lambda: read(decoded(data), cohort))  # ten thousand lines take a while
        if not (file.decided or file.lapses):
            raise Refusal(Why.NO_DECISIONS)
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found = act.db, act.cohort
            applied = await applied_to(db, found)
            file = known(file, {application.id for application, _ in applied})
            number = await previews.keep(act, file)
            return await self._preview(db, found, number, file, applied, 0)

    async def lines(self, actor: Actor, cohort: CohortId, number: int, page: int) -> Preview:
        """The preview as it stands now, at another page; only reads."""
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.SELECT, cohort)
            applied = await applied_to(db, found)
            file = await self._waiting(db, found, program, number, applied)
            return await self._preview(db, found, number, file, applied, page)

    async def apply(self, actor: Actor, cohort: CohortId, number: int, mark: int) -> Taken:
        """Take a previewed file in: all of it is moved by hand, and a new draw leaves it as it is. Pressed twice, it says what stands.

        `mark` is that of how those in it stood in the preview. Raises `Refusal(DECISIONS_GONE)` when its day is over, and
        `Refusal(STALE)` when somebody has moved one of them since.
        """
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db, found, program = act.db, act.cohort, act.program
            before = await db.imports.get(program.id, number, TakenIn)
            if before is not None and before[0].cohort == cohort:
                return _taken(found, before[0], again=True)
            applied = await applied_to(db, found)
            file = await self._waiting(db, found, program, number, applied)
            if _mark(file, applied) != mark:
                raise Refusal(Why.STALE)
            moved = await _move(db, file, {application.id: application for application, _ in applied})
            done = TakenIn(cohort, moved, len(file.decided) - moved, file.lapses)
            await db.imports.taken_in(number, done, act.now)
            act.says(what="decided", count=len(file.decided))
            return _taken(found, done)

    async def _waiting(self, db: Db, cohort: Cohort, program: Program, number: int, applied: list[tuple[Application, Person]]) -> Decided:
        """A file that was previewed for that cohort, about those who are still to be decided on."""
        found = await previews.waiting(db, program.id, number, Decided, self._units.now())
        if found is None or found[0].cohort != cohort.id:
            raise Refusal(Why.DECISIONS_GONE)
        return known(found[0], {application.id for application, _ in applied})

    async def _preview(
        self, db: Db, cohort: Cohort, number: int, file: Decided, applied: list[tuple[Application, Person]], page: int
    ) -> Preview:
        by_id = {application.id: (application, person) for application, person in applied}
        moves = tuple(
            Move(one.line, person.name, application.proposed, one.decision)
            for one in file.decided
            if (application := by_id[one.application][0]).proposed is not one.decision and (person := by_id[one.application][1])
        )
        after = {a.id: a.proposed for a, _ in applied} | {one.application: one.decision for one in file.decided}
        accepted = sum(decision is Decision.ACCEPT for decision in after.values())
        places = max(cohort.capacity - await db.cohorts.count_taken(cohort.id), 0)
        unmoved = len(file.decided) - len(moves)
        return Preview(cohort, number, moves, unmoved, accepted, places, file.lapses, max(page, 0), _mark(file, applied))


def _mark(file: Decided, applied: Sequence[tuple[Application, Person]]) -> int:
    """Of how those whom the file names stand in the draft."""
    by_id = {application.id: application for application, _ in applied}
    return mark_as_proposed(by_id[one.application] for one in file.decided)


def _taken(cohort: Cohort, done: TakenIn, *, again: bool = False) -> Taken:
    return Taken(cohort, done.moved, done.same, done.lapses, again)


async def _move(db: Db, file: Decided, applied: dict[int, Application]) -> int:
    """Those who stay where they are keep their place in the line, and the reason for which they were moved before."""
    of = [(applied[one.application], one.decision) for one in file.decided]
    moves = [(application.id, decision, None) for application, decision in of if application.proposed is not decision]
    await db.selection.move(moves)
    await db.selection.hold([a.id for a, decision in of if a.proposed is decision and Ground.BY_HAND not in a.grounds])
    return len(moves)
