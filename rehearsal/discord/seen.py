"""What people see: messages and forms as a person at a screen would describe them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsal.discord import components
from rehearsal.discord.errors import Json
from rehearsal.discord.model import EPHEMERAL, LOADING, Channel, Message, User
from rehearsal.discord.shapes import items, part


class CannotDo(AssertionError):  # noqa: N818 - a sentence: Dana cannot do this
    """A person cannot do this: they do not see it, or Discord's own client would not let them."""


@dataclass(frozen=True)
class Seen:
    """A message as it now stands (edits show through; keep `text` if you need the old words)."""

    stored: Message

    @property
    def id(self) -> int:
        return self.stored.id

    @property
    def kind(self) -> int:
        """Discord's message type: 0 ordinary, 19 reply, 20 answer to a command; 6, 18, 21 are notices of its own."""
        return self.stored.kind

    @property
    def channel(self) -> Channel:
        return self.stored.channel

    @property
    def at(self) -> datetime:
        """When it was sent, by the rehearsal's clock."""
        return self.stored.at

    @property
    def author(self) -> User:
        return self.stored.author

    @property
    def content(self) -> str:
        return self.stored.content

    @property
    def embeds(self) -> list[Json]:
        return self.stored.embeds

    @property
    def components(self) -> list[Json]:
        return self.stored.components

    @property
    def attachments(self) -> list[Json]:
        return self.stored.attachments

    @property
    def text(self) -> str:
        """Every word a reader meets: content, v2 text, embeds."""
        parts = [self.content, *components.texts(self.components)]
        for embed in self.embeds:
            parts += [str(embed.get("title") or ""), str(embed.get("description") or "")]
            parts += [f"{one['name']}\n{one['value']}" for one in items(embed, "fields")]
            parts.append(str(part(embed, "footer").get("text") or ""))
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """Labels, in order; emoji stand for themselves."""
        return [label(one) for one in components.walk(self.components) if one.get("type") == components.BUTTON]

    @property
    def open_buttons(self) -> list[str]:
        """Labels of the buttons that can be pressed."""
        found = [one for one in components.walk(self.components) if one.get("type") == components.BUTTON]
        return [label(one) for one in found if not one.get("disabled")]

    @property
    def selects(self) -> list[Json]:
        kinds = (components.SELECT, *components.AUTO_SELECTS)
        return [one for one in components.walk(self.components) if one.get("type") in kinds]

    @property
    def ephemeral(self) -> bool:
        return bool(self.stored.flags & EPHEMERAL)

    @property
    def thinking(self) -> bool:
        return bool(self.stored.flags & LOADING)

    @property
    def edited_at(self) -> datetime | None:
        return self.stored.edited_at

    @property
    def nonce(self) -> str | int | None:
        return self.stored.nonce

    @property
    def deleted(self) -> bool:
        return self.stored.deleted

    @property
    def pinned(self) -> bool:
        return self.id in self.channel.pins

    @property
    def thread(self) -> Channel | None:
        return self.stored.thread

    @property
    def reply_to(self) -> Seen | None:
        return Seen(self.stored.reference) if self.stored.reference is not None else None


def label(button: Json) -> str:
    return str(button.get("label") or part(button, "emoji").get("name") or "")


KINDS = {
    components.TEXT_INPUT: "text",
    components.SELECT: "select",
    5: "users",
    6: "roles",
    7: "mentionables",
    8: "channels",
    components.FILE_UPLOAD: "files",
    components.RADIO: "radio",
    components.CHECKBOXES: "checkboxes",
    components.CHECKBOX: "checkbox",
}


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    label: str
    description: str
    raw: Json

    @property
    def custom_id(self) -> str:
        return str(self.raw["custom_id"])

    @property
    def kind(self) -> str:
        return KINDS[self.raw["type"]]

    @property
    def required(self) -> bool:
        """Discord's default is true, except for a single checkbox, which cannot be required."""
        return bool(self.raw.get("required", True)) and self.kind != "checkbox"

    @property
    def options(self) -> list[tuple[str, str]]:
        """Label and value of each choice."""
        return [(str(one["label"]), str(one["value"])) for one in items(self.raw, "options")]

    @property
    def default(self) -> str | list[str] | bool | None:
        """What stands in the field before anyone types."""
        chosen = [str(one["value"]) for one in items(self.raw, "options") if one.get("default")]
        if self.kind == "text":
            return str(self.raw.get("value") or "")
        if self.kind == "radio":
            return chosen[0] if chosen else None
        if self.kind == "checkbox":
            return bool(self.raw.get("default"))
        return chosen or [str(one["id"]) for one in items(self.raw, "default_values")]

    @property
    def value(self) -> str | list[str] | bool | None:
        return self.default

    @property
    def placeholder(self) -> str:
        return str(self.raw.get("placeholder") or "")


@dataclass(frozen=True)
class Form:
    """An open form. It stays open until submitted, also over a restart of the bot."""

    title: str
    custom_id: str
    fields: list[Field]
    notes: list[str]
    raw: Json
    channel: Channel
    source: Message | None

    def field(self, name: str) -> Field:
        for one in self.fields:
            if name in (one.custom_id, one.label):
                return one
        raise CannotDo(f"the form {self.title!r} has no field {name!r}, only {[one.label for one in self.fields]}")


def form_of(data: Json, channel: Channel, source: Message | None) -> Form:
    fields: list[Field] = []
    notes: list[str] = []
    for one in items(data, "components"):
        if one["type"] == components.LABEL:
            fields.append(Field(one["label"], one.get("description") or "", one["component"]))
        elif one["type"] == components.ROW:
            fields += [Field(child.get("label") or "", "", child) for child in one["components"]]
        else:
            notes.append(str(one.get("content", "")))
    return Form(data["title"], data["custom_id"], fields, notes, data, channel, source)
