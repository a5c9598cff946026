"""What comes with a press, a choice or a form: the parts of its id and what was chosen, read as its handler declares them.

A handler declares them in its signature, after the interaction and the actor: `async def swap(_, actor, cohort: CohortId, pairing: int,
*, people: tuple[PersonId, ...])`. What stands before the star are the parts of the id, in their order; one with a default may be left
out. After the star is what was chosen from a list (one, or a tuple of any number), or what was typed into a form (`Given`).
Ids may be forged: what does not fit the declaration never reaches the handler.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any, NewType, Protocol, Self, get_args, get_origin, runtime_checkable

from domain.ground.ids import ChannelId, MessageId, ReflectionId, RoleId, ServerId, UserId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

OURS, DISCORDS = 10**18, 2**63  # what our own numbers, and Discord's ids, stay below

Read = Callable[[str], Any]
Beside = Callable[[Any], Callable[[Any], Any]]  # from the declared type of what comes beside the id, to what reads it


@runtime_checkable
class Written(Protocol):
    """A value that is written as one line of a choice."""

    @classmethod
    def read(cls, text: str) -> Self:
        """The value. Raises `Refusal`."""
        ...


class Given(dict[str, list[str]]):
    """What was typed into a form, by field name: the one text of a line or paragraph, or the values chosen."""

    def text(self, name: str) -> str:
        """A line or a paragraph, or the one value chosen; empty when absent."""
        values = self.many(name)
        return values[0] if values else ""

    def many(self, name: str) -> tuple[str, ...]:
        """The values chosen."""
        return tuple(self.get(name, ()))

    def people(self, name: str) -> tuple[int, ...]:
        """Discord user ids; anything else is left out."""
        return tuple(id_ for value in self.many(name) if (id_ := _whole(value, DISCORDS)) is not None)

    def picked(self, name: str) -> int:
        """The id of the one role or channel picked. Raises `Refusal(UNKNOWN_BUTTON)`: only a forger sends anything else."""
        ids = self.people(name)
        if len(ids) != 1:
            raise Refusal(Why.UNKNOWN_BUTTON)
        return ids[0]


class Carried(Value):
    """What a handler takes after the interaction and the actor: the parts of the id, the first `least` of which must be there,
    and by its name what comes beside the id.
    """

    parts: tuple[Read, ...]
    least: int
    beside: Mapping[str, Callable[[Any], Any]]

    def read(self, args: Sequence[str], beside: object = None) -> tuple[list[Any], dict[str, Any]]:
        """The values, in order and by name. Raises `Refusal(UNKNOWN_BUTTON)` for parts too few, too many, or of another type."""
        if not self.least <= len(args) <= len(self.parts):
            raise Refusal(Why.UNKNOWN_BUTTON)
        return [part(arg) for part, arg in zip(self.parts, args, strict=False)], {name: read(beside) for name, read in self.beside.items()}


def declared(handler: Callable[..., object], beside: Beside | None = None) -> Carried:
    """What a handler declares; with `beside` it must declare one thing after the star, and without it none.

    Raises `TypeError` for what has no type, or one that nothing reads: a fault of ours, seen when the bot is wired.
    """
    parameters = list(inspect.signature(handler).parameters.values())[2:]
    parts = [one for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = [one for one in parameters if one.kind is one.KEYWORD_ONLY]
    if len(parts) + len(named) != len(parameters) or len(named) != (beside is not None):
        raise TypeError(f"{handler.__qualname__} does not declare what it takes as an act of its kind must")
    return Carried(
        tuple(_reader(one.annotation) for one in parts),
        sum(one.default is one.empty for one in parts),
        {} if beside is None else {one.name: beside(one.annotation) for one in named},
    )


def from_form(kind: Any) -> Callable[[Given], Given]:
    """A form gives `Given`, and nothing else. Raises `TypeError`."""
    if kind is not Given:
        raise TypeError(f"what is typed into a form is not given as {kind}")
    return lambda given: given


def from_list(kind: Any) -> Callable[[Sequence[str]], Any]:
    """What reads the lines chosen from a list: exactly one, or for `tuple[T, ...]` any number of them. Raises `TypeError`."""
    if get_origin(kind) is tuple:
        of, _any_number = get_args(kind)
        each = _reader(of)
        return lambda lines: tuple(each(line) for line in lines)
    line = _reader(kind)

    def one(lines: Sequence[str]) -> Any:
        if len(lines) != 1:
            raise Refusal(Why.UNKNOWN_BUTTON)
        return line(lines[0])

    return one


def _reader(kind: Any) -> Read:
    """What reads a part of that type; `T | None` is for a part that may be left out."""
    kind = next((one for one in get_args(kind) if one is not NoneType), kind)
    if kind in _READERS:
        return _READERS[kind]
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Written):
        return kind.read
    raise TypeError(f"nothing reads {kind}")


def number(text: str) -> int:
    """A whole number of ours, from 0. Raises `Refusal(UNKNOWN_BUTTON)`: only a forger sends anything else."""
    return _known(_whole(text, OURS))


def _snowflake(text: str) -> int:
    return _known(_whole(text, DISCORDS))


def _known(whole: int | None) -> int:
    if whole is None:
        raise Refusal(Why.UNKNOWN_BUTTON)
    return whole


def _whole(text: str, below: int) -> int | None:
    """A whole number in ASCII digits, from 0 to below that; else None. Length is looked at first: what is endless is not converted."""
    plain = len(text) <= 20 and text.isascii() and text.isdecimal()
    return int(text) if plain and int(text) < below else None


_READERS: Mapping[object, Read] = {
    int: number, str: str, **dict.fromkeys((ServerId, ChannelId, MessageId, UserId, RoleId, ReflectionId), _snowflake),
}  # fmt: skip
