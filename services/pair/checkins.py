"""Check-ins: either partner answers for both, by button or in words; late and changed answers are taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, MessageId, PairId
from domain.ground.people import Actor, Person
from domain.ground.quiet import next_open
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Round, Session, SessionState, rounds
from domain.joining.signups import Answers, free_hours
from domain.pair import understanding
from domain.pair.checkins import Answer
from domain.pair.chevruta import Pair
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfMonthOff, OfRound
from domain.sending.gate import Wait
from domain.sending.timeline.brake import released
from messages.ground.values import Form, Message
from messages.pair import checkins as words
from messages.pair.checkins import OwnRound
from services.ground import permissions
from services.pair.study.silence import wrote_unclearly
from services.pair.study.texts import text_of
from services.sending.deliveries import Composer
from services.sending.unit import Unit, Units
from storage.db import Db
from storage.pair.replies import Reply

NUDGED_AFTER = timedelta(days=7)
TAKES = frozenset({CohortState.MEETING, CohortState.CLOSING, CohortState.COMPLETE})


class TakenAnswer(Value):
    """An answer that was taken, with what its reply needs."""

    round: OwnRound
    answer: Answer
    when: LocalTime | None = None
    proposals: tuple[datetime, ...] = ()

    @property
    def at(self) -> datetime | None:
        """When they mean to meet."""
        return None if self.when is None else self.when.instant()


class Studies(Value):
    """The cohorts in which a person has a place, with the sessions of each, and their pairs with the partners who are still there."""

    cohorts: Mapping[CohortId, Cohort]
    sessions: Mapping[CohortId, Sequence[Session]]
    pairs: Sequence[tuple[Pair, tuple[str, ...]]]

    def open_rounds(self, now: datetime) -> list[tuple[OwnRound, Pair, Cohort]]:
        """Every round that they may answer now: open, or the last one that closed."""
        found: list[tuple[OwnRound, Pair, Cohort]] = []
        for pair, partners in self.pairs:
            cohort = self.cohorts.get(pair.cohort)
            if cohort is None or cohort.state not in TAKES:
                continue
            begun = [r for r in rounds(self.sessions[cohort.id]) if r.opens_at <= now]
            if begun and now < _late_until(begun[-1]):
                found.append((OwnRound(cohort, pair.id, begun[-1].number, begun[-1].closes_at, partners), pair, cohort))
        return found

    def partners(self, cohort: Cohort) -> tuple[str, ...]:
        """Who they study with in that cohort; nobody before it has started."""
        started = cohort.started_at is not None
        return tuple(name for pair, names in self.pairs if started and pair.cohort == cohort.id for name in names)

    def next_session(self, cohort: Cohort, now: datetime) -> Session | None:
        """The next session of that cohort, or the one that is held now; none before it has started."""
        ahead = (one for one in self.sessions[cohort.id] if one.state is SessionState.PLANNED and one.ends_at > now)
        return next(ahead, None) if cohort.started_at is not None else None


class CheckIns:
    """How the pairs' months go."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def _mine(self, db: Db, actor: Actor, pair: PairId, number: int) -> tuple[OwnRound, Pair, Cohort, Person]:
        """The actor's own pair and round, with rights re-checked."""
        found = await db.chevruta.get(pair)
        person = await db.people.by_user(actor.user)
        if found is None or person is None or person.id not in found.members:
            raise Refusal(Why.NOT_YOURS)
        cohort, _ = await permissions.require_cohort(db, actor, Action.CHECK_IN, found.cohort)
        round_ = await self._round(db, cohort, found, number, person)
        if round_ is None or cohort.state not in TAKES or found.id not in {p.id for p in await db.chevruta.published(cohort.id)}:
            raise Refusal(Why.STALE)
        return round_, found, cohort, person

    async def _round(self, db: Db, cohort: Cohort, pair: Pair, number: int, person: Person) -> OwnRound | None:
        span = next((r for r in rounds(await db.sessions.of(cohort.id)) if r.number == number), None)
        if span is None:
            return None
        names = {member.id: member.name for member in await db.cohorts.members(cohort.id)}
        partners = tuple(names[p] for p in pair.members if p in names and p != person.id)
        return OwnRound(cohort, pair.id, number, span.closes_at, partners)

    async def answer(self, actor: Actor, pair: PairId, number: int, answer: Answer, typed: str | None = None) -> TakenAnswer:
        """Take an answer from a button or form; the latest of either partner stands."""
        async with self._units.press(actor) as press:
            round_, found, cohort, person = await self._mine(press.db, actor, pair, number)
            when = None
            if answer is Answer.DATE and typed is not None:
                when = self._when(typed, person, cohort, press.now)
                if when is None:
                    raise Refusal(Why.BAD_DATE, typed=typed[:80])
            return await self._take(press, round_, found, cohort, person, answer, when, press.now, None)

    def _when(self, typed: str, person: Person, cohort: Cohort, now: datetime) -> LocalTime | None:
        zone = person.zone or cohort.zone
        return understanding.when(typed, on_the_wall(now, zone), zone)

    async def _take(
        self, unit: Unit, round_: OwnRound, pair: Pair, cohort: Cohort, person: Person, answer: Answer, when: LocalTime | None,
        given: datetime, reply: MessageId | None,
    ) -> TakenAnswer:  # fmt: skip
        date = None if when is None else when.instant()
        await unit.db.checkins.add(pair.id, round_.number, answer, person.id, given, date, when, reply)
        unit.changed(cohort)
        proposals = await self._proposals(unit.db, pair, cohort, unit.now) if answer is Answer.HELP else ()
        return TakenAnswer(round_, answer, when, proposals)

    async def _proposals(self, db: Db, pair: Pair, cohort: Cohort, now: datetime) -> tuple[datetime, ...]:
        """Up to three times within two weeks at which all of the pair are usually free, and none is in quiet time."""
        people = await db.people.all_of(pair.members)
        usual = (await db.programs.get(cohort.program)).observance
        shared: frozenset[int] | None = None
        for person in people.values():
            application = await db.signups.of(cohort.id, person.id)
            answers = application.answers if application is not None else Answers()
            hours = free_hours(answers.hours, person.zone or cohort.zone, now)
            shared = hours if shared is None else shared & hours
        start = (now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
        found: list[datetime] = []
        for step in range(14 * 24):
            at = start + timedelta(hours=step)
            free = at.weekday() * 24 + at.hour in (shared or frozenset())
            if free and all(next_open(p.quiet(cohort.zone, usual), at) == at for p in people.values()):
                found.append(at)
        spread = [at for i, at in enumerate(found) if i == 0 or at.date() != found[i - 1].date()]
        return tuple(spread[:3])

    async def date_form(self, actor: Actor, pair: PairId, number: int) -> Form:
        """The form for a date; only reads."""
        async with self._units.read() as db:
            round_, *_ = await self._mine(db, actor, pair, number)
            return words.date_form(round_)

    async def current(self, actor: Actor, pair: PairId, number: int) -> OwnRound:
        """The round, to answer anew; only reads."""
        async with self._units.read() as db:
            round_, *_ = await self._mine(db, actor, pair, number)
            return round_

    async def tell_partner(self, actor: Actor, pair: PairId, number: int) -> None:
        """The partners hear that this month is off, in approved words; asked twice, they hear it once."""
        async with self._units.press(actor) as press:
            db = press.db
            round_, found, cohort, person = await self._mine(db, actor, pair, number)
            program = await db.programs.get(cohort.program)
            for partner in (await db.people.all_of(found.members)).values():
                if partner.id != person.id:
                    key = f"round/{cohort.id}/{number}/pair/{pair}/off/{person.id}/to/{partner.id}"
                    await press.deliveries.direct(
                        db, key, Subject.MONTH_OFF, partner, program, cohort.id, Class.NOTICE, keep=timedelta(days=14),
                        facts=OfMonthOff(pair, round_.number, person.id),
                    )  # fmt: skip

    async def open_rounds(self, db: Db, person: Person) -> list[tuple[OwnRound, Pair, Cohort]]:
        """Every round that this person may answer now: open, or the last one that closed."""
        joined = await db.cohorts.joined_by(person.id)
        studies = Studies(
            {cohort.id: cohort for cohort in joined},
            await db.sessions.of_each([cohort.id for cohort in joined]),
            await db.chevruta.of_person(person.id) if joined else [],
        )
        return studies.open_rounds(self._units.now())

    async def round_of(self, db: Db, person: Person, pair: PairId, number: int) -> list[tuple[OwnRound, Pair, Cohort]]:
        """The round that a message was about, if this person still may answer it, however late."""
        found = next((own for own, _ in await db.chevruta.of_person(person.id) if own.id == pair), None)
        cohort = None if found is None else await db.cohorts.get(found.cohort)
        if found is None or cohort is None or cohort.state not in TAKES:
            return []
        round_ = await self._round(db, cohort, found, number, person)
        return [] if round_ is None else [(round_, found, cohort)]

    async def take_words(
        self, unit: Unit, open_: tuple[OwnRound, Pair, Cohort], person: Person, answer: Answer, when: LocalTime | None, reply: Reply
    ) -> TakenAnswer:
        """An answer that was understood from a reply, in the reply's own unit.

        It counts from when it was written: while the bot was away, the partner may have answered after that and been heard first.
        """
        round_, pair, cohort = open_
        return await self._take(unit, round_, pair, cohort, person, answer, when, reply.at, reply.message)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a month by itself."""
        return {
            Subject.PROMPT: self._compose_prompt,
            Subject.NUDGE: self._compose_prompt,
            Subject.DATE_REMINDER: self._compose_date,
            Subject.MONTH_OFF: self._compose_off,
        }

    async def _of(self, db: Db, row: Delivery) -> tuple[OwnRound, Pair, Person] | None:
        about = row.facts_as(OfRound)
        pair = await db.chevruta.get(about.pair)
        person = None if row.person is None else await db.people.get(row.person)
        cohort = None if pair is None else await db.cohorts.get(pair.cohort)
        if pair is None or person is None or cohort is None or cohort.state is CohortState.CANCELLED:
            return None
        round_ = await self._round(db, cohort, pair, about.round, person)
        present = {member.id for member in await db.cohorts.members(cohort.id)}
        if round_ is None or not round_.partners or person.id not in present:
            return None
        return round_, pair, person

    async def _compose_prompt(self, db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
        found = await self._of(db, row)
        if found is None:
            return Reason.UNWANTED
        round_, pair, person = found
        answered = await db.checkins.standing(pair.id, round_.number)
        if row.message == Subject.NUDGE:
            return Reason.UNWANTED if answered is not None else await self._nudge(db, row, round_, person, now)
        text = await text_of(db, round_.cohort.id, round_.number, pair.id)
        first = not await db.deliveries.any_sent(f"round/{round_.cohort.id}/", f"/member/{person.id}/prompt")
        return words.prompt(round_, person.name, text, first=first, by_thread=row.by_thread(closed=person.dm_closed))

    async def _nudge(self, db: Db, row: Delivery, round_: OwnRound, person: Person, now: datetime) -> Message | Reason | Wait:
        """Not before a week after the prompt really came, not in a week that was named busy, and not at all when it never came.

        Nor when one of them wrote in this round: that was heard, though no answer was understood.
        """
        prompt = await db.deliveries.by_key(row.key.removesuffix("nudge") + "prompt")
        if prompt is None or prompt.state is not DeliveryState.SENT or prompt.settled_at is None:
            return Reason.UNWANTED
        pair = await db.chevruta.get(round_.pair)
        span = next(one for one in rounds(await db.sessions.of(round_.cohort.id)) if one.number == round_.number)
        if pair is not None and await wrote_unclearly(db, pair.members, span):
            return Reason.UNWANTED
        week, free = prompt.settled_at + NUDGED_AFTER, released(round_.cohort, now)
        if now < week:
            return Wait(week, Reason.AFTER)
        return words.nudge(round_, person.name) if now >= free else Wait(free, Reason.SEASON)

    async def _compose_date(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await self._of(db, row)
        if found is None:
            return Reason.UNWANTED
        round_, pair, person = found
        standing = await db.checkins.standing(pair.id, round_.number)
        if standing is None or standing.date is None:
            return Reason.UNWANTED
        return words.date_reminder(person.name, round_.partners, standing.date)

    async def _compose_off(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        found = await self._of(db, row)
        who = await db.people.get(row.facts_as(OfMonthOff).who)
        if found is None or who is None:
            return Reason.UNWANTED
        standing = await db.checkins.standing(found[1].id, found[0].number)
        if standing is None or standing.answer is not Answer.NOT_THIS_MONTH:
            return Reason.UNWANTED
        return words.month_off(found[2].name, who.name, found[0].until)


def _late_until(span: Round) -> datetime:
    """Late answers are taken for three weeks after the round's end, unless the next round has begun."""
    return span.closes_at + timedelta(days=21)
