"""Check-ins: how a pair says how its month of study goes, and what that means for what the bot still says."""

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


class Manner(StrEnum):
    """How an answer was given."""

    SAID = "said"
    FOR_BOTH = "for-both"  # to stand for all of the pair, by somebody who was shown what a partner had said
    KEPT = "kept"  # by somebody who was shown what a partner had said, and leaves it so


class Reminding(StrEnum):
    """Whether somebody is reminded of a date that was noted."""

    COMES = "comes"
    NONE = "none"  # there is no moment before it at which they may be written to, or nothing is sent there any more
    OVER = "over"  # it had passed when it was noted


class CheckIn(Value):
    """One answer that a member gave about their pair's round."""

    pair: PairId
    round: int
    answer: Answer
    by: PersonId
    at: datetime  # when they gave it: the time of their message or of their press, however late it was read
    date: datetime | None = None  # when they mean to meet, for `Answer.DATE`, or to meet again, for `Answer.MET`
    wall: LocalTime | None = None  # that date, on the clock by which it was said
    manner: Manner = Manner.SAID
    told_at: datetime | None = None  # since when the partners may know of it, for `Answer.NOT_THIS_MONTH`
    source: int = 0  # Discord's number of the message or press
    id: int = 0

    @property
    def given(self) -> tuple[datetime, int, int]:
        """The order in which people gave their answers: by time, and at the same time by number."""
        return self.at, self.source, self.id

    @property
    def untold(self) -> bool:
        """True for a month off that its author has told no partner."""
        return self.answer is Answer.NOT_THIS_MONTH and self.told_at is None


class Cell(StrEnum):
    """One square of the facilitator's grid of pairs by rounds, in the order of its legend: the answers, then what else may be."""

    MET = "met"
    DATE = "date"
    NOT_THIS_MONTH = "not-this-month"
    HELP = "help"
    UNSETTLED = "unsettled"  # one gave an answer, and another one that contradicts it
    QUIET = "quiet"
    ALONE = "alone"  # of a pair only one is left, who was asked nothing
    OTHERS = "others"  # a round that these people began with others, or finished so
    AHEAD = "ahead"
