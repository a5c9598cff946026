"""An answer to a check-in is taken, by button or in words, and those whom it concerns hear of it: each answer has its author.

Who counted on a date hears at once that their reminder is taken back. Who takes the month off, and told nobody, is asked at once
when a partner sets a date or wants help: the partner is not shown it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.ground.ids import MessageId, PersonId
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.pair.agreeing import Standing
from domain.pair.checkins import Answer, CheckIn, Manner
from domain.sending.deliveries import Class, Subject
from domain.sending.facts import OfCheckIn
from messages.pair.agreeing import Clash, Taken
from services.pair.study.months import Month
from services.pair.study.reminding import reminding
from services.sending.unit import Press, Unit

KEEPS = timedelta(days=14)  # how long word of a change is of use
_MISLEADS = frozenset({Answer.DATE, Answer.NOT_THIS_MONTH})  # who goes on believing the opposite acts on it


class Source(Value):
    """When an answer was given, and by which message or press."""

    at: datetime
    reply: MessageId | None = None
    press: int | None = None


def source_of(press: Press) -> Source:
    """A press, at the time that it has on Discord."""
    return Source(press.actor.at or press.now, press=press.actor.interaction)


async def take(
    unit: Unit, month: Month, source: Source, answer: Answer, when: LocalTime | None = None, manner: Manner = Manner.SAID
) -> Taken:
    """Keep the answer, make what follows from it follow, and say what became of it."""
    db, pair, number = unit.db, month.pair.id, month.number
    date = None if when is None else when.instant()
    told = unit.now if manner is Manner.FOR_BOTH and answer is Answer.NOT_THIS_MONTH else None
    before = await db.checkins.standing(pair, number)
    given = CheckIn(pair, number, answer, month.person.id, source.at, date, when, manner, told)
    given = await db.checkins.add(given, reply=source.reply, press=source.press)
    stands = await db.checkins.standing(pair, number)
    assert stands is not None  # noqa: S101
    unit.changed(month.cohort)
    if not is_looking(stands):
        await db.times.end(pair, number, unit.now)
    if before is not None:
        shown = dict(_contradicted(month, before, stands, given))
        for person, facts in shown.items():
            await _notice(unit, month, given, "first", Subject.PARTNER_FIRST, person, facts)
        for person, facts in _misled(month, before, stands, given, unit.now):
            if person not in shown:
                await _notice(unit, month, given, "to", Subject.PARTNER_CHANGED, person, facts)
        for person, facts in _to_ask(month, stands, given):
            await _notice(unit, month, given, "asks", Subject.OFF_ASKED, person, facts)
    became = replace(taken(month, stands, given), late=month.own.until <= unit.now)
    return became if date is None else replace(became, reminding=await reminding(db, month, stands, date, unit.now))


def is_looking(stands: Standing) -> bool:
    """True while a pair, or one of them as far as they know, looks for a time."""
    return stands.agreed.answer is Answer.HELP or any(one.answer is Answer.HELP and stands.hides(one) for one in stands.open)


def taken(month: Month, stands: Standing, given: CheckIn) -> Taken:
    """What became of an answer: it stands, it contradicts another's, or its author has said something else since."""
    clash, own = None, stands.unconfirmed(month.person.id)
    if own is not None and own.id == given.id and not stands.hides(own):
        theirs = next(one for one in stands.against(own) if not one.untold)
        clash = Clash(theirs, own, name_of(month, theirs.by))
    latest = own or stands.voice(month.person.id)
    later = latest if latest is not None and latest.given > given.given else None
    return Taken(month.own, given, clash, later)


def name_of(month: Month, person: PersonId) -> str | None:
    """The name of one of the pair; None for somebody who has no place any more."""
    return next((one.name for one in month.there if one.id == person), None)


def _misled(month: Month, before: Standing, stands: Standing, given: CheckIn, now: datetime) -> Iterator[tuple[PersonId, OfCheckIn]]:
    """The others whom it would mislead not to hear at once: of a date that they set or kept, or of what was changed for all of them."""
    members = [one.id for one in month.there]
    promised, left = before.reminded(members), stands.reminded(members)
    for_both = given.manner is Manner.FOR_BOTH and not _MISLEADS.isdisjoint({given.answer, before.agreed.answer})
    for person in members:
        had = promised.get(person)
        lost = had is not None and had > now and left.get(person) != had
        theirs = person in before.kept or any(one.by == person and one.date == had for one in (*before.voices, *before.open))
        if person != given.by and (for_both or (lost and theirs)):
            yield person, OfCheckIn(given.pair, given.round, given.id, had if lost else None)


def _contradicted(month: Month, before: Standing, stands: Standing, given: CheckIn) -> Iterator[tuple[PersonId, OfCheckIn]]:
    """The others whose answer stood, until one that was given before it was read, or one for all against their month off."""
    known, there = {one.id for one in before.open}, {one.id for one in month.there}
    for one in stands.open:
        if one.by != given.by and one.by in there and one.id not in known and not stands.hides(one):
            yield one.by, OfCheckIn(one.pair, one.round, one.id)


def _to_ask(month: Month, stands: Standing, given: CheckIn) -> Iterator[tuple[PersonId, OfCheckIn]]:
    """Those who take the month off, told nobody, and are needed now."""
    there = {one.id for one in month.there}
    if given in stands.open and stands.hides(given):
        for one in stands.against(given):
            if one.by in there:
                yield one.by, OfCheckIn(given.pair, given.round, given.id)


async def _notice(unit: Unit, month: Month, given: CheckIn, what: str, subject: Subject, person: PersonId, facts: OfCheckIn) -> None:
    """By what the answer came with: after a backup was put back, a row's number may be another answer's."""
    program = await unit.db.programs.get(month.cohort.program)
    whom = next(one for one in month.there if one.id == person)
    key = f"{month.key}/answer/{given.source}/{what}/{person}"
    await unit.deliveries.direct(unit.db, key, subject, whom, program, month.cohort.id, Class.NOTICE, keep=KEEPS, facts=facts)
