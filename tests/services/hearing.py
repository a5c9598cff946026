"""A Discord on which all arrives, and what staff read there."""

from collections import defaultdict
from datetime import timedelta

from domain.ground.ids import ChannelId
from rehearsal.prove.stories import Far
from services.ground.paced import PacedDiscord
from services.ground.ports import Effect, Outcome, Post
from services.sending.beat import Beat
from services.sending.sender import Sender
from services.sending.turns import Turns
from tests.services.conftest import HERE, House

STAFF = ChannelId(HERE + 1)


class Heard(Far):
    """It keeps what is posted, by channel."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[ChannelId, list[str]] = defaultdict(list)

    async def do(self, effect: Effect) -> Outcome:
        if isinstance(effect, Post):
            self.posts[effect.channel].append(effect.message.text)
        return await super().do(effect)


class Bot:
    """A bot that has just started on a house's database, with that Discord at the port."""

    def __init__(self, house: House, far: Heard | None = None) -> None:
        made = house.made
        self.house = house
        self.far = Heard() if far is None else far
        turns = Turns(made.sending.units, house.clock, made.by_time)
        self._beat = Beat(
            turns,
            made.pair.replies.run_waiting,
            Sender(made.attempts, PacedDiscord(self.far, house.clock)),
            made.sending.deliveries,
            house.clock,
        )

    async def run(self, how_long: timedelta) -> None:
        """Time passes, and all that falls due is done at its moment."""
        until = self.house.clock.now() + how_long
        while (due := await self._beat()) is not None and due <= until:
            self.house.clock.move_to(due)
        self.house.clock.move_to(until)

    def staff_read(self) -> list[str]:
        """What went wrong, as staff read it."""
        return [text for text in self.far.posts[STAFF] if "went wrong" in text]
