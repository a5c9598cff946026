"""Finding a time: what may suit a pair is proposed to all of them, passed on between them, and becomes a date when all have chosen it.

Nobody is written to about times more than twice in a round. When two proposals suited nobody, or nothing could be proposed, whoever
leads the cohort hears what was tried.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.ground.ids import OfferId, PairId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.times import on_the_wall
from domain.joining.signups import Answers
from domain.pair import understanding
from domain.pair.agreeing import Standing
from domain.pair.checkins import Answer
from domain.pair.times import ATTEMPTS, NOTICE, SPAN, Offer, Usual, open_offers, suggest
from domain.sending import gate
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Planned, Reason, Subject
from domain.sending.facts import OfAsking, OfRound, OfTime
from messages.ground.values import File, Form, Message
from messages.group.calendars import of_date
from messages.pair import times as words
from messages.pair.times import Found, Proposed, TimesView
from services.pair.study.months import Month, month_of, require_mine, still_theirs
from services.pair.study.reminding import reminding
from services.pair.study.taking import is_looking, name_of, source_of, take
from services.sending.deliveries import Composer
from services.sending.unit import Press, Unit, Units
from storage.db import Db

GATHERS = timedelta(minutes=10)  # so that what somebody chooses as soon as they see the times is told with them
MOST_TOLD = 2  # messages about times to one person in a round
KEEPS = timedelta(days=7)


class Times:
    """The search for a time."""

    def __init__(self, units: Units, installation: str) -> None:
        self._units = units
        self._installation = installation

    async def begin(self, unit: Unit, month: Month) -> TimesView:
        """Somebody wants help to find a time, in the unit of their answer: what may suit all of them is proposed to each."""
        offers = await unit.db.times.of_round(month.pair.id, month.number)
        if open_offers(offers, unit.now):
            return await _view(unit.db, month, Found.PROPOSED, unit.now)
        return await self._propose(unit, month, offers, Found.PROPOSED)

    async def choose(self, actor: Actor, offer: OfferId) -> TimesView:
        """They can at that time: the others are asked, and when all have chosen it, it is their date."""
        async with self._units.press(actor) as press:
            of = await press.db.times.round_of(offer)
            if of is None:
                raise Refusal(Why.NOT_YOURS)
            month = await require_mine(press.db, actor, *of)
            chosen = next((one for one in await _open(press, month) if one.id == offer), None)
            if chosen is None:
                return await self._over(press, month, offer)
            await press.db.times.say(offer, month.person.id, press.now, can=True)
            needed = {one.id for one in await _reachable(press, month)}
            if needed and needed <= chosen.can:
                return await self._agree(press, month, chosen)
            told = await _pass_on(press, month)
            return TimesView(month.own, Found.PASSED_ON if told else Found.ENOUGH, at=chosen.at)

    async def none_of_these(self, actor: Actor, pair: PairId, number: int, attempt: int) -> TimesView:
        """None of that proposal suits them: others are proposed, or whoever leads the cohort is told."""
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            shown = [one for one in await _open(press, month) if one.attempt == attempt]
            if not shown:
                return TimesView(month.own, Found.OVER)
            for one in shown:
                await press.db.times.say(one.id, month.person.id, press.now, can=False)
            await press.db.times.end(pair, number, press.now)
            return await self._propose(press, month, await press.db.times.of_round(pair, number), Found.OTHERS)

    async def ask_for_times(self, actor: Actor, pair: PairId, number: int) -> TimesView:
        """The others are asked for two times that suit them, once in a round."""
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            if await _search(press, month) is None:
                return TimesView(month.own, Found.OVER)
            for other in await _reachable(press, month):
                await _ask_for_times(press, month, other)
            return TimesView(month.own, Found.ASKED)

    async def offer_form(self, actor: Actor, pair: PairId, number: int) -> Form:
        """The form for two times; only reads."""
        async with self._units.read() as db:
            return words.offer_form((await require_mine(db, actor, pair, number)).own)

    async def offer(self, actor: Actor, pair: PairId, number: int, *typed: str) -> TimesView:
        """Times that suit them, for the others to choose from. Raises `Refusal(BAD_DATE)` for what cannot be read or is past."""
        async with self._units.press(actor) as press:
            month = await require_mine(press.db, actor, pair, number)
            offers = await _search(press, month)
            if offers is None:
                return TimesView(month.own, Found.OVER)
            times = sorted({_read(one, month, press.now) for one in typed if one.strip()})
            await press.db.times.end(pair, number, press.now)
            attempt = max((one.attempt for one in offers), default=0) + 1
            await press.db.times.propose(pair, number, attempt, month.person.id, times, press.now)
            for one in await _open(press, month):
                await press.db.times.say(one.id, month.person.id, press.now, can=True)
            told = await _pass_on(press, month)
            return TimesView(month.own, Found.PASSED_ON if told else Found.ENOUGH, at=times[0])

    async def _propose(self, unit: Unit, month: Month, offers: Sequence[Offer], found: Found) -> TimesView:
        attempt = max((one.attempt for one in offers), default=0) + 1
        refused = {one.attempt for one in offers if one.cannot}
        times = await _suggested(unit, month, offers) if len(refused) < ATTEMPTS else ()
        if not times:
            await _tell_leaders(unit, month)
            asked = await _tell_that_nothing_suits(unit, month, offers)
            return TimesView(month.own, Found.TRIED if refused else Found.NOWHERE, asked=asked)
        await unit.db.times.propose(month.pair.id, month.number, attempt, month.person.id, times, unit.now)
        await _pass_on(unit, month)
        return await _view(unit.db, month, found, unit.now)

    async def _agree(self, press: Press, month: Month, chosen: Offer) -> TimesView:
        """All have chosen it: by the press of the last of them it is the answer of each, and later than what they said before."""
        for one in (*await _reachable(press, month), month.person):
            theirs = await month_of(press.db, month.cohort, month.pair, month.number, one)
            assert theirs is not None  # noqa: S101
            await take(press, theirs, source_of(press), Answer.DATE, theirs.on_clock(chosen.at))
        for other in month.others:
            key = f"{month.key}/times/agreed/{press.actor.interaction}/to/{other.id}"
            await _direct(press, month, key, Subject.TIME_AGREED, other, OfTime(month.pair.id, month.number, chosen.at))
        stands = await press.db.checkins.standing(month.pair.id, month.number)
        assert stands is not None  # noqa: S101
        return await self._agreed(press.db, month, stands, chosen.at, press.now)

    async def _over(self, press: Press, month: Month, offer: OfferId) -> TimesView:
        """It is not asked about any more: it may be the date by now."""
        at = next((one.at for one in await press.db.times.of_round(month.pair.id, month.number) if one.id == offer), None)
        stands = await press.db.checkins.standing(month.pair.id, month.number)
        if at is None or at <= press.now or stands is None or stands.reminded([month.person.id]).get(month.person.id) != at:
            return TimesView(month.own, Found.OVER)
        return await self._agreed(press.db, month, stands, at, press.now)

    async def _agreed(self, db: Db, month: Month, stands: Standing, at: datetime, now: datetime) -> TimesView:
        file, reminds = await self._file(db, month, at, now), await reminding(db, month, stands, at, now)
        return TimesView(month.own, Found.AGREED, at=at, file=file, reminding=reminds)

    async def _file(self, db: Db, month: Month, at: datetime, now: datetime) -> File:
        given = await db.checkins.of_round(month.pair.id, month.number)
        uid, names = f"date-{month.pair.id}-{month.number}@{self._installation}.shamash", month.own.partners
        return of_date(month.cohort, names, month.on_clock(at), uid, max(one.id for one in given), now)

    def composers(self) -> dict[Subject, Composer]:
        """What is said of a search for a time by itself."""
        return {
            Subject.TIMES: _compose_times,
            Subject.TIMES_ASKED: _compose_asked,
            Subject.TIMES_FAILED: _compose_failed,
            Subject.TIME_AGREED: self._compose_agreed,
        }

    async def _compose_agreed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        month, at = await still_theirs(db, row), row.facts_as(OfTime).at
        stands = None if month is None else await db.checkins.standing(month.pair.id, month.number)
        if month is None or stands is None or stands.reminded([month.person.id]).get(month.person.id) != at:
            return Reason.UNWANTED
        return words.agreed(await self._agreed(db, month, stands, at, now), month.person.name)


async def _search(unit: Unit, month: Month) -> list[Offer] | None:
    """All that was proposed in this round; None where nobody looks for a time any more."""
    stands = await unit.db.checkins.standing(month.pair.id, month.number)
    looking = stands is not None and is_looking(stands)
    return await unit.db.times.of_round(month.pair.id, month.number) if looking else None


async def _open(unit: Unit, month: Month) -> list[Offer]:
    return open_offers(await _search(unit, month) or (), unit.now)


async def _reachable(unit: Unit, month: Month) -> list[Person]:
    """The others, but for who takes the month off: they are asked about that instead."""
    stands = await unit.db.checkins.standing(month.pair.id, month.number)
    off = frozenset[PersonId]() if stands is None else stands.off
    return [one for one in month.others if one.id not in off]


async def _ask_for_times(unit: Unit, month: Month, other: Person) -> None:
    key = f"{month.key}/times/asked/{month.person.id}/to/{other.id}"
    await _direct(unit, month, key, Subject.TIMES_ASKED, other, OfAsking(month.pair.id, month.number, month.person.id))


async def _tell_that_nothing_suits(unit: Unit, month: Month, offers: Sequence[Offer]) -> bool:
    """The others hear it; who was shown no time yet hears who looks, and is asked for some. True where each of them is."""
    stands, others = await unit.db.checkins.standing(month.pair.id, month.number), await _reachable(unit, month)
    know = {one.asked for one in offers} | {person for one in offers for person in one.can | one.cannot}
    know |= {one.by for one in (stands.voices if stands is not None else ()) if one.answer is Answer.HELP}
    for other in others:
        if other.id in know or any(row.state is DeliveryState.SENT for row in await _told(unit.db, month, other)):
            know.add(other.id)
            await _tell(unit, month, other)
        else:
            await _ask_for_times(unit, month, other)
    return bool(others) and know.isdisjoint(other.id for other in others)


async def _told(db: Db, month: Month, other: Person) -> list[Delivery]:
    """The messages about times to one of them, also those that were not wanted any more when it was their turn."""
    found: list[Delivery] = []
    while (row := await db.deliveries.by_key(_told_key(month, other, len(found) + 1))) is not None:
        found.append(row)
    return found


def _told_key(month: Month, other: Person, number: int) -> str:
    return f"{month.key}/times/to/{other.id}/{number}"


async def _pass_on(unit: Unit, month: Month) -> bool:
    """The others get the times as they stand when the message goes out. False when somebody cannot be written to once more."""
    return all([await _tell(unit, month, other) for other in await _reachable(unit, month)])


async def _tell(unit: Unit, month: Month, other: Person) -> bool:
    """One of the others hears how it stands when the message goes out; False where they have been written to as often as is right."""
    known = await _told(unit.db, month, other)
    if any(row.under_way for row in known):
        return True  # it has not gone out yet, and will say this too
    if sum(row.state is DeliveryState.SENT for row in known) == MOST_TOLD:
        return False
    program = await unit.db.programs.get(month.cohort.program)
    calm, about = other.quiet(month.cohort.zone, program.observance), OfRound(month.pair.id, month.number)
    due = gate.plan(unit.now + GATHERS, Direction.LATER, calm, Class.NOTICE, Kind.DM, calm.zone, program.own_days)
    key = _told_key(month, other, len(known) + 1)
    row = Planned(key, Kind.DM, Subject.TIMES, unit.now, due, unit.now + KEEPS, Class.NOTICE, person=other.id, facts=about)
    await unit.deliveries.plan(unit.db, row, program, month.cohort.id)
    return True


async def _direct(unit: Unit, month: Month, key: str, subject: Subject, whom: Person, facts: OfRound, class_: Class = Class.NOTICE) -> None:
    program = await unit.db.programs.get(month.cohort.program)
    await unit.deliveries.direct(unit.db, key, subject, whom, program, month.cohort.id, class_, keep=KEEPS, facts=facts)


async def _tell_leaders(unit: Unit, month: Month) -> None:
    for leader in await unit.db.cohorts.facilitators(month.cohort.id):
        facts = OfRound(month.pair.id, month.number)
        await _direct(unit, month, f"{month.key}/times-failed/{leader.id}", Subject.TIMES_FAILED, leader, facts, Class.DIGEST)


async def _suggested(unit: Unit, month: Month, offers: Sequence[Offer]) -> tuple[datetime, ...]:
    usual = (await unit.db.programs.get(month.cohort.program)).observance
    people: list[Usual] = []
    for one in (month.person, *month.others):
        found = await unit.db.signups.of(month.cohort.id, one.id)
        hours = (found.answers if found is not None else Answers()).hours
        people.append(Usual(one.zone or month.cohort.zone, tuple(hours), one.quiet(month.cohort.zone, usual)))
    until = month.own.until if month.own.until > unit.now + NOTICE else unit.now + SPAN
    return suggest(people, unit.now, until, {one.at for one in offers if one.cannot})


async def _view(db: Db, month: Month, found: Found, now: datetime) -> TimesView:
    offers = open_offers(await db.times.of_round(month.pair.id, month.number), now)

    def can(offer: Offer) -> tuple[str, ...]:
        return tuple(other.name for other in month.others if other.id in offer.can)

    times = tuple(Proposed(one.id, month.on_clock(one.at), can(one), month.person.id in one.can) for one in offers)
    return TimesView(month.own, found, times, max((one.attempt for one in offers), default=0))


def _read(typed: str, month: Month, now: datetime) -> datetime:
    when = understanding.when(typed, on_the_wall(now, month.zone), month.zone)
    if when is None or when.instant() <= now:
        raise Refusal(Why.BAD_DATE, typed=typed[:80])
    return when.instant()


async def _compose_times(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    """The times as they stand now, or that none suits; not to somebody who has tapped each that another can make."""
    month = await still_theirs(db, row)
    stands = None if month is None else await db.checkins.standing(month.pair.id, month.number)
    if month is None or stands is None or not is_looking(stands) or month.person.id in stands.off:
        return Reason.UNWANTED
    tried = await db.times.of_round(month.pair.id, month.number)
    offers = open_offers(tried, now)
    if not offers:
        return await _compose_none(db, month, tried)
    me, view = month.person.id, await _view(db, month, Found.PROPOSED, now)
    if any(me in one.can for one in offers) and not any(me not in one.can for one in offers if one.can):
        return Reason.UNWANTED
    asked = offers[0].asked
    who = None if asked == me else name_of(month, asked)
    return words.invitation(view, month.person.name, who, offers=all(asked in one.can for one in offers))


async def _compose_none(db: Db, month: Month, tried: Sequence[Offer]) -> Message | Reason:
    """To who was shown times, or tapped one, and waits: the last of them suited somebody else not at all."""
    me, last = month.person.id, [one for one in tried if one.attempt == max(other.attempt for other in tried)]
    cannot = {person for one in last for person in one.cannot} - {me}
    names = [one.name for one in month.others if one.id in cannot]
    knew = any(me == one.asked or me in one.can | one.cannot for one in tried)
    if not names or not all(one.cannot - {me} for one in last):
        return Reason.UNWANTED
    if not knew and not any(row.state is DeliveryState.SENT for row in await _told(db, month, month.person)):
        return Reason.UNWANTED
    return words.none_suits(month.own, month.person.name, names)


async def _compose_asked(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    month = await still_theirs(db, row)
    stands = None if month is None else await db.checkins.standing(month.pair.id, month.number)
    who = None if month is None else name_of(month, row.facts_as(OfAsking).who)
    if month is None or stands is None or who is None or not is_looking(stands):
        return Reason.UNWANTED
    return words.asked(month.own, month.person.name, who)


async def _compose_failed(db: Db, row: Delivery, now: datetime) -> Message | Reason:
    about = row.facts_as(OfRound)
    pair, stands = await db.chevruta.get(about.pair), await db.checkins.standing(about.pair, about.round)
    cohort = None if pair is None else await db.cohorts.get(pair.cohort)
    if pair is None or cohort is None or stands is None or not is_looking(stands):
        return Reason.UNWANTED
    if row.person not in {one.id for one in await db.cohorts.facilitators(cohort.id)}:
        return Reason.UNWANTED
    there = {one.id: one.name for one in await db.cohorts.members(cohort.id) if one.id in pair.members}
    tried = [one.at for one in await db.times.of_round(about.pair, about.round) if one.cannot]
    asked = there.get(stands.agreed.by)
    return words.failed(cohort, about.round, list(there.values()), asked, tried) if there else Reason.UNWANTED
