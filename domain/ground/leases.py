"""Leases: of several processes with one token and one database, one leads and the others stand by.

No wall clock takes part, since two machines' differ and one machine's may step. The holder renews its lease by counting up a number
in the row; a standby takes the lease over when it has seen the same count for `EXPIRES_AFTER` seconds of its own monotonic clock.
"""

from datetime import datetime
from typing import Final

from domain.ground.values import Value

RENEW_EVERY: Final = 2.0  # seconds between two renewals
SURE_FOR: Final = 4.0  # seconds from the start of a renewal in which the holder need not ask whether it still leads
EXPIRES_AFTER: Final = 6.0  # seconds without a renewal after which a standby takes over
LOOK_EVERY: Final = 0.5  # seconds between two looks of a standby: with the above, it leads 6.5 seconds after the holder's last renewal


class LeaseLost(Exception):  # noqa: N818 - says what happened
    """Another process leads now: nothing of what this one was about to write is written."""


class Lease(Value):
    """A lease as it stands in the database."""

    name: str
    holder: str  # host and process id, for people to read
    number: int  # one more each time it is taken: the fencing number, which all that its holder writes is checked against
    beats: int  # one more each time it is renewed
    held: bool  # False once its holder has given it up
    renewed_at: datetime  # by the holder's wall clock, for people to read: nothing is decided by it
    offline_since: datetime | None = None  # since when its holder has not been connected to Discord, in UTC; None while it is


class Watch(Value):
    """What a standby has seen: the lease, and since when (in seconds of its monotonic clock) it has not changed."""

    lease: Lease
    since: float

    def is_over(self, now: float) -> bool:
        """True when the lease may be taken over."""
        return not self.lease.held or now - self.since >= EXPIRES_AFTER


def watch(before: Watch | None, lease: Lease, now: float) -> Watch:
    """Look again. A lease that was renewed, taken or given up since the last look is watched from now on."""
    if before is not None and (before.lease.number, before.lease.beats, before.lease.held) == (lease.number, lease.beats, lease.held):
        return before
    return Watch(lease, now)
