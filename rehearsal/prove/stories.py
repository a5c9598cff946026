"""Stories that hypothesis tells and shrinks, on one database for all of them: the ground they play on, and the way to tell them."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, datetime
from random import Random
from typing import Any, Self, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from bot.wiring import Services, services_of
from domain.ground.ids import ChannelId, MessageId, RoleId, ServerId, UserId
from domain.ground.people import Actor
from domain.ground.places import Place
from domain.program import setups as wizard
from rehearsal.clock import HandClock
from services.ground.house import HouseFacts
from services.ground.ports import Absent, Direct, Done, Effect, LookFrom, Membership, OpenThread, Outcome, Present, Refused, Sight
from services.program.programs import Setup
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from storage.store import open_store

T = TypeVar("T")
START = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
SERVER, MANAGERS, LEAD = ServerId(1), RoleId(11), 3


class Far:
    """A Discord at the port: whatever is sent arrives, but for those who take no messages from anybody."""

    def __init__(self) -> None:
        self.closed: set[int] = set()
        self._count = 0

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Nothing is ever there already: nobody is killed in these stories."""
        return Absent()

    async def do(self, effect: Effect) -> Outcome:
        """It arrives, or cannot."""
        if isinstance(effect, Direct) and effect.user in self.closed:
            return Refused(50007, closed=True)
        if isinstance(effect, OpenThread):
            return Refused(50013, place=True)
        self._count += 1
        return Done(ChannelId(900), MessageId(self._count), ChannelId(900) if isinstance(effect, Direct) else None)

    async def member(self, server: ServerId, user: UserId) -> Present:
        """Nobody leaves the server in these stories."""
        return Membership(frozenset())


class Ground:
    """One database, its services and its clock, for all stories."""

    def __init__(self, url: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = HandClock(START)
        self.far = Far()
        self.url = url
        self.made: Services
        self.beat: Beat
        self.story = 0
        self.interaction = 0
        self.seen = Counter[str]()  # what happened in the stories, so that a proof of nothing is noticed

    def __enter__(self) -> Self:
        self.do(self._open())
        return self

    def __exit__(self, *exception: object) -> None:
        self.do(self.made.ground.store.close())
        self.loop.close()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it, on the one loop."""
        return self.loop.run_until_complete(work)

    async def _open(self) -> None:
        store = await open_store(self.url)
        self.made = made = services_of(store, self.clock, Random(5787), await HouseFacts(store).installation(), self.far)
        sender = Sender(made.attempts, made.ground.discord)
        turns = Turns(made.sending.units, self.clock, made.by_time)
        self.beat = Beat(turns, made.pair.replies.run_waiting, sender, made.sending.deliveries, self.clock)
        setup = Setup("House", "America/New_York", MANAGERS, ChannelId(1), ChannelId(2), "noa@example.org")
        here = wizard.Sight("House", RoleId(0), frozenset({MANAGERS}), {ChannelId(1): Place(), ChannelId(2): Place()})
        await made.program.programs.set_up(self.actor(1, owner=True), setup, here)

    def number(self) -> int:
        """Discord's number of the next press or message: they grow with time."""
        self.interaction += 1
        return 10**9 + self.interaction

    def actor(self, user: int, *, owner: bool = False, manager: bool = False) -> Actor:
        """Whoever acts, by a new interaction each time."""
        return Actor(
            UserId(user), f"Person {user}", SERVER, frozenset({MANAGERS} if manager else ()), owner, self.number()
        )  # fmt: skip

    async def pass_until(self, moment: datetime) -> None:
        """Time passes, and all that falls due is done at its moment."""
        while True:
            due = await self.beat()
            if due is None or due > moment:
                break
            self.clock.move_to(due)
        self.clock.move_to(moment)


def tell(
    machine: type[Any], url: str, seed: int, stories: int, steps: int, phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink)
) -> Counter[str]:  # fmt: skip
    """Play that many stories on that migrated database; raises the shortest one that breaks a rule. Gives what happened in them."""
    from hypothesis import seed as seeded

    with Ground(url) as ground:
        told: Any = type(machine.__name__, (machine,), {"ground": ground})
        seeded(seed)(told)
        try:
            run_state_machine_as_test(
                told,
                settings=settings(
                    max_examples=stories, stateful_step_count=steps, deadline=None, database=None, phases=phases,
                    report_multiple_bugs=False,
                    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
                ),
            )  # fmt: skip
        except FlakyFailure as once:  # told again, on a later day of the one clock, the same story may keep the rule that it broke
            raise once.exceptions[0] from once
        ground.seen["stories"] = ground.story
        return ground.seen
