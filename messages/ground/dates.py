"""Days and times in words, as whoever reads them writes them. Where Discord shows an instant itself, `moment` is enough."""

from datetime import date, time

from domain.ground.evenings import Calendar, hebrew_at
from domain.ground.habits import Hours
from domain.ground.hebrew import in_english
from domain.ground.quiet import EVENING, MORNING
from domain.ground.sun import in_israel
from domain.ground.times import LocalTime, called
from messages.ground.words import Safe, say, voice

SUCH_AS = date(2026, 10, 13)  # where somebody is shown how to write a date


def time_words(at: time) -> Safe:
    """A time of day: "1:00 pm", or "13:00"."""
    if voice().reader.habit.hours is Hours.TWENTY_FOUR:
        return Safe(f"{at:%H:%M}")
    return Safe(f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}")


def night_words() -> dict[str, object]:
    """The facts of a sentence about the hours of night, with an hour of the afternoon as one would type it."""
    return {"from": time_words(EVENING), "to": time_words(MORNING), "such": time_words(time(15))}


def civil_words(day: date, *, weekday: bool = False, year: bool = True, brief: bool = False) -> Safe:
    """A date: "Tuesday, January 12, 2027", or "Tuesday 12 January 2027"; `brief`: "Tue, Jan 12, 2027"."""
    name, month = f"{day:%a}" if brief else f"{day:%A}", f"{day:%b}" if brief else f"{day:%B}"
    month_first = voice().reader.habit.month_first
    of_the_month = f"{month} {day.day}" if month_first else f"{day.day} {month}"
    parts = [name] * weekday + [of_the_month] + [str(day.year)] * year
    return Safe((", " if month_first else " ").join(parts))


def short(day: date) -> Safe:
    """A date in few letters: "Tue, Dec 8", or "Tue 8 Dec"."""
    return civil_words(day, weekday=True, year=False, brief=True)


def date_words(when: LocalTime) -> Safe:
    """A date in both calendars: "Tuesday 13 October 2026 · 2 Cheshvan 5787"; after sunset at home "evening of" the next."""
    home = Calendar(when.zone, in_israel(when.zone), voice().spot(when.zone))
    hebrew, evening = hebrew_at(when.instant(), home)
    said = say("hebrew-evening", date=in_english(hebrew)) if evening else in_english(hebrew)
    return Safe(f"{civil_words(when.date, weekday=True)} · {said}")


def weekly_words(when: LocalTime, *others: LocalTime) -> Safe:
    """Their weekday on the clock by which they were planned: "Tuesdays", with its place where `clock_words` names it."""
    day = Safe(f"{when.date:%A}s")
    return day if voice().reader.shares_clock(when, *others) else say("home-weekday", day=day, zone=called(when.zone))


def clock_words(when: LocalTime, *others: LocalTime) -> Safe:
    """The time on the clock by which it was planned, with its place unless the reader's own clock shows the same, then and at `others`.

    A time that a clock change leaves out is the one that the clock shows then.
    """
    at = time_words(when.as_shown().time)
    return at if voice().reader.shares_clock(when, *others) else say("home-clock", time=at, zone=called(when.zone))
