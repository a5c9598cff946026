"""Times at which a pair could study: proposed on different days and parts of the day, and what each of them says to them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta

from domain.ground.ids import OfferId, PairId, PersonId
from domain.ground.quiet import PersonQuiet, next_open
from domain.ground.times import on_the_wall
from domain.ground.values import Value
from domain.joining.signups import free_hours

MOST = 3  # times in one proposal
ATTEMPTS = 2  # proposals in a round, before a person is asked to help
SPAN = timedelta(days=14)
NOTICE = timedelta(days=2)  # what is proposed lies at least so far ahead
PARTS = ((0, 12, 10), (12, 17, 14), (17, 24, 19))  # of the day: local hours from and to, and the one that suits most people best


class Offer(Value):
    """A time that was proposed to a pair, and who of them can then, and who cannot."""

    id: OfferId
    pair: PairId
    round: int
    attempt: int
    asked: PersonId
    at: datetime
    ended_at: datetime | None
    can: frozenset[PersonId] = frozenset()
    cannot: frozenset[PersonId] = frozenset()


class Usual(Value):
    """When somebody is usually free, as they wrote in their application, and when they are not to be disturbed."""

    zone: str
    slots: tuple[str, ...]
    quiet: PersonQuiet


def open_offers(offers: Sequence[Offer], now: datetime) -> list[Offer]:
    """Those about which the pair is being asked now: of the last proposal, unless it has ended or all of it is past."""
    last = max((one.attempt for one in offers), default=0)
    return [one for one in offers if one.attempt == last and one.ended_at is None and one.at > now]


def suggest(people: Sequence[Usual], now: datetime, until: datetime, refused: Collection[datetime]) -> tuple[datetime, ...]:
    """Up to three hours that suit all of them, each on another day, and as far as can be in another part of the day.

    The parts of the day are those of the first of them. `refused`: times to which one of them said no; neither they nor the same
    hour of the same weekday are proposed again. Nothing lies in anybody's quiet time, before two days from now or after `until`.
    """
    found = sorted(_shared(people, now, until, refused), key=lambda at: (_effort(people, at), at))
    chosen: list[datetime] = []
    for fits in (_another_part(people[0].zone), _another_day(people[0].zone)):
        for at in found:
            if len(chosen) < MOST and fits(at, chosen):
                chosen.append(at)
    return tuple(sorted(chosen))


def _shared(people: Sequence[Usual], now: datetime, until: datetime, refused: Collection[datetime]) -> Iterator[datetime]:
    """Every full hour in the next two weeks at which all are usually free and none is in quiet time."""
    start = (now + NOTICE).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    no = {_in_week(at) for at in refused}
    for day in range(SPAN.days):
        from_ = start + timedelta(days=day)
        shared = frozenset[int].intersection(*(free_hours(one.slots, one.zone, from_) for one in people))
        for at in (from_ + timedelta(hours=hour) for hour in range(24)):
            if at < until and _in_week(at) in shared - no and all(next_open(one.quiet, at) == at for one in people):
                yield at


def _in_week(at: datetime) -> int:
    return at.weekday() * 24 + at.hour


def _part(at: datetime, zone: str) -> int:
    hour = on_the_wall(at, zone).hour
    return next(n for n, (from_, to, _) in enumerate(PARTS) if from_ <= hour < to)


def _effort(people: Sequence[Usual], at: datetime) -> int:
    """How many hours it is, over all of them, from the best hour of that part of their day."""
    return sum(abs(on_the_wall(at, one.zone).hour - PARTS[_part(at, one.zone)][2]) for one in people)


def _another_day(zone: str) -> Callable[[datetime, Sequence[datetime]], bool]:
    return lambda at, chosen: all(on_the_wall(at, zone).date() != on_the_wall(one, zone).date() for one in chosen)


def _another_part(zone: str) -> Callable[[datetime, Sequence[datetime]], bool]:
    new_day = _another_day(zone)
    return lambda at, chosen: new_day(at, chosen) and all(_part(at, zone) != _part(one, zone) for one in chosen)
