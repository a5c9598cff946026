"""A day and a time as people write them, in English and in Hebrew: read only where they can mean one thing."""

import re
from datetime import datetime

from domain.ground.spoken.day_words import mark_days
from domain.ground.spoken.hebrew_times import mark_hebrew, mark_hebrew_parts
from domain.ground.spoken.hours import mark_hours
from domain.ground.spoken.parts import MARK, Clock, Day, Elsewhere, Marked
from domain.ground.spoken.plain import LONGEST, plainly, quotes
from domain.ground.spoken.resolving import HORIZON, Times, resolved
from domain.ground.spoken.rest_days import mark_rest_days
from domain.ground.times import LocalTime

__all__ = ["HORIZON", "LONGEST", "MARK", "Marked", "Times", "marked", "plainly", "quotes", "resolved", "when"]

_TYPED = re.compile(r"(?: |,|\.|!|\(|\)|\b(?:on|at|the|for|of|let us say|say|around|we meet|we are meeting|will be|ב|ל|-)\b|-)*")


def marked(plain: str, now: datetime, zone: str) -> Marked:
    """A plain text with a mark in place of each part that says something of a day or an hour; `now` is on the wall of that zone."""
    text = Marked(plain, now.replace(tzinfo=None), zone)
    mark_rest_days(text)
    mark_hebrew(text)
    mark_days(text)
    mark_hours(text)
    mark_hebrew_parts(text)
    return text


def when(text: str, now_local: datetime, zone: str) -> LocalTime | None:
    """The day and time that somebody typed where only those are asked for, on the wall clock of that zone; None unless both are plain.

    Ahead, and within 120 days. The likeliest is taken where an hour from eight to eleven may be of the morning or the evening, and of
    "next Thursday" that of the next week: what was taken is shown at once to who typed it.
    """
    if len(text) > LONGEST:
        return None
    found = marked(plainly(text), now_local, zone)
    if _TYPED.fullmatch(MARK.sub("", found.text)) is None:
        return None
    times = resolved(found.named(found.text), found.now, zone)
    likely = times.options[0] if times.options else None
    return likely if times.sure or _is_one(found, likely) else None


def _is_one(found: Marked, likely: LocalTime | None) -> bool:
    """Whether there was one day and one hour, of which only the week or the half of the day is open."""
    pieces = found.named(found.text)
    clocks = [piece for piece in pieces if isinstance(piece, Clock)]
    plain = all(not piece.written_twice for piece in pieces if isinstance(piece, Day))
    elsewhere = any(isinstance(piece, Elsewhere) for piece in pieces)
    return likely is not None and len(clocks) == 1 and clocks[0].sure and plain and not elsewhere
