"""Where a cohort is at home: who can read there, whether staff have said that others may, and its move to another channel or role."""

from datetime import datetime, timedelta
from zlib import crc32

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, Program, beside, may_read, met_in, still_admitted
from domain.ground.ids import CohortId, UserId
from domain.ground.people import Actor
from domain.ground.places import Home, Reader, Use, check_place, fits, outsiders
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.sending.deliveries import Class, Delivery, DeliveryState, Kind, Planned, Reason, Subject
from domain.sending.facts import OfReaders
from domain.sending.roles import Role
from messages.ground.values import Message
from messages.program import homes as words
from messages.program.homes import Look, Move
from services.ground import permissions
from services.program.facilitators import check_role, role_of
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db


def check_chosen(program: Program, home: Home) -> None:
    """A channel that somebody names as a cohort's home: of the right kind, not the staff's, and one in which they may write themselves.

    Raises `Refusal(WRONG_CHANNEL | HOME_OF_STAFF | HOME_NOT_YOURS)`.
    """
    check_place(Use.HOME, home.place)
    if home.channel == program.staff_channel:
        raise Refusal(Why.HOME_OF_STAFF)
    if not home.mine:
        raise Refusal(Why.HOME_NOT_YOURS)


async def check_home(db: Db, cohort: Cohort, program: Program, home: Home) -> None:
    """Nothing for members is posted where others read, unless staff have said that they may.

    Raises `Refusal(STALE)` for another channel than the cohort's, and `Refusal(HOME_OPEN)`.
    """
    if home.channel != cohort.home:
        raise Refusal(Why.STALE)
    if await _unconfirmed(db, await _as_seen(db, cohort, home), program, home):
        raise Refusal(Why.HOME_OPEN, title=cohort.title)


async def _unconfirmed(db: Db, cohort: Cohort, program: Program, home: Home) -> tuple[Reader, ...]:
    return outsiders(home.readers, may_read(cohort, program, await db.cohorts.people(cohort.id), home.channel))


def _lapsed(cohort: Cohort, home: Home) -> Cohort:
    """The cohort without those admitted who were seen not to be let in there any more. Where everybody reads, that cannot be seen."""
    if home.place.open or not fits(Use.HOME, home.place):
        return cohort
    return replace(cohort, admitted=still_admitted(cohort, home.channel, {reader.id for reader in home.readers}))


async def _as_seen(db: Db, cohort: Cohort, home: Home) -> Cohort:
    """Keep that those admissions have ended."""
    now = _lapsed(cohort, home)
    if now != cohort:
        await db.cohorts.set_admitted(cohort.id, now.admitted)
    return now


def _mark(cohort: Cohort, home: Home) -> int:
    """A number that is another one when the channel, the role or who can read there differs."""
    return crc32(repr((home.channel, cohort.role, sorted(reader.id for reader in home.readers))).encode())


