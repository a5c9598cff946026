"""The living board: one message that shows what is open or coming, posted once and corrected after that."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.ground.ids import ChannelId
from domain.ground.values import Value
from domain.sending.deliveries import Delivery, DeliveryState

WINDOW = timedelta(minutes=10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOST = frozenset({DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.EXPIRED, DeliveryState.CANCELLED})
_GONE = ("refused: 10008", "refused: 10003")  # Discord's "unknown message" and "unknown channel"


class Posted(Value):
    """What was last planned: the how manieth post it is, a number for what it is to show, and the key of its last correction."""

    number: int
    shows: int
    edited: str | None = None


class Step(StrEnum):
    """What a change of the board's subject asks for."""

    NOTHING = "nothing"
    POST = "post"
    EDIT = "edit"


def window_end(now: datetime) -> datetime:
    """The end of the ten minutes that `now` is in; what changes until then is one correction."""
    return _EPOCH + ((now - _EPOCH) // WINDOW + 1) * WINDOW


def step(post: Delivery | None, edit: Delivery | None, channel: ChannelId, now: datetime, *, same: bool) -> Step:
    """What to do about a board whose last post and last correction stand so. `same`: it is to show what was planned last.

    Whether a post of unknown end is there is for a person to say; until then there is no second one.
    """
    if post is None or post.channel != channel or _is_gone(post, edit):
        return Step.POST
    if post.state is DeliveryState.UNCERTAIN or _composed_later(post, now) or (edit is not None and edit.state is DeliveryState.PENDING):
        return Step.NOTHING  # what is still to be composed is composed from the state of its moment
    kept = edit is None or edit.state in {DeliveryState.SENDING, DeliveryState.SENT}
    return Step.NOTHING if same and kept else Step.EDIT


def _is_gone(post: Delivery, edit: Delivery | None) -> bool:
    """True when there is no such message: it was never posted, or somebody has deleted it."""
    deleted = post.state is DeliveryState.SENT and post.sent_message is None
    return post.state in _LOST or deleted or (edit is not None and (edit.reason or "").startswith(_GONE))


def _composed_later(post: Delivery, now: datetime) -> bool:
    """True when it is certain that nothing was sent yet, so that it will show what stands when it is."""
    return post.state is DeliveryState.PENDING and not post.must_look(now)
