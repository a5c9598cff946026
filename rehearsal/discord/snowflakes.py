"""Ids that carry their moment, as Discord's do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

Clock = Callable[[], datetime]


def milliseconds(at: datetime) -> int:
    """Whole milliseconds since Discord's epoch."""
    return (at - DISCORD_EPOCH) // _MILLISECOND


class Snowflakes:
    """Strictly increasing ids, even while the clock stands still (it is moved by hand in rehearsals)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._servers = 0

    def next(self) -> int:
        self._last = max(self._last + 1, milliseconds(self._clock()) << 22)
        return self._last

    def next_server(self) -> int:
        """A server's id. A millisecond apart from its neighbours, because a shard is `(id >> 22) % shards`
        and a standing clock would put every server on one shard. The low bits keep it apart from other ids.
        """
        self._servers += 1
        return (milliseconds(self._clock()) - self._servers << 22) | 0x200000


def moment(snowflake: int) -> datetime:
    return DISCORD_EPOCH + (snowflake >> 22) * _MILLISECOND


def iso(at: datetime) -> str:
    """A time as Discord writes it."""
    return at.astimezone(UTC).isoformat()
