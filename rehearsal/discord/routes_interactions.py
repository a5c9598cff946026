"""Answers to interactions: callbacks, follow-ups, edits of the original."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rehearsal.discord import components, messages, pings
from rehearsal.discord.acts import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction
from rehearsal.discord.errors import DiscordError, Json, Violations, invalid
from rehearsal.discord.interactions import for_callback, for_webhook
from rehearsal.discord.model import EPHEMERAL, LOADING, Message
from rehearsal.discord.routing import Call, Reply, Routes
from rehearsal.discord.seen import form_of
from rehearsal.discord.shapes import items, part

_ANSWERS = {COMMAND: (4, 5, 9), COMPONENT: (4, 5, 6, 7, 9), AUTOCOMPLETE: (8,), SUBMIT: (4, 5)}


def _allowed(interaction: Interaction) -> tuple[int, ...]:
    """Answer types by interaction; a form opened from a button may also update that button's message."""
    allowed = _ANSWERS[interaction.kind]
    return (*allowed, 6, 7) if interaction.kind == SUBMIT and interaction.source is not None else allowed


def callback(call: Call) -> Reply:
    interaction = for_callback(call.world, call.id("interaction_id"), call.path["interaction_token"])
    kind = call.json.get("type")
    data: Json = part(call.json, "data")
    if not isinstance(kind, int) or kind not in _allowed(interaction):
        raise invalid("type", f"An interaction of type {interaction.kind} cannot be answered with type {kind}.")
    if kind in (8, 9):
        _check(kind, data)
    elif kind != 6:  # a deferred update leaves everything as it stands
        {4: _message, 5: _defer, 7: _update}[kind](call, interaction, data)
    interaction.acknowledge(kind)
    if kind in (5, 6):
        interaction.answer.kind, interaction.answer.deferred = "deferred", True
        interaction.answer.first.set()
    else:
        _soon(call, _show, interaction, kind, data)
    if not call.flag("with_response"):
        return 204, None
    return 200, _resource(call, interaction, kind)


def _resource(call: Call, interaction: Interaction, kind: int) -> Json:
    body: Json = {"interaction": {"id": str(interaction.id), "type": interaction.kind}}
    message = interaction.response if kind in (4, 5) else interaction.source if kind in (6, 7) else None
    if message is not None:
        body["interaction"] |= {
            "response_message_id": str(message.id),
            "response_message_loading": kind == 5,
            "response_message_ephemeral": bool(message.flags & EPHEMERAL),
        }
        if kind != 6:
            body["resource"] = {"type": kind, "message": messages.rest_json(call.world, message)}
    return body


def _message(call: Call, interaction: Interaction, data: Json) -> None:
    ephemeral = int(data.get("flags") or 0) & EPHEMERAL
    interaction.response = messages.create(
        call.world,
        interaction.channel,
        call.world.bot,
        data,
        files=call.files,
        interaction=interaction,
        ephemeral_for=interaction.person.id if ephemeral else 0,
        defaults=pings.USERS,
        kind=20 if interaction.kind == COMMAND else 0,
        prefix="data.",
    )


def _defer(call: Call, interaction: Interaction, data: Json) -> None:
    flags = int(data.get("flags") or 0)
    if flags & ~EPHEMERAL:
        raise invalid("data.flags", "Only EPHEMERAL can be set on a deferred response.")
    interaction.callback_ephemeral = bool(flags)
    interaction.response = messages.create(
        call.world,
        interaction.channel,
        call.world.bot,
        {"flags": flags | LOADING},
        interaction=interaction,
        ephemeral_for=interaction.person.id if flags else 0,
        kind=20 if interaction.kind == COMMAND else 0,
    )


def _update(call: Call, interaction: Interaction, data: Json) -> None:
    source = interaction.source
    if source is None or source.deleted:
        raise DiscordError(10008)
    messages.edit(call.world, source, data, files=call.files, defaults=pings.USERS, prefix="data.")


