"""Zone data as a later release might have it: one zone under the rule of another from a moment on. Nothing of it stays afterwards."""

import gc
import struct
import tempfile
import zoneinfo
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tzdata

from domain.ground.times import zone

LATER = "2099a"  # the name of that release
_SHIPPED = tzdata.IANA_VERSION
_FIRST, _LAST, _HOUR = datetime(2025, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC), timedelta(hours=1)


@contextmanager
def with_the_clocks_of(other: str, name: str, since: datetime) -> Generator[Path]:
    """While this lasts, `name` has the rule of `other` from that whole hour on, as in a process that was started with such data.

    What its clocks showed before stays, as it does in every release. Gives the folder, for other processes to `go_by`.
    """
    with tempfile.TemporaryDirectory() as folder:
        planted = Path(folder) / name
        planted.parent.mkdir(parents=True, exist_ok=True)
        planted.write_bytes(_compiled(name, other, since))
        try:
            go_by(Path(folder))
            yield Path(folder)
        finally:
            _look_in()


def go_by(folder: Path) -> None:
    """Let this process go by the zone data in that folder, where it has any."""
    _look_in(folder)
    tzdata.IANA_VERSION = LATER


def _look_in(*paths: Path) -> None:
    tzdata.IANA_VERSION = _SHIPPED
    zoneinfo.reset_tzpath(to=[str(path) for path in paths])
    zoneinfo.ZoneInfo.clear_cache()
    for one in gc.get_objects():
        if type(one) is type(zone) and str(one.__module__).startswith(("domain.", "rehearsal.")):
            one.cache_clear()


def _compiled(name: str, other: str, since: datetime) -> bytes:
    """The one zone and then the other in the format of RFC 8536, for the years from `_FIRST` to `_LAST`."""
    before, after = zoneinfo.ZoneInfo(name), zoneinfo.ZoneInfo(other)
    shown: list[tuple[int, bool, str]] = []  # each rule in force: seconds from UTC, summer time or not, its short name
    changes: list[tuple[datetime, int]] = []
    at = _FIRST
    while at < _LAST:
        local = at.astimezone(before if at < since else after)
        rule = (round((local.utcoffset() or timedelta()).total_seconds()), bool(local.dst()), local.tzname() or "")
        if rule not in shown:
            shown.append(rule)
        if not changes or shown[changes[-1][1]] != rule:
            changes.append((at, shown.index(rule)))
        at += _HOUR
    names = "".join(f"{short}\0" for *_, short in shown).encode()
    types = b"".join(struct.pack(">lbB", offset, summer, names.index(f"{short}\0".encode())) for offset, summer, short in shown)
    moments = b"".join(struct.pack(">q", int(moment.timestamp())) for moment, _ in changes)
    counts = struct.pack(">6l", 0, 0, 0, len(changes), len(shown), len(names))
    start = b"TZif2" + bytes(15)
    return start + bytes(24) + start + counts + moments + bytes(index for _, index in changes) + types + names + b"\n\n"
