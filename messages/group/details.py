"""What a session is about: its lines in the announcement, the form for it, and the word that something is still open."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from domain.group.sessions import Gap, Material, Session
from messages.ground.citations import cited
from messages.ground.values import Ask, Button, Field, Form, Message, Tone
from messages.ground.words import Safe, clean, lines, link_to, listed, moment, say

MOST_MATERIALS = 4  # an announcement is one message
LONGEST, LONGEST_CONTACT = 80, 120  # a topic or a name; how to reach somebody
LONGEST_NAME, LONGEST_ADDRESS = 40, 200  # of a material
MOST_LINKED = 300  # of a topic with its links


class Saved(Value):
    """A session as it stands after its form was sent; `posted`: its announcement was due already.

    `freed`: the topic that a member proposed, and that it has no more.
    """

    cohort: Cohort
    session: Session
    contact: str | None
    changed: bool
    posted: bool
    freed: str | None = None


def about(session: Session) -> tuple[Safe, ...]:
    """What members read of it beyond its date; how to reach a teacher is not among it."""
    found = [
        say("session-topic", topic=cited(session.topic, MOST_LINKED)) if session.topic else None,
        say("session-teacher", teacher=session.teacher) if session.teacher else None,
        say("session-host", host=session.host) if session.host else None,
        say("session-materials") if session.materials else None,
        *(say("session-material", name=one.name, address=link_to(one.address)) for one in session.materials),
    ]
    return tuple(line for line in found if line is not None)


def kept_topic(session: Session, *, off: bool) -> Safe | None:
    """Of a session that is moved, or `off`: what becomes of its topic."""
    return say("details-topic-kept", topic=clean(session.topic, LONGEST), off=off) if session.topic else None


def form(session: Session, contact: str | None) -> Form:
    """The session as it stands, to be changed."""
    materials = "\n".join(_as_typed(one) for one in session.materials)
    return Form(
        say("form-details-title", number=session.number), "session-details",
        (
            _line("topic", session.topic),
            _line("teacher", session.teacher, hint=say("field-session-teacher.hint")),
            _line("contact", contact, most=LONGEST_CONTACT, hint=say("field-session-contact.hint")),
            _line("host", session.host),
            Field(
                "materials", say("field-session-materials"), Ask.PARAGRAPH, say("field-session-materials.hint"), required=False,
                value=materials, most=MOST_MATERIALS * (LONGEST_NAME + LONGEST_ADDRESS + 2),
            ),
        ),
        (session.id,),
    )  # fmt: skip


def _line(name: str, value: str | None, *, most: int = LONGEST, hint: str | None = None) -> Field:
    return Field(name, say(f"field-session-{name}"), required=False, value=value or "", most=most, hint=hint)


def _as_typed(material: Material) -> str:
    return f"{material.name} {material.address}"


def saved(view: Saved) -> Message:
    """The receipt, with what members read and what only staff do."""
    said = say("details-saved", number=view.session.number, title=view.cohort.title, changed=view.changed, posted=view.posted)
    private = say("details-contact", contact=view.contact) if view.contact else None
    freed = say("arrange-freed", topic=view.freed) if view.freed else None
    return Message(lines(said, *(about(view.session) or (say("details-empty"),)), private, freed))


def lacking(cohort: Cohort, session: Session, gaps: Sequence[Gap]) -> Message:
    """To a facilitator: what the session of next week does not have yet, each with its button."""
    names = listed([say(f"gap-{gap.value}") for gap in gaps])
    text = say("session-lacks", number=session.number, title=cohort.title, at=session.starts_at, lacks=names)
    edit = (Button(say("button-session-edit"), "session-edit", (session.id,), Tone.MAIN),)
    enter = (Button(say("button-enter-link"), "session-link-form", (cohort.id,), Tone.MAIN),)
    return Message(text, ((edit if set(gaps) - {Gap.LINK} else ()) + (enter if Gap.LINK in gaps else ()),))


def link_unused(cohort: Cohort, session: Session, since: datetime) -> Message:
    """To a facilitator: nobody has used the link for most of a year, and a session is to come."""
    enter = Button(say("button-enter-link"), "session-link-form", (cohort.id,), Tone.MAIN)
    text = say("link-unused", title=cohort.title, since=moment(since, "D"), number=session.number, at=session.starts_at)
    return Message(text, ((enter,),))
