"""After a session: who was there, and the notes that are kept of it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from domain.cohort.cohorts import Cohort
from domain.ground.people import Person
from domain.ground.values import Value
from domain.group.sessions import Session
from messages.ground.dates import date_words
from messages.ground.values import Ask, Button, Field, Form, Message, Option
from messages.ground.words import Safe, lines, listed, quoted, say

IN_ONE_LIST = 25  # by Discord
LONGEST_NOTES = 1500


class Notes(StrEnum):
    """What became of the notes of a session as they stand."""

    NONE = "none"
    WAIT = "wait"  # to be posted or corrected
    POSTED = "posted"
    LOST = "lost"  # written, and in no post


class Came(Value):
    """What is known of a session that has begun: who was there, who was not, of whom nothing was said; and whether it has notes."""

    cohort: Cohort
    session: Session
    there: tuple[str, ...]
    absent: tuple[str, ...]
    unsaid: tuple[str, ...]
    notes: Notes = Notes.NONE


def _buttons(session: Session) -> tuple[Button, ...]:
    return (
        Button(say("button-who-was-there"), "session-who", (session.id,)),
        Button(say("button-write-notes"), "session-notes", (session.id,)),
    )


def afterwards(cohort: Cohort, session: Session) -> Message:
    """To a facilitator, the morning after; nothing has to be done."""
    text = say("session-after", number=session.number, title=cohort.title, date=date_words(session.when))
    return Message(text, (_buttons(session),))


def page(view: Came) -> Message:
    """What staff know of a session, with what they can still say."""
    session = view.session
    text = lines(
        say("record-of-session", number=session.number, title=view.cohort.title, date=date_words(session.when)),
        say("session-there", names=listed(view.there)) if view.there else None,
        say("session-not-there", names=listed(view.absent)) if view.absent else None,
        say("session-nothing-said", names=listed(view.unsaid)) if view.unsaid else None,
        say("session-notes-are", notes=Safe(view.notes.value)),
    )
    return Message(text, (_buttons(session),))


def who_form(session: Session, members: Sequence[Person], there: frozenset[int], now: datetime) -> Form:
    """Everybody who has a place, in lists; those known or expected to have been there are chosen. It keeps when it was opened."""
    options = [Option(one.name[:100] or "?", str(one.id), chosen=one.id in there) for one in members]
    parts = [tuple(options[at : at + IN_ONE_LIST]) for at in range(0, len(options), IN_ONE_LIST)][:5]
    fields = tuple(
        Field(
            f"there-{number}", say("field-there-more" if number else "field-there"), Ask.MANY,
            None if number else say("field-there.hint"), required=False, options=part,
        )
        for number, part in enumerate(parts)
    )  # fmt: skip
    return Form(say("form-who-title", number=session.number), "session-came", fields, (session.id, int(now.timestamp())))


def who_saved(view: Came) -> Message:
    """The receipt for whoever wrote it down."""
    members = len(view.there) + len(view.absent) + len(view.unsaid)
    return Message(say("who-saved", number=view.session.number, title=view.cohort.title, count=len(view.there), members=members))


def i_was_there(cohort: Cohort, session: Session) -> Message:
    """The receipt for a member who said so themselves."""
    return Message(say("i-was-there", number=session.number, title=cohort.title))


def notes_form(session: Session, notes: str | None) -> Form:
    """The notes as they stand."""
    field = Field("notes", say("field-notes"), Ask.PARAGRAPH, say("field-notes.hint"), value=notes or "", most=LONGEST_NOTES)
    return Form(say("form-notes-title", number=session.number), "session-noted", (field,), (session.id,))


def notes_saved(cohort: Cohort, session: Session) -> Message:
    """The receipt for whoever wrote them."""
    return Message(say("notes-saved", number=session.number, title=cohort.title))


def notes(session: Session, written: str) -> Message:
    """The notes, for members; what a facilitator linked to can be pressed."""
    said = Safe(quoted(written, 1800, links=True))
    return Message(
        say("session-notes", number=session.number, date=date_words(session.when), notes=said), ((Button(say("button-me"), "me"),),)
    )
