"""Everything is put together here, by hand, in one place: what depends on what can be read from top to bottom."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

from discord import app_commands

from bot.client import Shamash
from bot.config import Config
from bot.effects import Effects
from cogs.cohort import cancellations, cohorts, copies, removals, terms
from cogs.group import sessions
from cogs.joining import decisions, entering, interests, questions, roster, selection, signups, standing, waitlist, windows
from cogs.own import people
from cogs.pair import checkins, chevruta, progress
from cogs.program import homes, programs, setups
from cogs.sending import undelivered  # fmt: skip
from cogs.shared.acts import Acts
from domain.ground.ids import ServerId, UserId
from domain.ground.values import Value, join
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.cohort.cancellations import Cancellations
from services.cohort.cohorts import Cohorts
from services.cohort.copies import Copies
from services.cohort.removals import Removals
from services.cohort.terms import Terms
from services.ground.house import Facts, forget_handled
from services.ground.leases import Leadership
from services.ground.paced import PacedDiscord
from services.ground.ports import Clock, Discord, Effect, LookFrom, Outcome, Present, Sight
from services.ground.timekeeper import Timekeeper
from services.group.prompts import Prompts
from services.group.series import SeriesOfSessions
from services.group.sessions import Sessions
from services.joining import board
from services.joining.decisions import Decisions
from services.joining.entering import Entering
from services.joining.interests import Interests
from services.joining.questions import Questions
from services.joining.selection import Selection
from services.joining.signups import Signups
from services.joining.standing import Rosters, Standings
from services.joining.waitlist import Waitlist
from services.joining.windows import Windows, go_on
from services.own.people import People
from services.pair.checkins import CheckIns
from services.pair.chevruta import Chevrutot
from services.pair.progress import Progresses
from services.pair.replies import Replies
from services.program.facilitators import Facilitators
from services.program.homes import Homes
from services.program.presence import Presence
from services.program.programs import Programs
from services.program.report import Reports
from services.program.setups import Setups
from services.sending import receipts, troubles
from services.sending.attempts import Attempts
from services.sending.beat import Beat
from services.sending.deliveries import Composer, Deliveries
from services.sending.jobs import Job
from services.sending.sender import Sender
from services.sending.turns import ByTime, Turns
from services.sending.undelivered import Undelivered
from services.sending.unit import Units
from storage.store import Store


class Services(Value):
    """Every service, on one store and one clock."""

    store: Store
    clock: Timekeeper
    chance: Random
    facts: Facts
    deliveries: Deliveries
    units: Units
    attempts: Attempts
    programs: Programs
    cohorts: Cohorts
    signups: Signups
    series: SeriesOfSessions
    sessions: Sessions
    prompts: Prompts
    chevrutot: Chevrutot
    checkins: CheckIns
    replies: Replies
    people: People
    waitlist: Waitlist
    standings: Standings
    questions: Questions
    interests: Interests
    setups: Setups
    facilitators: Facilitators
    presence: Presence
    cancellations: Cancellations
    entering: Entering
    windows: Windows
    undelivered: Undelivered
    homes: Homes
    removals: Removals
    selection: Selection
    decisions: Decisions
    rosters: Rosters
    terms: Terms
    copies: Copies
    progresses: Progresses
    reports: Reports
    by_time: Mapping[TurnKind, ByTime]


async def services_on(store: Store, machine: Clock, chance: Random) -> Services:
    """The services, without a Discord yet. `machine` is the machine's clock, which may be wrong."""
    clock = Timekeeper(machine)
    facts = Facts(store)
    composers: dict[Subject, Composer] = {}
    by_time: dict[TurnKind, ByTime] = {}
    deliveries = Deliveries(store, clock, await facts.installation())
    units = Units(store, clock, deliveries, board.changed)
    attempts = Attempts(store, clock, units, composers, chance)
    presence = Presence(units, clock, go_on)
    made_questions, made_checkins = Questions(units), CheckIns(units)
    replies = Replies(units, made_checkins, made_questions, presence)
    made = Services(
        store, clock, chance, facts, deliveries, units, attempts, Programs(units), Cohorts(units, presence, chance), Signups(units),
        SeriesOfSessions(units), Sessions(units), Prompts(units), Chevrutot(units, presence, chance), made_checkins, replies,
        People(units, made_checkins), Waitlist(units), Standings(units), made_questions, Interests(units), Setups(units),
        Facilitators(units), presence, Cancellations(units), Entering(units), Windows(units), Undelivered(units), Homes(units),
        Removals(units), Selection(units, presence, chance), Decisions(units), Rosters(units), Terms(units), Copies(units, chance),
        Progresses(units), Reports(units), by_time,
    )  # fmt: skip
    for turning in (made.windows, made.waitlist, made.sessions, made.presence):
        join(by_time, turning.by_time())
    for speaking in (
        made.waitlist, made.cohorts, made.signups, made.series, made.sessions, made.chevrutot, made.checkins, made.replies,
        made.people, made.questions, made.interests, made.standings, made.setups, made.facilitators, made.cancellations, made.entering,
        made.windows, made.homes, made.removals, receipts, troubles,
    ):  # fmt: skip
        join(composers, speaking.composers())
    if silent := set(Subject) - composers.keys():
        raise ValueError(f"nobody composes {', '.join(sorted(silent))}")
    return made


