"""People played by scripts: they do what persons do in Discord's client, and see what persons see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rehearsal.discord import components, messages, permissions, routes_threads
from rehearsal.discord.acts import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Answer, Interaction
from rehearsal.discord.errors import Json
from rehearsal.discord.interactions import answered, send
from rehearsal.discord.model import Channel, Event, Message, User
from rehearsal.discord.seen import CannotDo, Field, Form, Seen, label
from rehearsal.discord.typed import Filling, Resolved, Typist, count, descend, find_command, nest, option_value, picked
from rehearsal.discord.world import World

Place = Channel | User


class Person(User):
    """Somebody with an account. Every act is awaited until the person sees what became of it."""

    def __init__(self, world: World, name: str, locale: str = "en-US", *, dms_open: bool = True) -> None:
        super().__init__(world.snowflakes.next(), name, False, locale, dms_open)
        self.world = world

    # seeing

    @property
    def dm(self) -> list[Seen]:
        """Their DM with the bot, oldest first."""
        channel = self.world.dms.get(self.id)
        return self._shown(channel) if channel is not None else []

    def sees(self, channel: Channel) -> list[Seen]:
        """The messages of a channel or thread that this person sees, oldest first; none without access."""
        rights = permissions.in_channel(channel, self.id)
        if channel.deleted or not rights & permissions.VIEW_CHANNEL:
            return []
        return self._shown(channel, history=bool(rights & permissions.READ_MESSAGE_HISTORY))

    def _shown(self, channel: Channel, *, history: bool = True) -> list[Seen]:
        found = (channel.messages[one] for one in channel.order)
        return [Seen(m) for m in found if m.ephemeral_for in (0, self.id) and (history or m.ephemeral_for)]

    def can_see(self, message: Seen | Message) -> bool:
        stored = message.stored if isinstance(message, Seen) else message
        there = not stored.deleted and stored.ephemeral_for in (0, self.id)
        return there and bool(permissions.in_channel(stored.channel, self.id) & permissions.VIEW_CHANNEL)

    def threads(self, channel: Channel) -> list[Channel]:
        """The threads of a channel that this person sees."""
        known = channel.server.threads.values() if channel.server else ()
        view = permissions.VIEW_CHANNEL
        return [one for one in known if one.parent is channel and permissions.in_channel(one, self.id) & view]

    def _place(self, place: Place) -> Channel:
        if isinstance(place, Channel):
            if place.deleted or not permissions.in_channel(place, self.id) & permissions.VIEW_CHANNEL:
                raise CannotDo(f"{self.name} does not see #{place.name}")
            return place
        if place is not self.world.bot:
            raise CannotDo("people write only to the bot here")
        if self.id not in self.world.dms and not self.world.mutual_server(self.id):
            raise CannotDo(f"{self.name} has no server in common with the bot")
        return self.world.dm_with(self)

    # acting

    async def command(
        self,
        place: Place,
        name: str,
        /,
        *,
        careful: bool = True,
        wait: bool = True,
        options: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Answer:
        """A slash command by its full name; values by option name (`options` for names Python cannot write)."""
        channel = self._place(place)
        data = self.typed(channel, name, {**(options or {}), **values}, careful=careful)
        return await self._act(COMMAND, channel, data, f"/{name}", wait=wait)

    async def autocomplete(
        self,
        place: Place,
        name: str,
        /,
        *,
        focused: str,
        **values: Any,
    ) -> list[Json]:
        """What is offered while typing into `focused`: name and value of each choice."""
        channel = self._place(place)
        data = self.typed(channel, name, {focused: "", **values}, careful=True, focused=focused)
        answer = await self._act(AUTOCOMPLETE, channel, data, f"/{name} {focused}=...", wait=True)
        return answer.choices

    def typed(self, channel: Channel, name: str, values: Mapping[str, Any], *, careful: bool, focused: str = "") -> Json:
        """What Discord's client sends for a command with these values."""
        values = {key: value for key, value in values.items() if value is not None}
        first, *rest = name.removeprefix("/").split(" ")
        command = find_command(self.world, self, channel, first, 1)
        path, known = descend(command, rest, self.locale)
        resolved = Resolved(self.world, channel)
        typed = Typist(resolved, self.locale, careful=careful).options(known, values, focused)
        data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": nest(path, typed)}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        return data | ({"resolved": resolved.body} if resolved.body else {})

    async def pick(self, message: Seen, name: str, /, *, wait: bool = True) -> Answer:
        """A message command ("Apps" in a message's menu)."""
        if not self.can_see(message):
            raise CannotDo(f"{self.name} does not see that message")
        command = find_command(self.world, self, message.channel, name, 3)
        resolved = Resolved(self.world, message.channel)
        target = resolved.add(message.stored)
        data = {"id": command["id"], "name": command["name"], "type": 3, "target_id": target, "resolved": resolved.body}
        return await self._act(COMMAND, message.channel, data, f"{name!r} on a message", wait=wait)

    async def click(self, message: Seen, name: str = "", /, *, custom_id: str = "", wait: bool = True) -> Answer:
        """Press a button by its label or custom id."""
        found = [
            one
            for one in components.walk(self._looked_at(message).components)
            if one.get("type") == components.BUTTON and (one.get("custom_id") == custom_id if custom_id else label(one) == name)
        ]
        if not found:
            raise CannotDo(f"there is no button {name or custom_id!r}, only {message.buttons}")
        button = found[0]
        if button.get("disabled") or not button.get("custom_id"):
            raise CannotDo(f"the button {label(button)!r} cannot be pressed")
        data = {"component_type": 2, "custom_id": button["custom_id"], "id": button["id"]}
        return await self._act(COMPONENT, message.channel, data, f"[{label(button)}]", source=message.stored, wait=wait)

    def _looked_at(self, message: Seen) -> Seen:
        if not self.can_see(message):
            raise CannotDo(f"{self.name} does not see that message")
        return message

    async def choose(self, message: Seen, name: str, values: Sequence[Any], /, *, careful: bool = True, wait: bool = True) -> Answer:
        """Choose from a select, named by its placeholder or custom id."""
        found = [one for one in self._looked_at(message).selects if name in (one["custom_id"], one.get("placeholder"))]
        if not found or found[0].get("disabled"):
            raise CannotDo(f"there is nothing to choose from under {name!r}")
        raw, resolved = found[0], Resolved(self.world, message.channel)
        if raw["type"] != components.SELECT:
            chosen = [picked(resolved, Field(name, "", raw), one) for one in values]
        elif careful:
            chosen = [option_value(Field(name, "", raw), one) for one in values]
        else:
            chosen = [str(one) for one in values]
        if careful:
            count(raw, name, len(chosen))
        data: Json = {"component_type": raw["type"], "custom_id": raw["custom_id"], "id": raw["id"], "values": chosen}
        if raw["type"] != components.SELECT:
            data["resolved"] = resolved.body
        return await self._act(COMPONENT, message.channel, data, f"<{name}>", source=message.stored, wait=wait)

    async def submit(self, form: Form, values: Mapping[str, Any] | None = None, /, *, careful: bool = True, wait: bool = True) -> Answer:
        """Send a form; fields by custom id or label, the others stay as they were prefilled."""
        resolved = Resolved(self.world, form.channel)
        filled = Filling(form, resolved, careful=careful).components(values or {})
        data: Json = {"custom_id": form.custom_id, "components": filled, "resolved": resolved.body}
        return await self._act(SUBMIT, form.channel, data, f"form {form.title!r}", source=form.source, wait=wait)

    async def _act(self, kind: int, channel: Channel, data: Json, what: str, *, wait: bool, source: Message | None = None) -> Answer:
        interaction = Interaction(self.world, kind, self, channel, source)
        send(self.world, interaction, data, what=what)
        return await answered(self.world, interaction, wait=wait)

    # writing

    async def write(self, place: Place, text: str, /, *, reply_to: Seen | None = None, files: messages.Files | None = None) -> Seen:
        """Post in a channel or thread, or DM the bot."""
        channel = self._place(place)
        if channel.server is None:
            if not self.world.mutual_server(self.id) or not self.dms_open:
                raise CannotDo(f"{self.name} and the bot cannot write to each other")
        elif not permissions.in_channel(channel, self.id) & permissions.SEND_MESSAGES:
            raise CannotDo(f"{self.name} may not write in #{channel.name}")
        elif channel.thread is not None and channel.thread.locked:
            raise CannotDo("the thread is locked")
        body: Json = {"content": text}
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(reply_to.id)}
        if channel.thread is not None and self.id not in channel.thread.members:
            routes_threads.join(self.world, channel, self)
        return Seen(messages.create(self.world, channel, self, body, files=files))

    async def edit(self, message: Seen, text: str, /) -> None:
        if message.author is not self:
            raise CannotDo("only one's own messages can be edited")
        messages.edit(self.world, message.stored, {"content": text})

    async def delete(self, message: Seen, /) -> None:
        manage = permissions.in_channel(message.channel, self.id) & permissions.MANAGE_MESSAGES
        if message.author is not self and not (manage and message.channel.server):
            raise CannotDo("only one's own messages can be deleted")
        messages.delete(self.world, message.stored)

    def interested(self, event: Event, *, yes: bool = True) -> None:
        """Press "Interested" on a scheduled event (Discord tells apps next to nothing about it)."""
        if yes:
            event.users[self.id] = self
        else:
            event.users.pop(self.id, None)


async def raw_interaction(world: World, person: User, payload: Json, *, wait: bool = True) -> Answer:
    """Any interaction at all, for hostile drivers: `type` and `data` as given, the rest filled in where absent.

    `channel_id` chooses the channel (default: the DM with the bot), `message_id` a message it came from; other keys
    replace those of the payload.
    """
    extra = dict(payload)
    kind, data = int(extra.pop("type", COMPONENT)), extra.pop("data", {})
    channel = world.channels.get(int(extra.pop("channel_id", 0)))
    source = world.messages.get(int(extra.pop("message_id", 0)))
    if channel is None:
        channel = source.channel if source is not None else world.dm_with(person)
    interaction = Interaction(world, kind, person, channel, source)
    send(world, interaction, data, what=f"raw {kind} {data.get('custom_id') or data.get('name')}", override=extra)
    return await answered(world, interaction, wait=wait)
