"""Facilitators: what a manager is told, and the word to whoever leads now, or no more."""

from domain.cohort.cohorts import Cohort, Program
from domain.ground.values import Value
from messages.ground.values import Button, Message
from messages.ground.words import listed, say


class Lead(Value):
    """Who leads a cohort now, and whether the person in question does."""

    cohort: Cohort
    name: str
    leaders: tuple[str, ...]
    leads: bool


def changed(view: Lead) -> Message:
    """Who leads now."""
    leaders = listed(view.leaders) or say("nobody-yet")
    name = "facilitator-leads" if view.leads else "facilitator-leads-not"
    return Message(say(name, name=view.name, title=view.cohort.title, leaders=leaders))


def appointed(cohort: Cohort, program: Program, name: str) -> Message:
    """To whoever leads now: what the cohort is, how it stands, and where the next step is found."""
    text = say(
        "facilitator-appointed", name=name, title=cohort.title, topic=cohort.topic, program=program.name,
        state=say("cohort-state", state=cohort.state.value), contact=program.contact,
    )  # fmt: skip
    return Message(text, ((Button(say("button-today"), "today", (cohort.id,)),),))


def removed(cohort: Cohort, program: Program, name: str) -> Message:
    """To whoever leads no more: that much, and whom to ask."""
    text = say("facilitator-removed", name=name, title=cohort.title, contact=program.contact)
    return Message(text, ((Button(say("button-me"), "me"),),))
