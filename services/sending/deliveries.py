"""Deliveries: planned in the transaction of the change that causes them."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import RUNNING, Cohort, CohortState, Program
from domain.ground.ids import ChannelId, CohortId, DeliveryId, MessageId, PairId, PersonId, ServerId, SessionId
from domain.ground.people import Person
from domain.ground.values import Value
from domain.group.covenant import Covenant
from domain.group.sessions import PROMPT_AFTER, Rsvp, Session, SessionState
from domain.joining.signups import DECIDED
from domain.pair.agreeing import Standing, standing
from domain.pair.chevruta import Pair
from domain.sending import gate, timeline
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Facts, Kind, NoFacts, Planned, Reason, Subject
from domain.sending.facts import OfEvent
from domain.sending.timeline.season import Date, Letter, Member, PairPlan, Season, Words
from domain.sending.timeline.turns import turns
from messages.ground.values import Message
from messages.group.sessions import Coming, Word, without_room
from services.ground.ports import (
    Clock,
)
from storage.db import Db
from storage.store import Store

ANSWER_WITHIN = timedelta(minutes=15)
_NONE = NoFacts()


class Opening(Value):
    """A thread to open: on the message that an earlier delivery became, in that message's channel, or private and by its unique name."""

    name: str
    on: MessageId | None
    channel: ChannelId | None = None


class Meeting(Value):
    """A native event to schedule, or to correct; `before`: when it was to be until it moved."""

    name: str
    description: str
    start: datetime
    end: datetime
    place: str
    before: datetime | None = None


class Gone(Value):
    """A native event that is not to be any more."""


class Pinned(Value):
    """The message that an earlier delivery became is to be pinned where it is."""


class Placed(Value):
    """A post whose place is chosen when it goes out; `elsewhere`: there is another one, should that be gone."""

    channel: ChannelId
    message: Message
    elsewhere: bool


Composed = Message | Opening | Meeting | Gone | Pinned | Placed | Reason | gate.Wait
Composer = Callable[[Db, Delivery, datetime], Awaitable[Composed]]


async def season_of(db: Db, cohort: Cohort, program: Program) -> Season:
    """Everything that the timeline is made from, read in the caller's transaction."""
    people = await db.cohorts.members(cohort.id)
    leaders = await db.cohorts.facilitators(cohort.id)
    sessions = await db.sessions.of(cohort.id)
    ever = await db.chevruta.ever(cohort.id)
    pairs = [pair for pair in ever if pair.until is None]
    answered = standing(await db.checkins.of(cohort.id))
    since = await db.cohorts.members_since(cohort.id)
    present = since.keys()
    plans = [
        PairPlan(pair.id, pair.members, pair.published_at, pair.since, pair.until)
        for pair in ever
        if pair.published_at is not None and len(present & set(pair.members)) > 1
    ]
    curriculum = await db.curriculum.of(cohort.id)
    lone = await db.alone.of(cohort.id) if cohort.state is CohortState.MEETING else {}
    return Season(
        cohort=cohort,
        members=tuple(_member(person, program, since.get(person.id)) for person in people),
        facilitators=tuple(_member(person, program) for person in leaders),
        sessions=tuple(sessions),
        pairs=tuple(plan for plan in plans if plan.until is None),
        ended=tuple(plan for plan in plans if plan.until is not None),
        unpaired=tuple(await _unpaired(db, cohort, since, pairs)),
        letters=tuple(await _letters(db, cohort, program)),
        answered=frozenset(answered),
        declined=await db.sessions.declined(cohort.id),
        words=await _words(db, cohort, sessions),
        dates=tuple(_dates(answered, present)),
        own=program.own_days,
        late=_late(since, pairs),
        alone=tuple(lone.values()),
        asks=tuple(await db.alone.open_asks(cohort.id)) if lone else (),
        events=tuple(row.facts_as(OfEvent) for row in await db.deliveries.events(cohort.id) if row.state is DeliveryState.SENT),
        covenant=await db.covenants.of(cohort.id) if cohort.state in RUNNING else Covenant(),
        published_at=curriculum.published_at,
        hosts=() if curriculum.published_at is None else tuple(await db.curriculum.hosts(cohort.id)),
    )


def _late(since: Mapping[PersonId, datetime], pairs: Iterable[Pair]) -> frozenset[tuple[PairId, PersonId]]:
    """Who was placed in a pair within a day of their coming, before they could have been asked anything in the round under way."""
    return frozenset(
        (pair.id, person) for pair in pairs for person in pair.members
        if pair.since is not None and (came := since.get(person)) is not None and came <= pair.since < came + PROMPT_AFTER
    )  # fmt: skip


async def _unpaired(
    db: Db, cohort: Cohort, since: Mapping[PersonId, datetime], pairs: Iterable[Pair]
) -> list[tuple[PersonId, datetime]]:  # fmt: skip
    """Members in no pair since the others are in theirs: since those were published, their own came, or the pair they were in ended."""
    placed = {person for pair in pairs for person in pair.members}
    without = [person for person in since if person not in placed]
    published_at = await db.chevruta.published_at(cohort.id) if without else None
    if published_at is None:
        return []
    ended = await db.chevruta.ended(cohort.id)
    return [(person, max(published_at, since[person], ended.get(person, published_at))) for person in without]


