"""What a session is about, who teaches and who hosts it, what is read for it; and a word to facilitators while something is open."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort
from domain.ground.citations.citation import Citation
from domain.ground.ids import CohortId, SessionId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import Material, Session, SessionState, gaps, link_unused_since
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfSession
from domain.sending.gate import Wait
from domain.sending.timeline.meetings import is_announced
from messages.ground.values import Form, Message
from messages.group import details as words
from messages.group.details import LONGEST, LONGEST_ADDRESS, LONGEST_CONTACT, LONGEST_NAME, MOST_MATERIALS, Saved
from services.ground import permissions
from services.ground.text import link, without_link
from services.group.curriculum.following import follow
from services.sending.deliveries import Composer, Placed, season_of
from services.sending.unit import Units
from storage.db import Db

_LINK = re.compile(r"\S+://\S+")


class Details:
    """The sessions of a cohort beyond their dates."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form_of(self, actor: Actor, cohort: CohortId, number: int) -> Form:
        """The form for that session of the cohort; only reads."""
        async with self._units.read() as db:
            await permissions.require_cohort(db, actor, Action.EDIT_SESSION, cohort)
            return await _form(db, await numbered(db, cohort, number), self._units.now())

    async def form(self, actor: Actor, session: SessionId) -> Form:
        """The form for that session; only reads."""
        async with self._units.read() as db:
            found = await known(db, session)
            await permissions.require_cohort(db, actor, Action.EDIT_SESSION, found.cohort)
            return await _form(db, found, self._units.now())

    async def edit(
        self, actor: Actor, session: SessionId, *, topic: str, teacher: str, contact: str, host: str, materials: str
    ) -> Saved:  # fmt: skip
        """Keep what was typed; an announcement that is out is brought up to date. Sent twice, it says what stands."""
        async with self._units.press(actor) as press:
            db, before = press.db, await known(press.db, session)
            cohort, program = await permissions.require_cohort(db, actor, Action.EDIT_SESSION, before.cohort)
            press.about(Action.EDIT_SESSION, program, cohort)
            _check_on(before, press.now)
            without_link(cohort.link, topic, teacher, host, materials)
            after = replace(before, topic=_line(topic), teacher=_line(teacher), host=_line(host), materials=_materials(materials))
            if after != before:
                after = replace(after, edited_at=press.now)
            reach, stood = _line(contact, LONGEST_CONTACT), await db.sessions.contact(session)
            changed, freed = after != before or reach != stood, None
            if changed:
                await db.sessions.edit(after, reach)
                freed = await follow(db, before, after, press.now)
                press.says(number=before.number)
            posted = is_announced(await season_of(db, cohort, program), before, press.now)
            return Saved(cohort, after, reach, changed=changed, posted=posted, freed=freed)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about it by itself."""
        return {Subject.SESSION_LACKS: self._compose_lacks, Subject.LINK_UNUSED: self._compose_unused}

    async def _compose_unused(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody who leads the cohort, while the session is to come and the link is as old as it was."""
        if (about := await about_session(db, row)) is None:
            return Reason.UNWANTED
        cohort, session = about
        if cohort.linked_at is None or session.state is not SessionState.PLANNED:
            return Reason.UNWANTED
        since = link_unused_since(session, await db.sessions.of(cohort.id), cohort.linked_at)
        stands = since is not None and session.starts_at > now and await permissions.leads(db, row.person, cohort.id)
        return words.link_unused(cohort, session, since) if since is not None and stands else Reason.UNWANTED

    async def _compose_lacks(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody who leads the cohort, while the session is to come and lacks something."""
        if (about := await about_session(db, row)) is None:
            return Reason.UNWANTED
        cohort, session = about
        if session.state is not SessionState.PLANNED or session.starts_at <= now:
            return Reason.UNWANTED
        missing = gaps(session, cohort.link)
        return (
            words.lacking(cohort, session, missing) if missing and await permissions.leads(db, row.person, cohort.id) else Reason.UNWANTED
        )


async def _form(db: Db, session: Session, now: datetime) -> Form:
    _check_on(session, now)
    return words.form(session, await db.sessions.contact(session.id))


def _check_on(session: Session, now: datetime) -> None:
    """Of one that is called off nothing is changed any more."""
    if session.state is SessionState.CANCELLED:
        raise past(session, now)


def past(session: Session, now: datetime, ahead: Session | None = None) -> Refusal:
    """That it is called off, over, or has begun; with the next one to come, for somebody whom that serves, if there is one."""
    what = "off" if session.state is SessionState.CANCELLED else "over" if session.ends_at <= now else "begun"
    number, at = (0, session.starts_at) if ahead is None else (ahead.number, ahead.starts_at)
    return Refusal(Why.SESSION_PAST, what=what, number=session.number, at=session.starts_at, next=number, next_at=at)


async def to_come(db: Db, cohort: CohortId, now: datetime) -> list[Session]:
    """A cohort's sessions that are to be held and not over, the earliest first."""
    left = [one for one in await db.sessions.of(cohort) if one.state is SessionState.PLANNED and one.ends_at > now]
    return sorted(left, key=lambda one: one.starts_at)


async def known(db: Db, session: SessionId) -> Session:
    """That session. Raises `Refusal(STALE)` where it is gone: its series was frozen anew."""
    found = await db.sessions.get(session)
    if found is None:
        raise Refusal(Why.STALE)
    return found


async def about_session(db: Db, row: Delivery) -> tuple[Cohort, Session] | None:
    """The session that a delivery is about, with its cohort; None once it is gone."""
    session = await db.sessions.get(row.facts_as(OfSession).session)
    cohort = None if session is None else await db.cohorts.get(session.cohort)
    return None if session is None or cohort is None else (cohort, session)


async def numbered(db: Db, cohort: CohortId, number: int) -> Session:
    """The cohort's session of that number. Raises `Refusal(NO_SUCH_SESSION)`."""
    session = next((s for s in await db.sessions.of(cohort) if s.number == number), None)
    if session is None:
        raise Refusal(Why.NO_SUCH_SESSION, number=number)
    return session


def _line(typed: str, most: int = LONGEST) -> str | None:
    """One line, or nothing. Raises `Refusal(TOO_LONG)`."""
    text = " ".join(typed.split())
    if len(text) > most:
        raise Refusal(Why.TOO_LONG, most=most, length=len(text))
    return text or None


def _materials(typed: str) -> tuple[Material, ...]:
    """A link on each line, with its name beside it; one without a name is called by where it leads. A text that Sefaria has is one too.

    Raises `Refusal(BAD_MATERIAL | TOO_MANY_MATERIALS | BAD_LINK | TOO_LONG)`.
    """
    written = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(written) > MOST_MATERIALS:
        raise Refusal(Why.TOO_MANY_MATERIALS, most=MOST_MATERIALS)
    return tuple(_material(line) for line in written)


def _material(line: str) -> Material:
    from domain.ground.citations.reading import read

    found = _LINK.search(line)
    if found is None and isinstance(text := read(line), Citation):
        return Material(text.reference[:LONGEST_NAME].rstrip(), text.url)
    if found is None:
        raise Refusal(Why.BAD_MATERIAL, typed=line[:80])
    address = link(found.group())
    if len(address) > LONGEST_ADDRESS:
        raise Refusal(Why.TOO_LONG, most=LONGEST_ADDRESS, length=len(address))
    name = _line((line[: found.start()] + line[found.end() :]).strip(" \t:|,;-–—"), LONGEST_NAME)
    return Material(name or (urlsplit(address).hostname or address)[:LONGEST_NAME], address)


async def in_thread(db: Db, row: Delivery, cohort: Cohort, session: Session, said: Message, now: datetime) -> Placed | Wait:
    """That message in the session's thread; where there is none, or it is gone, in the home."""
    thread = await db.deliveries.by_key(f"session/{session.id}/thread")
    if thread is not None and thread.on_its_way:
        return Wait(now + timedelta(minutes=5), Reason.AFTER)
    there = None if thread is None else thread.sent_channel
    if there is not None and not (row.reason == Reason.GONE and row.channel == there):
        return Placed(there, said, elsewhere=True)
    return Placed(cohort.home, said, elsewhere=False)
