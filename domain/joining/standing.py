"""Good standing: attested by people, until a day; a yes, and otherwise nothing that anybody could tell apart from not knowing."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.ground.ids import PersonId
from domain.ground.refusal import Refusal, Why
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value

RENEW_WITHIN = timedelta(days=60)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)  # what lies outside is a slip of the hand


class Standing(Value):
    """What somebody attested: yes or no, and the instant from which it holds no longer (None: it has no end). Never a reason."""

    good: bool
    until: datetime | None = None
    wall: LocalTime | None = None  # that instant, on the clock by which it was said


class Attested(Value):
    """A standing as it is kept, with the instant at which it was attested."""

    standing: Standing
    at: datetime


class Look(StrEnum):
    """How a standing looks at some instant. A person is told of the last three in the same words, and staff see one "not settled"."""

    GOOD = "good"
    UNKNOWN = "unknown"
    LAPSED = "lapsed"
    NOT_GOOD = "not-good"


def look(standing: Standing | None, at: datetime) -> Look:
    """How it looks at that instant."""
    if standing is None:
        return Look.UNKNOWN
    if not standing.good:
        return Look.NOT_GOOD
    return Look.LAPSED if standing.until is not None and standing.until <= at else Look.GOOD


def attested(good: bool, last: date | None, zone: str) -> Standing:
    """A yes through the whole of its last day on the program's clock; a no has no end. Raises `Refusal(BAD_DATE)` for a slip."""
    if last is not None and not FIRST_DAY <= last <= LAST_DAY:
        raise Refusal(Why.BAD_DATE, typed=last.isoformat())
    if not good or last is None:
        return Standing(good)
    end = LocalTime(last + timedelta(days=1), time(), zone)
    return Standing(good, end.instant(), end)


def last_day(standing: Standing, zone: str) -> date | None:
    """The last day on which it holds, on the program's clock; None when it has no end."""
    return None if standing.until is None else on_the_wall(standing.until - timedelta(microseconds=1), zone).date()


def not_good(people: Collection[PersonId], kept: Mapping[PersonId, Standing], at: datetime) -> frozenset[PersonId]:
    """Those of them whose standing is not good at that instant, whatever the cause."""
    return frozenset(person for person in people if look(kept.get(person), at) is not Look.GOOD)
