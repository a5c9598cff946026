"""How the bot is: told to the service manager (systemd's notify socket), and kept in a file for container health checks.

The file holds one line in words. It is written anew at every look while all is well, and only when the words change while it is not:
a file older than a minute means a bot that is offline, frozen or gone.
"""

import logging
import os
import socket
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from bot.ended import Ended
from services.ground.ports import Clock

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 2.0  # seconds
LONGEST: Final = 900.0  # seconds; in an outage of a day the bot is thus started about a hundred times, of 1,000 that Discord allows


class Unwell(Enum):
    """What may be wrong with a process that leads: as it is told, and as the reason for its end."""

    OFFLINE = "not connected", "has not been connected to Discord"
    UNSURE = "without its database", "has not reached its database"
    STUCK = "stuck", "has got no further with what it does by itself"


class Health:
    """What is known of how the bot is, told wherever others look for it."""

    def __init__(self, clock: Clock, file: Path | None = None, notify_socket: str | None = None) -> None:
        self._clock = clock
        self._file = file
        self._address = notify_socket
        self.said = ""  # how it is, in words
        self.well = False
        self._ready = False
        self._since: dict[Unwell, tuple[datetime, float]] = {}  # when each was first found, by the wall clock and the monotonic one

    @property
    def offline_since(self) -> datetime | None:
        """Since when the bot leads and is not connected, in UTC; None while it is connected, and while it stands by."""
        since = self._since.get(Unwell.OFFLINE)
        return None if since is None else since[0]

    def standby(self, other: str | None) -> None:
        """Another process leads, and this one is ready to take over; with None it cannot ask the database who leads."""
        self._since = {}
        if other is None:
            self._say("standing by: the database cannot be reached")
        else:
            self._well(f"standing by: {other} runs the bot")

    def leads(self, *unwell: Unwell) -> None:
        """Say that this process leads, and what is wrong with it. Raises `Ended` when something has been wrong for too long."""
        now = self._clock.now(), self._clock.monotonic()
        self._since = {one: self._since.get(one, now) for one in unwell}
        if not self._since:
            self._well("connected")
            return
        one, (since, began) = min(self._since.items(), key=lambda item: item[1])
        told, why = one.value
        self._say(f"{told} since {since:%Y-%m-%d %H:%M} UTC")
        if now[1] - began >= LONGEST:
            raise Ended(
                f"The bot {why} since {since:%Y-%m-%d %H:%M} UTC and ends, so that it is started anew: what is written above says why."
            )

    def ended(self) -> None:
        """The process ends, orderly or not; nothing is left behind that looks like a running one."""
        self._notify("STOPPING=1")
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def _well(self, words: str) -> None:
        if not self._say(words, well=True):
            self._write(words)
        if not self._ready:
            self._ready = True
            self._notify("READY=1")

    def _say(self, words: str, *, well: bool = False) -> bool:
        """Say that the process runs, and how it is where that has changed; True when it has."""
        self._notify("WATCHDOG=1")
        self.well = well
        if words == self.said:
            return False
        self.said = words
        self._notify(f"STATUS={words}")
        self._write(words)
        log.info("the bot is %s", words)
        return True

    def _write(self, words: str) -> None:
        if self._file is None:
            return
        part = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            part.write_text(f"{words}\n", encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            log.warning("health.file cannot be written: %s", error.strerror)

    def _notify(self, state: str) -> None:
        """One datagram to systemd, as sd_notify(3) describes it; a manager that does not listen is no reason to stop."""
        if self._address is None:
            return
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as line:
            line.sendto(state.encode(), address)
