"""One organisation's program: set up, its facilitators and homes, who is on its server, its reports."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.ground import GroundRoom
from services.program.dates import Dates
from services.program.facilitators import Facilitators
from services.program.homes import Homes
from services.program.presence import GoOn, Presence
from services.program.programs import Programs
from services.program.report import Reports
from services.program.setups import Setups
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.jobs import Job
from services.sending.turns import ByTime


class ProgramRoom(Room):
    """The services about a program."""

    programs: Programs
    setups: Setups
    facilitators: Facilitators
    homes: Homes
    presence: Presence
    reports: Reports
    dates: Dates

    @classmethod
    def on(cls, ground: GroundRoom, sending: SendingRoom, go_on: GoOn) -> Self:
        """`go_on`: whoever waited for somebody's return, in a program, has their turn."""
        units = sending.units
        return cls(
            programs=Programs(units),
            setups=Setups(units),
            facilitators=Facilitators(units),
            homes=Homes(units),
            presence=Presence(units, ground.clock, ground.discord.member, go_on),
            reports=Reports(units),
            dates=Dates(units),
        )

    def composers(self) -> dict[Subject, Composer]:
        """The test of a set-up, letters to facilitators, words about a home."""
        return joined(self.setups.composers(), self.facilitators.composers(), self.homes.composers())

    def by_time(self) -> dict[TurnKind, ByTime]:
        """Somebody is back on a server."""
        return self.presence.by_time()

    def jobs(self) -> tuple[Job, ...]:
        """Look who has left."""
        return (Job("presence", 5, self.presence.nightly),)
