"""What people keep of their study, for themselves or for others: written, read by those who may, taken back."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, CohortState, Program
from domain.ground.ids import CohortId, PairId, PersonId, ReflectionId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import rounds
from domain.pair.chevruta import Pair, takes
from domain.pair.reflections import LONGEST, Reflection, Tier, most
from domain.sending.deliveries import Class, Kind, Planned, Subject
from domain.sending.facts import OfCohortRound, OfReflection
from messages.ground.values import Form
from messages.pair import reflections as words
from messages.pair.checkins import OwnRound
from messages.pair.reflections import PAGE, Page, Readers, Written
from services.ground import permissions
from services.ground.text import required, without_link
from services.pair.study.reflection_posts import ReflectionPosts, note_key, partner_key, round_key, thread_key
from services.sending.deliveries import Composer
from services.sending.unit import Press, Unit, Units
from storage.db import Db

_KEEP = timedelta(days=30)
_TAKES = frozenset({CohortState.MEETING, CohortState.CLOSING, CohortState.COMPLETE})


class Reflections:
    """One thing to keep, one thing still open; each read by those whom its author chose, and by nobody else."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def who_may_read(self, actor: Actor, pair: PairId, number: int) -> Readers:
        """What each choice would mean, by name, before anything is written; only reads."""
        async with self._units.read() as db:
            readers, *_ = await self._mine(db, actor, pair, number)
            return readers

    async def form(self, actor: Actor, pair: PairId, number: int, tier: str) -> Form:
        """The form for one that those may read; only reads."""
        async with self._units.read() as db:
            readers, *_ = await self._mine(db, actor, pair, number)
            return words.form(readers, _tier(tier))

    async def write(self, actor: Actor, pair: PairId, number: int, tier: str, keep: str, open_: str) -> Written:
        """Keep it, and plan what its readers get. Raises `Refusal(EMPTY | TOO_LONG | HOLDS_LINK | ENOUGH_SHARED)`."""
        readable = _tier(tier)
        kept, left = _part(keep), _part(open_)
        if kept is None and left is None:
            raise Refusal(Why.EMPTY)
        async with self._units.press(actor) as press:
            db = press.db
            readers, found, person, program = await self._mine(db, actor, pair, number)
            if readable is not Tier.ME:
                without_link(readers.round.cohort.link, kept or "", left or "")
            if await db.reflections.count(pair, number, person.id, readable) >= most(readable):
                raise Refusal(Why.ENOUGH_SHARED, most=most(readable))
            id_ = await db.reflections.add(actor.interaction, pair, number, person.id, readable, kept, left, press.now)
            one = Reflection(id_, pair, number, person.id, readable, kept, left, press.now)
            await self._pass_on(press, one, found, readers.round.cohort, program)
            return Written(readers, one)

    async def _pass_on(self, unit: Unit, one: Reflection, pair: Pair, cohort: Cohort, program: Program) -> None:
        """A word to each partner, or a post in the round's thread, which is opened with its first."""
        about = OfReflection(one.id)
        if one.tier is Tier.PAIR:
            there = {member.id for member in await unit.db.cohorts.members(cohort.id)}
            partners = await unit.db.people.all_of({person for person in pair.members if person != one.by and person in there})
            for partner in partners.values():
                await unit.deliveries.direct(
                    unit.db, partner_key(one.id, partner.id), Subject.REFLECTION_PAIR, partner, program, cohort.id, Class.NOTICE, _KEEP,
                    facts=about,
                )  # fmt: skip
        elif one.tier is Tier.COHORT:
            of_round, post = OfCohortRound(one.round), await round_key(unit.db, cohort.id, one.round)
            for planned in (
                _post(cohort, post, Kind.POST, Subject.REFLECTIONS, of_round, unit.now),
                _post(cohort, thread_key(post), Kind.THREAD, Subject.REFLECTIONS_THREAD, of_round, unit.now),
                _post(cohort, note_key(one.id), Kind.POST, Subject.REFLECTION, about, unit.now),
            ):
                await unit.deliveries.plan(unit.db, planned, program, cohort.id)

    async def take_back(self, actor: Actor, reflection: ReflectionId) -> Tier:
        """Delete its words, and empty what was posted or sent of it. It stays possible for somebody who has left."""
        async with self._units.press(actor) as press:
            one, cohort = await self._own(press, actor, reflection)
            await press.db.reflections.take_back(one.id)
            await empty(press, cohort, one)
            return one.tier

    async def _own(self, press: Press, actor: Actor, reflection: ReflectionId) -> tuple[Reflection, Cohort]:
        """The actor's own one. Raises `Refusal(NOT_YOURS)`, also where there is none or it was taken back: nobody learns which."""
        one, person = await press.db.reflections.get(reflection), await press.db.people.by_user(actor.user)
        pair = None if one is None else await press.db.chevruta.get(one.pair)
        cohort = None if pair is None else await press.db.cohorts.get(pair.cohort)
        if one is None or cohort is None or person is None or one.by != person.id:
            raise Refusal(Why.NOT_YOURS)
        return one, cohort

    async def mine(self, actor: Actor, page: int = 0) -> Page:
        """A page of what the actor keeps; on a server, of its cohorts alone. Only reads."""
        async with self._units.read() as db:
            person = await db.people.by_user(actor.user)
            written = [] if person is None else await db.reflections.written_by(person.id)
        seen = [(one, title) for one, title, server in written if actor.server in {None, server}]
        return _paged(seen, page, None)

    async def for_lead(self, actor: Actor, cohort: CohortId, page: int = 0) -> Page:
        """A page of what was written for those who lead a cohort; for nobody else, managers included. Only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.READ_REFLECTIONS, cohort)
            written = await db.reflections.for_facilitators(cohort)
            names = await db.people.all_of({one.by for one in written})
        return _paged([(one, names[one.by].name) for one in written if one.by in names], page, found)

    async def _mine(self, db: Db, actor: Actor, pair: PairId, number: int) -> tuple[Readers, Pair, Person, Program]:
        """The actor's own round, with who else would read of it. Raises `Refusal(NOT_YOURS | STALE)` and what `require_cohort` raises."""
        found, person = await db.chevruta.get(pair), await db.people.by_user(actor.user)
        if found is None or person is None or person.id not in found.members:
            raise Refusal(Why.NOT_YOURS)
        cohort, program = await permissions.require_cohort(db, actor, Action.REFLECT, found.cohort)
        span = next((one for one in rounds(await db.sessions.of(cohort.id)) if one.number == number), None)
        ever = found.id in {one.id for one in await db.chevruta.ever(cohort.id)}
        theirs = ever and span is not None and takes(found, span)
        if span is None or span.opens_at > self._units.now() or not theirs or cohort.state not in _TAKES:
            raise Refusal(Why.STALE)
        names: dict[PersonId, str] = {member.id: member.name for member in await db.cohorts.members(cohort.id)}
        partners = tuple(names[one] for one in found.members if one in names and one != person.id)
        leads = tuple(leader.name for leader in await db.cohorts.facilitators(cohort.id))
        others = any(channel == cohort.home for channel, _ in cohort.admitted)
        return Readers(OwnRound(cohort, pair, number, span.closes_at, partners), leads, others), found, person, program

    def composers(self) -> dict[Subject, Composer]:
        """What is sent and posted of it."""
        return ReflectionPosts().composers()


