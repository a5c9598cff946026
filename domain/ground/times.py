"""Wall clock and instants: what people plan is a local date, time and zone; UTC is derived from it, never stored in its place."""

import re
import zoneinfo
from datetime import UTC, date, datetime, time
from functools import lru_cache

from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value

# The system's zone data is often years old and `zoneinfo` prefers it; the pinned tzdata package is the only source here.
zoneinfo.reset_tzpath(to=[])


@lru_cache(maxsize=1024)
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The IANA zone of that name. Raises `Refusal(UNKNOWN_ZONE)` for anything else, paths and odd input included."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(Why.UNKNOWN_ZONE, zone=name) from error


def zone_data() -> str:
    """The release of the zone data that this process goes by, such as "2026f"."""
    import tzdata

    return tzdata.IANA_VERSION


class LocalTime(Value):
    """What people plan: a date and a time on the wall clock of an IANA zone."""

    date: date
    time: time
    zone: str

    def instant(self) -> datetime:
        """The aware UTC moment (RFC 5545): a time that does not exist is moved past the gap, an ambiguous one is the first."""
        return datetime.combine(self.date, self.time, zone(self.zone)).astimezone(UTC)

    def as_shown(self) -> "LocalTime":
        """What the clock there shows at that instant: another time only where a clock change leaves this one out."""
        there = on_the_wall(self.instant(), self.zone)
        return LocalTime(there.date(), there.time(), self.zone)


def on_the_wall(moment: datetime, zone_name: str) -> datetime:
    """The same instant as read on a wall clock in that zone (aware)."""
    return moment.astimezone(zone(zone_name))


def called(name: str) -> str:
    """What people call the clock of a zone: its city, or how far it is from UTC."""
    found = re.fullmatch(r"Etc/GMT([+-])(\d+)", name)
    if found is not None:  # IANA counts these from the other side
        return f"UTC{'-' if found[1] == '+' else '+'}{found[2]}"
    return name.rsplit("/", 1)[-1].replace("_", " ")


def as_typed(name: str) -> str:
    """The zone as a person would type it, for a form that gives it back."""
    return called(name) if name.startswith("Etc/") else name
