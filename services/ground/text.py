"""What people type, checked once: not empty, not endless, a number, a date, a time, a link."""

import re
from calendar import day_name, month_name
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from domain.ground.people import shows
from domain.ground.refusal import Refusal, Why
from domain.ground.zones import zone_named

YEARS = range(2000, 2200)  # in which dates of programs lie; others are slips of the finger, or beyond what can be counted
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\Z", re.IGNORECASE)
_WEEKDAY = r"(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,?\s+)?"
_IN_WORDS = re.compile(
    _WEEKDAY + r"(?:(?P<before>[a-z]{3,9}\.?)\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(?P<after>[a-z]{3,9}\.?),?\s+)?(?P<year>\d{4})\Z"
)
_MONTH = re.compile(r"(?:(?P<first>\d{4})-(?P<number>\d{1,2})|(?P<name>[a-z]{3,9}\.?),?\s+(?P<year>\d{4}))\Z")
_LINK = re.compile(r"https://[^\s<>\"'`|\\^{}]{4,500}\Z")


def required(typed: str | None, most: int) -> str:
    """Some text, trimmed; text of which nothing is seen is none. Raises `Refusal(EMPTY | TOO_LONG)`."""
    text = (typed or "").strip()
    if not shows(text):
        raise Refusal(Why.EMPTY)
    if len(text) > most:
        raise Refusal(Why.TOO_LONG, most=most, length=len(text))
    return text


def understood(typed: str, now: datetime) -> tuple[str | None, Refusal | None]:
    """The zone that was meant, where it is understood; else why not, so that what else was right can be kept first."""
    try:
        return zone_named(typed, now), None
    except Refusal as no:
        return None, no


def whole(number: object, least: int, most: int) -> int:
    """A whole number within bounds, also when the client did not check. Raises `Refusal(BAD_NUMBER)`."""
    try:
        value = int(str(number))
    except ValueError as error:
        raise Refusal(Why.BAD_NUMBER, least=least, most=most) from error
    if not least <= value <= most:
        raise Refusal(Why.BAD_NUMBER, least=least, most=most)
    return value


def day(typed: str) -> date:
    """A date as 2026-10-13, 13 October 2026 or Tue, Oct 13 2026, of this century or the next.

    Raises `Refusal(BAD_DATE)`, and `Refusal(OTHER_WEEKDAY)` with both readings where the weekday is not that of the date.
    """
    found = _day(typed)
    if found is None or found.year not in YEARS:
        raise Refusal(Why.BAD_DATE, typed=typed[:40])
    said = next((n for n, name in enumerate(day_name) if typed.strip().lower().startswith(name[:3].lower())), found.weekday())
    if said != found.weekday():
        apart = (said - found.weekday() + 3) % 7 - 3  # days, to the nearest such weekday
        near = found + timedelta(days=apart)
        raise Refusal(Why.OTHER_WEEKDAY, date=found, weekday=day_name[found.weekday()], near=near, said=day_name[said])
    return found


def _day(typed: str) -> date | None:
    """The date alone; a weekday before it is left out."""
    with suppress(ValueError):
        return date.fromisoformat(typed.strip())
    found = _IN_WORDS.match(typed.strip().lower())
    number = None if found is None else _month_named(found["before"] or found["after"] or "")
    if found is None or number is None:
        return None
    with suppress(ValueError):
        return date(int(found["year"]), number, int(found["day"]))
    return None


def month(typed: str) -> date:
    """The first day of a month: 2026-10, October 2026, or a date in it. Raises `Refusal(BAD_MONTH)`."""
    text = typed.strip().lower()
    found = _MONTH.match(text)
    number = None if found is None else int(found["number"]) if found["number"] else _month_named(found["name"])
    if found is not None and number is not None and 1 <= number <= 12 and (year := int(found["year"] or found["first"])) in YEARS:
        return date(year, number, 1)
    of_a_day = _day(text)
    if of_a_day is None or of_a_day.year not in YEARS:
        raise Refusal(Why.BAD_MONTH, typed=typed[:40])
    return of_a_day.replace(day=1)


def _month_named(name: str) -> int | None:
    """Its number, by its first three letters or more."""
    return next((n for n, whole in enumerate(month_name) if len(name) >= 3 and whole.lower().startswith(name.rstrip("."))), None)


def clock(typed: str) -> time:
    """A time as 13:00, 1pm or 1:30 pm. Raises `Refusal(BAD_TIME)`."""
    found = _CLOCK.match(typed.strip())
    if found is None:
        raise Refusal(Why.BAD_TIME, typed=typed[:40])
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Refusal(Why.BAD_TIME, typed=typed[:40])
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if hour > 23 or minute > 59 or (not half and found[2] is None):
        raise Refusal(Why.BAD_TIME, typed=typed[:40])
    return time(hour, minute)


def link(typed: str) -> str:
    """An https address. Raises `Refusal(BAD_LINK)`."""
    text = typed.strip()
    if _LINK.match(text) is None:
        raise Refusal(Why.BAD_LINK)
    return text


def holds_link(text: str | None, address: str | None) -> bool:
    """Whether that meeting link stands in a text.

    What follows a question mark is not looked at where there is a path: most links work without it.
    """
    found = urlsplit(address or "")
    meeting = f"{found.netloc}{found.path}" if found.path.strip("/") else (address or "").removeprefix("https://")
    return bool(meeting) and text is not None and meeting.casefold() in text.casefold()


def without_link(address: str | None, *typed: str | None) -> None:
    """See that none of it holds that meeting link, which would stand where others read it. Raises `Refusal(HOLDS_LINK)`."""
    if any(holds_link(text, address) for text in typed):
        raise Refusal(Why.HOLDS_LINK)
