"""A pair's month as one of its members sees it, read again whenever something is asked, pressed or sent about it."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import PairId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Round, rounds
from domain.pair.chevruta import Pair, takes
from domain.sending.deliveries import Delivery
from domain.sending.facts import OfRound
from messages.pair.checkins import OwnRound
from services.ground import permissions
from storage.db import Db

TAKES = frozenset({CohortState.MEETING, CohortState.CLOSING, CohortState.COMPLETE})


class Month(Value):
    """A pair's round, the cohort it is in, and which of the pair is concerned; `there`: those of the pair who have a place, with names."""

    own: OwnRound
    pair: Pair
    cohort: Cohort
    person: Person
    there: tuple[Person, ...]
    span: Round

    @property
    def number(self) -> int:
        """Of the round."""
        return self.own.number

    @property
    def theirs(self) -> bool:
        """True while the pair stands, and in a round that it had begun."""
        return takes(self.pair, self.span)

    @property
    def zone(self) -> str:
        """The clock by which the person reads and writes times."""
        return self.person.zone or self.cohort.zone

    @property
    def others(self) -> tuple[Person, ...]:
        """Those who study with the person."""
        return tuple(one for one in self.there if one.id != self.person.id)

    def on_clock(self, at: datetime) -> LocalTime:
        """An instant on that clock."""
        there = on_the_wall(at, self.zone)
        return LocalTime(there.date(), there.time(), self.zone)

    @property
    def key(self) -> str:
        """With which the keys of all deliveries about it begin."""
        return f"round/{self.cohort.id}/{self.number}/pair/{self.pair.id}"


async def month_of(db: Db, cohort: Cohort, pair: Pair, number: int, person: Person) -> Month | None:
    """That round of the pair, as that person sees it; None where there is no such round."""
    span = next((r for r in rounds(await db.sessions.of(cohort.id)) if r.number == number), None)
    if span is None:
        return None
    there = tuple(member for member in await db.cohorts.members(cohort.id) if member.id in pair.members)
    partners = tuple(member.name for member in there if member.id != person.id)
    return Month(OwnRound(cohort, pair.id, number, span.closes_at, partners), pair, cohort, person, there, span)


async def is_latest(db: Db, cohort: Cohort, number: int, now: datetime) -> bool:
    """False once a later round has begun."""
    return not any(one.number > number and one.opens_at <= now for one in rounds(await db.sessions.of(cohort.id)))


async def require_mine(db: Db, actor: Actor, pair: PairId, number: int, *, alone: bool = False) -> Month:
    """The actor's own pair and round. Raises `Refusal(NOT_YOURS)` for another's, `Refusal(STALE)` where nothing is taken any more.

    Raises `Refusal(WITHOUT_PARTNER)` where the others have left, but for what somebody may say `alone`: how it was.
    """
    found = await db.chevruta.get(pair)
    person = await db.people.by_user(actor.user)
    if found is None or person is None or person.id not in found.members:
        raise Refusal(Why.NOT_YOURS)
    cohort, _ = await permissions.require_cohort(db, actor, Action.CHECK_IN, found.cohort)
    month = await month_of(db, cohort, found, number, person)
    published = {one.id for one in await db.chevruta.ever(cohort.id)}
    if month is None or cohort.state not in TAKES or found.id not in published or not month.theirs:
        raise Refusal(Why.STALE)
    if not month.others and not alone:
        raise Refusal(Why.WITHOUT_PARTNER, title=cohort.title)
    return month


async def still_theirs(db: Db, row: Delivery) -> Month | None:
    """The month that a delivery is about, if its reader still studies in it with somebody."""
    about = row.facts_as(OfRound)
    pair = await db.chevruta.get(about.pair)
    person = None if row.person is None else await db.people.get(row.person)
    cohort = None if pair is None else await db.cohorts.get(pair.cohort)
    if pair is None or person is None or cohort is None or cohort.state is CohortState.CANCELLED:
        return None
    month = await month_of(db, cohort, pair, about.round, person)
    return month if month is not None and month.own.partners and person.id in {one.id for one in month.there} else None
