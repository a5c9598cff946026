"""One's sessions in one's own calendar: as a file, and at a private address that a calendar program follows."""

import secrets
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from hashlib import sha256

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId, UserId
from domain.ground.people import Actor, Person, Whereabouts
from domain.ground.refusal import Refusal, Why
from messages.group import calendars as words
from messages.group.calendars import Entry, Feed, OwnCalendar
from services.sending.unit import Units
from storage.db import Db

_NONE = "0"  # the mark of no address


def _mark(secret: str | None) -> str:
    """What a button carries of an address: which one it was pressed under, and nothing by which it could be read."""
    return _NONE if secret is None else sha256(secret.encode()).hexdigest()[:12]


async def _cohorts(db: Db, person: Person) -> list[Cohort]:
    """Those in which they have a place or which they lead, called off or not."""
    joined = [*await db.cohorts.joined_by(person.id), *await db.cohorts.led_by(person.id)]
    return sorted({cohort.id: cohort for cohort in joined}.values(), key=lambda cohort: cohort.id)


async def _entries(db: Db, cohorts: list[Cohort]) -> tuple[Entry, ...]:
    return tuple(
        [Entry(cohort, session) for cohort in cohorts for session in (*await db.sessions.of(cohort.id), *await db.sessions.gone(cohort.id))]
    )


class Calendars:
    """A person's own sessions; there is nothing here about anybody else's."""

    def __init__(self, units: Units, installation: str, feeds_at: str) -> None:
        """`feeds_at`: where people reach the addresses of their calendars, empty where there are none."""
        self._units = units
        self._installation = installation
        self._feeds_at = feeds_at

    async def own(self, actor: Actor) -> OwnCalendar:
        """The sessions of the actor's cohorts, on a server of those there; only reads."""
        async with self._units.read() as db:
            return await self._own(db, await db.people.by_user(actor.user), actor)

    async def _own(self, db: Db, person: Person | None, actor: Actor) -> OwnCalendar:
        if person is None:
            return OwnCalendar((), self._installation, self._units.now(), self._feed(None, None))
        entries = await _entries(db, [cohort for cohort in await _cohorts(db, person) if actor.sees(cohort.server)])
        feed = self._feed(person, await db.feeds.of(person.id))
        return OwnCalendar(entries, self._installation, self._units.now(), feed)

    def _feed(self, person: Person | None, secret: str | None) -> Feed | None:
        if not self._feeds_at:
            return None
        address = f"{self._feeds_at}/calendar/{person.id}-{secret}.ics" if person is not None and secret is not None else None
        return Feed(address, _mark(secret))

    async def renew(self, actor: Actor, mark: str) -> tuple[OwnCalendar, bool]:
        """Another address, and the one before ends; pressed again under that one it says what stands. True where it is new."""
        if not self._feeds_at:
            raise Refusal(Why.STALE)
        async with self._units.press(actor) as press:
            person = await press.me()
            new = _mark(await press.db.feeds.of(person.id)) == mark
            if new:
                await press.db.feeds.keep(person.id, secrets.token_urlsafe(32))
            return await self._own(press.db, person, actor), new

    async def switch_off(self, actor: Actor) -> OwnCalendar:
        """No address any more."""
        async with self._units.press(actor) as press:
            person = await press.me()
            await press.db.feeds.keep(person.id, None)
            return await self._own(press.db, person, actor)


Find = Callable[[UserId], Awaitable[Whereabouts]]


class Unsure(Exception):  # noqa: N818 - says what is so
    """Discord does not say just now whether somebody is still on a server."""


class Feeds:
    """What calendar programs read, by the address alone: a process that stands by can serve it too."""

    def __init__(self, read: Callable[[], AbstractAsyncContextManager[Db]], whereabouts: Find | None = None) -> None:
        """`read` begins one consistent read. `whereabouts` asks Discord on which servers somebody is, where this process is logged in."""
        self._read = read
        self._whereabouts = whereabouts

    async def read(self, name: str) -> bytes | None:
        """The calendar of that name (a person's number and their secret); None alike for what never was and what is no more.
        Raises `Unsure` while Discord does not say whether they are still on a server.

        The person is found by their number and the secret compared in constant time, so that how long it takes tells nothing of it.
        """
        number, _, given = name.partition("-")
        if not (name.isascii() and number.isdigit() and len(number) < 19):
            return None
        async with self._read() as db:
            person, secret = await db.people.get(PersonId(int(number))), await db.feeds.of(PersonId(int(number)))
            stands = secrets.compare_digest((secret or "").encode(), given.encode())
            installation = await db.fact("installation")
        if person is None or person.user is None or secret is None or installation is None or not stands:
            return None  # somebody without an account has left for good, and their row may stay for others
        if self._whereabouts is not None and (await self._whereabouts(person.user)).unsure:
            raise Unsure
        async with self._read() as db:  # what was found out is noted there
            return words.feed(await _entries(db, await self._there(db, person)), installation)

    async def _there(self, db: Db, person: Person) -> list[Cohort]:
        """Their cohorts on servers where they still are, and the bot too."""
        found: list[Cohort] = []
        for cohort in await _cohorts(db, person):
            program = await db.programs.get(cohort.program)
            if program.removed_at is None and not await db.absences.among(program.id, {person.id}):
                found.append(cohort)
        return found