async def empty(unit: Unit, cohort: Cohort, one: Reflection) -> None:
    """What was posted or sent of it says from now on that it was taken back; also once its row is gone, with its author."""
    program, about = await unit.db.programs.get(cohort.program), OfReflection(one.id)
    pair = await unit.db.chevruta.get(one.pair)
    sent = [(note_key(one.id), Subject.REFLECTION)] if one.tier is Tier.COHORT else []
    if one.tier is Tier.PAIR and pair is not None:
        sent = [(partner_key(one.id, person), Subject.REFLECTION_PAIR) for person in pair.members if person != one.by]
    for key, subject in sent:
        planned = _post(cohort, f"{key}/back", Kind.EDIT, subject, about, unit.now, target=key)
        await unit.deliveries.plan(unit.db, planned, program, cohort.id)


def _tier(name: str) -> Tier:
    if name not in set(Tier):
        raise Refusal(Why.UNKNOWN_BUTTON)
    return Tier(name)


def _part(typed: str) -> str | None:
    return required(typed, LONGEST) if typed.strip() else None


def _paged(found: list[tuple[Reflection, str]], page: int, cohort: Cohort | None) -> Page:
    page = max(0, min(page, (len(found) - 1) // PAGE))
    return Page(tuple(found[page * PAGE : (page + 1) * PAGE]), page, (page + 1) * PAGE < len(found), cohort)


def _post(
    cohort: Cohort, key: str, kind: Kind, subject: Subject, facts: OfReflection | OfCohortRound, now: datetime, target: str | None = None
) -> Planned:  # fmt: skip
    """Something in the cohort's home, at once or when it is quiet for none of its members: the gate says when."""
    return Planned(key, kind, subject, now, now, now + _KEEP, Class.NOTICE, channel=cohort.home, facts=facts, target=target)
