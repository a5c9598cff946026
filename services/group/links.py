"""The meeting link stays out of what others than the group's own people may read."""

from collections.abc import Iterable

from domain.cohort.cohorts import Cohort
from domain.ground.refusal import Refusal, Why
from domain.group.sessions import Session, SessionState
from services.ground.text import holds_link, without_link
from storage.db import Db


def without_links(cohorts: Iterable[Cohort], *typed: str | None) -> None:
    """The same for the links of several cohorts, for what everybody on their server reads."""
    for cohort in cohorts:
        without_link(cohort.link, *typed)


async def check_unwritten(db: Db, cohort: Cohort, sessions: Iterable[Session], address: str) -> None:
    """See that a new meeting link stands nowhere yet that others read, as one that was typed there earlier would.

    What can no longer be taken out is not looked at: all of a session that is called off, and members' words once it is over.
    Raises `Refusal(LINK_STANDS)` with the first such place.
    """
    for where, text in (("title", cohort.title), ("topic", cohort.topic), ("aim", cohort.aim)):
        if holds_link(text, address):
            raise Refusal(Why.LINK_STANDS, where=where, number=0, name="")
    for prompt in (*(await db.sessions.prompts(cohort.id)).values(), *await db.texts.of(cohort.id)):
        if holds_link(prompt.reference, address) or holds_link(prompt.question, address):
            raise Refusal(Why.LINK_STANDS, where="prompt", number=prompt.round, name="")
    for session in sessions:
        if session.state is not SessionState.CANCELLED:
            await _check_session(db, session, address)


async def _check_session(db: Db, session: Session, address: str) -> None:
    materials = (text for one in session.materials for text in (one.name, one.address))
    if any(holds_link(text, address) for text in (session.topic, session.teacher, session.host, session.because, *materials)):
        raise Refusal(Why.LINK_STANDS, where="session", number=session.number, name="")
    if holds_link(await db.attendance.notes(session.id), address):
        raise Refusal(Why.LINK_STANDS, where="notes", number=session.number, name="")
    answers = await db.sessions.answers(session.id) if session.state is SessionState.PLANNED else {}
    if (writer := next((person for person, (_, words) in answers.items() if holds_link(words, address)), None)) is not None:
        name = (await db.people.all_of([writer]))[writer].name
        raise Refusal(Why.LINK_STANDS, where="words", number=session.number, name=name)
