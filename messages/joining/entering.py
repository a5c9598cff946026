"""Applicants entered by hand: the manager's form and receipt, and the question to whoever was entered."""

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import UserId
from domain.ground.people import Person
from domain.joining.signups import Answers
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, clean, lines, moment, say
from messages.joining.signups import me_button


def form(cohort: Cohort, user: UserId, name: str, answers: Answers) -> Form:
    """What a manager knows of somebody; all but the name may stay empty."""
    return Form(
        say("form-entering-title"), "enter",
        (
            Field("entering-name", say("field-entering-name"), value=name, most=32, hint=say("field-entering-name.hint")),
            Field("entering-why", say("field-entering-why"), Ask.PARAGRAPH, value=answers.why, most=1000, required=False,
                  hint=say("field-entering-why.hint")),
            Field("entering-bring", say("field-entering-bring"), Ask.PARAGRAPH, value=answers.bring, most=1000, required=False),
            Field("entering-congregation", say("field-entering-congregation"), value=answers.congregation, most=100, required=False),
            Field("entering-zone", say("field-entering-zone"), most=60, required=False, hint=say("field-entering-zone.hint")),
        ),
        (cohort.id, user),
    )  # fmt: skip


def entered(cohort: Cohort, person: Person) -> Message:
    """To the manager: they are asked, and what stands until they answer."""
    return Message(say("entering-entered", name=person.name, title=cohort.title))


def letter(cohort: Cohort, program: Program, person: Person, by: str | None) -> Message:
    """To whoever was entered: by whom, that nothing is decided, and the way to take it over, change it or say no."""
    who = clean(by, 40) if by else say("entering-staff")
    until = say("entering-until", closes=moment(cohort.closes_at)) if cohort.closes_at else Safe("")
    text = lines(
        say("entering-letter", name=person.name, by=who, title=cohort.title, topic=cohort.topic),
        say("entering-letter-then", contact=program.contact), until, say("signup-free"),
    )  # fmt: skip
    go = Button(say("button-look-and-sign-up"), "signup", (cohort.id,), Tone.MAIN)
    return Message(text, ((go, Button(say("button-not-me"), "withdraw", (cohort.id,)), me_button()),))