async def _words(db: Db, cohort: Cohort, sessions: Sequence[Session]) -> tuple[Words, ...]:
    """What members wrote for the group, and whether the post of its session has room for all of it, while that is of use."""
    found, ahead = list[Words](), {one.id: one for one in sessions if one.state is SessionState.PLANNED}
    for id_, given in (await db.sessions.words(cohort.id)).items():
        cut = without_room(cohort, ahead[id_], await coming(db, id_)) if id_ in ahead else frozenset[PersonId]()
        found += [Words(id_, person, at, whole=person not in cut) for person, at in given.items()]
    return tuple(found)


async def coming(db: Db, session: SessionId) -> Coming:
    """Who answered what to a session."""
    answers = await db.sessions.answers(session)
    people = await db.people.all_of(answers.keys())
    yes = tuple(people[p].name for p, (answer, _) in answers.items() if answer is Rsvp.YES)
    no = tuple(Word(p, people[p].name, said) for p, (answer, said) in answers.items() if answer is Rsvp.NO and said)
    return Coming(yes, no)


def _member(person: Person, program: Program, since: datetime | None = None) -> Member:
    return Member(
        person.id, person.quiet(program.zone, program.observance), person.reminder, person.reminder_at, since, person.paused_until
    )


def _dates(answered: Mapping[tuple[PairId, int], Standing], present: Collection[PersonId]) -> list[Date]:
    return [
        Date(pair, round_, at, person) for (pair, round_), stands in answered.items() for person, at in stands.reminded(present).items()
    ]


async def _letters(db: Db, cohort: Cohort, program: Program) -> list[Letter]:
    return [
        Letter(
            found.id,
            person.id,
            person.quiet(program.zone, program.observance),
            found.state,
            found.decided_at,
            found.offers,
            asked=found.offers > found.offers_before,
            besides=frozenset({program.quiet()}),
        )
        for found, person in await db.signups.in_cohort(cohort.id, DECIDED)
        if found.decided_at is not None
    ]


class Deliveries:
    """Plans rows with the change that causes them, and reconciles a cohort's rows with its timeline."""

    def __init__(self, store: Store, clock: Clock, installation: str) -> None:
        self._store = store
        self._clock = clock
        self._installation = installation

    async def plan(self, db: Db, planned: Planned, program: Program, cohort: CohortId | None) -> DeliveryId:
        """One delivery that a person's act causes, in the act's own transaction."""
        return await db.deliveries.plan(planned, self._installation, program.id, cohort, "act", self._clock.now())

    async def direct(
        self, db: Db, key: str, message: Subject, person: Person, program: Program, cohort: CohortId | None,
        class_: Class = Class.LETTER, keep: timedelta = timedelta(days=30), acted_at: datetime | None = None, facts: Facts = _NONE,
    ) -> DeliveryId:  # fmt: skip
        """A direct message that an act causes: at once if it answers what they just did, else at the next fitting moment."""
        now = self._clock.now()
        quiet = person.quiet(program.zone, program.observance)
        prompt = acted_at is not None and now - acted_at <= ANSWER_WITHIN
        due = now if prompt else gate.plan(now, Direction.LATER, quiet, class_, Kind.DM, quiet.zone, program.own_days)
        planned = Planned(key, Kind.DM, message, now, due, now + keep, class_, person=person.id, facts=facts, acted_at=acted_at)
        return await self.plan(db, planned, program, cohort)

    async def program_of(self, db: Db, person: Person, there: frozenset[ServerId] | None = None) -> Program | None:
        """The program that a person's messages belong to: of the cohort they joined, lead or applied to last, or else asked last.

        One whose server the bot is on comes first. `there`: only programs of these servers.
        """
        cohorts = await db.cohorts.joined_by(person.id) or await db.cohorts.led_by(person.id)
        if not cohorts:
            applied = await db.signups.by_person(person.id)
            last = await db.cohorts.get(applied[-1].cohort) if applied else None
            cohorts = [] if last is None else [last]
        ids = list(dict.fromkeys(cohort.program for cohort in reversed(cohorts)))
        if not ids and (asked := await db.questions.last_asked(person.id)) is not None:
            ids = [asked]
        known = await db.programs.all_of(ids)
        programs = [known[id_] for id_ in ids]
        if there is not None:
            programs = [program for program in programs if program.server in there]
        return next((program for program in programs if program.removed_at is None), programs[0] if programs else None)

    async def reconcile(self, db: Db, cohort: CohortId) -> Season:
        """Make rows what the timeline says, in the transaction of the change: called by whatever changes a cohort."""
        found = await db.cohorts.get(cohort)
        assert found is not None, cohort  # noqa: S101
        season = await season_of(db, found, await db.programs.get(found.program))
        await db.turns.reconcile(cohort, turns(season))
        planned = timeline.deliveries(season)
        await db.deliveries.reconcile(planned, self._installation, found.program, cohort, self._clock.now())
        return season

    async def next_due(self) -> datetime | None:
        """When to look again."""
        async with self._store.read() as db:
            times = await db.deliveries.next_due(), await db.turns.next_due()
        return min((moment for moment in times if moment is not None), default=None)
