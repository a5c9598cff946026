"""What a person's reply comes to: what is recorded, what is offered to be tapped, and what kind of words they are."""

from enum import StrEnum

from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.pair.checkins import Answer


class Sense(StrEnum):
    """What a reply may say about a month: one of the four answers, or that somebody wants to be left in peace for a while."""

    MET = "met"
    DATE = "date"
    NOT_THIS_MONTH = "not-this-month"
    HELP = "help"
    PAUSE = "pause"

    @property
    def answer(self) -> Answer | None:
        """The answer that it is, None for a pause."""
        return None if self is Sense.PAUSE else Answer(self.value)


class Kind(StrEnum):
    """What a reply is about, in the order in which the first that is found stands for the whole."""

    BEREAVEMENT = "bereavement"
    ILLNESS = "illness"
    STOP = "stop"
    LEAVING = "leaving"
    CANNOT_OPEN = "cannot-open"
    PARTNER_TROUBLE = "partner-trouble"
    COMPLAINT = "complaint"
    PARTNER = "partner"
    TEXT = "text"
    LINK = "link"
    END = "end"
    ANSWER = "answer"
    NO_LUCK = "no-luck"
    THANKS = "thanks"
    UNKNOWN = "unknown"


class Guess(Value):
    """What may be meant, for a button; `at` is its time, where one was named."""

    sense: Sense
    at: LocalTime | None = None


class Understood(Value):
    """What was understood of a reply: `recorded` of which every word was accounted for, with its time, and `shown`, best first."""

    recorded: tuple[Sense, ...] = ()
    at: LocalTime | None = None
    shown: tuple[Guess, ...] = ()
    kind: Kind = Kind.UNKNOWN

    @property
    def pause(self) -> bool:
        """Whether a pause is to be offered, asked for or not."""
        return Sense.PAUSE in self.recorded or any(guess.sense is Sense.PAUSE for guess in self.shown)

    @property
    def leads_to_a_pause(self) -> bool:
        """Whether a pause is what they are answered with: they ask for it, want no more messages, or speak of a death or an illness."""
        if self.answers:
            return False
        likeliest = Sense.PAUSE in self.recorded or (bool(self.shown) and self.shown[0].sense is Sense.PAUSE)
        return likeliest or (self.pause and self.kind in {Kind.BEREAVEMENT, Kind.ILLNESS})

    @property
    def guesses(self) -> tuple[Answer, ...]:
        """The answers that are offered, best first."""
        return tuple(dict.fromkeys(answer for guess in self.shown if (answer := guess.sense.answer) is not None))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The recorded answers; at most "met" with the date of the next time beside it."""
        return tuple(answer for sense in self.recorded if (answer := sense.answer) is not None)
