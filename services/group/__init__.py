"""The group that meets: the dates of its series, its sessions, the texts for its rounds."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.group.prompts import Prompts
from services.group.series import SeriesOfSessions
from services.group.sessions import Sessions
from services.group.zone_data import ZoneData
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.turns import ByTime


class GroupRoom(Room):
    """The services about a cohort's meetings."""

    series: SeriesOfSessions
    sessions: Sessions
    prompts: Prompts
    zone_data: ZoneData

    @classmethod
    def on(cls, sending: SendingRoom) -> Self:
        """The services of this room on the lower ones."""
        units = sending.units
        sessions = Sessions(units, sending.installation)
        zone_data = ZoneData(units, sending.installation)
        return cls(series=SeriesOfSessions(units), sessions=sessions, prompts=Prompts(units), zone_data=zone_data)

    def composers(self) -> dict[Subject, Composer]:
        """Dates that stand, sessions announced and reminded of, native events."""
        return joined(self.series.composers(), self.sessions.composers(), self.zone_data.composers())

    def by_time(self) -> dict[TurnKind, ByTime]:
        """A session ends."""
        return self.sessions.by_time()
