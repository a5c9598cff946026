"""What the services need of the world outside, as protocols: a clock, and a Discord on which an effect is found or done."""

from datetime import datetime
from typing import Protocol

from domain.ground.ids import ChannelId, DeliveryId, MessageId, RoleId, ServerId, UserId
from domain.ground.values import Value
from domain.sending.deliveries import Reason
from messages.ground.values import Message


class Clock(Protocol):
    """The one source of time; the rehearsal moves it by hand."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step back, for pacing."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class SureClock(Clock, Protocol):
    """A clock that knows when it may be wrong."""

    async def sure(self) -> bool:
        """Whether what cannot be undone may be done by this clock now. It may ask Discord for the time first."""
        ...


LookFrom = datetime | MessageId
"""Where a look begins: at a moment of Discord's clock, or behind the message or thread up to which was read before."""


class Direct(Value):
    """A direct message; `dm` is known once the conversation was opened."""

    id: DeliveryId
    user: UserId
    dm: ChannelId | None
    message: Message


class Post(Value):
    """A message in a channel or thread; `admit` names whoever must be in the private thread first."""

    id: DeliveryId
    channel: ChannelId
    message: Message
    admit: UserId | None = None
    inside: frozenset[int] | None = None  # for members: the roles and accounts that may read there; None for all


class Edit(Value):
    """Another text for a message of ours, which keeps the mark of the delivery that it is; doing it twice is doing it once."""

    id: DeliveryId
    mark: DeliveryId
    channel: ChannelId
    target: MessageId
    message: Message
    inside: frozenset[int] | None = None


class OpenThread(Value):
    """A thread on a message of ours (then it carries that message's id), or a private one, known by its unique name.

    `also`: other channels in which it may have been opened before, and sleep by now.
    """

    id: DeliveryId
    channel: ChannelId
    name: str
    on: MessageId | None
    also: tuple[ChannelId, ...] = ()
    inside: frozenset[int] | None = None


class Rename(Value):
    """Another name for a thread of ours, which pings nobody; one that sleeps is woken for it. Doing it twice is doing it once."""

    id: DeliveryId
    channel: ChannelId
    name: str
    inside: frozenset[int] | None = None


class Pin(Value):
    """A message of ours that is pinned where it stands; doing it twice is doing it once."""

    id: DeliveryId
    channel: ChannelId
    target: MessageId


class Schedule(Value):
    """A native event without a link; known by its name, our being its author, and its start, which may still be the one before a move.

    With `event` it is the one that is there already, which gets these texts and times; doing that twice is doing it once.
    """

    id: DeliveryId
    server: ServerId
    name: str
    description: str
    start: datetime
    end: datetime
    place: str
    before: datetime | None = None
    event: MessageId | None = None


class Unschedule(Value):
    """A native event of ours that is not to be any more; doing it twice is doing it once."""

    id: DeliveryId
    server: ServerId
    event: MessageId


class Grant(Value):
    """A role for a member, or with `take` from one who has left; doing it twice is doing it once."""

    id: DeliveryId
    server: ServerId
    user: UserId
    role: RoleId
    take: bool = False


InChannel = Post | Edit | OpenThread | Rename
"""What is done in a channel, and so may be meant for those alone who may read there."""
Effect = Direct | InChannel | Pin | Schedule | Unschedule | Grant


class Done(Value):
    """It is there. `message` is the message or event that it is, None where it is neither."""

    channel: ChannelId | None = None
    message: MessageId | None = None
    dm: ChannelId | None = None  # the direct-message channel, where one was used
    readers: frozenset[int] | None = None  # the roles and accounts that were seen to be let in there, unless everybody is


class Absent(Value):
    """Looked for everywhere it could be, and not there."""


class Membership(Value):
    """Somebody is on a server, and has these roles there."""

    roles: frozenset[RoleId]


class Unfinished(Value):
    """Not among the messages, or threads, up to this one; there are more to read, and the next look goes on from there."""

    up_to: MessageId


class Unseeable(Value):
    """Discord does not let us look: no right to read there, or the place is gone (`gone`). `code` is Discord's error code."""

    code: int
    gone: bool = False


class Unknown(Value):
    """No answer, or one that is not Discord's own: it may have happened. `seconds`: how long we were asked to stay away."""

    detail: str
    seconds: float = 0.0
    dm: ChannelId | None = None


class Refused(Value):
    """Discord's own refusal, by its error code."""

    code: int
    closed: bool = False  # the person takes no direct messages from us
    place: bool = False  # it is the place that will not do: a right that we lack there, a locked thread, a deleted channel
    gone: bool = False  # of those, the deleted channel or thread
    dm: ChannelId | None = None


class Away(Value):
    """Discord was not asked to do it, and nothing was done: its server is down, or the gateway has not told us of it yet, or the person
    whom it is for is not there, or Discord does not say whether they are.
    """


class Withheld(Value):
    """Not attempted: as the server stands now, it must not be done. Nothing was sent.

    `waits`: it is asked about again later; else it ends so.
    """

    why: Reason
    waits: bool = False
    readers: frozenset[int] | None = None  # as of what is done


class TooFast(Value):
    """Its rate limit is used up: nothing was done, and it may go out after `seconds`."""

    seconds: float
    conversations: bool = False  # only opening new direct messages is too fast
    asked: bool = True  # False: Discord was not even asked, so that it cannot have happened
    everything: bool = False  # not this place alone: no request may go out before then
    dm: ChannelId | None = None


class Unauthorised(Exception):  # noqa: N818 - says what Discord says
    """The token is no longer taken: everything stops, nothing loops."""


Sight = Done | Absent | Unfinished | Unseeable | Unknown | TooFast | Away
Outcome = Done | Unknown | Refused | TooFast | Withheld | Away
Present = Membership | Absent | Unknown | TooFast


class Discord(Protocol):
    """Where effects are done."""

    async def find(self, effect: Effect, since: LookFrom) -> Sight:
        """Look whether the effect is there already; of a message, from `since` on."""
        ...

    async def do(self, effect: Effect) -> Outcome:
        """Do it once. Raises `Unauthorised`; any other way to end is an outcome."""
        ...

    async def member(self, server: ServerId, user: UserId) -> Present:
        """That account on that server; absent only where Discord itself says so. Raises `Unauthorised`."""
        ...
