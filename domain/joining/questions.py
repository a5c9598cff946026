"""Questions to the staff, and how many of one person may wait for an answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.ground.ids import AnswerId, CohortId, MessageId, PersonId, ProgramId, QuestionId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

MOST_OPEN = 5
WINDOW = timedelta(days=1)
LONGEST_QUESTION = 1000
LONGEST_ANSWER = 1000
LONGEST_ADDED = 1500  # of a reply by direct message; Discord takes 4,000 characters from some


class Question(Value):
    """What somebody asked the staff of a program, perhaps about one cohort."""

    id: QuestionId
    program: ProgramId
    cohort: CohortId | None
    person: PersonId
    words: str
    at: datetime


class StaffAnswer(Value):
    """What staff answered: written in a form, or picked from a message (`source`) and sent once somebody confirmed it."""

    id: AnswerId
    question: QuestionId
    by: PersonId | None  # None once that person is erased
    words: str
    source: MessageId | None
    at: datetime
    sent_at: datetime | None

    @property
    def wording(self) -> int:
        """Names the words as they were picked last: milliseconds since 1970, so that a button sends what its preview showed."""
        return int(self.at.timestamp() * 1000)


def may_ask_more(waiting: Sequence[datetime], now: datetime, contact: str) -> None:
    """`waiting`: when a person asked what nobody has answered yet. Raises `Refusal(TOO_MANY_QUESTIONS)` at five within a day."""
    if sum(now - at < WINDOW for at in waiting) >= MOST_OPEN:
        raise Refusal(Why.TOO_MANY_QUESTIONS, most=MOST_OPEN, contact=contact)
