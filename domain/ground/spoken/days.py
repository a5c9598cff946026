"""The days that English words name: dates, weekdays, and days counted from today."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from domain.ground.spoken.parts import Day

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
RECENT = timedelta(days=45)  # how long ago a pair may have met for a round that is open
LATEST = timedelta(days=120)
_SUNDAY = 6

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ["monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu thrs", "friday fri", (
            "saturday sat shabbat shabbos"
        ),
         "sunday sun"]
    )
    for name in names.split()
}  # fmt: skip
MONTHS = {
    name: number + 1
    for number, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"]
    )
    for name in names.split()
}  # fmt: skip


def dated(year: int | None, month: int, day: int, today: date) -> Day:
    """A day of a month; without its year it is the next of that name, or the one that was lately."""
    if year:
        found = date(year, month, day)
        return Day((found,) if today <= found <= today + LATEST else (), behind=found if found <= today else None)
    this = date(today.year, month, day)
    ahead = this if this >= today else _other_year(this, 1)
    behind = this if this <= today else _other_year(this, -1)
    return Day((ahead,) if ahead and ahead - today <= LATEST else (), behind=behind)


def numbered(first: int, second: int, year: int | None, today: date) -> Day:
    """Two numbers, whose order nobody knows: sure only where one order makes a date."""
    found = [one for one in (_perhaps(year, first, second, today), _perhaps(year, second, first, today)) if one is not None]
    if not found:
        raise ValueError
    both = len(found) == 2 and first != second
    ahead = tuple(dict.fromkeys(day for one in found for day in one.ahead))
    return Day(ahead, sure=not both, behind=None if both else found[0].behind, written_twice=both)


def weekday_named(weekday: int, today: date, modifier: str = "") -> Day:
    """A weekday: the coming one, today among them; with "next", sure only where every way to count weeks means the same."""
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    behind = today - timedelta(days=(today.weekday() - weekday) % 7)
    if modifier in {"this", "coming", "this coming", "upcoming", "this upcoming"}:
        later = coming if coming > today else coming + A_WEEK
        return Day(tuple(dict.fromkeys((coming, later))), sure=coming == later, behind=behind if modifier == "this" else None)
    if modifier in {"next", "the next"}:
        return _next(weekday, today)
    if coming == today:
        return Day((today, today + A_WEEK), sure=False, behind=today, weekday=weekday)
    return Day((coming,), behind=behind, weekday=weekday)


def _next(weekday: int, today: date) -> Day:
    coming = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = tuple(dict.fromkeys((*next_week(weekday, today, 1), coming)))
    return Day(found, sure=len(found) == 1)


def next_week(weekday: int, today: date, weeks: int) -> tuple[date, ...]:
    """That weekday of the week so many weeks on, whether weeks begin on Sunday (first) or on Monday."""
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    monday = today - timedelta(days=today.weekday())
    return tuple(
        dict.fromkeys((sunday + weeks * A_WEEK + timedelta(days=(weekday + 1) % 7), monday + weeks * A_WEEK + timedelta(days=weekday)))
    )


def in_weeks(weekday: int, today: date, weeks: int) -> Day:
    """A weekday "in two weeks": sure where counting from it and counting from today lead to the same week."""
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    found = tuple(dict.fromkeys((*next_week(weekday, today, weeks), coming + weeks * A_WEEK)))
    return Day(found, sure=len(found) == 1)


def nth_of_month(nth: int, today: date, months: int = 0) -> Day:
    """The next day of that number, in this month or the one after; `months` on where that was said."""
    if months:
        return Day((today.replace(day=1) + relativedelta(months=months, day=nth),)) if nth <= 28 else Day((), sure=False)
    this = today.replace(day=nth) if nth <= 28 or _is_day(today, nth) else None
    ahead = this if this and this >= today else (today.replace(day=1) + timedelta(days=32)).replace(day=nth)
    return Day((ahead,), behind=this if this and this <= today else None)


def _is_day(today: date, nth: int) -> bool:
    return (today.replace(day=1) + relativedelta(day=31)).day >= nth > 0


def _perhaps(year: int | None, month: int, day: int, today: date) -> Day | None:
    try:
        return dated(year, month, day, today)
    except ValueError:
        return None


def _other_year(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return None
