"""How people come into a cohort: windows, applications, standing, selection, the waiting list, the board."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.ground import GroundRoom
from services.joining.decisions import Decisions
from services.joining.entering import Entering
from services.joining.interests import Interests
from services.joining.leaving import OneOfTwo
from services.joining.questions import Questions
from services.joining.selection import Selection
from services.joining.signups import Signups
from services.joining.standing import Rosters, Standings
from services.joining.waitlist import Waitlist
from services.joining.windows import Windows
from services.program import ProgramRoom
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.jobs import Job
from services.sending.turns import ByTime


class JoiningRoom(Room):
    """The services by which people come into a cohort."""

    windows: Windows
    signups: Signups
    entering: Entering
    standings: Standings
    rosters: Rosters
    selection: Selection
    decisions: Decisions
    waitlist: Waitlist
    one_of_two: OneOfTwo
    interests: Interests
    questions: Questions

    @classmethod
    def on(cls, ground: GroundRoom, sending: SendingRoom, program: ProgramRoom) -> Self:
        """The services of this room on the lower ones."""
        units = sending.units
        return cls(
            windows=Windows(units),
            signups=Signups(units),
            entering=Entering(units),
            standings=Standings(units),
            rosters=Rosters(units),
            selection=Selection(units, program.presence, ground.chance),
            decisions=Decisions(units),
            waitlist=Waitlist(units),
            one_of_two=OneOfTwo(units),
            interests=Interests(units),
            questions=Questions(units),
        )

    def composers(self) -> dict[Subject, Composer]:
        """Letters to applicants, to those who wait, who asked, or who want to hear of something."""
        speaking = (self.windows, self.signups, self.entering, self.standings, self.waitlist, self.interests, self.questions)
        return joined(*(one.composers() for one in speaking))

    def by_time(self) -> dict[TurnKind, ByTime]:
        """Windows open and close, offers lapse."""
        return joined(self.windows.by_time(), self.waitlist.by_time())

    def jobs(self) -> tuple[Job, ...]:
        """Look whose standing is open."""
        return (Job("standing", 6, self.standings.nightly),)
