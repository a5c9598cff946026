"""Programs: set up on a server, taken off it, and back."""

from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, Program, Vocabulary
from domain.ground import zones
from domain.ground.ids import ChannelId, RoleId, ServerId
from domain.ground.people import Actor
from domain.ground.places import Use, check_place
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import called, zone
from domain.ground.towns import Town, same_clock, town_named
from domain.ground.values import Value
from domain.program.setups import Part, Sight, changed, standing
from services.ground import permissions
from services.ground.text import link, required
from services.sending.unit import Press, Unit, Units
from storage.db import Db


class Setup(Value):
    """What a program needs to know before it can begin."""

    name: str
    zone: str
    manager_role: RoleId
    staff_channel: ChannelId
    signup_channel: ChannelId
    contact: str
    donation: str | None = None
    dues: str | None = None
    observance: Observance | None = None
    vocabulary: Vocabulary | None = None  # None: as before, and at first the Jewish one
    city: str = ""  # where the home is, as typed


def home_town(typed: str, clock: str, now: datetime) -> Town | None:
    """Where a home on that clock is; None where nothing is typed. Raises `Refusal(UNKNOWN_TOWN | WHICH_TOWN | TOWN_ELSEWHERE)`."""
    if not typed.strip():
        return None
    town = town_named(typed, clock, now)
    if not same_clock(town.zone, clock, now):
        raise Refusal(Why.TOWN_ELSEWHERE, typed=town.name, zone=called(clock))
    return replace(town, zone=clock)


async def keep(press: Press, before: Program | None, setup: Setup) -> Program:
    """Write the program of the actor's server, whole; whoever calls has asked for the right.

    Whose quiet time follows from the program's clock or observance is planned anew.
    """
    db, server, now = press.db, press.actor.server, press.now
    assert server is not None  # noqa: S101
    zone(setup.zone)
    if int(setup.manager_role) == int(server):
        raise Refusal(Why.EVERYBODY_WOULD_MANAGE)
    if any(cohort.role == setup.manager_role for cohort in await db.cohorts.on(server)):
        raise Refusal(Why.COHORTS_ROLE)
    made = await db.programs.put(
        server, now, name=required(setup.name, 80), zone=setup.zone, manager_role=setup.manager_role,
        staff_channel=setup.staff_channel, signup_channel=setup.signup_channel, contact=required(setup.contact, 120),
        donation=link(setup.donation) if setup.donation else None, dues=link(setup.dues) if setup.dues else None,
        observance=setup.observance, vocabulary=setup.vocabulary or Vocabulary.JEWISH,
        town=home_town(setup.city, setup.zone, now),
    )  # fmt: skip
    if before is not None:
        for old, new in ((before.staff_channel, made.staff_channel), (before.signup_channel, made.signup_channel)):
            if old != new:
                await db.lost.readdress(made.id, old, new, now)
    await db.setups.drop(server)
    press.about(Action.SET_UP, made)
    parts = changed(standing(before), standing(made))
    if parts:
        press.says(what="new" if before is None else "changed", settings=",".join(parts))
    else:
        press.only_prepares()  # the same once more
    if before is not None and {Part.ZONE, Part.QUIET} & set(parts):
        for cohort in await db.cohorts.on(server):
            if cohort.state not in ENDED:
                await _follow_home(db, cohort, made)
                press.changed(cohort)
    return made


async def _follow_home(db: Db, cohort: Cohort, program: Program) -> None:
    """A cohort of which no dates stand is on its program's home clock, and a draft of its dates stays at its hours there.

    Where dates stand people may know them, so they stay on their clock until staff draft others.
    """
    if cohort.zone == program.zone or await db.sessions.of(cohort.id):
        return
    await db.cohorts.set_zone(cohort.id, program.zone)
    if draft := await db.cohorts.drafted_dates(cohort.id):
        await db.cohorts.draft_dates(cohort.id, [replace(one, when=replace(one.when, zone=program.zone)) for one in draft])


class Programs:
    """A server's program."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def set_up(self, actor: Actor, setup: Setup, sight: Sight) -> Program:
        """Make the program of the actor's server, or change it; running it again keeps everything else.

        Raises `Refusal(WRONG_CHANNEL)` for a channel that the wizard would not take either.
        """
        async with self._units.press(actor) as press:
            before = await permissions.require_setup(press.db, actor)
            for use, channel in ((Use.STAFF, setup.staff_channel), (Use.SIGNUPS, setup.signup_channel)):
                check_place(use, sight.place(channel))
            setup = replace(setup, zone=zones.zone_named(setup.zone, press.now))
            if before is not None:
                there = before.town is not None and same_clock(before.zone, setup.zone, press.now)
                setup = replace(
                    setup, city=setup.city or (before.town.name if before.town is not None and there else ""),
                    donation=setup.donation or before.donation, dues=setup.dues or before.dues,
                    observance=setup.observance or before.observance, vocabulary=setup.vocabulary or before.vocabulary,
                )  # fmt: skip
            return await keep(press, before, setup)

    async def on(self, server: ServerId | None) -> Program:
        """The program of that server. Raises `Refusal(NOT_SET_UP)`."""
        if server is None:
            raise Refusal(Why.ON_A_SERVER_ONLY)
        async with self._units.read() as db:
            found = await db.programs.on(server)
        if found is None:
            raise Refusal(Why.NOT_SET_UP)
        return found

    async def _return(self, unit: Unit, server: ServerId) -> None:
        """What waited is due; whose messages were closed because we shared no server is tried again."""
        db = unit.db
        await db.programs.mark_removed(server, None)
        program = await db.programs.on(server)
        assert program is not None, "it was among the programs' servers"  # noqa: S101
        await db.deliveries.back(program.id, unit.now)
        await db.people.reopen(await db.programs.applied_or_led(program.id))

    async def arrived(self, servers: frozenset[ServerId]) -> None:
        """The servers we are on now: those that returned go on with what waited for it, those that are missing began to wait."""
        async with self._units.change() as unit:
            for server, removed in (await unit.db.programs.servers()).items():
                if server in servers and removed is not None:
                    await self._return(unit, server)
                elif server not in servers and removed is None:
                    await unit.db.programs.mark_removed(server, unit.now)
