"""Two who study together: matched, asked how it went, understood when they write back."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from domain.sending.timeline.turns import TurnKind
from services.ground import GroundRoom
from services.joining import JoiningRoom
from services.pair.apart import Apart
from services.pair.checkins import CheckIns
from services.pair.chevruta import Chevrutot
from services.pair.fits import Fits
from services.pair.moves import Moves
from services.pair.progress import Progresses
from services.pair.replies import Replies
from services.pair.study.reflections import Reflections
from services.pair.study.times import Times
from services.pair.threads import PairThreads
from services.program import ProgramRoom
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.turns import ByTime


class PairRoom(Room):
    """The services about study pairs."""

    chevrutot: Chevrutot
    moves: Moves
    apart: Apart
    fits: Fits
    checkins: CheckIns
    replies: Replies
    progresses: Progresses
    reflections: Reflections
    threads: PairThreads
    times: Times

    @classmethod
    def on(cls, ground: GroundRoom, sending: SendingRoom, program: ProgramRoom, joining: JoiningRoom) -> Self:
        """The services of this room on the lower ones."""
        units, times = sending.units, Times(sending.units, sending.installation)
        checkins = CheckIns(units, times)
        return cls(
            chevrutot=Chevrutot(units, program.presence, ground.chance),
            moves=Moves(units, program.presence),
            apart=Apart(units),
            fits=Fits(units),
            checkins=checkins,
            replies=Replies(units, checkins, joining.questions, program.presence),
            progresses=Progresses(units),
            reflections=Reflections(units),
            threads=PairThreads(units, ground.discord),
            times=times,
        )

    def composers(self) -> dict[Subject, Composer]:
        """Who studies with whom, check-ins, times, what is kept of study, answers to what was written back, and the threads of pairs."""
        several = self.chevrutot, self.apart, self.fits, self.checkins, self.times, self.reflections, self.replies, self.threads
        return joined(*(one.composers() for one in several))

    def by_time(self) -> dict[TurnKind, ByTime]:
        """Questions to pairs that nobody answers."""
        return self.apart.by_time()