class Homes:
    """A cohort's channel and role."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def of(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, tuple[UserId, ...]]:
        """The cohort, and the accounts of its members, so that somebody can look who of them sees the channel; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return found, tuple(person.user for person in await db.cohorts.members(cohort) if person.user is not None)

    async def look(self, actor: Actor, cohort: CohortId, home: Home) -> Look:
        """What is to be known of that cohort's home. It only reads, unless somebody who was admitted is not let in there any more."""
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            if _lapsed(found, home) == found:
                return await self._look(db, found, program, home)
        async with self._units.change() as unit:  # nobody's press: whoever looks has often pressed for something else, which took it
            db = unit.db
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return await self._look(db, await _as_seen(db, found, home), program, home)

    async def _look(self, db: Db, cohort: Cohort, program: Program, home: Home) -> Look:
        members = await db.cohorts.members(cohort.id) if home.hidden else []
        return Look(
            cohort, home, await _unconfirmed(db, replace(cohort, admitted=()), program, home),
            bool(await _unconfirmed(db, cohort, program, home)),
            tuple(person.name for person in members if person.user in home.hidden),
            beside(cohort, await db.cohorts.on(program.server)), _mark(cohort, home),
        )  # fmt: skip

    async def admit(self, actor: Actor, cohort: CohortId, home: Home, mark: int) -> Look:
        """Staff say, knowing who can read there now, that these may: what waited goes out. Pressed twice, it says what stands.

        Raises `Refusal(STALE)` when others can read there than the ones that were shown.
        """
        async with self._units.press(actor) as press:
            db = press.db
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            press.notes(Action.EDIT_COHORT, program, found)
            if _mark(found, home) != mark or home.channel != found.home:
                raise Refusal(Why.STALE)
            others = await _unconfirmed(db, found, program, home)
            if others:
                both = {*_lapsed(found, home).admitted, *((int(home.channel), one.id) for one in others)}
                await db.cohorts.set_admitted(cohort, sorted(both))
                await db.deliveries.due_again(cohort, Reason.HOME_OPEN, press.now)
                press.says(settings="readers")
            return await self._look(db, await self._now(db, cohort), program, home)

    async def preview(self, actor: Actor, cohort: CohortId, home: Home, role: Role | None, *, without: bool = False) -> Move:
        """What a move would change; only reads. Raises as `move`."""
        async with self._units.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return await self._move(db, found, program, home, role, without=without)

    async def _move(self, db: Db, cohort: Cohort, program: Program, home: Home, role: Role | None, *, without: bool) -> Move:
        if cohort.state in ENDED:
            raise Refusal(Why.WRONG_STATE, state=cohort.state)
        if home.channel == cohort.home:
            check_place(Use.HOME, home.place)
        else:
            check_chosen(program, home)
        kept = not without if role is None else role.id == cohort.role
        after = replace(cohort, home=home.channel, role=cohort.role if kept else check_role(program, role))
        others = [other for other in await db.cohorts.on(program.server) if other.id != cohort.id]
        moves, changes = after.home != cohort.home, after.role != cohort.role
        taken = met_in(others, after.home if moves else None, after.role if changes else None)
        if taken is not None:
            raise Refusal(Why.SAME_HOME, title=taken.title)
        rows = await db.deliveries.of_cohort(cohort.id, frozenset({DeliveryState.PENDING})) if moves else []
        posts = sum(row.channel == cohort.home and row.kind is not Kind.EVENT for row in rows)
        people = len(await db.cohorts.people(cohort.id)) if changes else 0
        return Move(cohort, await self._look(db, after, program, home), posts, people)

    async def move(self, actor: Actor, cohort: CohortId, home: Home, role: Role | None, mark: int, *, without: bool = False) -> Look:
        """Give the cohort that home and role, as the preview with that mark showed them: all that is still ahead follows.

        Without a role it keeps the one it has, or (`without`) has none from then on.
        What was posted stays, with its threads. Pressed twice, it says what stands.
        Raises `Refusal(WRONG_STATE | SAME_HOME | STALE)`, for another channel as `check_chosen`, for another role as `check_role`.
        """
        async with self._units.act(actor, Action.EDIT_COHORT, cohort) as act:
            db, found = act.db, act.cohort
            move = await self._move(db, found, act.program, home, role, without=without)
            if move.mark != mark:
                raise Refusal(Why.STALE)
            after = move.look.cohort
            if (after.home, after.role) != (found.home, found.role):
                await db.cohorts.set_home(cohort, after.home, after.role)
                await self._follow(act, after)
                parts = [part for part in ("home", "role") if getattr(found, part) != getattr(after, part)]
                act.says(settings=",".join(parts))
            return move.look

    async def _follow(self, act: CohortAct, after: Cohort) -> None:
        """Members read in the new home that it is theirs, and roles are changed for each; what is planned goes there when the act ends."""
        db, before, program, now = act.db, act.cohort, act.program, act.now
        key = f"cohort/{after.id}/home/{int(now.timestamp() * 1000)}"
        if before.home != after.home:
            await db.lost.place_back(program.id, after.home, now)  # a private thread can be opened there
        if before.home != after.home and after.started_at is not None:
            until = now + timedelta(days=7)
            post = Planned(f"{key}/post", Kind.POST, Subject.HOME_HERE_NOW, now, now, until, Class.NOTICE, channel=after.home)
            await act.deliveries.plan(db, post, program, after.id)
        for person in await db.cohorts.people(after.id) if before.role != after.role else ():
            await role_of(act, after, program, person, f"{key}/{person.id}/new")
            await role_of(act, before, program, person, f"{key}/{person.id}/old", back=True)

    async def _now(self, db: Db, cohort: CohortId) -> Cohort:
        found = await db.cohorts.get(cohort)
        assert found is not None, "its rights were granted"  # noqa: S101
        return found

    def composers(self) -> dict[Subject, Composer]:
        """The word to members in a new home, and the one to facilitators that others can read it."""
        return {Subject.HOME_HERE_NOW: self._compose_here_now, Subject.HOME_READ: self._compose_read}

    async def _compose_read(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """Unless something has gone out there since, or the cohort has moved."""
        assert row.cohort is not None  # noqa: S101
        cohort, about = await self._now(db, row.cohort), row.facts_as(OfReaders)
        leads = row.person in {leader.id for leader in await db.cohorts.facilitators(cohort.id)}
        waits = cohort.home == about.channel and await db.deliveries.last_for_members(cohort.id, about.channel) == about.last
        return words.read_by_others(cohort) if leads and waits and cohort.state not in ENDED else Reason.UNWANTED

    async def _compose_here_now(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        assert row.cohort is not None  # noqa: S101
        cohort = await self._now(db, row.cohort)
        return words.here_now(cohort) if cohort.home == row.channel and cohort.state not in ENDED else Reason.UNWANTED
