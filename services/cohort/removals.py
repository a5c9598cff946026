"""Taking a member out of a cohort: staff see first what follows, and choose whether the person is told."""

from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, Program
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Reason, Subject
from messages.cohort import removals as words
from messages.cohort.removals import Removal, Removed
from messages.ground.values import Message
from services.ground import permissions
from services.joining.leaving import leave, partners, removal_key, tell_of_removal
from services.joining.waitlist import next_in_line
from services.pair.parting.leavers import left_behind
from services.sending.deliveries import Composer
from services.sending.unit import Units
from storage.db import Db


class Removals:
    """Members whom staff take out of a cohort."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def choose(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, list[Person]]:
        """The members, to choose one; only reads."""
        async with self._units.read() as db:
            found, _ = await self._running(db, actor, cohort)
            return found, await db.cohorts.members(cohort)

    async def _running(self, db: Db, actor: Actor, cohort: CohortId) -> tuple[Cohort, Program]:
        found, program = await permissions.require_cohort(db, actor, Action.REMOVE_MEMBER, cohort)
        _require_running(found)
        return found, program

    async def preview(self, actor: Actor, cohort: CohortId, who: PersonId) -> Removal:
        """What taking them out would mean; only reads. Raises `Refusal(STALE)` for somebody who is no member."""
        now = self._units.now()
        async with self._units.read() as db:
            found, program = await self._running(db, actor, cohort)
            person, since = await db.people.get(who), await db.cohorts.member_since(cohort, who)
            if person is None or since is None:
                raise Refusal(Why.STALE)
            planned = await db.deliveries.of_cohort(cohort, frozenset({DeliveryState.PENDING}))
            ahead = [row for row in planned if row.person == who and row.kind is Kind.DM]
            line = await next_in_line(db, found, found.capacity + 1, now)
            following = None if not line else await db.people.get(line[0].person)
            gone = bool(await db.absences.among(program.id, {who}))
            told = [] if found.started_at is None else await partners(db, found, person)  # before, nobody was named to them
            return Removal(
                found, person, tuple(partner.name for partner in told),
                None if following is None else following.name, len(ahead), _mark(since), gone,
            )  # fmt: skip

    async def remove(self, actor: Actor, cohort: CohortId, who: PersonId, mark: int, *, tell: bool) -> Removed:
        """Take them out, as the preview with that mark showed them. Pressed twice, it says what stands, also of the other button.

        `tell`: they get a kind letter; else they hear nothing from the bot.
        """
        removed = await self._remove(actor, cohort, who, mark, tell=tell)
        async with self._units.read() as db:  # once it is settled how those who studied with them go on
            return replace(removed, left=tuple(await left_behind(db, removed.cohort, who, self._units.now())))

    async def _remove(self, actor: Actor, cohort: CohortId, who: PersonId, mark: int, *, tell: bool) -> Removed:
        async with self._units.act(actor, Action.REMOVE_MEMBER, cohort) as act:
            db, found = act.db, act.cohort
            _require_running(found)
            person, since = await db.people.get(who), await db.cohorts.member_since(cohort, who)
            application = await db.signups.of(cohort, who)
            if person is None:
                raise Refusal(Why.STALE)
            if since is None and application is not None and application.state is ApplicationState.REMOVED:
                left = await db.cohorts.left_at(cohort, who)
                told = left is not None and await db.deliveries.by_key(removal_key(found, person, left)) is not None
                return Removed(found, person, told=told, again=told is not tell)
            if since is None or _mark(since) != mark:
                raise Refusal(Why.STALE)
            by = await act.me()
            await leave(act, found, person, application, ApplicationState.REMOVED, by=by.id)
            told = tell and person.user is not None
            if told:
                await tell_of_removal(act, found, act.program, person)
            act.says(what="told" if told else "quietly", who=who)
            return Removed(found, person, told=told)

    def composers(self) -> dict[Subject, Composer]:
        """The letter to somebody who was taken out."""
        return {Subject.REMOVED: self._compose}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if cohort is None or person is None or await db.cohorts.member_since(cohort.id, person.id) is not None:
            return Reason.UNWANTED
        return words.letter(cohort, await db.programs.get(row.program), person.name)


def _require_running(cohort: Cohort) -> None:
    if cohort.state in ENDED:
        raise Refusal(Why.WRONG_STATE, state=cohort.state)


def _mark(since: datetime) -> int:
    """Names one membership: somebody who left and was given a place again is another question."""
    return int(since.timestamp())
