"""A cohort's life from draft to its end: made, copied, ended, members taken out of it."""

from typing import Self

from domain.ground.values import joined
from domain.sending.deliveries import Subject
from services.cohort.busy import BusyWeeks
from services.cohort.cancellations import Cancellations
from services.cohort.cohorts import Cohorts
from services.cohort.copies import Copies
from services.cohort.removals import Removals
from services.cohort.terms import Terms
from services.cohort.weeks import Weeks
from services.ground import GroundRoom
from services.program import ProgramRoom
from services.sending import Room, SendingRoom
from services.sending.deliveries import Composer
from services.sending.jobs import Job


class CohortRoom(Room):
    """The services about a cohort's life."""

    cohorts: Cohorts
    terms: Terms
    copies: Copies
    removals: Removals
    cancellations: Cancellations
    busy: BusyWeeks
    weeks: Weeks

    @classmethod
    def on(cls, ground: GroundRoom, sending: SendingRoom, program: ProgramRoom) -> Self:
        """The services of this room on the lower ones."""
        units = sending.units
        cohorts = Cohorts(units, program.presence, ground.chance)
        return cls(
            cohorts=cohorts,
            terms=Terms(units),
            copies=Copies(units, ground.chance),
            removals=Removals(units),
            cancellations=Cancellations(units),
            busy=BusyWeeks(units),
            weeks=Weeks(units, cohorts),
        )

    def composers(self) -> dict[Subject, Composer]:
        """The start of a season, its end, letters to whoever is taken out of it, and the weekly digests."""
        several = self.cohorts, self.removals, self.cancellations, self.weeks
        return joined(*(one.composers() for one in several))

    def jobs(self) -> tuple[Job, ...]:
        """Plan the digests of the coming Monday: each night, so that somebody who was appointed yesterday has one too."""
        return (Job("weeks", 4, self.weeks.nightly),)
