"""Everything is put together here, by hand, in one place: what depends on what can be read from top to bottom."""

from collections.abc import Mapping
from random import Random
from typing import Any

from discord import app_commands

from bot.client import Shamash
from bot.effects import Effects
from cogs.cohort import cancellations, cohorts, copies, removals, terms
from cogs.group import sessions
from cogs.joining import decisions, entering, interests, questions, roster, selection, signups, standing, waitlist, windows
from cogs.own import people
from cogs.pair import checkins, chevruta, progress
from cogs.program import homes, programs, setups
from cogs.sending import undelivered  # fmt: skip
from cogs.shared.acts import Acts
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


def services_of(store: Store, clock: SureClock, chance: Random, installation: str, discord: Discord) -> Services:
    """Every service, on one store, clock and Discord. `installation` makes this database's delivery ids its own."""
    ground = GroundRoom.on(store, clock, chance, discord)
    sending = SendingRoom.on(ground, installation, board.changed)
    program = ProgramRoom.on(ground, sending, go_on)
    joining = JoiningRoom.on(ground, sending, program)
    pair = PairRoom.on(ground, sending, program, joining)
    group = GroupRoom.on(sending)
    cohort = CohortRoom.on(ground, sending, program)
    own = OwnRoom.on(sending, pair)
    rooms = (sending, program, joining, pair, group, cohort, own)
    composers = joined(*(room.composers() for room in rooms))
    by_time = joined(*(room.by_time() for room in rooms))
    if missing := (set(Subject) - composers.keys()) | (set(TurnKind) - by_time.keys()):
        raise ValueError(f"no room does {', '.join(sorted(missing))}")
    attempts = Attempts(store, clock, sending.units, composers, chance)
    jobs = tuple(job for room in rooms for job in room.jobs())
    return Services(ground, sending, program, joining, pair, group, cohort, own, attempts, by_time, jobs)


class House(Value):
    """The whole bot, ready to log in."""

    services: Services
    client: Shamash
    beat: Beat


def acts_of(made: Services) -> Acts:
    """Every button, choice and form."""
    acts = Acts(made.program.presence.located)
    programs.acts(acts, made.program.reports)
    setups.acts(acts, made.program.setups)
    cohorts.acts(acts, made.cohort.cohorts, made.program.homes)
    homes.acts(acts, made.program.homes)
    progress.acts(acts, made.pair.progresses)
    selection.acts(acts, made.joining.selection)
    decisions.acts(acts, made.joining.decisions)
    cancellations.acts(acts, made.cohort.cancellations)
    chevruta.acts(acts, made.pair.chevrutot)
    signups.acts(acts, made.joining.signups)
    waitlist.acts(acts, made.joining.waitlist)
    terms.acts(acts, made.cohort.terms)
    entering.acts(acts, made.joining.entering)
    windows.acts(acts, made.joining.windows)
    removals.acts(acts, made.cohort.removals)
    sessions.acts(acts, made.group.sessions, made.group.series, made.group.prompts)
    checkins.acts(acts, made.pair.checkins)
    people.acts(acts, made.own.people)
    standing.acts(acts, made.joining.standings)
    roster.acts(acts, made.joining.rosters)
    questions.acts(acts, made.joining.questions)
    interests.acts(acts, made.joining.interests)
    undelivered.acts(acts, made.sending.undelivered, made.cohort.cohorts)
    return acts


def commands_of(made: Services) -> list[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu]:
    """Every command."""
    cohort = cohorts.CohortCommands(
        made.cohort.cohorts, made.joining.windows, made.joining.selection, made.pair.chevrutot, made.program.homes
    )
    cohort.add_command(terms.command(made.cohort.terms, made.cohort.cohorts))
    cohort.add_command(decisions.decide_command(made.joining.decisions, made.cohort.cohorts))
    cohort.add_command(cancellations.command(made.cohort.cancellations, made.cohort.cohorts))
    cohort.add_command(copies.command(made.cohort.copies, made.cohort.cohorts, made.program.homes))
    cohort.add_command(homes.command(made.program.homes, made.cohort.cohorts))
    cohort.add_command(entering.command(made.joining.entering, made.cohort.cohorts))
    cohort.add_command(removals.command(made.cohort.removals, made.cohort.cohorts))
    cohort.add_command(progress.progress_command(made.pair.progresses, made.cohort.cohorts))
    program = programs.ProgramCommands(
        made.program.programs,
        made.program.setups,
        made.program.facilitators,
        made.program.reports,
        made.cohort.cohorts,
        made.sending.undelivered,
    )
    standings = standing.StandingCommands(made.joining.standings)
    standings.add_command(roster.command(made.joining.rosters))
    program.add_command(standings)
    program.add_command(interests.news_command(made.joining.interests))
    return [
        program,
        cohort,
        sessions.SessionCommands(made.group.sessions, made.group.series, made.group.prompts, made.cohort.cohorts),
        cohorts.board_command(made.cohort.cohorts),
        sessions.use_as_prompt(made.group.prompts),
        questions.ask_command(made.joining.questions, made.cohort.cohorts),
        questions.send_as_answer(made.joining.questions),
        *people.commands(made.own.people, made.program.presence.located),
    ]


def house_of(store: Store, machine: Clock, chance: Random, installation: str, *, lanes: int = 4, lease: Leadership | None = None) -> House:
    """All that one login needs; a new one is made for the next. `machine` is the machine's clock, which may be wrong."""
    effects = Effects()
    clock = Timekeeper(machine, effects.ask_time)
    made = services_of(store, clock, chance, installation, effects if lease is None else LeasedDiscord(effects, lease))
    sender = Sender(made.attempts, made.ground.discord, lanes)
    client = Shamash(
        acts_of(made), commands_of(made), made.program.programs, made.pair.replies, made.program.presence, made.sending.undelivered,
        sender, made.ground.facts, clock,
    )  # fmt: skip
    effects.use(client)  # the only thing that is given later than at its making
    turns = Turns(made.sending.units, clock, made.by_time)
    return House(made, client, Beat(turns, made.pair.replies.run_waiting, sender, made.sending.deliveries, clock, client.catch_up))
