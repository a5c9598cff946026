"""What a proof can find wrong. Each fault has a kind, so that a safeguard taken away must show the faults that it prevents."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    """The kinds of fault."""

    TWICE = "twice"  # something is there more than once
    LOST = "lost"  # a row says sent, and it is not on Discord
    DENIED = "denied"  # it is on Discord, and its row says that it was not sent
    LATE = "late"  # a row was not sent, though the bot was there in time and its twin sent it
    MISSING = "missing"  # a row that the twin has, or that the timeline promises, was never planned
    EXTRA = "extra"  # something was sent that the twin did not send
    STUCK = "stuck"  # a row is due, or being sent, and nothing moves it on
    EVENT = "event"  # the native events are not what they should be
    THREAD = "thread"  # the threads are not
    ROLE = "role"  # somebody's roles are not
    TEXT = "text"  # a message does not say in the end what the twin's says, or not in the same place
    UNREAD = "unread"  # something that a person wrote was not stored, understood or answered
    DOUBT = "doubt"  # a row is uncertain though it could be looked for, or too many are
    OURS = "ours"  # our own code failed on a row
    REASON = "reason"  # a row was not sent and says no reason
    UNSOUND = "unsound"  # the database is damaged
    STRICT = "strict"  # the local Discord was asked for something that Discord does not have


class Fault(NamedTuple):
    """One thing that is wrong."""

    what: What
    said: str

    def __str__(self) -> str:
        return f"{self.what}: {self.said}"


def faults(what: What, sentences: Iterable[str]) -> list[Fault]:
    """The same kind of fault, as often as there are sentences about it."""
    return [Fault(what, said) for said in sentences]
