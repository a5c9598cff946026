"""`/curriculum`: topics proposed and chosen by members, arranged by who leads; and what hosts need."""

import discord
from discord import app_commands

from cogs.shared.acts import Acts, actor_of, answer
from cogs.shared.carried import Given
from cogs.shared.cohort_option import ON_SERVERS, chosen, suggested
from domain.ground.ids import CohortId, PersonId, ProposalId, SessionId
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.group import arranging as staff_words
from messages.group import curriculum as words
from services.cohort.cohorts import Cohorts
from services.group import GroupRoom
from services.group.curriculum.arranging import Arranging
from services.group.curriculum.choices import Choices
from services.group.curriculum.hosting import Hosts
from services.group.curriculum.proposals import Proposals


class CurriculumCommands(app_commands.Group):
    """What a cohort studies, made together."""

    def __init__(self, group: GroupRoom, cohorts: Cohorts) -> None:
        super().__init__(
            name="curriculum", description="What your cohort studies: propose topics, choose, arrange", allowed_contexts=ON_SERVERS
        )  # fmt: skip
        self._proposals = group.proposals
        self._arranging = group.arranging
        self._cohorts = cohorts

    @app_commands.command(name="propose", description="Propose a topic for a session of your cohort")
    @app_commands.describe(cohort="Which cohort")
    async def propose(self, interaction: discord.Interaction, cohort: str) -> None:
        """The form for a topic."""

        async def work() -> Form:
            which = await chosen(self._cohorts, interaction, cohort, staff=False)
            return await self._proposals.form(actor_of(interaction), which)

        await answer(interaction, work(), form=True)

    @app_commands.command(name="topics", description="The topics that members propose, and which you would choose")
    @app_commands.describe(cohort="Which cohort")
    async def topics(self, interaction: discord.Interaction, cohort: str) -> None:
        """All topics of a cohort."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=False)
            return words.topics(await self._proposals.topics(actor_of(interaction), which))

        await answer(interaction, work())

    @app_commands.command(name="arrange", description="Topics and hosts for the sessions to come")
    @app_commands.describe(cohort="Which cohort")
    async def arrange(self, interaction: discord.Interaction, cohort: str) -> None:
        """The facilitator's page."""

        async def work() -> Message:
            which = await chosen(self._cohorts, interaction, cohort, staff=True)
            return staff_words.page(await self._arranging.page(actor_of(interaction), which))

        await answer(interaction, work())

    @propose.autocomplete("cohort")
    @topics.autocomplete("cohort")
    async def _suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(self._cohorts, interaction, typed, staff=False)

    @arrange.autocomplete("cohort")
    async def _suggest_own(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggested(self._cohorts, interaction, typed, staff=True)


def acts(acts: Acts, group: GroupRoom) -> None:
    """The buttons, choices and forms about a curriculum."""
    _proposing(acts, group.proposals)
    _choosing(acts, group.choices)
    _arranging(acts, group.arranging)
    _publishing(acts, group.arranging)
    _hosting(acts, group.hosts)


def _proposing(acts: Acts, proposals: Proposals) -> None:
    async def topics(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return words.topics(await proposals.topics(actor, which), page)

    async def new(_: discord.Interaction, actor: Actor, which: CohortId) -> Form:
        return await proposals.form(actor, which)

    async def propose(_: discord.Interaction, actor: Actor, which: CohortId, *, given: Given) -> Message:
        return words.saved(await proposals.propose(actor, which, **_typed(given)))

    async def own(_: discord.Interaction, actor: Actor, *, which: ProposalId) -> Message:
        return words.own(await proposals.own(actor, which))

    async def again(_: discord.Interaction, actor: Actor, which: ProposalId) -> Form:
        return await proposals.edit_form(actor, which)

    async def edit(_: discord.Interaction, actor: Actor, which: ProposalId, *, given: Given) -> Message:
        return words.saved(await proposals.edit(actor, which, **_typed(given)))

    async def withdraw(_: discord.Interaction, actor: Actor, which: ProposalId) -> Message:
        return words.withdrawn(*await proposals.withdraw(actor, which))

    async def name_off(_: discord.Interaction, actor: Actor, which: ProposalId) -> Message:
        return words.name_off(*await proposals.take_name_off(actor, which))

    acts.button("topics", topics, in_place=True)
    acts.button("topic-new", new, form=True)
    acts.form("topic", propose, again="topic-new")
    acts.choice("topic-own", own, in_place=False)
    acts.button("topic-edit", again, form=True)
    acts.form("topic-again", edit, again="topic-edit")
    acts.button("topic-withdraw", withdraw)
    acts.button("topic-name-off", name_off)


def _typed(given: Given) -> dict[str, str]:
    """What was typed into the form for a topic; who has no partner is not asked in whose name it is."""
    fields = {name: given.text(name) for name in ("title", "why", "text", "host")}
    return fields | {"beside": given.text("name") or words.ALONE}


def _choosing(acts: Acts, choices: Choices) -> None:
    async def choose(_: discord.Interaction, actor: Actor, which: CohortId, page: int) -> Message:
        return words.choose(await choices.mine(actor, which), page)

    async def tap(_: discord.Interaction, actor: Actor, which: CohortId, proposal: ProposalId, page: int) -> Message:
        return words.choose(await choices.tap(actor, which, proposal), page)

    acts.button("topics-choose", choose, in_place=True)
    acts.button("topic-tap", tap, in_place=True)


def _arranging(acts: Acts, arranging: Arranging) -> None:
    async def page(_: discord.Interaction, actor: Actor, which: CohortId, number: int) -> Message:
        return staff_words.page(await arranging.page(actor, which), number)

    async def chosen_one(_: discord.Interaction, actor: Actor, *, session: SessionId) -> Message:
        return staff_words.setting(await arranging.one(actor, session))

    async def one(_: discord.Interaction, actor: Actor, session: SessionId) -> Message:
        return staff_words.setting(await arranging.one(actor, session))

    async def topic(_: discord.Interaction, actor: Actor, session: SessionId, *, proposal: ProposalId) -> Message:
        return staff_words.done(await arranging.give_topic(actor, session, proposal))

    async def free(_: discord.Interaction, actor: Actor, session: SessionId) -> Message:
        return staff_words.done(await arranging.free(actor, session))

    async def hosts(_: discord.Interaction, actor: Actor, session: SessionId, *, people: tuple[PersonId, ...]) -> Message:
        return staff_words.done(await arranging.give_hosts(actor, session, people))

    acts.button("arrange", page, in_place=True)
    acts.choice("arrange-session", chosen_one)
    acts.button("arrange-one", one)
    acts.choice("arrange-topic", topic)
    acts.button("arrange-free", free, in_place=True)
    acts.choice("arrange-hosts", hosts)


def _publishing(acts: Acts, arranging: Arranging) -> None:
    async def closing(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return staff_words.close_question(*await arranging.preview_close(actor, which))

    async def close(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        await arranging.close(actor, which)
        return staff_words.page(await arranging.page(actor, which))

    async def preview(_: discord.Interaction, actor: Actor, which: CohortId) -> Message:
        return staff_words.preview(await arranging.preview(actor, which))

    async def publish(_: discord.Interaction, actor: Actor, which: CohortId, mark: int) -> Message:
        view, at = await arranging.publish(actor, which, mark)
        return staff_words.preview(view) if at is None else staff_words.published(view, at)

    acts.button("topics-close", closing)
    acts.button("topics-close-yes", close)
    acts.button("arrange-preview", preview)
    acts.button("arrange-publish", publish)


def _hosting(acts: Acts, hosts: Hosts) -> None:
    async def form(_: discord.Interaction, actor: Actor, session: SessionId) -> Form:
        return await hosts.form(actor, session)

    async def needs(_: discord.Interaction, actor: Actor, session: SessionId, *, given: Given) -> Message:
        return staff_words.needs_saved(*await hosts.needs(actor, session, given.text("needs")))

    acts.button("host-needs", form, form=True)
    acts.form("host-needs", needs, again="host-needs")
