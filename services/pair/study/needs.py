"""What somebody needs who writes something else than an answer, looked up as it stands, and only of cohorts that they have a place in."""

from collections.abc import Collection
from datetime import datetime

from domain.cohort.cohorts import ENDED, Cohort, CohortState, Program
from domain.ground.ids import PersonId, ServerId
from domain.ground.people import Person
from domain.group.sessions import Session, SessionState, rounds
from domain.pair.understanding import OF_GRIEF, Kind
from messages.ground.values import Message
from messages.pair import needs as words
from messages.pair.meeting import Partner
from messages.pair.needs import Study
from services.pair.ahead import brings_more
from services.pair.study.silence import NEED
from services.pair.study.texts import text_of
from storage.db import Db
from storage.pair.replies import Reply

_OF_A_COHORT = frozenset({Kind.TEXT, Kind.LINK, Kind.PARTNER, Kind.END})
_FOR_A_PERSON = frozenset({Kind.CANNOT_OPEN, Kind.PARTNER_TROUBLE, Kind.COMPLAINT})


class Asker:
    """Somebody who wrote, the program that answers them, and the cohorts that their words may be about."""

    def __init__(self, db: Db, person: Person, program: Program, cohorts: list[Cohort], now: datetime) -> None:
        self._db = db
        self._person = person
        self._program = program
        self._now = now
        self._cohorts = cohorts

    @classmethod
    async def of(
        cls, db: Db, person: Person, program: Program, there: Collection[ServerId], about: Cohort | None, now: datetime
    ) -> "Asker":  # fmt: skip
        """`there`: the servers they are on; `about`: the cohort of what they reply to, where they have a place in it."""
        joined = [one for one in await db.cohorts.joined_by(person.id) if one.state is not CohortState.CANCELLED and one.server in there]
        meant = [one for one in joined if about is not None and one.id == about.id]
        going_on = [one for one in joined if one.state not in ENDED]
        return cls(db, person, program, meant or going_on or joined[-1:], now)

    @property
    def has_place(self) -> bool:
        """Whether they have a place in any cohort that they may see now."""
        return bool(self._cohorts)

    async def needs(self, kind: Kind, reply: Reply, pause: Message) -> tuple[str, Message] | None:
        """What they are given, and how that is noted; None for words that need nothing of this. `pause`: what asks until when."""
        given = await self._given(kind, reply, pause)
        return None if given is None else (NEED, given)

    async def _given(self, kind: Kind, reply: Reply, pause: Message) -> Message | None:
        going_on = [one for one in self._cohorts if one.state not in ENDED]
        if kind is Kind.STOP:
            return words.stop(pause, going_on)
        if kind is Kind.LEAVING:
            return words.leaving(going_on)
        if kind in OF_GRIEF:
            return words.for_another(self._person.name)
        if kind in _FOR_A_PERSON:
            one = self._cohorts[0] if len(self._cohorts) == 1 else None
            return words.may_pass_on(kind, reply.words, self._program, one, reply.message)
        if kind not in _OF_A_COHORT or not self._cohorts:
            return None
        found = [await self._study(one) for one in self._cohorts]
        found.sort(key=lambda one: not one.begun)  # what goes on comes before what is to begin
        match kind:
            case Kind.TEXT:
                return words.text(found, self._now)
            case Kind.LINK:
                return words.link(found)
            case Kind.PARTNER:
                return words.partner(found)
            case _:
                return words.end(found, self._now)

    async def _study(self, cohort: Cohort) -> Study:
        db, now, me = self._db, self._now, self._person.id
        sessions = await db.sessions.of(cohort.id)
        ahead = sorted((one for one in sessions if one.state is SessionState.PLANNED and one.ends_at > now), key=lambda one: one.starts_at)
        begun = [one for one in rounds(sessions) if one.opens_at <= now]
        pair = next((one for one in await db.chevruta.published(cohort.id) if me in one.members), None)
        members = {one.id: one for one in await db.cohorts.members(cohort.id)}
        gone = await db.absences.among(cohort.program, members)
        others = [members[one] for one in (() if pair is None else pair.members) if one in members and one != me]
        under_way = begun[-1] if begun else None
        given = None
        if under_way is not None:
            number = under_way.number
            given = await (db.sessions.prompt(cohort.id, number) if pair is None else text_of(db, cohort.id, number, pair.id))
        return Study(
            cohort, tuple(ahead), _last_held(sessions, now), under_way,
            next((one.opens_at for one in rounds(sessions) if one.opens_at > now), None), given, None if pair is None else pair.id,
            tuple(Partner(one.name, one.user) for one in others if one.id not in gone),
            tuple(one.name for one in others if one.id in gone),
            await self._way(cohort, me, now),
            tuple(one.name for one in await db.cohorts.facilitators(cohort.id)),
        )  # fmt: skip

    async def _way(self, cohort: Cohort, me: PersonId, now: datetime) -> words.Way | None:
        """How somebody without a partner goes on, while there is a round for another one."""
        alone = (await self._db.alone.of(cohort.id)).get(me)
        return alone.way if alone is not None and await brings_more(self._db, cohort, now) else None


def _last_held(sessions: list[Session], now: datetime) -> datetime | None:
    over = (one.starts_at for one in sessions if one.state is not SessionState.CANCELLED and one.ends_at <= now)
    return max(over, default=None)
