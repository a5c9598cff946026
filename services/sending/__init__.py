"""Deliveries and turns: planned, attempted, sent, settled; and the unit in which everything that changes is done."""

import asyncio
from typing import Self

from domain.ground.values import Value, joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.ground import GroundRoom
from services.sending import receipts, troubles
from services.sending.deliveries import Composer, Deliveries
from services.sending.jobs import Job
from services.sending.turns import ByTime
from services.sending.undelivered import Undelivered
from services.sending.unit import Refresh, Settle, Units


class Room(Value):
    """A room's services as its fields, and what they give to those that do what is due. A room says only what it has."""

    def composers(self) -> dict[Subject, Composer]:
        """What says each thing that a delivery of this room may be."""
        return {}

    def by_time(self) -> dict[TurnKind, ByTime]:
        """What each kind of turn of this room does."""
        return {}

    def jobs(self) -> tuple[Job, ...]:
        """What this room does by itself each night."""
        return ()


class SendingRoom(Room):
    """The units in which all others work, the deliveries that they plan, and the list of what was not delivered."""

    deliveries: Deliveries
    units: Units
    undelivered: Undelivered
    installation: str

    @classmethod
    def on(cls, ground: GroundRoom, installation: str, refresh: Refresh, settle: Settle, bell: asyncio.Event) -> Self:
        """`installation` makes this database's delivery ids its own; `refresh` makes a program's board what there is to show;
        `settle` places who has lost a partner or came late; `bell` is rung when something may be due earlier than was known.
        """
        deliveries = Deliveries(ground.store, ground.clock, installation)
        units = Units(ground.store, ground.clock, deliveries, refresh, settle, bell)
        return cls(deliveries=deliveries, units=units, undelivered=Undelivered(units), installation=installation)

    def composers(self) -> dict[Subject, Composer]:
        """Receipts of what waited, and troubles."""
        return joined(receipts.composers(), troubles.composers())
