"""A day and a time as people write them: read only where they can mean one thing."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from domain.ground.times import LocalTime

LONGEST = 2000  # a Discord message; what is longer is a letter to a person, not an answer
HORIZON = timedelta(days=120)


def when(text: str, now_local: datetime, zone: str) -> LocalTime | None:
    """The one day and time that a text names, on the wall clock of that zone; None unless both are plain.

    Future, and within 120 days. Without am or pm, one to seven is the afternoon. "14/10" is never guessed at, nor is a number
    that has no place, another zone, or a choice of two. "Next Thursday" is that of the next week, weeks beginning on Sunday.
    """
    now = now_local.replace(tzinfo=None)
    plain = plainly(text)
    stated = Stated(plain)
    if len(text) > LONGEST or _ELSEWHERE.search(plain) or re.search(r"\d", stated.left):
        return None
    clock = _clock(stated, plain)
    if clock is None:
        return None
    try:
        day = _day(stated, clock, now)
    except ValueError:  # such as 31 November
        return None
    if day is None or not now < datetime.combine(day, clock) <= now + HORIZON:
        return None
    return LocalTime(day, clock, zone)


_SPELLED_OUT = (
    ("cannot", "can not"), ("havent", "have not"), ("hasnt", "has not"), ("didnt", "did not"), ("dont", "do not"), ("cant", "can not"),
    ("couldnt", "could not"), ("wont", "will not"), ("isnt", "is not"), ("arent", "are not"), ("weve", "we have"), ("can't", "can not"),
    ("won't", "will not"), ("let's", "let us"),
)  # fmt: skip
_SUFFIXES = (("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("'s", " s"))


def plainly(text: str) -> str:
    """Lower case, straight apostrophes, contractions spelled out, one space between words; at most so long as a message can be."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[: 2 * LONGEST]
    plain = re.sub(r"[\u2018\u2019\u02bc`´]", "'", plain)
    plain = re.sub(r"\b([ap])\.m\b\.?", r"\1m", plain)
    for short, long in _SPELLED_OUT:
        plain = re.sub(rf"\b{short}\b", long, plain)
    for short, long in _SUFFIXES:
        plain = re.sub(rf"(?<=[a-z]){short}\b", long, plain)
    return re.sub(r"[ \t]+", " ", plain).strip()


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ["monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"]
    )
    for name in names.split()
}
_MONTHS = {
    name: number + 1
    for number, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"]
    )
    for name in names.split()
}  # fmt: skip
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(n) for n, word in enumerate(_HOURS, start=1)}
_MONTH = "|".join(_MONTHS)
_ISO = re.compile(r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])", re.ASCII)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,? (20\d\d))?\b(?![:/]| ?[ap]m\b)", re.ASCII)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\b\.?(?:,? (20\d\d)\b)?", re.ASCII)
_THE_NTH = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", re.ASCII)
_WEEKDAY = re.compile(rf"\b(?:(next|this|coming|last) )?({'|'.join(_WEEKDAYS)})\b")
_NOON = re.compile(r"\b(noon|midday)\b")
_NEAR = re.compile(r"\b(today|tonight|tomorrow)\b")
_CLOCKS = (
    re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?(am|pm)\b", re.ASCII),
    re.compile(r"\b(\d{1,2}):(\d\d)\b()", re.ASCII),
    re.compile(r"(?:\bat|@) ?(\d{1,2})\b(?! ?(?:[/.:-] ?\d))()()(?: o'?clock)?", re.ASCII),
    re.compile(r"\b(\d{1,2}) o'?clock\b()()", re.ASCII),
)
_LENGTH = re.compile(r"\b\d{1,3} (?:hours?|hrs?|minutes?|mins?)\b", re.ASCII)
_ELSEWHERE = re.compile(
    r"\b(?:est|edt|et|cst|cdt|ct|mst|mdt|mt|pst|pdt|pt|gmt|utc|bst|cet|cest|ist|idt)\b"
    r"|\b(?:eastern|central|mountain|pacific|israel|jerusalem|london|york|your|their|her|his) time\b"
)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|tonight)\b")


class Stated:
    """The days and times that a text names, and what is left of it without them."""

    def __init__(self, plain: str) -> None:
        self.left = re.sub(
            rf"\bat ({'|'.join(_NUMBERS)})\b|\b({'|'.join(_NUMBERS)})(?= (?:am|pm|o'?clock)\b)",
            lambda hit: f"at {_NUMBERS[hit[1]]}" if hit[1] else _NUMBERS[hit[2]],
            plain,
        )
        self.iso = self._take(_ISO)
        self.dates = [(int(day), _MONTHS[month], year) for day, month, year in self._take(_DAY_MONTH)]
        self.dates += [(int(day), _MONTHS[month], year) for month, day, year in self._take(_MONTH_DAY)]
        self.nths = [int(nth) for (nth,) in self._take(_THE_NTH)]
        self.clocks = [clock for pattern in _CLOCKS for clock in self._take(pattern)]
        self.clocks += [("12", "00", "pm") for _ in self._take(_NOON)]
        self.weekdays = [(modifier, _WEEKDAYS[name]) for modifier, name in self._take(_WEEKDAY)]
        self.near = [word for (word,) in self._take(_NEAR)]
        self._take(_LENGTH)

    def _take(self, pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
        found = [tuple(group or "" for group in hit.groups()) for hit in pattern.finditer(self.left)]
        self.left = pattern.sub(" ", self.left)
        return found


def _clock(stated: Stated, plain: str) -> time | None:
    """The one time of day, or None."""
    if len(stated.clocks) != 1:
        return None
    ((hours, minutes, half),) = stated.clocks
    hour = int(hours)
    if (half and not 1 <= hour <= 12) or int(minutes or 0) > 59:
        return None
    part = _PART_OF_DAY.search(plain)
    if not half and part is not None and 1 <= hour <= 11:
        half = "am" if part[0] == "morning" else "pm"
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not half and 1 <= hour <= 7 and not hours.startswith("0"):
        hour += 12
    return time(hour, int(minutes or 0)) if hour < 24 and not (hour == 12 and part is not None and part[0] == "tonight") else None


def _day(stated: Stated, clock: time, now: datetime) -> date | None:
    """The one day that fits all that is said of it, or None."""
    today = now.date()
    days = {date(int(year), int(month), int(day)) for year, month, day in stated.iso}
    days |= {_dated(day, month, year, today) for day, month, year in stated.dates}
    days |= {today + timedelta(days=word == "tomorrow") for word in stated.near}
    days |= {_nth(nth, today) for nth in stated.nths}
    if not days and len(stated.weekdays) == 1:
        ((modifier, weekday),) = stated.weekdays
        days = {_weekday(modifier, weekday, clock, now)}
    if len(days) != 1:
        return None
    (day,) = days
    fits = all(weekday == day.weekday() and modifier != "last" for modifier, weekday in stated.weekdays)
    return day if fits else None


def _dated(day: int, month: int, year: str, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _nth(nth: int, today: date) -> date:
    """The next day of that number, in this month or the one after."""
    if nth >= today.day:
        return today.replace(day=nth)
    return (today.replace(day=1) + timedelta(days=32)).replace(day=nth)


def _weekday(modifier: str, weekday: int, clock: time, now: datetime) -> date:
    today = now.date()
    if modifier == "next":
        sunday = today + timedelta(days=7 - (today.weekday() + 1) % 7)
        return sunday + timedelta(days=(weekday + 1) % 7)
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    return coming if datetime.combine(coming, clock) > now else coming + timedelta(days=7)
