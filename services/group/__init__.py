"""The group that meets: the dates of its series, its sessions, the texts for its rounds."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.group.announcements import Announcements
from services.group.attendance import Attendance
from services.group.changes import Changes
from services.group.covenant.covenants import Covenants
from services.group.curriculum.arranging import Arranging
from services.group.curriculum.choices import Choices
from services.group.curriculum.hosting import Hosts
from services.group.curriculum.proposals import Proposals
from services.group.details import Details
from services.group.prompts import Prompts
from services.group.series import SeriesOfSessions
from services.group.sessions import Sessions
from services.group.ways import Ways
from services.group.zone_data import ZoneData
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.turns import ByTime


class GroupRoom(Room):
    """The services about a cohort's meetings."""

    series: SeriesOfSessions
    sessions: Sessions
    announcements: Announcements
    changes: Changes
    details: Details
    attendance: Attendance
    prompts: Prompts
    covenants: Covenants
    ways: Ways
    zone_data: ZoneData
    proposals: Proposals
    choices: Choices
    arranging: Arranging
    hosts: Hosts

    @classmethod
    def on(cls, sending: SendingRoom) -> Self:
        """The services of this room on the lower ones."""
        units = sending.units
        return cls(
            series=SeriesOfSessions(units, sending.installation),
            sessions=Sessions(units),
            announcements=Announcements(sending.installation),
            changes=Changes(),
            details=Details(units),
            attendance=Attendance(units),
            prompts=Prompts(units),
            covenants=Covenants(units),
            ways=Ways(units),
            zone_data=ZoneData(units, sending.installation),
            proposals=Proposals(units),
            choices=Choices(units),
            arranging=Arranging(units),
            hosts=Hosts(units),
        )

    def composers(self) -> dict[Subject, Composer]:
        """Dates that stand, sessions announced and reminded of, native events, rounds without a text, clocks that changed their rule;
        the covenant, and a curriculum made together.
        """
        several = self.series, self.announcements, self.changes, self.details, self.attendance, self.ways, self.zone_data
        together = self.covenants, self.proposals, self.hosts
        return joined(*(one.composers() for one in (*several, *together)))

    def by_time(self) -> dict[TurnKind, ByTime]:
        """A session ends."""
        return self.sessions.by_time()