def _check(kind: int, data: Json) -> None:
    """Choices or a form, within their limits."""
    found = Violations()
    if kind == 9:
        components.Checker(found).form(data)
    choices = items(data, "choices")
    found.count("data.choices", len(choices), 25)
    for index, choice in enumerate(choices):
        found.length(f"data.choices.{index}.name", choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            found.length(f"data.choices.{index}.value", choice["value"], 100, 1)
    found.finish()


def _soon(call: Call, what: Callable[..., None], *args: object) -> None:
    """A person sees things a moment after the bot has its own response: clients keep forms and views only then."""
    asyncio.get_running_loop().call_later(call.world.hand_over, what, *args)


def _show(interaction: Interaction, kind: int, data: Json) -> None:
    """Let the waiting person see the answer."""
    answer = interaction.answer
    if kind == 8:
        answer.choices = items(data, "choices")
        answer.shows("choices", None)
    elif kind == 9:
        components.numbered(data["components"])
        answer.form = form_of(data, interaction.channel, interaction.source)
        answer.shows("form", None)
    else:
        answer.shows("message" if kind == 4 else "update", interaction.response if kind == 4 else interaction.source)


def follow_up(call: Call) -> Reply:
    interaction = for_webhook(call.world, call.id("webhook_id"), call.path["webhook_token"])
    response = interaction.response
    if interaction.callback == 5 and response is not None and response.flags & LOADING:
        # Deprecated but real: the first follow-up after "thinking" fills the loading message.
        messages.edit(call.world, response, call.json, files=call.files, defaults=pings.USERS)
        _soon(call, interaction.answer.shows, "message", response)
        return 200, messages.rest_json(call.world, response)
    ephemeral = int(call.json.get("flags") or 0) & EPHEMERAL
    message = messages.create(
        call.world,
        interaction.channel,
        call.world.bot,
        call.json,
        files=call.files,
        interaction=interaction,
        ephemeral_for=interaction.person.id if ephemeral else 0,
        defaults=pings.USERS,
    )
    _soon(call, interaction.answer.followed, message)
    if interaction.callback in (5, 6) and interaction.stands():
        _soon(call, interaction.answer.shows, "message", message)
    return 200, messages.rest_json(call.world, message)


def _found(call: Call) -> tuple[Interaction, Message]:
    """The interaction and the message of it that the path names."""
    interaction = for_webhook(call.world, call.id("webhook_id"), call.path["webhook_token"])
    if "message_id" in call.path:
        message = call.world.messages.get(call.id("message_id"))
        own = message is not None and message.interaction is interaction
        message = message if own else None
    else:
        message = interaction.response if interaction.callback in (4, 5) else None
        if interaction.callback in (6, 7):
            message = interaction.source
    if message is None or message.deleted:
        raise DiscordError(10008)
    return interaction, message


def get(call: Call) -> Reply:
    _, message = _found(call)
    return 200, messages.rest_json(call.world, message)


def edit(call: Call) -> Reply:
    interaction, message = _found(call)
    messages.edit(call.world, message, call.json, files=call.files, defaults=pings.USERS)
    if interaction.callback in (5, 6) and interaction.stands():
        _soon(call, interaction.answer.shows, "update" if interaction.callback == 6 else "message", message)
    return 200, messages.rest_json(call.world, message)


def delete(call: Call) -> Reply:
    interaction, message = _found(call)
    messages.delete(call.world, message)
    if interaction.callback in (5, 6) and interaction.stands():
        _soon(call, interaction.answer.shows, "deleted", None)
    return 204, None


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: Routes = {
    "POST /interactions/{interaction_id}/{interaction_token}/callback": callback,
    f"POST {_HOOK}": follow_up,
    f"GET {_HOOK}/messages/@original": get,
    f"PATCH {_HOOK}/messages/@original": edit,
    f"DELETE {_HOOK}/messages/@original": delete,
    f"GET {_HOOK}/messages/{{message_id}}": get,
    f"PATCH {_HOOK}/messages/{{message_id}}": edit,
    f"DELETE {_HOOK}/messages/{{message_id}}": delete,
}
