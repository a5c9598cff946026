"""Two houses: on the first server a season in its first round, and people of every kind; on the second, strangers."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.wiring import Services, services_of
from domain.cohort.cohorts import Cohort
from domain.ground.ids import ChannelId, CohortId, MessageId, PairId, RoleId, ServerId, SessionId, UserId
from domain.ground.people import Actor, Whereabouts
from domain.ground.places import Home, Place
from domain.ground.refusal import Refusal, Why
from domain.joining.signups import Application
from domain.program.setups import Sight
from domain.sending.roles import Role
from rehearsal.clock import HandClock
from rehearsal.prove.stories import Far
from services.cohort.cohorts import New
from services.ground.house import HouseFacts
from services.ground.ports import Membership, Present
from services.group.series import Frozen, Replacing, Rule, Series, SeriesOfSessions
from services.program.programs import Setup
from storage.store import Store, open_store
from tests.templates import DATABASES, Templates

if TYPE_CHECKING:
    from tests.services.waiting import Line

START = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
FIRST_ROUND = datetime(2026, 10, 20, 16, 0, tzinfo=UTC)
HERE, THERE = ServerId(1001), ServerId(2002)
MANAGERS = {HERE: RoleId(11), THERE: RoleId(22)}
COHORT = CohortId(1)
LINK = "https://zoom.example/j/1"
FEEDS_AT = "https://calendars.example"
_interactions = itertools.count(10_000)


async def close_window(made: Services, who: Actor, cohort: CohortId) -> Cohort:
    """Somebody closes sign-up, as they have just seen what that means."""
    seen = await made.joining.windows.preview_close(who, cohort)
    closed, _ = await made.joining.windows.close(who, cohort, seen.mark)
    return closed


def actor(user: int, server: ServerId | None = HERE, *, manager: bool = False, owner: bool = False) -> Actor:
    """Somebody who acts, by a new interaction each time; in a direct message they were found to be on both servers."""
    roles = frozenset({MANAGERS[server]}) if manager and server is not None else frozenset[RoleId]()
    seen = Whereabouts(frozenset({HERE, THERE})) if server is None else Whereabouts()
    return Actor(UserId(user), f"Person {user}", server, roles, owner, next(_interactions), seen)


async def let_stand(series: SeriesOfSessions, who: Actor, cohort: CohortId) -> Frozen | Replacing | Series:
    """Somebody presses that the drafted dates stand, as they have just seen them."""
    return await series.freeze(who, cohort, (await series.drafted(who, cohort)).mark)


async def why(attempt: Awaitable[object]) -> Why:
    """What that attempt is refused for."""
    with pytest.raises(Refusal) as no:
        await attempt
    return no.value.why


async def everybody_is_there(server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
    """A Discord that nobody leaves."""
    return Membership(frozenset())


def seen(setup: Setup) -> Sight:
    """The server as it has to be for that program: its channels are text channels in which the bot lacks nothing."""
    places = {setup.staff_channel: Place(), setup.signup_channel: Place()}
    return Sight("Here", RoleId(0), frozenset({setup.manager_role}), places)


def home(id_: int) -> Home:
    """A channel that can be a cohort's home."""
    return Home(ChannelId(id_))


def role(id_: int) -> Role:
    """A role that gives no rights, and that the person who names it may give."""
    return Role(RoleId(id_), f"Role {id_}", given_by_person=True)


