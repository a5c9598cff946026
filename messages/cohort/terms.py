"""The terms on which one joins a cohort: the form of its facilitator, and its receipt."""

from domain.cohort.cohorts import MOST_QUESTIONS, Cohort
from domain.joining.waitlist import OFFER_DAYS
from messages.ground.values import Field, Form, Message
from messages.ground.words import Safe, clean, lines, say


def form(cohort: Cohort) -> Form:
    """Up to three questions, how long a place is held, and until when a free one is offered."""
    standing = (*cohort.questions, *[""] * MOST_QUESTIONS)[:MOST_QUESTIONS]
    hint = say("field-own-question.hint")
    asked = tuple(
        Field(f"question-{n}", say("field-own-question", number=n), value=question, required=False, most=100, hint=hint)
        for n, question in enumerate(standing, start=1)
    )
    days, until = str(cohort.offer_days or OFFER_DAYS), str(cohort.offers_until or 1)
    return Form(
        say("form-terms-title"), "cohort-terms",
        (
            *asked,
            Field("days", say("field-offer-days"), value=days, most=2, hint=say("field-offer-days.hint")),
            Field("until", say("field-offers-until"), value=until, most=2, hint=say("field-offers-until.hint")),
        ),
        (cohort.id,),
    )  # fmt: skip


def saved(cohort: Cohort) -> Message:
    """What stands now."""
    asked = [Safe(f"· {clean(question, 100)}") for question in cohort.questions]
    stands = say("terms-saved", title=cohort.title, days=cohort.offer_days or OFFER_DAYS, until=cohort.offers_until or 1)
    return Message(lines(stands, say("terms-questions") if asked else say("terms-no-questions"), *asked))
