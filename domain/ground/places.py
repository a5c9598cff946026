"""A channel and what it can be used for: which kind it has to be, and which rights the bot needs in it. One rule for every way in."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.ground.ids import ChannelId, UserId
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value
from domain.sending.roles import Flaw


class Sort(StrEnum):
    """The kinds of channels that Discord has."""

    TEXT = "text"
    NEWS = "news"  # an announcement channel
    FORUM = "forum"
    VOICE = "voice"
    STAGE = "stage"
    CATEGORY = "category"
    THREAD = "thread"
    UNSEEN = "unseen"  # deleted, of another server, or of a kind that is new


class Use(StrEnum):
    """What a channel is chosen for."""

    HOME = "home"  # of a cohort
    STAFF = "staff"
    SIGNUPS = "signups"


class Lack(StrEnum):
    """A right in a channel that the bot has not; the names are Discord's own."""

    VIEW = "view-channel"
    SEND = "send-messages"
    HISTORY = "read-message-history"
    PUBLIC_THREADS = "create-public-threads"
    PRIVATE_THREADS = "create-private-threads"
    IN_THREADS = "send-messages-in-threads"


_ANYWHERE = frozenset({Lack.VIEW, Lack.SEND, Lack.HISTORY, Lack.IN_THREADS})
TO_WRITE = frozenset({Lack.VIEW, Lack.SEND})  # without these not even a few words arrive
NEEDED: Mapping[Use, frozenset[Lack]] = {
    Use.HOME: _ANYWHERE | {Lack.PUBLIC_THREADS, Lack.PRIVATE_THREADS},
    Use.STAFF: _ANYWHERE | {Lack.PUBLIC_THREADS},
    Use.SIGNUPS: _ANYWHERE | {Lack.PRIVATE_THREADS},
}
# Private threads, in which people with closed direct messages are written to, exist in ordinary text channels only.
KINDS: Mapping[Use, frozenset[Sort]] = {
    Use.HOME: frozenset({Sort.TEXT}),
    Use.STAFF: frozenset({Sort.TEXT, Sort.NEWS}),
    Use.SIGNUPS: frozenset({Sort.TEXT}),
}


class Place(Value):
    """A channel as the bot sees it: its kind, the rights the bot lacks there, and whether everybody on the server may read it."""

    sort: Sort = Sort.TEXT
    lacks: frozenset[Lack] = frozenset()
    open: bool = False


UNSEEN = Place(Sort.UNSEEN)


class Reader(Value):
    """A role that lets people read a channel, or (`person`) somebody who is let in by name, with the roles they have."""

    id: int
    name: str = ""  # empty where Discord does not say it
    person: bool = False
    roles: frozenset[int] = frozenset()


def outsiders(readers: Iterable[Reader], inside: frozenset[int]) -> tuple[Reader, ...]:
    """Those who are not among these roles and people, nor have one of the roles."""
    return tuple(reader for reader in readers if reader.id not in inside and inside.isdisjoint(reader.roles))


class Home(Value):
    """A channel that is, or is to be, a cohort's home, and who can read there.

    `flaw`: why the bot cannot give the role that opens it. `readers`: @everyone alone, whose id is the server's, where that one reads.
    """

    channel: ChannelId
    place: Place = Place()
    flaw: Flaw | None = None
    readers: tuple[Reader, ...] = ()
    through_role: bool = True  # members see it through the cohort's role
    hidden: tuple[UserId, ...] = ()  # members who cannot see it
    mine: bool = True  # the person who acts sees it, and may write there


def fits(use: Use, place: Place) -> bool:
    """True when a channel of that kind can be used so; rights that are lacking may be given later."""
    return place.sort in KINDS[use]


def check_place(use: Use, place: Place) -> None:
    """Raises `Refusal(WRONG_CHANNEL)` unless the channel is of a kind that fits."""
    if not fits(use, place):
        raise Refusal(Why.WRONG_CHANNEL, use=use, kind=place.sort)


def lacking_in(use: Use, place: Place) -> tuple[Lack, ...]:
    """The rights that the bot needs there and has not; where it does not see the channel, that one comes first and alone."""
    lacks = NEEDED[use] & place.lacks
    return (Lack.VIEW,) if Lack.VIEW in lacks else tuple(lack for lack in Lack if lack in lacks)
