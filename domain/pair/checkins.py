"""Check-ins: how a pair says how its month of study goes, and what that means for what the bot still says."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from domain.ground.ids import PairId, PersonId
from domain.ground.times import LocalTime
from domain.ground.values import Value


class Answer(StrEnum):
    """What a pair can say about its month. How each is offered, drawn and answered is one row of `messages.pair.checkins.ANSWERS`."""

    MET = "met"
    DATE = "date"
    NOT_THIS_MONTH = "not-this-month"
    HELP = "help"


class CheckIn(Value):
    """One answer that a member gave about their pair's round."""

    pair: PairId
    round: int
    answer: Answer
    by: PersonId
    at: datetime
    date: datetime | None = None  # when they mean to meet, for `Answer.DATE`, or to meet again
    wall: LocalTime | None = None  # that date, on the clock by which it was said


def standing(given: Iterable[CheckIn]) -> dict[tuple[PairId, int], CheckIn]:
    """What stands for each pair and round, of answers in the order in which they came: the latest word of either partner."""
    return {(one.pair, one.round): one for one in given}


def taken_off(given: Iterable[CheckIn]) -> frozenset[tuple[PairId, int, PersonId]]:
    """Who takes a month off by their own latest word on it, whatever a partner said since."""
    latest = {(one.pair, one.round, one.by): one.answer for one in given}
    return frozenset(who for who, answer in latest.items() if answer is Answer.NOT_THIS_MONTH)


class Cell(StrEnum):
    """One square of the facilitator's grid of pairs by rounds, in the order of its legend: the answers, then what else may be."""

    MET = "met"
    DATE = "date"
    NOT_THIS_MONTH = "not-this-month"
    HELP = "help"
    QUIET = "quiet"
    ALONE = "alone"  # of a pair only one is left, who was asked nothing
    AHEAD = "ahead"


def cell(checkin: CheckIn | None, opens_at: datetime, now: datetime, present: int, since: datetime | None = None) -> Cell:
    """How a pair's month is shown to the facilitator; silence is only ever "quiet". `present`: how many of the pair have a place now.

    `since`: when the pair was formed, where the season was under way. Before that it was asked nothing, as before a round opens.
    """
    if checkin is not None:
        return Cell(checkin.answer.value)
    if present < 2:
        return Cell.ALONE
    return Cell.QUIET if now >= opens_at and (since is None or since <= opens_at) else Cell.AHEAD
