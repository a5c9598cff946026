"""Where a cohort is at home: who can read there, and whether staff have said that others may."""

from zlib import crc32

from msgspec.structs import replace

from domain.cohorts import Cohort, Program, beside, may_read
from domain.deliveries import Reason
from domain.ids import CohortId, UserId
from domain.people import Actor
from domain.places import Home
from domain.refusal import Refusal, Why
from domain.rights import Action
from messages.homes import Look
from services import audit, permissions
from services.deliveries import Deliveries
from services.ports import Clock
from storage.db import Db
from storage.store import Store


def check_home(cohort: Cohort, program: Program, home: Home) -> None:
    """Nothing for members is posted where others read, unless staff have said that they may.

    Raises `Refusal(STALE)` for another channel than the cohort's, and `Refusal(HOME_OPEN)`.
    """
    if home.channel != cohort.home:
        raise Refusal(Why.STALE)
    if _unconfirmed(cohort, program, home):
        raise Refusal(Why.HOME_OPEN, title=cohort.title)


def _unconfirmed(cohort: Cohort, program: Program, home: Home) -> list[str]:
    inside = may_read(cohort, program, home.channel)
    return [name for role, name in home.readers if role not in inside]


def _mark(cohort: Cohort, home: Home) -> int:
    """A number that is another one when the channel, the role or who can read there differs."""
    return crc32(repr((home.channel, cohort.role, sorted(home.readers))).encode())


class Homes:
    """A cohort's channel and role."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries

    async def of(self, actor: Actor, cohort: CohortId) -> tuple[Cohort, tuple[UserId, ...]]:
        """The cohort, and the accounts of its members, so that somebody can look who of them sees the channel; only reads."""
        async with self._store.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return found, tuple(person.user for person in await db.cohorts.members(cohort) if person.user is not None)

    async def look(self, actor: Actor, cohort: CohortId, home: Home) -> Look:
        """What is to be known of that cohort's home; only reads."""
        async with self._store.read() as db:
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return await self._look(db, found, program, home)

    async def _look(self, db: Db, cohort: Cohort, program: Program, home: Home) -> Look:
        inside = may_read(replace(cohort, admitted=()), program, home.channel)
        outsiders = tuple(name for role, name in home.readers if role not in inside)
        members = await db.cohorts.members(cohort.id) if home.hidden else []
        return Look(
            cohort, home, outsiders, bool(_unconfirmed(cohort, program, home)),
            tuple(person.name for person in members if person.user in home.hidden),
            beside(cohort, await db.cohorts.on(program.server)), _mark(cohort, home),
        )  # fmt: skip

    async def admit(self, actor: Actor, cohort: CohortId, home: Home, mark: int) -> Look:
        """Staff say, knowing who can read there now, that these may: what waited goes out. Pressed twice, it says what stands.

        Raises `Refusal(STALE)` when others can read there than the ones that were shown.
        """
        now = self._clock.now()
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            if _mark(found, home) != mark or home.channel != found.home:
                raise Refusal(Why.STALE)
            if _unconfirmed(found, program, home):
                await permissions.once(db, actor, now)
                both = {*found.admitted, *((int(home.channel), int(role)) for role, _ in home.readers)}
                await db.cohorts.change(cohort, admitted=sorted(both))
                await db.deliveries.due_again(cohort, Reason.HOME_OPEN, now)
                await audit.note(db, actor, Action.EDIT_COHORT, program, found, now, settings="readers")
                self._deliveries.woken()
            return await self._look(db, await self._now(db, cohort), program, home)

    async def _now(self, db: Db, cohort: CohortId) -> Cohort:
        found = await db.cohorts.get(cohort)
        assert found is not None, "its rights were granted"  # noqa: S101
        return found
