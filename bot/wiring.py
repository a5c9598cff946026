"""Builds every service, cog and job; the only module that knows them all."""

import asyncio
from collections.abc import Mapping
from random import Random

import cogs.cohort
import cogs.group
import cogs.joining
import cogs.own
import cogs.pair
import cogs.program
import cogs.sending
from bot.client import Shamash
from bot.effects import Effects
from cogs.shared.acts import Acts
from cogs.shared.offered import Offered, tree_of
from domain.ground.values import Value, joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.cohort import CohortRoom
from services.ground import GroundRoom
from services.ground.leases import Leadership, LeasedDiscord
from services.ground.ports import Clock, Discord, SureClock
from services.ground.timekeeper import Timekeeper
from services.group import GroupRoom
from services.joining import JoiningRoom, board
from services.joining.windows import go_on
from services.own import OwnRoom
from services.pair import PairRoom
from services.pair.parting.settling import settle
from services.program import ProgramRoom
from services.sending import SendingRoom
from services.sending.attempts import Attempts
from services.sending.beat import Beat
from services.sending.jobs import Job
from services.sending.sender import Sender
from services.sending.turns import ByTime, Turns
from storage.store import Store


class Services(Value):
    """Every room of services, the lowest first, and what they give together to those that do what is due."""

    ground: GroundRoom
    sending: SendingRoom
    program: ProgramRoom
    joining: JoiningRoom
    pair: PairRoom
    group: GroupRoom
    cohort: CohortRoom
    own: OwnRoom
    attempts: Attempts
    by_time: Mapping[TurnKind, ByTime]
    jobs: tuple[Job, ...]


def services_of(
    store: Store, clock: SureClock, chance: Random, installation: str, discord: Discord, bell: asyncio.Event | None = None,
    feeds_at: str = "",
) -> Services:  # fmt: skip
    """Every service, on one store, clock and Discord. `installation` makes this database's delivery ids its own.

    `bell` is rung when something may be due earlier than was known. `feeds_at`: where people reach the addresses of their calendars.
    """
    ground = GroundRoom.on(store, clock, chance, discord)
    sending = SendingRoom.on(ground, installation, board.changed, settle, bell or asyncio.Event())
    program = ProgramRoom.on(ground, sending, go_on)
    joining = JoiningRoom.on(ground, sending, program)
    pair = PairRoom.on(ground, sending, program, joining)
    group = GroupRoom.on(sending)
    cohort = CohortRoom.on(ground, sending, program)
    own = OwnRoom.on(sending, feeds_at)
    rooms = (sending, program, joining, pair, group, cohort, own)
    composers = joined(*(room.composers() for room in rooms))
    by_time = joined(*(room.by_time() for room in rooms))
    if missing := (set(Subject) - composers.keys()) | (set(TurnKind) - by_time.keys()):
        raise ValueError(f"no room does {', '.join(sorted(missing))}")
    attempts = Attempts(store, clock, sending.units, composers, chance, program.presence)
    jobs = tuple(job for room in rooms for job in room.jobs())
    return Services(ground, sending, program, joining, pair, group, cohort, own, attempts, by_time, jobs)


class House(Value):
    """The whole bot, ready to log in."""

    services: Services
    client: Shamash
    beat: Beat


def offered_of(made: Services) -> tuple[Offered, ...]:
    """What each room of cogs offers. Most need the cohorts too: a command that is about one suggests those there are."""
    return (
        cogs.sending.offered(made.sending, made.cohort),
        cogs.program.offered(made.program, made.sending, made.cohort),
        cogs.joining.offered(made.joining, made.cohort),
        cogs.pair.offered(made.pair, made.cohort),
        cogs.group.offered(made.group, made.cohort),
        cogs.cohort.offered(made.cohort, made.program, made.joining, made.pair),
        cogs.own.offered(made.own, made.program),
    )


def house_of(
    store: Store, machine: Clock, chance: Random, installation: str, *, lanes: int = 4, lease: Leadership | None = None,
    bell: asyncio.Event | None = None, feeds_at: str = "",
) -> House:  # fmt: skip
    """All that one login needs; a new one is made for the next. `machine` is the machine's clock, which may be wrong.

    `bell` is the one of all logins: what people do may end after the login in which they began it. `feeds_at` as in `services_of`.
    """
    effects = Effects()
    clock = Timekeeper(machine, effects.ask_time)
    made = services_of(store, clock, chance, installation, effects if lease is None else LeasedDiscord(effects, lease), bell, feeds_at)
    sender = Sender(made.attempts, made.ground.discord, lanes)
    offers = offered_of(made)
    acts = Acts(made.program.presence.located)
    for one in offers:
        acts.add(one.acts)
    client = Shamash(
        acts, tree_of(*offers), made.program.programs, made.pair.replies, made.program.presence, made.sending.undelivered,
        sender, made.ground.facts, clock,
    )  # fmt: skip
    effects.use(client)  # the only thing that is given later than at its making
    turns = Turns(made.sending.units, clock, made.by_time)
    return House(made, client, Beat(turns, made.pair.replies.run_waiting, sender, made.sending.deliveries, clock, client.catch_up))
