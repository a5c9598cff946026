"""A group's covenant: the facilitator writes, looks and publishes; each member signs, and signs again once it has changed."""

from datetime import datetime
from zlib import crc32

from domain.cohort.cohorts import RUNNING, Cohort, CohortState, Program
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.covenant import LONGEST, UNSIGNED_AFTER, Covenant, changes, tidy
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Reason, Subject
from domain.sending.gate import plan
from domain.sending.timeline.season import home
from messages.ground.values import Form
from messages.group import covenants as words
from messages.group.covenants import SHOWN, How, Page, Posted, Preview, Reading
from services.ground import permissions
from services.ground.text import required, without_link
from services.group.covenant.covenant_posts import CovenantPosts, address, pin_key, post_key, talk_key, thread_key
from services.sending.deliveries import Composer, season_of
from services.sending.unit import Units
from storage.db import Db

_SEEN = RUNNING | {CohortState.COMPLETE}


class Covenants:
    """What a cohort agrees on."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def page(self, actor: Actor, cohort: CohortId) -> Page:
        """Where things stand, and who has signed, for those who lead the cohort alone; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COVENANT, cohort)
            if found.state not in _SEEN:
                raise Refusal(Why.COVENANT_NOT_NOW, title=found.title)
            return await _page(db, found)

    async def open_talk(self, actor: Actor, cohort: CohortId) -> Page:
        """Open a thread in the home to talk about it, once; it goes out when it is quiet for nobody in the group."""
        async with self._units.act(actor, Action.EDIT_COVENANT, cohort) as act:
            _check_running(act.cohort)
            if (await act.db.covenants.of(cohort)).talk_at is None:
                await act.db.covenants.open_talk(cohort, act.now)
                act.says(what="talk")
        return await self.page(actor, cohort)

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form with the draft that is kept; only reads."""
        async with self._units.read() as db:
            found, _ = await self._led(db, actor, cohort)
            return words.form(found, await db.covenants.draft(cohort))

    async def write(self, actor: Actor, cohort: CohortId, typed: str) -> Preview:
        """Keep a draft, and show what publishing it would send. It is kept also where it cannot be published as it is.

        Raises `Refusal(EMPTY | TOO_LONG | HOLDS_LINK)`.
        """
        text = tidy(required(typed, LONGEST))
        async with self._units.act(actor, Action.EDIT_COVENANT, cohort) as act:
            act.only_prepares()
            _check_running(act.cohort)
            if text != await act.db.covenants.draft(cohort):
                await act.db.covenants.keep_draft(cohort, text, (await act.me()).id)
        return await self.preview(actor, cohort)

    async def preview(self, actor: Actor, cohort: CohortId) -> Preview:
        """What publishing the draft would send, to whom and when; only reads. Raises `Refusal(STALE)` where nothing is written."""
        async with self._units.read() as db:
            found, program = await self._led(db, actor, cohort)
            text = await db.covenants.draft(cohort)
            if text is None:
                raise Refusal(Why.STALE)
            _check_text(found, text)
            covenant, members = await db.covenants.of(cohort), await db.cohorts.members(cohort)
            posted = "" if covenant.now is None else covenant.now.text
            thread = await db.deliveries.by_key(thread_key(cohort))
            return Preview(
                found, text, covenant.version + 1, _mark(text), changes(posted, text), len(members),
                tuple(one.name for one in members if covenant.last_signed(one.id)),
                thread is not None and thread.state is DeliveryState.SENT, await self._waits(db, found, program),
            )  # fmt: skip

    async def _waits(self, db: Db, cohort: Cohort, program: Program) -> datetime | None:
        """Until when a post of now waits; None where it goes out at once."""
        where, now = home(await season_of(db, cohort, program)), self._units.now()
        due = plan(now, Direction.LATER, where.quiet, Class.NOTICE, Kind.POST, cohort.zone, program.own_days)
        return due if due > now else None

    async def publish(self, actor: Actor, cohort: CohortId, version: int, mark: int) -> Page:
        """Post the draft as that version, as it was previewed; pressed twice, it says what stands. The same text makes no other version.

        Raises `Refusal(STALE)` where the draft, or what is posted, is another since the preview.
        """
        async with self._units.act(actor, Action.EDIT_COVENANT, cohort) as act:
            db, text = act.db, await act.db.covenants.draft(cohort)
            _check_running(act.cohort)
            covenant = await db.covenants.of(cohort)
            stands = covenant.now is not None and covenant.version == version and _mark(covenant.now.text) == mark
            if not stands:
                if text is None or version != covenant.version + 1 or _mark(text) != mark:
                    raise Refusal(Why.STALE)
                _check_text(act.cohort, text)
                if covenant.now is None or changes(covenant.now.text, text).any:
                    await db.covenants.publish(cohort, version, text, (await act.me()).id, act.now)
                    act.says(what="published", number=version)
        return await self.page(actor, cohort)

    async def read(self, actor: Actor, cohort: CohortId) -> Reading:
        """The text that holds, for a member; only reads. Raises `Refusal(STALE)` where there is none."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SIGN_COVENANT, cohort)
            _check_running(found)
            person = await db.people.by_user(actor.user)
            assert person is not None, "a member is known"  # noqa: S101
            covenant = await db.covenants.of(cohort)
            if covenant.now is None:
                raise Refusal(Why.STALE)
            signed, anew = covenant.last_signed(person.id) == covenant.version, covenant.asked_anew(person.id)
            return Reading(found, covenant.now, signed, covenant.changed_for(person.id) if anew else None)

    async def sign(self, actor: Actor, cohort: CohortId, version: int) -> Reading:
        """A member signs that version; signed before, it says what stands. Of a text that holds no more, the one that does is shown.

        Raises `Refusal(STALE)` for a version that there is not.
        """
        async with self._units.act(actor, Action.SIGN_COVENANT, cohort) as act:
            _check_running(act.cohort)
            covenant = await act.db.covenants.of(cohort)
            if covenant.now is None or not 0 < version <= covenant.version:
                raise Refusal(Why.STALE)
            person = await act.me()
            if covenant.last_signed(person.id) == covenant.version:
                return Reading(act.cohort, covenant.now, signed=True, how=How.STOOD)
            if version < covenant.version:
                since = covenant.changed_for(person.id) if covenant.last_signed(person.id) else None
                return Reading(act.cohort, covenant.now, signed=False, changes=since, how=How.NEWER)
            await act.db.covenants.sign(cohort, person.id, version, act.now)
            return Reading(act.cohort, covenant.now, signed=True, how=How.SIGNED)

    async def _led(self, db: Db, actor: Actor, cohort: CohortId) -> tuple[Cohort, Program]:
        found, program = await permissions.require_cohort(db, actor, Action.EDIT_COVENANT, cohort)
        _check_running(found)
        return found, program

    def composers(self) -> dict[Subject, Composer]:
        """What goes out of it by itself."""
        return CovenantPosts().composers()


