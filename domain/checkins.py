"""Check-ins: how a pair says how its month of study goes, and what that means for what the bot still says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import PairId, PersonId
from domain.words import Answer


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answer that stands for a pair in a round: the latest word of either partner."""

    pair: PairId
    round: int
    answer: Answer
    by: PersonId
    at: datetime
    date: datetime | None = None  # when they mean to meet, for `Answer.DATE`


class Cell(StrEnum):
    """One square of the facilitator's grid of pairs by rounds."""

    MET = "met"
    DATE = "date"
    NOT_THIS_MONTH = "not-this-month"
    HELP = "help"
    QUIET = "quiet"
    ALONE = "alone"  # of a pair only one is left, who was asked nothing
    AHEAD = "ahead"


def cell(checkin: CheckIn | None, opens_at: datetime, now: datetime, present: int) -> Cell:
    """How a pair's month is shown to the facilitator; silence is only ever "quiet". `present`: how many of the pair have a place now."""
    if checkin is not None:
        return Cell(checkin.answer.value)
    if present < 2:
        return Cell.ALONE
    return Cell.QUIET if now >= opens_at else Cell.AHEAD
