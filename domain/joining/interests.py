"""Interest in a topic, and news: what one asked to hear of, and how topics are told apart."""

from datetime import datetime

from domain.ground.ids import BulletinId, CohortId, PersonId, ProgramId
from domain.ground.values import Value

LONGEST_TITLE = 80
LONGEST_NEWS = 1300


class Bulletin(Value):
    """One piece of news, kept from its preview on."""

    id: BulletinId
    program: ProgramId
    by: PersonId | None
    title: str
    words: str
    at: datetime
    sent_at: datetime | None


def as_compared(topic: str) -> str:
    """A topic as it is compared: "Racial  Justice " and "racial justice" are one."""
    return " ".join(topic.split()).casefold()


def opening_key(cohort: CohortId, person: PersonId) -> str:
    """The key of the one message that tells somebody of that cohort's opening."""
    return f"interest/{cohort}/{person}"
