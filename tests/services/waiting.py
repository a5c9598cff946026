"""A cohort of four places with a line behind it, for those who try what may go wrong with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.cohort.cohorts import Policy
from domain.ground.ids import UserId
from domain.group.sessions import Session
from domain.joining.signups import Application, ApplicationState
from messages.ground.values import Message
from messages.joining.waitlist import More
from messages.own import people as people_words
from rehearsal.prove.stories import Far
from services.ground.paced import PacedDiscord
from services.ground.ports import Edit, Effect, Outcome, Post
from services.group.series import Rule
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from storage.tables import cohorts
from tests.rows import overwrite
from tests.services.conftest import LINK, House, actor, let_stand

A_DAY = timedelta(days=1)


@dataclass
class Line:
    """A cohort of four places and whoever wishes for one, on a Discord on which all arrives that can."""

    house: House
    far: Far
    beat: Beat

    async def wait(self, how_long: timedelta = A_DAY) -> None:
        """Time passes, and all that falls due is done at its moment."""
        clock = self.house.clock
        until = clock.now() + how_long
        while (due := await self.beat()) is not None and due <= until:
            clock.move_to(due)
        clock.move_to(until)

    async def of(self, user: int) -> Application:
        """Their application as it stands."""
        return await self.house.application(user)

    async def state(self, user: int) -> ApplicationState:
        return (await self.of(user)).state

    async def waiting(self) -> list[int]:
        """The line, by who they are."""
        async with self.house.store.read() as db:
            people = {person.id: person.user for _, person in await db.signups.in_cohort(self.house.cohort)}
            return [int(people[one.person] or 0) for one in await db.signups.waiting(self.house.cohort)]

    async def asked(self) -> set[int]:
        """To whom a place is offered now."""
        async with self.house.store.read() as db:
            rows = await db.signups.in_cohort(self.house.cohort, {ApplicationState.OFFERED})
            return {int(person.user or 0) for _, person in rows}

    async def inside(self) -> set[int]:
        async with self.house.store.read() as db:
            return {int(person.user or 0) for person in await db.cohorts.members(self.house.cohort)}

    async def taken(self) -> int:
        async with self.house.store.read() as db:
            return await db.cohorts.count_taken(self.house.cohort)

    async def overwrite(self, **columns: object) -> None:
        """Give columns of the cohort other values, as they are stored."""
        async with self.house.store.begin() as db:
            await overwrite(db, cohorts, self.house.cohort, **columns)

    async def leave(self, user: int) -> None:
        await self.house.made.joining.signups.withdraw(actor(user), self.house.cohort)

    async def attest(self, *users: int, good: bool = True) -> None:
        for user in users:
            await self.house.made.joining.standings.attest(self.house.manager, UserId(user), f"Person {user}", good, None)

    async def sent(self, message: str) -> int:
        async with self.house.store.read() as db:
            rows = await db.deliveries.of_cohort(self.house.cohort)
        return sum(row.message == message and row.state.value == "sent" for row in rows)


def line_before(house: House) -> Line:
    """Nobody has applied yet; the window is open."""
    made, far = house.made, Far()
    turns = Turns(made.sending.units, house.clock, made.by_time)
    beat = Beat(
        turns, made.pair.replies.run_waiting, Sender(made.attempts, PacedDiscord(far, house.clock)), made.sending.deliveries, house.clock
    )
    return Line(house, far, beat)


async def full(line: Line, *more: int) -> list[int]:
    """Persons 21 to 24 are in; these more have applied, and wait in this order."""
    for user in (21, 22, 23, 24, *more):
        await line.house.apply(user)
    await line.house.select(21, 22, 23, 24)
    return await line.waiting()


async def comes_first(line: Line, *users: int) -> None:
    """Places go to whoever comes first, and these come, one after another."""
    await line.overwrite(policy=Policy.FIRST_COME.value)
    for user in users:
        await line.house.apply(user)


async def season(line: Line) -> tuple[House, Session]:
    """Four members whose season has begun, and their first session."""
    await full(line)
    await line.house.begin()
    async with line.house.store.read() as db:
        return line.house, (await db.sessions.of(line.house.cohort))[0]


def boards(line: Line) -> list[str]:
    """What everybody reads on the board from now on, the latest last."""
    texts, do = list[str](), line.far.do

    async def keep(effect: Effect) -> Outcome:
        if isinstance(effect, Post | Edit) and effect.message.text.startswith(("**Cohorts of", "No cohort is open")):
            texts.append(effect.message.text)
        return await do(effect)

    line.far.do = keep
    return texts


async def begins(line: Line) -> timedelta:
    """How long it is until the first session begins."""
    async with line.house.store.read() as db:
        return (await db.sessions.of(line.house.cohort))[0].starts_at - line.house.clock.now()


def acts(message: Message) -> set[tuple[str, tuple[Any, ...]]]:
    """What the buttons of a message do, and to what."""
    return {(one.act, tuple(one.args)) for row in message.rows if isinstance(row, tuple) for one in row}


async def corner(line: Line, user: int) -> Message:
    """What that person reads in their own corner."""
    return people_words.me(await line.house.made.own.people.me(actor(user)))


async def opened(house: House, lead: int, rule: Rule) -> None:
    """Another cohort, which that person leads, has its dates and takes applications."""
    await house.made.group.series.draft_series(actor(lead), house.cohort, rule)
    await let_stand(house.made.group.series, actor(lead), house.cohort)
    await house.made.group.sessions.set_link(actor(lead), house.cohort, LINK)
    await house.made.joining.windows.open(actor(lead), house.cohort, "2026-12-20")


async def more_places(line: Line, places: int) -> More | None:
    """The cohort's form is sent with that many places; gives what is to be confirmed first."""
    return (await line.house.made.cohort.cohorts.edit(line.house.lead, line.house.cohort, "Justice", "Law", str(places), ""))[1]
