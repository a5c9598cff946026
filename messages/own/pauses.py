"""A pause: until when, what a partner hears of it word for word, and the gentle word on the morning it ends."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.group.sessions import Session
from messages.ground.dates import civil_words
from messages.ground.names import first_name
from messages.ground.values import Button, Choice, Field, Form, Message, Option
from messages.ground.words import Safe, lines, listed, moment, say
from messages.joining.signups import me_button, pause_button

PAUSES = (7, 14, 30)
TO_SESSION = "session"  # the choice of the next one's morning


def until_when(name: str, session: date | None = None, *, grief: bool = False) -> Message:
    """Until when everything automatic is to stop, the place is kept. `session`: the day of the next one, which may end it too.

    `grief`: to somebody who mourns or is ill; nothing is asked of them.
    """
    days = [Option(str(say("pause-days", days=days)), str(days)) for days in PAUSES]
    if session is not None:
        days.insert(1, Option(str(say("pause-session", date=civil_words(session, weekday=True, year=False))), TO_SESSION))
    another = Button(say("button-pause-day"), "pause-day")
    return Message(
        say("hard-week", name=first_name(name), grief=grief), (Choice("pause-for", tuple(days), say("choose-pause")), (another,))
    )


def day_form() -> Form:
    """Any other day, as one writes it."""
    return Form(say("form-pause-title"), "pause-day", (Field("until", say("field-pause"), most=40, hint=say("field-pause.hint")),))


def paused(until: datetime, partners: Sequence[str], name: str) -> Message:
    """It is quiet until then. The partners hear nothing, or exactly what is shown here, if one says so."""
    back, text = Button(say("button-back-again"), "resume"), say("paused", until=moment(until, "D"))
    if not partners:
        return Message(text, ((back,),))
    told = say("paused-partner", partners=listed(list(partners)))
    shown = Safe("> " + _to_partner(partners[0], name, until))
    return Message(lines(text, told, shown), ((Button(say("button-tell-partner-pause"), "pause-tell"), back),))


def told() -> Message:
    """The partner will hear it."""
    return Message(say("told-partner"))


def partner_paused(name: str, partner: str, until: datetime) -> Message:
    """To the partner, the line that was approved."""
    return Message(_to_partner(name, partner, until), ((pause_button(),),))


def _to_partner(name: str, partner: str, until: datetime) -> Safe:
    return say("partner-paused", name=first_name(name), partner=partner, until=moment(until, "D"))


def over(name: str, ahead: Sequence[tuple[str, Session]]) -> Message:
    """On the morning it ends: welcome, nothing to catch up on, and what comes next by the title of its cohort."""
    said = [say("pause-over-session", number=session.number, title=title, at=session.starts_at) for title, session in ahead]
    return Message(lines(say("pause-over", name=first_name(name)), *said, say("pause-over-again")), ((me_button(), pause_button()),))
