"""Meeting one's partner: a name to press, the hours that all have in common, and a thread for the two or three of them."""

from collections.abc import Sequence
from itertools import pairwise

from domain.cohort.cohorts import Cohort
from domain.ground.ids import ChannelId, PairId, UserId
from domain.ground.values import Value
from domain.pair.hours import Free
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, listed, plain, say

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
A_RUN = 3  # days that follow one another are said as a span


class Partner(Value):
    """Somebody one studies with; `user`: their account, by which their name can be pressed."""

    name: str
    user: UserId | None = None


class PairThread(Value):
    """A pair's private thread; `thread`: None while it is not there yet, `failed`: it could not be opened."""

    cohort: Cohort
    partners: tuple[str, ...]
    thread: ChannelId | None = None
    failed: bool = False


def pressed(partner: Partner) -> Safe:
    """Their name, and beside it a mention that can be pressed. No message of ours pings anybody; some clients show a bare mention as a
    number where they do not know the account, so the name stands in words too.
    """
    name = clean(partner.name, 80)
    return name if partner.user is None else Safe(f"{name} (<@{partner.user}>)")


def usually_free(found: Sequence[Free], people: int) -> Safe | None:
    """Such as "You're both usually free Tuesday afternoons and Thursday mornings". None where nothing is shared, or nobody said."""
    if not found:
        return None
    parts = tuple(say("free-part", days=_days(one.days), part=Safe(one.part.value)) for one in found)
    return say("usually-free", count=people, when=listed(parts))


def _days(days: Sequence[int]) -> Safe:
    names = [WEEKDAYS[day] for day in days]
    follow = all((after - before) % 7 == 1 for before, after in pairwise(days))
    return say("free-days", first=names[0], last=names[-1]) if follow and len(days) >= A_RUN else listed(names)


def thread_button(pair: PairId, people: int) -> Button:
    """Opens a private thread for them, or shows it."""
    return Button(say("button-pair-thread", count=people), "pair-thread", (pair,), Tone.PLAIN)


def asked(view: PairThread) -> Message:
    """To whoever pressed: where the thread is, or that it comes; who can read it is said each time."""
    if view.failed:
        return Message(say("pair-thread-failed", title=view.cohort.title))
    partners = listed(view.partners)
    if view.thread is None:
        return Message(say("pair-thread-opening", title=view.cohort.title, partners=partners))
    return Message(say("pair-thread-there", thread=Safe(f"<#{view.thread}>"), partners=partners))


def thread_name(position: int, mark: str) -> str:
    """Unique by its mark, and nobody's name: those who manage threads see a list of them."""
    return plain("pair-thread-name", number=str(position), mark=mark)


def hello(person: Partner, others: Sequence[Partner]) -> Message:
    """In the thread, to each when they are let in: who it is for, and who else can read it."""
    text = say("pair-thread-hello", name=pressed(person), others=listed([pressed(one) for one in others]), count=len(others))
    return Message(text, ((Button(say("button-me"), "me"),),))
