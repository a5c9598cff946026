"""A cohort that is called off: why, what that means before it is done, the receipt, and the letters about it."""

from domain.cohort.cohorts import Cohort, Program
from domain.ground.values import Value
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, lines, listed, moment, quoted, say
from messages.joining.signups import me_button, tell_me

LONGEST_REASON = 400
_QUOTED = 850  # a reason with its marks, however much of it has to be escaped


class Ending(Value):
    """What calling a cohort off would mean: who has a letter, what is taken off, and the mark of exactly this."""

    cohort: Cohort
    members: int
    offered: int
    waiting: int
    applied: int
    leaders: int
    sessions: tuple[Session, ...]
    events: int
    mark: int

    @property
    def told(self) -> int:
        """How many have a letter, but for those who lead it."""
        return self.members + self.offered + self.waiting + self.applied


class Ended(Value):
    """A cohort that was called off, as it concerned one person."""

    cohort: Cohort
    program: Program
    name: str
    was: ApplicationState
    met: bool  # true when a session was held


def form(cohort: Cohort) -> Form:
    """Why; nothing happens by it yet."""
    why = Field(
        "because-off", say("field-because-off"), Ask.PARAGRAPH, value=cohort.because or "", required=False, most=LONGEST_REASON,
        hint=say("field-because-off.hint"),
    )  # fmt: skip
    return Form(say("form-cancel-cohort-title"), "cohort-cancel", (why,), (cohort.id,))


def preview(view: Ending) -> Message:
    """Who has a letter, what is taken off and what stops; the button does this and nothing else."""
    go = Button(say("button-cancel-cohort"), "cohort-cancel-yes", (view.cohort.id, view.mark), Tone.CARE)
    return Message(
        lines(
            say("cancel-cohort-question", title=view.cohort.title, state=view.cohort.state.value),
            say("cancel-cohort-letters", told=view.told, who=listed(_who(view))),
            say("cancel-cohort-leads", leaders=view.leaders),
            _because(view.cohort) or say("cancel-cohort-no-reason"),
            _taken_off(view),
            say("cancel-cohort-stops", role=view.cohort.role is not None and view.members > 0),
        ),
        ((go,),),
    )


def _who(view: Ending) -> list[str]:
    return [
        phrase
        for count, phrase in (
            (view.members, say("cancel-cohort-members", count=view.members)),
            (view.offered, say("cancel-cohort-offered", count=view.offered)),
            (view.waiting, say("cancel-cohort-waiting", count=view.waiting)),
            (view.applied, say("cancel-cohort-applied", count=view.applied)),
        )
        if count
    ]


def _taken_off(view: Ending) -> Safe | None:
    if not view.sessions:
        return None
    named = [say("cancel-cohort-session", number=one.number, at=moment(one.starts_at, "D")) for one in view.sessions]
    return say("cancel-cohort-sessions", sessions=listed([*named]), events=view.events)


def _because(cohort: Cohort) -> Safe | None:
    return lines(say("called-off-because"), quoted(cohort.because, _QUOTED)) if cohort.because else None


def cancelled(cohort: Cohort, letters: int) -> Message:
    """The receipt; the same when it is pressed twice."""
    return Message(say("cohort-called-off", title=cohort.title, letters=letters))


def letter(view: Ended) -> Message:
    """To somebody who had a place, or wished for one: that it is off, why, and what there is instead."""
    had = view.met and view.was is ApplicationState.ACCEPTED
    return Message(
        lines(
            say("called-off", name=view.name, title=view.cohort.title, was=Safe(view.was.value), met=view.met),
            _because(view.cohort),
            None if had else say("called-off-first"),
            say("called-off-then", topic=view.cohort.topic, contact=view.program.contact),
        ),
        ((tell_me(view.cohort), me_button()),),
    )


def lead_letter(cohort: Cohort, program: Program, name: str, told: int) -> Message:
    """To somebody who leads it."""
    text = say("called-off-lead", name=name, title=cohort.title, told=told)
    then = say("called-off-lead-then", contact=program.contact)
    return Message(lines(text, _because(cohort), then), ((Button(say("button-today"), "today", (cohort.id,)),),))
