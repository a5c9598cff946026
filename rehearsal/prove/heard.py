"""What people were sent in a story, held against what they are promised: the week's budget, one softer note, and quiet."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.ground.ids import PersonId
from domain.ground.values import Value
from domain.sending.deliveries import ASKING, Class, Subject

MOST, IN = 2, timedelta(days=7)  # of design.md, and not of the gate that is to keep it
REST = time(21), time(17)  # of each week, from Friday to Saturday, on every date of the year in New York


class Heard(Value):
    """A direct message that somebody got. `answers`: it answers what they just did, and may come at any time."""

    person: PersonId
    at: datetime
    class_: Class
    what: Subject
    about: str  # a round, by its key
    answers: bool = False


Pause = tuple[PersonId, datetime, datetime]


def wrong(heard: Collection[Heard], pauses: Collection[Pause], zone: str) -> list[str]:
    """Each promise that was broken, in words."""
    people = sorted({one.person for one in heard})
    return [fault for person in people for fault in _of(sorted((h for h in heard if h.person == person), key=lambda h: h.at), pauses, zone)]


def _of(theirs: list[Heard], pauses: Collection[Pause], zone: str) -> Iterator[str]:
    asked = [one.at for one in theirs if one.class_ in ASKING]
    if any(late - early < IN for early, late in zip(asked, asked[MOST:], strict=False)):
        yield "asked too often"
    notes = Counter(one.about for one in theirs if one.what is Subject.NUDGE)
    if max(notes.values(), default=0) > 1:
        yield "more than one softer note in a round"
    if max(Counter(one.about for one in theirs if one.what is Subject.TIMES).values(), default=0) > MOST:
        yield "more than two messages about times"
    for one in theirs:
        if one.answers:
            continue
        if any(who == one.person and start < one.at < end for who, start, end in pauses):
            yield f"something came in a pause: {one.about} ({one.what})"
        if _rests(one.at, zone):
            yield f"something came on Shabbat: {one.about} ({one.what})"


def _rests(at: datetime, zone: str) -> bool:
    there = at.astimezone(ZoneInfo(zone))
    return (there.isoweekday() == 5 and there.time() >= REST[0]) or (there.isoweekday() == 6 and there.time() < REST[1])
