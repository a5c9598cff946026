"""`/program`: set up, its facilitators, all its cohorts at a glance, the report, the record, and what was not delivered."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer, called
from cogs.shared.cohort_option import ON_SERVERS, chosen, suggested
from cogs.shared.place_option import PlaceOption
from cogs.shared.sight import roles_of, sight_of
from domain.cohort.cohorts import Vocabulary
from domain.ground import zones
from domain.ground.ids import RoleId, UserId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.program.setups import SetupAnswers, missing
from messages.ground.values import Message
from messages.program import facilitators as facilitator_words
from messages.program import programs as words
from messages.program import report as report_words
from messages.program import setups as setup_words
from messages.sending import undelivered as undelivered_words
from services.cohort.cohorts import Cohorts
from services.program.facilitators import Facilitators, Somebody
from services.program.programs import Programs, Setup
from services.program.report import Reports
from services.program.setups import Setups
from services.sending.undelivered import Undelivered


class ProgramCommands(app_commands.Group):
    """What whoever runs the server, and the managers, do once and look at now and then."""

    def __init__(
        self, programs: Programs, setups: Setups, facilitators: Facilitators, reports: Reports, cohorts: Cohorts,
        undelivered: Undelivered,
    ) -> None:  # fmt: skip
        super().__init__(
            name="program", description="Set up and look after this server's program",
            allowed_contexts=ON_SERVERS,
        )  # fmt: skip
        self._programs = programs
        self._setups = setups
        self._facilitators = facilitators
        self._reports = reports
        self._cohorts = cohorts
        self._undelivered = undelivered

    @app_commands.command(name="setup", description="Set the program up in three short steps, or change it; the options are a short cut")
    @app_commands.describe(
        name="The program's name", managers="The role of those who look after all cohorts", staff="A channel only staff can read",
        signups="The channel where people sign up", zone="The home time zone, such as New York",
        city="The home's city, for the times of Shabbat", contact="A person members may write to",
        donations="A link for donations, if there is one", wording="What people who study together are called, in all that I say",
    )  # fmt: skip
    @app_commands.choices(
        wording=[
            app_commands.Choice(name="Chevruta and chevrutot", value=Vocabulary.JEWISH.value),
            app_commands.Choice(name="Study pair and study pairs", value=Vocabulary.PLAIN.value),
        ]
    )
    async def setup(
        self, interaction: discord.Interaction, name: str = "", managers: discord.Role | None = None,
        staff: PlaceOption | None = None, signups: PlaceOption | None = None, zone: str = "", city: str = "", contact: str = "",
        donations: str = "", wording: app_commands.Choice[str] | None = None,
    ) -> None:  # fmt: skip
        """The wizard, where it stopped; with all that it needs to know given at once, the program."""
        given = SetupAnswers(
            name.strip(), contact.strip(), donations.strip(),
            managers=None if managers is None else RoleId(managers.id), staff=staff,
            signups=signups, zone=zone.strip(), city=city.strip(),
            wording="" if wording is None else wording.value,
        )  # fmt: skip

        async def work() -> Message:
            actor, sight = actor_of(interaction), sight_of(interaction)
            if given == SetupAnswers():
                return setup_words.page(await self._setups.page(actor, sight))
            if missing(given):
                return setup_words.page(await self._setups.fill(actor, sight, given))
            try:
                return words.set_up(await self._programs.set_up(actor, _whole(given), sight), sight)
            except Refusal as no:
                if no.why not in {Why.WHICH_CLOCK, Why.WHICH_TOWN}:
                    raise
            return setup_words.page(await self._setups.fill(actor, sight, given))  # keeps the rest, and asks which place is meant

        await answer(interaction, work(), choose=("setup-place", ()))

    @setup.autocomplete("zone")
    async def _zones(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name) for name in zones.zones_like(typed[:60])]

    @app_commands.command(name="facilitator", description="Appoint somebody to lead a cohort, or take the lead back")
    @app_commands.describe(
        cohort="Which cohort", member="Somebody on this server, or a facilitator who has left it", remove="Take the lead back from them"
    )
    async def facilitator(self, interaction: discord.Interaction, cohort: str, member: discord.User, remove: bool = False) -> None:
        """Who leads; the lead is also taken back from somebody who has left the server."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            here = isinstance(member, discord.Member)  # what Discord sends for whoever is on the server
            who = Somebody(UserId(member.id), called(member), member.bot, here)
            actor = actor_of(interaction)
            if remove:
                return facilitator_words.changed(await self._facilitators.remove(actor, which, who))
            return facilitator_words.changed(await self._facilitators.appoint(actor, which, who, roles_of(interaction)))

        await answer(interaction, work())

    @facilitator.autocomplete("cohort")
    async def _suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(self._cohorts, interaction, typed, staff=True)

    @app_commands.command(name="overview", description="All cohorts: places, next session, how the open round goes")
    async def overview(self, interaction: discord.Interaction) -> None:
        """All cohorts at a glance."""

        async def work() -> Message:
            return report_words.overview(await self._reports.overview(actor_of(interaction)))

        await answer(interaction, work())

    @app_commands.command(name="report", description="Each cohort's season in numbers, as a file for a spreadsheet")
    async def report(self, interaction: discord.Interaction) -> None:
        """The file."""

        async def work() -> Message:
            return report_words.report(await self._reports.season(actor_of(interaction)))

        await answer(interaction, work())

    @app_commands.command(name="audit", description="Who changed what, and when")
    async def audit(self, interaction: discord.Interaction) -> None:
        """The record."""

        async def work() -> Message:
            return report_words.record(await self._reports.record(actor_of(interaction)))

        await answer(interaction, work())

    @app_commands.command(name="undelivered", description="What could not be delivered, or perhaps was not, and why")
    async def undelivered(self, interaction: discord.Interaction) -> None:
        """The list for a person to act on."""

        async def work() -> Message:
            return undelivered_words.page(await self._undelivered.page(actor_of(interaction)))

        await answer(interaction, work())


def _whole(given: SetupAnswers) -> Setup:
    assert given.managers is not None  # noqa: S101
    assert given.staff is not None  # noqa: S101
    assert given.signups is not None  # noqa: S101
    return Setup(
        given.name, given.zone, given.managers, given.staff, given.signups, given.contact, given.donation or None,
        vocabulary=Vocabulary(given.wording) if given.wording else None, city=given.city,
    )  # fmt: skip


def acts(acts: Acts, reports: Reports) -> None:
    """The buttons that turn the pages."""

    async def overview(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return report_words.overview(await reports.overview(actor, page))

    async def audit(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return report_words.record(await reports.record(actor, page))

    acts.button("overview", overview, in_place=True)
    acts.button("audit", audit, in_place=True)