class LateDiscord:
    """The sender needs a Discord, and the client needs the sender: this is the knot between them, tied once.

    Each request is made only while this process leads: one that was frozen meanwhile raises `LeaseLost` instead.
    """

    def __init__(self, lease: Leadership | None) -> None:
        self.on: Discord | None = None
        self._lease = lease

    async def _tied(self) -> Discord:
        if self._lease is not None:
            await self._lease.require()
        assert self.on is not None  # noqa: S101
        return self.on

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Look, on the Discord that was tied in."""
        return await (await self._tied()).find(effect, since)

    async def do(self, effect: Effect) -> Outcome:
        """Do, on the Discord that was tied in."""
        return await (await self._tied()).do(effect)

    async def member(self, server: ServerId, user: UserId) -> Present:
        """Ask, on the Discord that was tied in."""
        return await (await self._tied()).member(server, user)


class House(Value):
    """The whole bot, ready to log in."""

    services: Services
    client: Shamash
    paced: PacedDiscord
    beat: Beat


def acts_of(made: Services) -> Acts:
    """Every button, choice and form."""
    acts = Acts(made.presence.located)
    programs.acts(acts, made.reports)
    setups.acts(acts, made.setups)
    cohorts.acts(acts, made.cohorts, made.homes)
    homes.acts(acts, made.homes)
    progress.acts(acts, made.progresses)
    selection.acts(acts, made.selection)
    decisions.acts(acts, made.decisions)
    cancellations.acts(acts, made.cancellations)
    chevruta.acts(acts, made.chevrutot)
    signups.acts(acts, made.signups)
    waitlist.acts(acts, made.waitlist)
    terms.acts(acts, made.terms)
    entering.acts(acts, made.entering)
    windows.acts(acts, made.windows)
    removals.acts(acts, made.removals)
    sessions.acts(acts, made.sessions, made.series, made.prompts)
    checkins.acts(acts, made.checkins)
    people.acts(acts, made.people)
    standing.acts(acts, made.standings)
    roster.acts(acts, made.rosters)
    questions.acts(acts, made.questions)
    interests.acts(acts, made.interests)
    undelivered.acts(acts, made.undelivered, made.cohorts)
    return acts


def commands_of(made: Services) -> list[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu]:
    """Every command."""
    cohort = cohorts.CohortCommands(made.cohorts, made.windows, made.selection, made.chevrutot, made.homes)
    cohort.add_command(terms.command(made.terms, made.cohorts))
    cohort.add_command(decisions.decide_command(made.decisions, made.cohorts))
    cohort.add_command(cancellations.command(made.cancellations, made.cohorts))
    cohort.add_command(copies.command(made.copies, made.cohorts, made.homes))
    cohort.add_command(homes.command(made.homes, made.cohorts))
    cohort.add_command(entering.command(made.entering, made.cohorts))
    cohort.add_command(removals.command(made.removals, made.cohorts))
    cohort.add_command(progress.progress_command(made.progresses, made.cohorts))
    program = programs.ProgramCommands(made.programs, made.setups, made.facilitators, made.reports, made.cohorts, made.undelivered)
    standings = standing.StandingCommands(made.standings)
    standings.add_command(roster.command(made.rosters))
    program.add_command(standings)
    program.add_command(interests.news_command(made.interests))
    return [
        program,
        cohort,
        sessions.SessionCommands(made.sessions, made.series, made.prompts, made.cohorts),
        cohorts.board_command(made.cohorts),
        sessions.use_as_prompt(made.prompts),
        questions.ask_command(made.questions, made.cohorts),
        questions.send_as_answer(made.questions),
        *people.commands(made.people, made.presence.located),
    ]


def house_of(made: Services, lanes: int = 4, lease: Leadership | None = None) -> House:
    """The client around the services. A house is used for one login; a new one is made for the next."""
    late = LateDiscord(lease)
    paced = PacedDiscord(late, made.clock)
    sender = Sender(made.attempts, paced, lanes)
    client = Shamash(
        acts_of(made), commands_of(made), made.programs, made.replies, made.presence, made.undelivered, sender, made.facts, made.clock
    )
    late.on = Effects(client)
    made.presence.ask = paced.member
    turns = Turns(made.units, made.clock, made.by_time)
    return House(made, client, paced, Beat(turns, made.replies.run_waiting, sender, made.deliveries, made.clock, client.catch_up))


def jobs_of(made: Services, config: Config) -> list[Job]:
    """What the house does by itself at night: see that the database is sound, a verified backup, forgetting what is over, who has
    left, and whose standing is open.
    """

    async def look() -> None:
        from storage.soundness import examine

        await examine(config.storage.url)

    async def back_up() -> None:
        from storage.backup import nightly

        await nightly(config.storage.url, config.storage.backups, config.storage.backups_kept, made.clock.now(), config.privacy.backup_days)

    async def forget() -> None:
        from services.own.privacy import forget_servers

        await forget_handled(made.store, made.clock)
        await forget_servers(made.units, timedelta(days=config.privacy.removed_server_days))

    return [
        Job("soundness", 2, look),
        Job("backup", 3, back_up),
        Job("forget", 4, forget),
        Job("presence", 5, made.presence.nightly),
        Job("standing", 6, made.standings.nightly),
    ]
