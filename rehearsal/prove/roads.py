"""Every road by which each kind of person can send something to the bot."""

from collections.abc import Iterable
from typing import Any

from cogs.shared.render import custom_id
from rehearsal.discord import Answer, CannotDo, Upload
from rehearsal.discord.acts import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from rehearsal.discord.errors import Json
from rehearsal.discord.model import Channel
from rehearsal.discord.payloads import message_json
from rehearsal.discord.typed import ATTACHMENT, CHANNEL, INTEGER, ROLE, USER
from rehearsal.prove.entries import Leaf, leaves, on_messages
from rehearsal.prove.everyone import BY_DM, ELSEWHERE, ROSTER, World


class Roads:
    """How each kind of person sends each kind of thing: where they are, with what is valid there."""

    def __init__(self, world: World) -> None:
        self._world = world
        known = world.stage.discord.commands[0]
        self._leaves = {leaf.name: leaf for leaf in leaves(known)}
        self._on_messages = {str(one["name"]): one for one in on_messages(known)}

    def place(self, kind: str) -> Channel | None:
        """Where they act: on their own server, or in their conversation with the bot."""
        return None if kind.endswith(BY_DM) else self._world.their_place if kind == ELSEWHERE else self._world.signup

    async def send(self, kind: str, entry: str, args: str, typed: dict[str, Any]) -> Answer | None:
        """One act of that kind of person; None for what Discord does not show them there."""
        args = args.format(**self._world.ids)
        road, _, name = entry.partition(" ")
        match road:
            case "command":
                return await self._command(kind, self._leaves[name.removeprefix("/")], self._options(args, typed))
            case "autocomplete":
                return await self._suggestion(kind, self._leaves[name.removeprefix("/")])
            case "button":
                return await self._raw(kind, COMPONENT, {"component_type": 2, "custom_id": self._id("b", name, args), "id": 1})
            case "select":
                data: Json = {"component_type": 3, "custom_id": self._id("s", name, args), "id": 1, "values": self._named(typed["values"])}
                return await self._raw(kind, COMPONENT, data)
            case "form":
                return await self._raw(kind, SUBMIT, {"custom_id": self._id("f", name, args), "components": list(self._parts(typed))})
            case _:
                return await self._message_command(kind, self._on_messages[name.removeprefix("command ")])

    def _id(self, what: str, act: str, args: str) -> str:
        return custom_id(what, act, tuple(args.split("/")) if args else ())

    async def _raw(self, kind: str, type_: int, data: Json) -> Answer:
        place = self.place(kind)
        payload: Json = {"type": type_, "data": data} | ({} if place is None else {"channel_id": place.id})
        return await self._world.stage.discord.raw_interaction(self._world.people[kind], payload)

    def _options(self, args: str, typed: dict[str, Any]) -> dict[str, Any]:
        return dict(part.split("=", 1) for part in args.split()) | typed

    async def _command(self, kind: str, leaf: Leaf, given: dict[str, Any]) -> Answer | None:
        taken = [option for option in leaf.options if option["name"] in given or option.get("required")]
        options = {option["name"]: self._value(kind, option["type"], given.get(option["name"])) for option in taken}
        place, person, discord = self.place(kind), self._world.people[kind], self._world.stage.discord
        try:
            return await person.command(place or discord.bot, leaf.name, options=options)
        except CannotDo:
            if place is not None:
                raise
        forged = self._world.manager.typed(self._world.signup, leaf.name, options, careful=False)  # Discord shows it on a server only
        return await self._raw(kind, COMMAND, forged)

    def _value(self, kind: str, type_: int, given: Any) -> Any:
        """What was given, as the option takes it; a person, role or channel is one of the server where one is."""
        world, there = self._world, kind == ELSEWHERE
        found = {
            USER: world.people[ELSEWHERE] if there else world.outsider,
            ROLE: world.their_role if there else world.managers,
            CHANNEL: world.their_home if there else world.signup,  # not the home of any cohort on the first server
            ATTACHMENT: Upload("a.csv", given or ROSTER),
        }
        return int(given) if type_ == INTEGER else found.get(type_, given)

    async def _suggestion(self, kind: str, leaf: Leaf) -> Answer | None:
        option = leaf.suggests[0]
        place = self.place(kind)
        if place is None:
            return None
        nested: list[Json] = [{"type": option["type"], "name": option["name"], "value": "", "focused": True}]
        for one in reversed(leaf.path):
            nested = [{"type": one["type"], "name": one["name"], "options": nested}]
        return await self._raw(kind, AUTOCOMPLETE, {"id": leaf.top["id"], "name": leaf.top["name"], "type": 1, "options": nested})

    def _parts(self, typed: dict[str, Any]) -> Iterable[Json]:
        for name, value in typed.items():
            written = isinstance(value, str)
            held: Json = {"value": value} if written else {"values": self._named(value)}
            yield {"type": 18, "id": 1, "component": {"type": 4 if written else 3, "id": 2, "custom_id": name} | held}

    def _named(self, values: list[str]) -> list[str]:
        return [value.format(**self._world.ids) for value in values]

    async def _message_command(self, kind: str, known: Json) -> Answer | None:
        """On what was written under the question, wherever they are; a direct message has no such command."""
        if self.place(kind) is None:
            return None
        message = self._world.asked.stored
        resolved = {"messages": {str(message.id): message_json(message)}}
        data = {"id": known["id"], "name": known["name"], "type": 3, "target_id": str(message.id), "resolved": resolved}
        return await self._raw(kind, COMMAND, data)
