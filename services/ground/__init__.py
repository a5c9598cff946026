"""Who somebody is and what they may do, the ports to the outside, time and text: what every other room stands on."""

from random import Random
from typing import Self

from domain.ground.values import Value
from services.ground.house import HouseFacts
from services.ground.paced import PacedDiscord
from services.ground.ports import Discord, SureClock
from storage.store import Store


class GroundRoom(Value):
    """What the services of every other room are made from."""

    store: Store
    clock: SureClock
    chance: Random
    facts: HouseFacts
    discord: PacedDiscord

    @classmethod
    def on(cls, store: Store, clock: SureClock, chance: Random, discord: Discord) -> Self:
        """The ground on that database, clock and Discord."""
        return cls(store=store, clock=clock, chance=chance, facts=HouseFacts(store), discord=PacedDiscord(discord, clock))