def _check_running(cohort: Cohort) -> None:
    if cohort.state not in RUNNING:
        raise Refusal(Why.COVENANT_NOT_NOW, title=cohort.title)


def _check_text(cohort: Cohort, text: str) -> None:
    """It has room in one message, whole and with its marks, and does not give the meeting link away."""
    without_link(cohort.link, text)
    if (length := len(words.shown(text))) > SHOWN:
        raise Refusal(Why.TOO_LONG, most=LONGEST, length=length)


def _mark(text: str) -> int:
    """Tells one text from another in a button."""
    return crc32(text.encode(errors="replace"))


async def _page(db: Db, cohort: Cohort) -> Page:
    covenant, draft = await db.covenants.of(cohort.id), await db.covenants.draft(cohort.id)
    members = await db.cohorts.members(cohort.id)
    keys = talk_key, thread_key, post_key, pin_key
    rows = {row.key: row for row in await db.deliveries.by_keys({key(cohort.id) for key in keys})}
    talk, thread, post, pin = (rows.get(key(cohort.id)) for key in keys)
    posted = "" if covenant.now is None else covenant.now.text
    signed = [(one.name, covenant.last_signed(one.id)) for one in members if covenant.now is not None]
    return Page(
        cohort,
        None if covenant.talk_at is None else _posted(cohort, thread if talk is None or not talk.under_way else talk),
        draft is not None and changes(posted, draft).any,
        covenant.version,
        None if covenant.now is None else _posted(cohort, post),
        pin is not None and (pin.reason or "").startswith(Reason.NO_PIN.value),
        tuple(name for name, last in signed if last == covenant.version),
        tuple(name for name, last in signed if 0 < last < covenant.version),
        tuple(name for name, last in signed if not last),
    )


def _posted(cohort: Cohort, row: Delivery | None) -> Posted:
    """What became of a post or thread."""
    if row is None or row.sent_channel is None:
        return Posted(due=row.due if row is not None and row.under_way else None)
    if row.sent_message is None:
        return Posted(thread=row.sent_channel)
    return Posted(link=address(cohort, row.sent_channel, row.sent_message))


async def unsigned(db: Db, cohort: Cohort, now: datetime) -> tuple[bool, tuple[str, ...]]:
    """Whether the group has no covenant yet, and who has not signed a text for a week: for those who lead it."""
    covenant = await db.covenants.of(cohort.id) if cohort.state in RUNNING else None
    if covenant is None or covenant.now is None:
        return covenant is not None and cohort.state is not CohortState.CLOSING, ()
    return False, _late(covenant, now, {one.id: one.name for one in await db.cohorts.members(cohort.id)})


def _late(covenant: Covenant, now: datetime, names: dict[int, str]) -> tuple[str, ...]:
    if covenant.now is None or now < covenant.now.at + UNSIGNED_AFTER:
        return ()
    signed = covenant.signed_now()
    return tuple(name for person, name in names.items() if person not in signed)
