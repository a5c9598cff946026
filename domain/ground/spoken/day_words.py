"""The English words, and the numbers, in which people name a day."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from domain.ground.spoken.days import A_DAY, A_WEEK, MONTHS, WEEKDAYS, dated, in_weeks, next_week, nth_of_month, numbered, weekday_named
from domain.ground.spoken.parts import Builder, Built, Day, Marked, Part, Piece

_COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "a couple of": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_WD = (
    rf"(?P<wd>(?<!we )(?<!i )(?<!and )sat(?! down| with| together)|(?!sat\b)(?:{'|'.join(WEEKDAYS)}))\b(?:(?<=mon|tue|wed|thu|fri|sat|"
    rf"sun)\.)?"
)
_ANY_WD = rf"(?:{'|'.join(WEEKDAYS)})"
_MONTH = "|".join(MONTHS)
_N = rf"(?P<n>{'|'.join(_COUNTS)})"
_ST = r"(?:st|nd|rd|th)"
_DOT = r"(?:(?<=jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.)?"  # of a short name, and not of a sentence
_YEAR = r"(?:,? (20[0-9][0-9]))?"


def mark_days(marked: Marked) -> None:
    """Mark every day in the text that is named in English or in numbers."""
    for pattern, build in _PATTERNS:
        marked.take(pattern, build)
    marked.take(_FROM, _from)


def _iso(hit: re.Match[str], marked: Marked) -> Piece:
    return dated(int(hit[1]), int(hit[2]), int(hit[3]), marked.now.date())


def _day_month(hit: re.Match[str], marked: Marked) -> Piece:
    return dated(int(hit[3] or 0) or None, MONTHS[hit[2]], int(hit[1]), marked.now.date())


def _month_day(hit: re.Match[str], marked: Marked) -> Piece:
    return dated(int(hit[3] or 0) or None, MONTHS[hit[1]], int(hit[2]), marked.now.date())


def _numbers(hit: re.Match[str], marked: Marked) -> Piece:
    year = int(hit[3]) if hit[3] else None
    return numbered(int(hit[1]), int(hit[2]), year + 2000 if year is not None and year < 100 else year, marked.now.date())


def _dotted(hit: re.Match[str], marked: Marked) -> Piece:
    """Where a dot stands between them, the day comes first."""
    return dated(None, int(hit[2]), int(hit[1]), marked.now.date())


def _weekday_week(hit: re.Match[str], marked: Marked) -> Piece:
    found = weekday_named(WEEKDAYS[hit["wd"]], marked.now.date())
    return Day(tuple(day + A_WEEK for day in found.ahead), sure=found.sure)


def _weekday_number(hit: re.Match[str], marked: Marked) -> Piece:
    """Such as "Mon 18": the day of that number, if it is that weekday."""
    found = nth_of_month(int(hit["nth"]), marked.now.date())
    if found.ahead[0].weekday() != WEEKDAYS[hit["wd"]]:
        raise ValueError
    return found


def _nth_weekday(hit: re.Match[str], marked: Marked) -> Piece:
    today, which = marked.now.date(), hit["month"]
    first = today.replace(day=1)
    if which in MONTHS:
        first = date(today.year + (MONTHS[which] < today.month), MONTHS[which], 1)
    elif which == "next month":
        first += relativedelta(months=1)
    nth, weekday = _NTH[hit["nth"]], WEEKDAYS[hit["wd"]]
    start = first + relativedelta(day=31) if nth < 0 else first
    back = (start.weekday() - weekday) % 7
    found = start - timedelta(days=back) if nth < 0 else start + timedelta(days=(weekday - start.weekday()) % 7) + (nth - 1) * A_WEEK
    return Day((found,) if found >= today else (), behind=found if found <= today else None)


def _weeks_from(hit: re.Match[str], marked: Marked) -> Piece:
    today, weeks, anchor = marked.now.date(), _COUNTS[hit["n"]] * A_WEEK, hit["anchor"]
    if anchor in {"today", "now", "tomorrow"}:
        return Day((today + (anchor == "tomorrow") * A_DAY + weeks,))
    found = weekday_named(WEEKDAYS[anchor], today)
    return Day(tuple(day + weeks for day in found.ahead), sure=found.sure)


def _in_weeks(hit: re.Match[str], marked: Marked) -> Piece:
    return in_weeks(WEEKDAYS[hit["wd"]], marked.now.date(), _COUNTS[hit["n"]])


def _week_named(hit: re.Match[str], marked: Marked) -> Piece:
    weeks = {"next week": 1, "this week": 0}.get(hit["week"], 2)
    found = next_week(WEEKDAYS[hit["wd"]], marked.now.date(), weeks)
    ahead = tuple(day for day in found if day >= marked.now.date())
    return Day(ahead, sure=len(found) == 1, behind=found[0] if weeks == 0 and found[0] <= marked.now.date() else None)


def _in_days(hit: re.Match[str], marked: Marked) -> Piece:
    return Day((marked.now.date() + timedelta(days=_COUNTS[hit["n"]]),))


def _near(hit: re.Match[str], marked: Marked) -> Built:
    today, word = marked.now.date(), hit[1]
    if word == "tonight":
        return Day((today,)), Part.EVENING
    if word == "today":
        return Day((today,), behind=today)
    return Day((today + (1 if word == "tomorrow" else 2) * A_DAY,))


def _this_part(hit: re.Match[str], marked: Marked) -> tuple[Piece, ...]:
    return Day((marked.now.date(),), behind=marked.now.date()), Part(hit[1])


def _past(hit: re.Match[str], marked: Marked) -> Piece:
    return Day((), behind=marked.now.date() - A_DAY)


def _the_nth(hit: re.Match[str], marked: Marked) -> Piece:
    return nth_of_month(int(hit[1]), marked.now.date(), 1 if hit[2] else 0)


def _weekday(hit: re.Match[str], marked: Marked) -> Built:
    modifier = (hit["mod"] or "").removesuffix(" ")
    if modifier.endswith("last"):
        return Day((), behind=marked.now.date() - A_DAY)
    return weekday_named(WEEKDAYS[hit["wd"]], marked.now.date(), modifier)


def _from(hit: re.Match[str], marked: Marked) -> Piece:
    every, first = marked.day(hit[1]), marked.day(hit[2])
    fits = every.weekday is None or all(day.weekday() == every.weekday for day in first.ahead)
    return Day(first.ahead if fits else (), sure=first.sure and fits)


_FROM = r"\b(?:every|each) (§d[0-9]+) (?:from|starting|beginning|starting from|as of|starting on|beginning on)(?: the)? (§d[0-9]+)"
_PATTERNS: tuple[tuple[str, Builder], ...] = (
    (r"(?<![0-9-])(20[0-9][0-9])-([0-9]{2})-([0-9]{2})(?![0-9-])", _iso),
    (rf"\b(?:the )?([0-9]{{1,2}}){_ST}?(?: day)?(?: of)? ({_MONTH})\b{_DOT}{_YEAR}(?![0-9])", _day_month),
    (rf"\b({_MONTH})\b\.? (?:the )?([0-9]{{1,2}}){_ST}?{_YEAR}\b(?! ?[:/-] ?[0-9]| ?(?:am|pm)\b| o'?clock)", _month_day),
    (r"(?<![0-9/.:-])([0-9]{1,2})/([0-9]{1,2})(?:/(20[0-9][0-9]|[0-9][0-9]))?(?![0-9/])", _numbers),
    (r"(?<![0-9/.:-])([0-9]{1,2})\.([0-9]{1,2})\.(20[0-9][0-9]|[0-9][0-9])(?![0-9/])", _numbers),
    (r"(?<![0-9/.:-])(?<!at )(?<!@)([0-9]{1,2})\.([1-9])(?![0-9.:/]| ?(?:am|pm)\b)", _dotted),
    (rf"\b{_WD} week\b(?! after)", _weekday_week),
    (
        (
            rf"\b{_WD} (?:the )?(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:[:./-] ?[0-9]|am\b|pm\b|o'?clock|of\b|in the|p\b|a\b|"
            rf"hrs|ish|{_MONTH}))"
        ),
        _weekday_number,
    ),
    (rf"\b(?:the )?(?P<nth>{'|'.join(_NTH)}) {_WD} (?:of|in) (?P<month>(?:next|this|the) month|{_MONTH})\b", _nth_weekday),
    (rf"\b{_N} weeks? (?:from|after) (?:this )?(?P<anchor>today|now|tomorrow|{_ANY_WD})\b(?! §|,? (?:on )?{_ANY_WD}\b)", _weeks_from),
    (rf"\b{_WD},? (?:in )?{_N} weeks?(?: from (?:now|today))?\b(?! (?:from|after|before|ago))", _in_weeks),
    (rf"\bin {_N} weeks?(?: time)?,? (?:on )?(?:a )?{_WD}", _in_weeks),
    (rf"\b{_N} weeks? from (?:now|today),? (?:on )?{_WD}", _in_weeks),
    (rf"\b{_WD},? (?:of |the )?(?P<week>next week|this week|week after next)\b", _week_named),
    (rf"\b(?:the )?(?P<week>next week|this week|week after next),? (?:on )?{_WD}", _week_named),
    (rf"\b(?:the )?{_N} days? ago\b|\b(?:a|one|two|three|2|3) weeks? ago\b|\bthe other (?:day|night|evening)\b", _past),
    (
        r"\blast (?:night|week|evening|weekend)\b|\byesterday(?: morning| afternoon| evening)?\b|\bearlier (?:this week|this month)\b",
        _past,
    ),
    (r"\b(?:the )?(day after tomorrow)\b", _near),
    (rf"\bin {_N} days?(?: time)?\b", _in_days),
    (rf"\b{_N} days from (?:now|today)\b", _in_days),
    (r"\b(?:early |late )?this (morning|afternoon|evening)\b", _this_part),
    (r"\b(today|tonight|tomorrow)\b", _near),
    (
        rf"\bthe ([0-9]{{1,2}}){_ST}?( of next month)?\b(?! (?:of|time|round|session|week|year|chapter|perek|verse))(?! ?[:-] ?[0-9])",
        _the_nth,
    ),
    (rf"\b([0-9]{{1,2}}){_ST}( of next month)?\b(?! (?:of|time|round|session|week|year|chapter|perek|verse|street|grade))", _the_nth),
    (
        (
            rf"\b(?P<mod>(?:the )?next |this coming |this upcoming |this |coming |upcoming |(?:this |this past |past )?last |this "
            rf"past )?{_WD}"
        ),
        _weekday,
    ),
)
