"""What the machine offers: time-zone data, and a folder for backups."""

import shutil
import tempfile
import zoneinfo
from pathlib import Path
from typing import Final

import tzdata

import domain.ground.times
from bot import config
from bot.doctor.line import Line

LITTLE: Final = 500_000_000


def examine(settings: config.Storage) -> list[Line]:
    """The findings about this machine."""
    lines = [zones()]
    if settings.url.startswith("sqlite:"):
        lines.append(backups(Path(settings.backups)))
    return lines


def zones() -> Line:
    """Whether times are computed from the pinned zone data: a system's own is often old."""
    domain.ground.times.zone("America/New_York")
    if zoneinfo.TZPATH:
        return Line(False, f"time zones are read from {zoneinfo.TZPATH[0]}", "Install the locked dependencies again.")
    return Line(True, f"time zones are those of IANA {tzdata.IANA_VERSION}")


def backups(folder: Path) -> Line:
    """Whether a backup could be written now: into the folder, or by making it."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place):
            free = shutil.disk_usage(place).free
    except OSError as problem:
        advice = "Give the bot's account the right to write there, or set storage.backups to another folder."
        return Line(False, f"no backup can be written to {folder}: {problem.strerror}", advice)
    if free < LITTLE:
        return Line(None, f"{folder} has {free // 1_000_000} MB left", "Make room: each night adds a backup.")
    return Line(True, f"backups can be written to {folder}")