@dataclass
class House:
    """The services on one database and a clock that is moved by hand."""

    made: Services
    clock: HandClock
    cohort: CohortId = COHORT
    session: SessionId = field(init=False)
    pair: PairId = field(init=False)
    pairing: int = 1

    @property
    def store(self) -> Store:
        return self.made.ground.store

    @property
    def owner(self) -> Actor:
        return actor(1, owner=True)

    @property
    def manager(self) -> Actor:
        return actor(2, manager=True)

    @property
    def lead(self) -> Actor:
        return actor(3)

    async def found(self) -> None:
        """Two programs, three cohorts in draft."""
        made = self.made
        for server, who in ((HERE, self.owner), (THERE, actor(51, THERE, owner=True))):
            setup = Setup(
                f"House {server}", "America/New_York", MANAGERS[server], ChannelId(server + 1), ChannelId(server + 2), "noa@example.org"
            )
            await made.program.programs.set_up(who, setup, seen(setup))
        there = actor(52, THERE, manager=True)
        for who, leader, title in ((self.manager, 3, "Justice"), (self.manager, 4, "Chaplaincy"), (there, 53, "Theirs")):
            new = New(title, title, 4, home(500 + leader), UserId(leader), f"Person {leader}")
            await made.cohort.cohorts.create(who, new)

    async def open(self) -> None:
        """Dates stand, the link is there, one may sign up."""
        made = self.made
        await made.group.series.draft_series(self.lead, self.cohort, Rule(2, 1, "13:00", 4, "2026-10"))
        await let_stand(made.group.series, self.lead, self.cohort)
        await made.group.sessions.set_link(self.lead, self.cohort, LINK)
        await made.joining.windows.open(self.lead, self.cohort, "2026-09-20")

    async def apply(self, user: int, zone: str = "New York", server: ServerId = HERE, **answers: str) -> None:
        """Somebody fills in both forms."""
        said = {"why": "It is asked of me.", "bring": "", "setting": "campus", "congregation": "", "readiness": "3"} | answers
        await self.made.joining.signups.save_why(actor(user, server), self.cohort, **said)
        await self.made.joining.signups.save_when(
            actor(user, server), self.cohort, zone, "shabbat", ("weekday-afternoons",), committed=True
        )

    async def application(self, user: int) -> Application:
        """Their application to the cohort, as it stands."""
        async with self.store.read() as db:
            person = await db.people.by_user(UserId(user))
            assert person is not None
            found = await db.signups.of(self.cohort, person.id)
            assert found is not None
            return found

    async def select(self, *accepted: int) -> None:
        """The draft is published, as it was drawn; or with these moved by hand, who say that they are in."""
        draft = await self.made.joining.selection.draft(self.lead, self.cohort)
        if accepted:
            chosen = {line.application.id for line in draft.lines if line.name in {f"Person {user}" for user in accepted}}
            await self.made.joining.selection.choose(self.lead, self.cohort, 0, {int(one) for one in chosen})
        reviewed = (await self.made.joining.selection.preview(self.lead, self.cohort)).fingerprint
        await self.made.joining.selection.publish(self.lead, self.cohort, reviewed)
        for user in accepted:
            await self.made.joining.waitlist.accept(actor(user), self.cohort)

    async def begin(self) -> None:
        """Pairs are published, and the season starts."""
        view = await self.made.pair.chevrutot.draft(self.lead, self.cohort)
        await self.made.pair.chevrutot.publish(self.lead, self.cohort, view.pairing.id)
        await self.made.cohort.cohorts.start(self.lead, self.cohort, home(503))

    async def look_around(self) -> None:
        """Find the first session and the first member's pair."""
        async with self.store.read() as db:
            self.session = (await db.sessions.of(self.cohort))[0].id
            member = await db.people.by_user(UserId(21))
            assert member is not None
            pair = next(p for p in await db.chevruta.published(self.cohort) if member.id in p.members)
            self.pair = pair.id


async def posted(house: House, key: str, as_message: int, channel: int = 900) -> None:
    """Mark that delivery as sent now."""
    now = house.clock.now()
    async with house.store.begin() as db:
        row = await db.deliveries.by_key(key)
        assert row is not None, key
        await db.attempts.claim(row.id, now)
        await db.attempts.sent(row, now, ChannelId(channel), MessageId(as_message))


async def house_on(url: str, at: datetime = START, dice: int = 5787) -> House:
    """The services on that database."""
    clock = HandClock(at)
    store = await open_store(url)
    made = services_of(store, clock, Random(dice), await HouseFacts(store).installation(), Far(), feeds_at=FEEDS_AT)
    made.program.presence.ask = everybody_is_there
    return House(made, clock)


async def _founded(url: str) -> None:
    house = await house_on(url, dice=5786)
    await house.found()
    await house.store.close()


async def _opened(url: str) -> None:
    house = await house_on(url, dice=5786)
    await house.found()
    await house.open()
    await house.store.close()


async def _season(url: str) -> None:
    """Its first round: users 21-24 are members, 25 waits for a place."""
    house = await house_on(url, dice=5786)
    await house.found()
    await house.open()
    for user in range(21, 26):
        await house.apply(user)
    await house.select(21, 22, 23, 24)
    await house.begin()
    await _be_asked(house)
    await house.store.close()


async def _be_asked(house: House) -> None:
    """Two questions, one of them about the cohort; the first is posted, and an answer to it is picked and not yet sent."""
    made = house.made
    await made.joining.questions.ask(actor(25), None, "May I bring a guest?")
    await made.joining.questions.ask(actor(25), house.cohort, "Is there a list of books?")
    await posted(house, "question/1/post", 8000)
    await made.joining.questions.pick(house.manager, ChannelId(8000), MessageId(8001), "You may.")
    await made.joining.interests.draft_news(house.manager, "News", "All is well.")


@pytest.fixture
def season_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A season in its first round."""
    with templates.copied(_season, request, tmp_path, "sqlite") as url:
        yield url


@pytest.fixture
async def house(season_url: str) -> AsyncIterator[House]:
    """A copy of the season, in its first round."""
    made = await house_on(season_url, FIRST_ROUND)
    await made.look_around()
    yield made
    await made.store.close()


@pytest.fixture(params=DATABASES)
def founded_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """The programs and cohorts in draft, on each database."""
    with templates.copied(_founded, request, tmp_path) as url:
        yield url


@pytest.fixture
async def empty(founded_url: str) -> AsyncIterator[House]:
    """The programs and cohorts in draft, on each database."""
    made = await house_on(founded_url)
    yield made
    await made.store.close()


@pytest.fixture(params=DATABASES)
def opened_url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """One may apply to the first cohort, on each database."""
    with templates.copied(_opened, request, tmp_path) as url:
        yield url


@pytest.fixture
async def line(opened_url: str) -> "AsyncIterator[Line]":
    """The window of a cohort of four places is open, and nobody has applied yet."""
    from tests.services.waiting import line_before

    made = await house_on(opened_url)
    yield line_before(made)
    await made.store.close()
