"""An act of a person as an interaction, and what became of it."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta

from rehearsal.discord import payloads
from rehearsal.discord.errors import Json
from rehearsal.discord.ground import Ground
from rehearsal.discord.model import Channel, Guild, Message, User
from rehearsal.discord.seen import Form, Seen

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
TOKEN_LIFE = timedelta(minutes=15)


class Interaction:
    """One act of a person and what the bot made of it."""

    def __init__(self, world: Ground, kind: int, person: User, channel: Channel, source: Message | None) -> None:
        self.id = world.snowflakes.next()
        self.token = secrets.token_urlsafe(48)
        self.kind = kind
        self.person = person
        self.channel = channel
        self.source = source
        self.created = world.now()
        self.started = time.monotonic()
        self.state = "pending"
        self.callback = 0
        self.callback_ephemeral = False
        self.response: Message | None = None
        self.answer = Answer(self)
        self.what = ""
        self.timer: asyncio.TimerHandle | None = None
        self.sent: Json = {}
        self._stands = False
        self._world = world

    @property
    def server(self) -> Guild | None:
        return self.channel.server

    @property
    def expired(self) -> bool:
        return self._world.now() - self.created > TOKEN_LIFE

    def acknowledge(self, callback: int) -> None:
        self.state, self.callback = "answered", callback
        self.answer.seconds = time.monotonic() - self.started
        if self.timer is not None:
            self.timer.cancel()

    def stands(self) -> bool:
        """True for the first thing that answers a deferral, which the person sees a moment later; what follows is a follow-up."""
        first, self._stands = not self._stands, True
        return first

    def die(self) -> None:
        """Three seconds without an answer: the person reads "interaction failed"."""
        if self.state == "pending":
            self.state = "dead"
            self._world.failures.append(f"{self.person.name}: {self.what}: no answer in {self._world.patience} s")
            self.answer.seconds = time.monotonic() - self.started
            self.answer.shows("failed", None)

    def on_message(self) -> Json:
        """What an answering message says of the interaction that caused it."""
        app = str(self._world.bot.id)
        owners = {"0": str(self.server.id) if self.server else "0"}
        metadata: Json = {
            "id": str(self.id),
            "type": self.kind,
            "user": payloads.user_json(self.person),
            "authorizing_integration_owners": owners,
        }
        if self.response is not None:
            metadata["original_response_message_id"] = str(self.response.id)
        if self.kind == COMPONENT and self.source is not None:
            metadata["interacted_message_id"] = str(self.source.id)
        return {"webhook_id": app, "application_id": app, "interaction_metadata": metadata}


@dataclass
class Answer:
    """What became of an act. `kind`: message, update, form, choices, deferred, unresolved, deleted, failed.

    `text`, `buttons` are as they stood when the act was answered; `message` shows later edits too.
    """

    interaction: Interaction
    kind: str = "pending"
    text: str = ""
    buttons: list[str] = field(default_factory=list[str])
    message: Seen | None = None
    form: Form | None = None
    choices: list[Json] = field(default_factory=list[Json])
    seconds: float = 0.0
    deferred: bool = False
    followups: list[Seen] = field(default_factory=list[Seen])
    first: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ephemeral(self) -> bool:
        return self.message is not None and self.message.ephemeral

    def shows(self, kind: str, message: Message | None) -> None:
        """The act is answered for good with this message."""
        self.kind = kind
        if message is not None:
            self.message = Seen(message)
            self.text, self.buttons = self.message.text, self.message.buttons
        self.first.set()
        self.done.set()

    def followed(self, message: Message) -> None:
        self.followups.append(Seen(message))
        self._news.set()

    async def followup(self, number: int = 1, *, within: float = 5.0) -> Seen:
        """The so-many-th follow-up, waited for in real time."""
        async with asyncio.timeout(within):
            while len(self.followups) < number:
                self._news.clear()
                await self._news.wait()
        return self.followups[number - 1]
