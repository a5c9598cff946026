"""Two who study together: matched, asked how it went, understood when they write back."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from services.ground import GroundRoom
from services.joining import JoiningRoom
from services.pair.checkins import CheckIns
from services.pair.chevruta import Chevrutot
from services.pair.progress import Progresses
from services.pair.reflections import Reflections
from services.pair.replies import Replies
from services.program import ProgramRoom
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer


class PairRoom(Room):
    """The services about study pairs."""

    chevrutot: Chevrutot
    checkins: CheckIns
    replies: Replies
    progresses: Progresses
    reflections: Reflections

    @classmethod
    def on(cls, ground: GroundRoom, sending: SendingRoom, program: ProgramRoom, joining: JoiningRoom) -> Self:
        """The services of this room on the lower ones."""
        units, checkins = sending.units, CheckIns(sending.units)
        return cls(
            chevrutot=Chevrutot(units, program.presence, ground.chance),
            checkins=checkins,
            replies=Replies(units, checkins, joining.questions, program.presence),
            progresses=Progresses(units),
            reflections=Reflections(units),
        )

    def composers(self) -> dict[Subject, Composer]:
        """Who studies with whom, check-ins, what is kept of study, and answers to what was written back."""
        several = self.chevrutot, self.checkins, self.reflections, self.replies
        return joined(*(one.composers() for one in several))
