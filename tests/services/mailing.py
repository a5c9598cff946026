"""Letters to people, and a Discord on which they take no direct messages, or on which a moderator deletes their threads."""

from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from domain.ground.ids import ChannelId, CohortId, MessageId, ServerId, UserId
from domain.sending.deliveries import Class, Delivery, Subject
from domain.sending.facts import Said
from messages.ground.values import Message
from services.ground.ports import (
    Absent,
    Direct,
    Done,
    Effect,
    LookFrom,
    Membership,
    OpenThread,
    Outcome,
    Post,
    Present,
    Refused,
    Sight,
    Unseeable,
)
from services.sending.sender import Sender
from tests.services.conftest import House


@dataclass
class Far:
    """A Discord at the port: once `closed`, nobody takes direct messages; threads open where one may, and a moderator deletes them."""

    closed: bool = False
    forbidden: bool = False
    shut: bool = False  # nobody may write in a thread
    threads: list[ChannelId] = field(default_factory=list[ChannelId])
    opened_in: list[ChannelId] = field(default_factory=list[ChannelId])
    posts: list[tuple[ChannelId, str]] = field(default_factory=list[tuple[ChannelId, str]])
    gone: set[ChannelId] = field(default_factory=set[ChannelId])

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        if isinstance(effect, Post) and effect.channel in self.gone:
            return Unseeable(10003, gone=True)
        return Absent()

    async def do(self, effect: Effect) -> Outcome:
        match effect:
            case Direct() if self.closed:
                return Refused(50007, closed=True)
            case OpenThread() if self.forbidden:
                return Refused(50013, place=True)
            case OpenThread(_, channel):
                self.opened_in.append(channel)
                self.threads.append(ChannelId(7000 + len(self.threads)))
                return Done(self.threads[-1])
            case Post(_, channel, message, admit) if admit is not None:
                if channel in self.gone:
                    return Refused(10003, place=True, gone=True)
                if self.shut:
                    return Refused(50013, place=True)
                self.posts.append((channel, message.text))
                return Done(channel, MessageId(9000 + len(self.posts)))
            case _:
                return Done()

    async def member(self, server: ServerId, user: UserId) -> Present:
        return Membership(frozenset())

    def delete(self) -> None:
        self.gone = set(self.threads)


@dataclass
class Mail:
    """Letters to person 21."""

    house: House
    far: Far
    sender: Sender

    async def write(self, *texts: str, cohort: CohortId | None = None, class_: Class = Class.LETTER) -> None:
        now = self.house.clock.now()
        async with self.house.store.begin() as db:
            person = await db.people.by_user(UserId(21))
            assert person is not None
            program = await self.house.made.sending.deliveries.program_of(db, person)
            assert program is not None
            for text in texts:
                said = Said(msgspec.to_builtins(Message(text)))
                key = f"letter/{text}"
                await self.house.made.sending.deliveries.direct(
                    db, key, Subject.ANSWER, person, program, cohort, class_, acted_at=now, facts=said
                )

    async def deliver(self, minutes: int = 5) -> None:
        for _ in range(minutes * 20):
            await self.sender.drain()
            self.house.clock.move_to(self.house.clock.now() + timedelta(seconds=3))

    async def row(self, text: str) -> Delivery:
        async with self.house.store.read() as db:
            found = await db.deliveries.by_key(f"letter/{text}")
        assert found is not None
        return found


async def letters(house: House, many: int) -> None:
    """So many people with a letter each, due now."""
    began = house.clock.now()
    async with house.made.ground.store.begin() as db:
        program = await db.programs.eldest()
        assert program is not None
        for number in range(many):
            person = await db.people.ensure(UserId(600 + number), f"Person {number}", began)
            said = Said(msgspec.to_builtins(Message("Hello")))
            await house.made.sending.deliveries.direct(
                db, f"letter/{number}", Subject.ANSWER, person, program, None, acted_at=began, facts=said
            )
