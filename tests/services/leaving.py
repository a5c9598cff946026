"""People who leave the server, in tests: a Discord that says who is there."""

import asyncio

from domain.ground.ids import RoleId, ServerId, UserId
from services.ground.ports import Absent, Membership, Present, Unknown
from services.program.presence import FRESH
from tests.services.conftest import House


class Door:
    """A Discord at the port that is asked only who is there."""

    def __init__(self, house: House) -> None:
        self.gone: set[int] = set()
        self.silent = False
        self.roles: dict[int, frozenset[RoleId]] = {}
        self.asked: list[int] = []
        self.most = self._now = 0
        house.made.program.presence.ask = self.member

    async def member(self, server: ServerId, user: UserId, *, at_once: bool = False) -> Present:
        self.asked.append(user)
        self._now += 1
        self.most = max(self.most, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        return Unknown("silent") if self.silent else Absent() if user in self.gone else Membership(self.roles.get(user, frozenset()))


def later(house: House) -> None:
    house.clock.move_to(house.clock.now() + FRESH)


async def chosen(house: House) -> Door:
    """Four have a place, and nobody is paired yet."""
    door = Door(house)
    await house.open()
    for user in range(21, 25):
        await house.apply(user)
    await house.select(21, 22, 23, 24)
    later(house)
    return door
