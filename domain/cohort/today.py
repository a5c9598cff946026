"""What the facilitator's page looks at beside the open round: people without a partner, sessions and rounds that lack something."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import RUNNING, Cohort
from domain.ground.ids import PairId, PersonId, SessionId
from domain.ground.values import Value
from domain.group.sessions import Gap, Round, Session, gaps
from domain.pair.agreeing import Standing
from domain.pair.checkins import Cell
from domain.pair.chevruta import Pair
from domain.pair.progress import Grid

LOOKED_BACK = timedelta(days=14)  # for so long a round that is over is still on the page


class Lacking(Value):
    """The next session, and what it does not have yet; the link is the cohort's, and stands apart."""

    session: SessionId
    number: int
    at: datetime
    gaps: tuple[Gap, ...]


class Silent(Value):
    """The last round that is over, and its pairs that said nothing in it."""

    number: int
    pairs: tuple[PairId, ...]


class LeftOpen(Value):
    """A pair of which two gave answers in that round that contradict each other, and neither has taken theirs back."""

    round: int
    pair: PairId


def lacking(session: Session | None) -> Lacking | None:
    """What the next session lacks beside the link; None where it lacks nothing, or there is none."""
    found = () if session is None else tuple(gap for gap in gaps(session, "") if gap is not Gap.LINK)
    return None if session is None or not found else Lacking(session.id, session.number, session.starts_at, found)


def without_pair(
    cohort: Cohort, published_at: datetime | None, members: Collection[PersonId], pairs: Sequence[Pair], gone: Collection[PersonId]
) -> tuple[PersonId, ...]:  # fmt: skip
    """Members who are in no pair since pairs were published: nobody may study with them, or they took a place later.

    Somebody who has left the server is listed as that.
    """
    if cohort.state not in RUNNING or published_at is None:
        return ()
    paired = {person for pair in pairs for person in pair.members}
    return tuple(person for person in members if person not in paired and person not in gone)


def left_alone(cohort: Cohort, pairs: Sequence[Pair], present: Collection[PersonId]) -> tuple[PersonId, ...]:
    """Those who are the last of their pair."""
    here = [[one for one in pair.members if one in present] for pair in pairs]
    return tuple(people[0] for people in here if len(people) == 1) if cohort.state in RUNNING else ()


def silent(
    spans: Sequence[Round], unasked: Collection[int], pairs: Sequence[Pair], present: Collection[PersonId],
    answered: Mapping[tuple[PairId, int], Standing], now: datetime,
) -> Silent | None:  # fmt: skip
    """The last round that ended within two weeks, where pairs were asked in it and some of them said nothing."""
    over = [one for one in spans if one.closes_at <= now < one.closes_at + LOOKED_BACK and one.number not in unasked]
    if not over:
        return None
    last = over[-1]
    told = (pair for pair in pairs if pair.published_at is not None and pair.published_at < last.closes_at and _two(pair, present))
    asked = [pair.id for pair in told if last.asks(pair.since, pair.until)]
    found = tuple(pair for pair in asked if (pair, last.number) not in answered)
    return Silent(last.number, found) if found else None


def in_the_open_round(pairs: Sequence[Pair], grid: Grid, cell: Cell) -> tuple[PairId, ...]:
    """The pairs that stand so in the round that is open; none where none is."""
    if grid.open is None:
        return ()
    here = grid.rounds.index(grid.open)
    return tuple(pair.id for pair, line in zip(pairs, grid.lines, strict=False) if line.cells[here] is cell)


def left_open(
    spans: Sequence[Round], pairs: Sequence[Pair], given: Mapping[tuple[PairId, int], Standing], now: datetime
) -> tuple[LeftOpen, ...]:
    """What is left open in the round that is open, and in those that ended within two weeks."""
    seen = [one.number for one in spans if one.opens_at <= now < one.closes_at + LOOKED_BACK]
    found = ((number, pair.id, given.get((pair.id, number))) for number in seen for pair in pairs)
    return tuple(LeftOpen(number, pair) for number, pair, stands in found if stands is not None and stands.open)


def _two(pair: Pair, present: Collection[PersonId]) -> bool:
    return sum(person in present for person in pair.members) > 1
