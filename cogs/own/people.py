"""`/me`, `/pause`, `/help`: one's own corner."""

from typing import Any

import discord
from discord import app_commands

from cogs.shared.acts import Acts, Located, actor_of, answer
from cogs.shared.carried import Given
from domain.ground.people import Actor
from messages.ground.values import Form, Message
from messages.own import pauses
from messages.own import people as words
from services.own.people import People


def commands(people: People, located: Located) -> list[app_commands.Command[Any, ..., None]]:
    """The commands that everybody has, on a server and in a direct message, which says where its author is only through `located`."""

    @app_commands.command(name="me", description="Your cohorts, your study partners, your settings")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    async def me(interaction: discord.Interaction) -> None:
        async def work() -> Message:
            return words.me(await people.me(await located(actor_of(interaction))))

        await answer(interaction, work())

    @app_commands.command(name="pause", description="A hard week: everything automatic stops until a day you name")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    @app_commands.describe(until="The day you are back, such as 2026-11-30; leave it out to choose from a list")
    async def pause(interaction: discord.Interaction, until: str | None = None) -> None:
        async def work() -> Message:
            actor = actor_of(interaction)
            if until is None:
                return pauses.until_when(*await people.may_pause_until(actor))
            return pauses.paused(*await people.pause(actor, until=until), actor.name)

        await answer(interaction, work())

    @app_commands.command(name="help", description="The likely next things for you")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    async def help_(interaction: discord.Interaction) -> None:
        async def work() -> Message:
            return words.help_(await people.help(await located(actor_of(interaction))))

        await answer(interaction, work())

    return [me, pause, help_]


def acts(acts: Acts, people: People) -> None:
    """One's own buttons and choices."""

    async def me(_: discord.Interaction, actor: Actor) -> Message:
        return words.me(await people.me(actor))

    async def places(_: discord.Interaction, actor: Actor, page: int) -> Message:
        return words.places(await people.me(actor), page)

    async def hard_week(_: discord.Interaction, actor: Actor) -> Message:
        return pauses.until_when(*await people.may_pause_until(actor))

    async def pause_for(_: discord.Interaction, actor: Actor, *, days: str) -> Message:
        return pauses.paused(*await people.pause(actor, days=days), actor.name)

    async def pause_day(_: discord.Interaction, actor: Actor) -> Form:
        return pauses.day_form()

    async def pause_until(_: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        return pauses.paused(*await people.pause(actor, until=given.text("until")), actor.name)

    async def resume(_: discord.Interaction, actor: Actor) -> Message:
        await people.resume(actor)
        return words.resumed()

    async def tell(_: discord.Interaction, actor: Actor) -> Message:
        await people.tell_partners_of_pause(actor)
        return pauses.told()

    acts.button("me", me)
    acts.button("places", places, in_place=True)
    _settings(acts, people)
    acts.button("hard-week", hard_week)
    acts.choice("pause-for", pause_for, in_place=False)
    acts.button("pause-day", pause_day, form=True)
    acts.form("pause-day", pause_until, again="pause-day")
    acts.button("resume", resume)
    acts.button("pause-tell", tell)


def _settings(acts: Acts, people: People) -> None:
    """When one is reminded, when it is quiet, and by which clock."""

    async def reminder(_: discord.Interaction, actor: Actor, *, before: str) -> Message:
        return words.me(await people.set_reminder(actor, before))

    async def quiet(_: discord.Interaction, actor: Actor, *, when: str) -> Message:
        return words.me(await people.set_quiet(actor, when))

    async def clock(_: discord.Interaction, actor: Actor) -> Form:
        return await people.clock_form(actor)

    async def set_clock(_: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        return words.me(await people.set_clock(actor, given.text("zone"), given.text("hours")))

    async def place(_: discord.Interaction, actor: Actor, chosen: str) -> Message:
        return words.me(await people.set_zone(actor, chosen))

    async def town(_: discord.Interaction, actor: Actor) -> Form:
        return await people.town_form(actor)

    async def set_town(_: discord.Interaction, actor: Actor, *, given: Given) -> Message:
        return words.town_saved(await people.set_town(actor, given.text("town"), evenings=given.text("evenings") == "yes"))

    async def town_place(_: discord.Interaction, actor: Actor, evenings: str, chosen: str) -> Message:
        return words.town_saved(await people.set_town(actor, chosen, evenings=evenings == "yes"))

    async def direct_again(_: discord.Interaction, actor: Actor) -> Message:
        return words.direct_tried(thread=await people.try_direct(actor))

    acts.button("direct-again", direct_again)
    acts.choice("reminder", reminder)
    acts.choice("quiet", quiet)
    acts.button("clock", clock, form=True)
    acts.form("clock", set_clock, again="clock", choose="clock-place")
    acts.button("clock-place", place)
    acts.button("town", town, form=True)
    acts.form("town", set_town, again="town", choose="town-place")
    acts.button("town-place", town_place)
