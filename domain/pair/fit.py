"""What speaks for people studying together, in points and in words, and what forbids it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import combinations

from domain.ground.refusal import Refusal, Why
from domain.ground.times import zone
from domain.ground.values import Value
from domain.pair.chevruta import History, PairReason, Seeker

NEAR, FAR = timedelta(hours=2), timedelta(hours=6)


class Weights(Value):
    """Points, published with each draft: what counts, and how much."""

    wish: int = 40  # for each of the two who asked for the other
    hour: int = 4  # for each shared free hour
    most_hours: int = 6  # more shared hours than this change nothing
    zone: int = 3  # for each hour that they are nearer than eight hours apart
    setting: int = 8  # when they serve in different settings


DEFAULT_WEIGHTS = Weights()


def forbidden(a: Seeker, b: Seeker, history: History) -> bool:
    """Two who must not study together: one congregation, a "never" of either, or former partners unless both ask for it."""
    if a.person == b.person or a.person in b.never or b.person in a.never:
        return True
    if a.congregation and a.congregation == b.congregation:
        return True
    both_ask = a.person in b.wanted and b.person in a.wanted
    return frozenset({a.person, b.person}) in history.former and not both_ask


def check_together(group: Sequence[Seeker], history: History) -> None:
    """Raises `Refusal(NEVER_TOGETHER)`, the same for every cause and without facts, when two of them must not study together."""
    if any(forbidden(a, b, history) for a, b in combinations(group, 2)):
        raise Refusal(Why.NEVER_TOGETHER)


def worth(group: Sequence[Seeker], weights: Weights) -> int:
    """The points of a chevruta: hours that all of them share, and the mean of its pairs for everything else."""
    return points(len(_shared(group)), [between(a, b, weights) for a, b in combinations(group, 2)], weights)


def points(shared: int, pairs: Sequence[int], weights: Weights) -> int:
    """The same from the number of hours that all share, and what `between` says of each two of them."""
    return min(shared, weights.most_hours) * weights.hour + sum(pairs) // len(pairs) if pairs else 0


def between(a: Seeker, b: Seeker, weights: Weights) -> int:
    """The points of two for everything but their hours."""
    wishes = (a.person in b.wanted) + (b.person in a.wanted)
    nearer = max(0, 8 * 60 - _apart(a, b) // timedelta(minutes=1))
    differ = bool(a.setting and b.setting) and a.setting != b.setting
    return weights.wish * wishes + weights.zone * nearer // 60 + weights.setting * differ


def _shared(group: Iterable[Seeker]) -> frozenset[int]:
    return frozenset[int].intersection(*(seeker.hours for seeker in group))


@lru_cache(maxsize=1024)
def _offset(zone_name: str) -> timedelta:
    """A zone's distance from UTC in one fixed winter: near and far need no clock, and must not change between two drafts."""
    return datetime(2026, 1, 15, 12, tzinfo=UTC).astimezone(zone(zone_name)).utcoffset() or timedelta()


def _apart(a: Seeker, b: Seeker) -> timedelta:
    """How far apart their days run, around the date line too: at most twelve hours."""
    apart = abs(_offset(a.zone) - _offset(b.zone))
    return min(apart, abs(timedelta(hours=24) - apart))


def reasons(group: Sequence[Seeker], history: History) -> tuple[tuple[PairReason, str], ...]:
    """What speaks for these people, and what they should know; never empty, also for a group that a person put together."""
    pairs = list(combinations(group, 2))
    found: list[tuple[PairReason, str]] = []
    if any(b.person in a.wanted or a.person in b.wanted for a, b in pairs):
        found.append((PairReason.WISH, ""))
    if shared := len(_shared(group)):
        found.append((PairReason.SHARED_HOURS, str(shared)))
    apart = max((_apart(a, b) for a, b in pairs), default=timedelta())
    if apart <= NEAR or apart >= FAR:
        found.append((PairReason.NEAR_ZONES if apart <= NEAR else PairReason.FAR_ZONES, f"{apart / timedelta(hours=1):g}"))
    if all(a.setting and b.setting and a.setting != b.setting for a, b in pairs):
        found.append((PairReason.DIFFERENT_SETTINGS, ""))
    if not any(frozenset({a.person, b.person}) in history.former for a, b in pairs):
        found.append((PairReason.NEW_TO_EACH_OTHER, ""))
    if len(group) > 2:
        found.append((PairReason.TRIO, str(len(group))))
    return tuple(found)
