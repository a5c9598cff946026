"""Calendar files as two programs read them that are not ours. Each knows a zone by what the file says of it, and by nothing else."""

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as IcalEvent
from ical.timezone import IcsTimezoneInfo

from domain.ground.values import Value


class Event(Value):
    """What a reader makes of one event; times in UTC."""

    uid: str
    sequence: int
    status: str
    summary: str
    description: str
    starts: datetime
    ends: datetime


_read = itertools.count()


def _nowhere(content: bytes) -> str:
    """The file with its zones under names that no reader knows, so that each goes by the file's own account of their clocks."""
    place = f"Nowhere{next(_read)}/"  # a reader may remember a zone from the file before
    return content.decode().replace("TZID:", f"TZID:{place}").replace("TZID=", f"TZID={place}")


def _zones_of(text: str) -> list[str]:
    """The zone of each event, in their order: neither reader keeps one that it does not know."""
    events = "".join(re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text.replace("\r\n ", ""), re.DOTALL))
    return re.findall(r"DTSTART(?:;TZID=([^:]+))?:", events)


def by_vobject(content: bytes) -> list[Event]:
    """As vobject reads it."""
    text = _nowhere(content)
    library: Any = vobject  # which has no types
    read = library.readOne(text)
    zones: dict[str, Any] = {"": UTC} | {zone.tzid.value: zone.tzinfo for zone in read.contents.get("vtimezone", ())}
    found: list[Event] = []
    for one, zone in zip(read.contents.get("vevent", ()), _zones_of(text), strict=True):
        starts = one.dtstart.value.replace(tzinfo=zones[zone]).astimezone(UTC)
        values = one.uid.value, int(one.sequence.value), one.status.value, one.summary.value, one.description.value
        found.append(Event(*values, starts, starts + one.duration.value))
    return found


def by_ical(content: bytes) -> list[Event]:
    """As ical reads it."""
    text = _nowhere(content)
    read = IcsCalendarStream.calendar_from_ics(text)
    zones: dict[str, tzinfo] = {zone.tz_id: IcsTimezoneInfo.from_timezone(zone) for zone in read.timezones}
    return [_of_ical(one, zones[zone] if zone else UTC) for one, zone in zip(read.events, _zones_of(text), strict=True)]


def _of_ical(one: IcalEvent, zone: tzinfo) -> Event:
    assert isinstance(one.start, datetime)
    assert one.duration is not None
    assert one.status is not None
    starts = one.start.replace(tzinfo=zone).astimezone(UTC)
    return Event(one.uid, one.sequence or 0, one.status, one.summary or "", one.description or "", starts, starts + one.duration)


READERS: Final[dict[str, Callable[[bytes], list[Event]]]] = {"vobject": by_vobject, "ical": by_ical}
