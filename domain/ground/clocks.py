"""Whether the machine's clock can be believed: compared with Discord's, which is carried on by the machine's monotonic seconds.

One comparison finds both faults: a wall clock that was set wrong or stepped, and monotonic seconds that stood still while the
machine was suspended. Which of the two it is, the next answer of Discord's tells.
"""

from datetime import datetime, timedelta

from domain.ground.values import Value

TOLERANCE = timedelta(minutes=2)  # a slow answer and a clock that nobody sets are well within it


class Sighting(Value):
    """What Discord's clock showed (in whole seconds), and the monotonic second at which that answer arrived."""

    shown: datetime
    at: float


def carried(seen: Sighting, monotonic: float) -> datetime:
    """What Discord's clock shows now, if the monotonic seconds ran all the time."""
    return seen.shown + timedelta(seconds=monotonic - seen.at)


def off_by(seen: Sighting, wall: datetime, monotonic: float) -> timedelta:
    """How far the machine's clock is ahead of Discord's; less than zero when it is behind."""
    return wall - carried(seen, monotonic)


def agrees(seen: Sighting | None, wall: datetime, monotonic: float) -> bool:
    """Whether the machine's clock shows the right time. False before Discord has told the time."""
    return seen is not None and abs(off_by(seen, wall, monotonic)) <= TOLERANCE


def best(seen: Sighting | None, wall: datetime, monotonic: float) -> datetime:
    """The time to go by: the machine's while it agrees with Discord's, else Discord's; the machine's before Discord has told it."""
    return wall if seen is None or agrees(seen, wall, monotonic) else carried(seen, monotonic)
