"""A cohort that is made after another: what was taken over, and what comes next."""

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from domain.joining.waitlist import OFFER_DAYS
from messages.ground.values import Message
from messages.ground.words import Safe, lines, listed, say


class Copied(Value):
    """A new draft, the cohort that it is made after, and what came along beside the columns of both."""

    cohort: Cohort
    of: Cohort
    leaders: tuple[str, ...]
    weights: bool
    prompts: int
    covenant: bool = False  # its text, as a draft


def copied(view: Copied) -> Message:
    """What was taken over, what was not, and the next steps."""
    made = say("cohort-copied", title=view.cohort.title, of=view.of.title, facilitators=listed(view.leaders) or say("nobody-yet"))
    return Message(lines(made, say("copied-taken", parts=listed(_parts(view))), say("copied-next")))


def _parts(view: Copied) -> list[str]:
    cohort = view.cohort
    parts: list[Safe] = [say("copied-topic", topic=cohort.topic)]
    if cohort.aim:
        parts.append(say("copied-aim"))
    parts.append(say("copied-places", places=cohort.capacity, policy=cohort.policy.value if cohort.policy else "draft"))
    if cohort.questions:
        parts.append(say("copied-questions", count=len(cohort.questions)))
    parts.append(say("copied-terms", days=cohort.offer_days or OFFER_DAYS, until=cohort.offers_until or 1))
    if view.weights:
        parts.append(say("copied-weights"))
    if view.prompts:
        parts.append(say("copied-prompts", count=view.prompts))
    if view.covenant:
        parts.append(say("copied-covenant"))
    return [*parts]
