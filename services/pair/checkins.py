"""Check-ins: each of a pair answers for both, by button or in words; late and changed answers are taken.

What becomes of an answer beside a partner's is the rule of `domain.pair.agreeing`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId, PairId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Round, Session, SessionState, rounds
from domain.pair import understanding
from domain.pair.agreeing import Standing
from domain.pair.checkins import Answer, CheckIn, Manner
from domain.pair.chevruta import Pair, in_round
from domain.sending.deliveries import Class, Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfCheckIn, OfMonthOff
from domain.sending.gate import Wait
from domain.sending.timeline.brake import released
from messages.ground.values import Form, Message
from messages.pair import agreeing
from messages.pair import checkins as words
from messages.pair.agreeing import Clash, Taken
from messages.pair.checkins import OwnRound
from services.pair.study.months import TAKES, Month, is_latest, month_of, require_mine, still_theirs
from services.pair.study.reminding import reminding
from services.pair.study.silence import was_heard
from services.pair.study.taking import Source, name_of, source_of, take
from services.pair.study.texts import text_of
from services.pair.study.times import Times
from services.sending.deliveries import Composer
from services.sending.unit import Press, Unit, Units
from storage.db import Db
from storage.pair.replies import Reply

NUDGED_AFTER = timedelta(days=7)


class Studies(Value):
    """The cohorts in which a person has a place, with the sessions of each, and their pairs with the partners who are still there."""

    cohorts: Mapping[CohortId, Cohort]
    sessions: Mapping[CohortId, Sequence[Session]]
    pairs: Sequence[tuple[Pair, tuple[str, ...]]]  # those that stand, and those that have ended

    def open_rounds(self, now: datetime) -> list[tuple[OwnRound, Pair, Cohort]]:
        """Every round that they may answer now: open, or the last one that closed."""
        found: list[tuple[OwnRound, Pair, Cohort]] = []
        for cohort in (one for one in self.cohorts.values() if one.state in TAKES):
            last = max((r for r in rounds(self.sessions[cohort.id]) if r.opens_at <= now), key=lambda r: r.number, default=None)
            pair = None if last is None else in_round((pair for pair, _ in self.pairs if pair.cohort == cohort.id), last)
            if last is not None and pair is not None and now < _late_until(last):
                partners = next(names for one, names in self.pairs if one.id == pair.id)
                found.append((OwnRound(cohort, pair.id, last.number, last.closes_at, partners), pair, cohort))
        return found

    def partners(self, cohort: Cohort) -> tuple[str, ...]:
        """Who they study with in that cohort; nobody before it has started."""
        started = cohort.started_at is not None
        stands = (names for pair, names in self.pairs if pair.cohort == cohort.id and pair.until is None)
        return tuple(name for names in stands if started for name in names)

    def next_session(self, cohort: Cohort, now: datetime) -> Session | None:
        """The next session of that cohort, or the one that is held now; none before it has started."""
        ahead = (one for one in self.sessions[cohort.id] if one.state is SessionState.PLANNED and one.ends_at > now)
        return next(ahead, None) if cohort.started_at is not None else None


class CheckIns:
    """How the pairs' months go."""

    def __init__(self, units: Units, times: Times) -> None:
        self._units = units
        self._times = times

    async def answer(self, actor: Actor, pair: PairId, number: int, answer: Answer, typed: str | None = None) -> Taken:
        """Take an answer from a button or form. Raises `Refusal(BAD_DATE)` for a date that cannot be read."""
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number, alone=answer is Answer.MET)
            when = None
            if answer is Answer.DATE and typed is not None:
                when = understanding.when(typed, on_the_wall(press.now, month.zone), month.zone)
                if when is None:
                    raise Refusal(Why.BAD_DATE, typed=typed[:80])
            return await self._take(press, month, source_of(press), answer, when)

    async def take_guess(self, actor: Actor, pair: PairId, number: int, at: int, answer: Answer) -> Taken:
        """Take a time that was guessed from somebody's words, once they tapped it: of their study, or for `Answer.MET` of the next one.

        `at`: its instant, in seconds since 1970. Raises `Refusal(TIME_OVER)` once it has passed, `Refusal(ROUND_OVER)` once a later
        round has begun, to which a time then belongs, and `Refusal(UNKNOWN_BUTTON)` for one that no button of ours has.
        """
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            ahead = at - int(press.now.timestamp())
            if ahead > understanding.HORIZON.total_seconds():
                raise Refusal(Why.UNKNOWN_BUTTON)
            if ahead <= 0:
                raise Refusal(Why.TIME_OVER)
            if not await is_latest(press.db, month.cohort, number, press.now):
                raise Refusal(Why.ROUND_OVER, number=number)
            return await self._take(press, month, source_of(press), answer, month.on_clock(datetime.fromtimestamp(at, UTC)))

    async def _take(
        self, unit: Unit, month: Month, source: Source, answer: Answer, when: LocalTime | None, manner: Manner = Manner.SAID
    ) -> Taken:
        """With times that may suit them, where they wish for some."""
        taken = await take(unit, month, source, answer, when, manner)
        if answer is not Answer.HELP or manner is Manner.KEPT or taken.clash is not None or taken.later is not None:
            return taken
        return replace(taken, times=await self._times.begin(unit, month))

    async def change_for_both(self, actor: Actor, pair: PairId, number: int, checkin: int) -> Taken | CheckIn:
        """Their answer, which contradicts another's, stands for all of the pair from now on; else gives what stands already."""
        return await self._choose(actor, pair, number, checkin, Manner.FOR_BOTH)

    async def keep(self, actor: Actor, pair: PairId, number: int, checkin: int) -> Taken | CheckIn:
        """Their answer, which contradicts another's, is taken back; else gives what stands already."""
        return await self._choose(actor, pair, number, checkin, Manner.KEPT)

    async def _choose(self, actor: Actor, pair: PairId, number: int, checkin: int, manner: Manner) -> Taken | CheckIn:
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number, alone=manner is Manner.KEPT)
            stands = await _require_standing(press, month)
            own = stands.unconfirmed(month.person.id)
            if own is None or own.id != checkin or stands.hides(own):
                return _known(stands, month)
            meant = own if manner is Manner.FOR_BOTH else next(one for one in stands.against(own) if not one.untold)
            return await self._take(press, month, source_of(press), meant.answer, _clock(meant, month), manner)

    async def join(self, actor: Actor, pair: PairId, number: int, checkin: int) -> Taken | CheckIn:
        """Somebody who took the month off, and told nobody, goes along with what a partner has asked for since."""
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            stands = await _require_standing(press, month)
            theirs = next((one for one in stands.open if one.id == checkin and stands.hides(one)), None)
            if theirs is None or month.person.id not in {one.by for one in stands.against(theirs)}:
                return _known(stands, month)
            return await self._take(press, month, source_of(press), theirs.answer, _clock(theirs, month))

    async def date_form(self, actor: Actor, pair: PairId, number: int) -> Form:
        """The form for a date; only reads."""
        return words.date_form(await self.current(actor, pair, number))

    async def current(self, actor: Actor, pair: PairId, number: int) -> OwnRound:
        """The round, to answer anew; only reads."""
        async with self._units.read() as db:
            return (await require_mine(db, actor, pair, number)).own

    async def tell_partner(self, actor: Actor, pair: PairId, number: int) -> CheckIn | None:
        """The partners hear that this month is off, in approved words; asked twice, they hear it once.

        Where one of them counts on it otherwise, it is off for both by this. Where something else stands by now, gives that, and nobody
        is told. Raises `Refusal(STALE)` for who did not take it off.
        """
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            stands = await _require_standing(press, month)
            own = stands.voice(month.person.id)
            if own is None or own.answer is not Answer.NOT_THIS_MONTH:
                raise Refusal(Why.STALE)
            if any(own in stands.against(one) for one in stands.open):
                await take(press, month, source_of(press), Answer.NOT_THIS_MONTH, manner=Manner.FOR_BOTH)
                return None
            if stands.agreed.answer is not Answer.NOT_THIS_MONTH:
                return stands.agreed
            await press.db.checkins.tell(own, press.now)
            press.changed(month.cohort)
            await self._tell_off(press, month)
            return None

    async def _tell_off(self, press: Press, month: Month) -> None:
        program = await press.db.programs.get(month.cohort.program)
        for partner in (await press.db.people.all_of(month.pair.members)).values():
            if partner.id != month.person.id:
                key = f"{month.key}/off/{month.person.id}/to/{partner.id}"
                await press.deliveries.direct(
                    press.db, key, Subject.MONTH_OFF, partner, program, month.cohort.id, Class.NOTICE, keep=timedelta(days=14),
                    facts=OfMonthOff(month.pair.id, month.number, month.person.id),
                )  # fmt: skip

    async def open_rounds(self, db: Db, person: Person, at: datetime) -> list[tuple[OwnRound, Pair, Cohort]]:
        """Every round that this person might answer then: open, or the last one that had closed."""
        joined = await db.cohorts.joined_by(person.id)
        studies = Studies(
            {cohort.id: cohort for cohort in joined},
            await db.sessions.of_each([cohort.id for cohort in joined]),
            await db.chevruta.of_person(person.id) if joined else [],
        )
        return studies.open_rounds(at)

    async def round_of(self, db: Db, person: Person, pair: PairId, number: int) -> list[tuple[OwnRound, Pair, Cohort]]:
        """The round that a message was about, if this person still may answer it, however late."""
        found = next((own for own, _ in await db.chevruta.of_person(person.id) if own.id == pair), None)
        cohort = None if found is None else await db.cohorts.get(found.cohort)
        if found is None or cohort is None or cohort.state not in TAKES:
            return []
        month = await month_of(db, cohort, found, number, person)
        return [(month.own, found, cohort)] if month is not None and month.theirs else []

    async def take_words(
        self, unit: Unit, open_: tuple[OwnRound, Pair, Cohort], person: Person, answer: Answer, when: LocalTime | None, reply: Reply
    ) -> Taken:
        """An answer that was understood from a reply, in the reply's own unit.

        It counts from when it was written: while the bot was away, the partner may have answered after that and been heard first.
        """
        round_, pair, cohort = open_
        month = await month_of(unit.db, cohort, pair, round_.number, person)
        assert month is not None  # noqa: S101
        return await self._take(unit, month, Source(reply.at, reply.message), answer, when)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about a month by itself."""
        return {
            Subject.PROMPT: self._compose_prompt,
            Subject.NUDGE: self._compose_prompt,
            Subject.DATE_REMINDER: _compose_date,
            Subject.MONTH_OFF: _compose_off,
            Subject.PARTNER_CHANGED: _compose_changed,
            Subject.PARTNER_FIRST: _compose_first,
            Subject.OFF_ASKED: _compose_off_asked,
        }

    async def _compose_prompt(self, db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
        month = await still_theirs(db, row)
        if month is None:
            return Reason.UNWANTED
        round_, person = month.own, month.person
        answered = await db.checkins.standing(month.pair.id, month.number)
        if row.message == Subject.NUDGE:
            return Reason.UNWANTED if answered is not None else await self._nudge(db, row, round_, person, now)
        text = await text_of(db, round_.cohort.id, round_.number, month.pair.id)
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
        if pair is not None and await was_heard(db, pair.members, span):
            return Reason.UNWANTED
        week, free = prompt.settled_at + NUDGED_AFTER, released(round_.cohort, now)
        if now < week:
            return Wait(week, Reason.AFTER)
        return words.nudge(round_, person.name) if now >= free else Wait(free, Reason.SEASON)


async def _require_standing(press: Press, month: Month) -> Standing:
    """Raises `Refusal(STALE)` where nobody has answered yet."""
    stands = await press.db.checkins.standing(month.pair.id, month.number)
    if stands is None:
        raise Refusal(Why.STALE)
    return stands


def _known(stands: Standing, month: Month) -> CheckIn:
    """What stands, as far as they may know. Raises `Refusal(STALE)` where they may know nothing."""
    shown = stands.shown_to(month.person.id)
    if shown is None:
        raise Refusal(Why.STALE)
    return shown


def _clock(one: CheckIn, month: Month) -> LocalTime | None:
    """Its date as it was said."""
    return one.wall if one.wall is not None or one.date is None else month.on_clock(one.date)


async def _asked(db: Db, row: Delivery) -> tuple[Month, Standing] | None:
    month = await still_theirs(db, row)
    stands = None if month is None else await db.checkins.standing(month.pair.id, month.number)
    return None if month is None or stands is None else (month, stands)


async def _compose_date(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    found = await _asked(db, row)
    date = None if found is None else found[1].reminded([found[0].person.id]).get(found[0].person.id)
    if found is None or date is None:
        return Reason.UNWANTED
    return words.date_reminder(found[0].person.name, found[0].own.partners, date)


async def _compose_off(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    found = await _asked(db, row)
    who = await db.people.get(row.facts_as(OfMonthOff).who)
    if found is None or who is None or found[1].agreed.answer is not Answer.NOT_THIS_MONTH:
        return Reason.UNWANTED
    until = found[0].own.until
    return words.month_off(found[0].person.name, who.name, until, late=until <= now)


async def _compose_changed(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """What a partner has changed, if it is still so: a change of which a later one made something else has its own word."""
    found, about = await _asked(db, row), row.facts_as(OfCheckIn)
    if found is None:
        return Reason.UNWANTED
    month, stands = found
    shown = stands.shown_to(month.person.id)
    partner = None if shown is None else name_of(month, shown.by)
    if shown is None or shown.id != about.checkin or partner is None:
        return Reason.UNWANTED
    reminded = stands.reminded([month.person.id]).get(month.person.id)
    before = about.before if about.before is not None and about.before > now and about.before != reminded else None
    own = [one.answer for one in await db.checkins.of_round(month.pair.id, month.number) if one.by == month.person.id]
    yours = own[-1] if own and own[-1] is not shown.answer else None
    reminds = None if reminded is None else await reminding(db, month, stands, reminded, now)
    late = month.own.until <= now
    return agreeing.changed(month.own, month.person.name, partner, shown, before, yours, reminds, late=late)


async def _compose_first(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """Somebody's answer contradicts one that was given before it and read after it."""
    found, about = await _asked(db, row), row.facts_as(OfCheckIn)
    own = None if found is None else found[1].unconfirmed(found[0].person.id)
    if found is None or own is None or own.id != about.checkin or found[1].hides(own):
        return Reason.UNWANTED
    theirs = next(one for one in found[1].against(own) if not one.untold)
    return agreeing.first_shown(found[0].own, Clash(theirs, own, name_of(found[0], theirs.by)))


async def _compose_off_asked(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    found, about = await _asked(db, row), row.facts_as(OfCheckIn)
    if found is None:
        return Reason.UNWANTED
    month, stands = found
    theirs = next((one for one in stands.open if one.id == about.checkin and stands.hides(one)), None)
    partner = None if theirs is None else name_of(month, theirs.by)
    if theirs is None or partner is None or month.person.id not in {one.by for one in stands.against(theirs)}:
        return Reason.UNWANTED
    return agreeing.off_asked(month.own, month.person.name, partner, theirs)


def _late_until(span: Round) -> datetime:
    """Late answers are taken for three weeks after the round's end, unless the next round has begun."""
    return span.closes_at + timedelta(days=21)
