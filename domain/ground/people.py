"""People: who acts, who is written to, and when each wishes to be left in peace."""

import unicodedata
from datetime import datetime
from enum import StrEnum

from domain.ground.habits import Hours, Reader, habit
from domain.ground.ids import ChannelId, MessageId, PersonId, RoleId, ServerId, UserId
from domain.ground.quiet import Observance, PersonQuiet, default_observance
from domain.ground.towns import NORTHERN, Town
from domain.ground.values import Value

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs by their category, and shown as nothing


def shows(text: str) -> bool:
    """True when anything of it is seen: a letter, a digit, a sign. Spaces, direction marks, joiners and lone accents are not."""
    return any(sign not in _BLANK and unicodedata.category(sign)[0] in "LNPS" for sign in text)


def name_of(display: str, account: str) -> str:
    """What to call somebody: as their server or profile shows them, or by their account's name where nothing of that is seen."""
    return display if shows(display) else account


class Reminder(StrEnum):
    """How long before a session a member wishes to be reminded."""

    DAY = "day"
    HOUR = "hour"
    NONE = "none"


class Whereabouts(Value):
    """Of the servers of somebody's programs, those on which Discord says now that they are, and those on which it says they are not.

    `unsure`: those about which Discord gave no answer just now.
    """

    there: frozenset[ServerId] = frozenset()
    left: frozenset[ServerId] = frozenset()
    unsure: frozenset[ServerId] = frozenset()


class Actor(Value):
    """The person who is acting right now, as Discord names them: nothing here is a right, only what rights are decided from."""

    user: UserId
    name: str
    server: ServerId | None  # None in a direct message
    roles: frozenset[RoleId] = frozenset()
    manages_server: bool = False  # owner, administrator or Manage Server, as Discord computed it
    interaction: int | None = None  # the id that is handled once; None where a message id plays that part
    seen: Whereabouts = Whereabouts()  # looked up for a direct message, which does not say where its author is
    at: datetime | None = None  # when they acted, by Discord's clock

    def sees(self, server: ServerId) -> bool:
        """True where other people's things on that server are theirs to see now: they act on it, or were found to be there."""
        return server == self.server if self.server is not None else server in self.seen.there


class Person(Value):
    """One human being, known on every server by one row; `user` is None for somebody who wrote by mail, or who left for good."""

    id: PersonId
    user: UserId | None
    name: str
    zone: str | None = None
    observance: Observance | None = None
    reminder: Reminder = Reminder.DAY
    reminder_at: datetime | None = None  # when they chose it
    paused_until: datetime | None = None
    dm: ChannelId | None = None  # the direct-message channel, once it was opened
    dm_cursor: MessageId | None = None  # everything up to here was read back
    dm_closed: bool = False
    town: Town | None = None  # where they are, if they said it: religious data, as is when they are quiet
    hours: Hours | None = None  # by which they wish to read times; None: as is usual where their clock is

    def reads(self, home: str) -> Reader:
        """How times and dates are written to this person; `home` is the program's zone, the clock of somebody who named none."""
        clock = self.zone or home
        return Reader(habit(self.hours, clock, home), clock)

    def quiet(self, home: str, usual: Observance | None = None) -> PersonQuiet:
        """When not to write to this person; `home` is the program's zone and `usual` its observance, for somebody who named none."""
        zone = self.zone or home
        there = self.town if self.town is not None and self.town.zone == zone else None
        spot, evenings = (None, False) if there is None else (there.spot, there.evenings)
        return PersonQuiet(zone, self.observance or usual or default_observance(zone), spot, evenings)

    def wanted_town(self, home: str, usual: Observance | None = None) -> bool:
        """True where the civil rule may begin too late for them: they keep a rest day, far north, and have not said where."""
        quiet = self.quiet(home, usual)
        return quiet.zone in NORTHERN and quiet.spot is None and quiet.observance is not Observance.NONE

    def is_paused(self, now: datetime) -> bool:
        """True in the middle of a hard week."""
        return self.paused_until is not None and now < self.paused_until
