"""What one person has here, read once: for their own page, and for what is likely next for them."""

from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, CohortState, Program
from domain.ground.people import Actor, Person
from domain.ground.values import Value
from domain.joining.signups import Application, ApplicationState
from domain.joining.waitlist import may_offer
from messages.ground.words import speak
from messages.own.people import Place
from messages.pair.checkins import OwnRound
from services.pair.checkins import Studies
from services.sending.deliveries import Deliveries
from storage.cohort.ties import Tie
from storage.db import Db

_ELSEWHERE = {
    ApplicationState.ACCEPTED,
    ApplicationState.WITHDRAWN,
    ApplicationState.REMOVED,
    ApplicationState.CANCELLED,
}  # said otherwise, or taken back
SHOWN = frozenset(ApplicationState) - _ELSEWHERE
_WITHOUT = {ApplicationState.DECLINED, ApplicationState.LAPSED, ApplicationState.WAITLISTED}  # and without a place in the line
_HAD_OR_WISHED = {ApplicationState.ACCEPTED, ApplicationState.CANCELLED}


async def who_and_where(db: Db, actor: Actor, deliveries: Deliveries) -> tuple[Person | None, Program | None]:
    """Who reads, and the program of the server they are on; elsewhere the one that they belong to."""
    person, here, _ = await db.programs.acting(actor.user, actor.server)
    return person, here if person is None else await program_for(db, person, here, actor, deliveries)


async def program_for(db: Db, person: Person, here: Program | None, actor: Actor, deliveries: Deliveries) -> Program | None:
    """The program in whose words they are answered: of the server they are on; elsewhere the one that they belong to."""
    program = here if actor.server is not None else await deliveries.program_of(db, person)
    if program is not None:
        speak(program, person)
    return program


class Corner(Value):
    """What one person is to cohorts, on a server to those of that server; and what they study in the ones that go on."""

    actor: Actor
    person: Person
    ties: tuple[Tie, ...]
    studies: Studies
    now: datetime

    def joined(self) -> list[Cohort]:
        """Where they have a place, but for what was called off: to have it is theirs to know anywhere."""
        return [tie.cohort for tie in self.ties if tie.joined and tie.cohort.state is not CohortState.CANCELLED]

    def places(self) -> tuple[Place, ...]:
        """The same, each with its next session and their partners where they are there to be told."""
        return tuple(
            Place(cohort, self.studies.next_session(cohort, self.now), self.studies.partners(cohort))
            if self.actor.sees(cohort.server)
            else Place(cohort, there=False)
            for cohort in self.joined()
        )

    def called_off(self, since: datetime) -> tuple[Cohort, ...]:
        """What was called off since then, and they had a place in or wished for one."""
        theirs = (tie.cohort for tie in self.ties if tie.application is not None and tie.application.state in _HAD_OR_WISHED)
        return tuple(cohort for cohort in theirs if cohort.cancelled_at is not None and cohort.cancelled_at > since)

    def applied(self) -> list[tuple[Application, Cohort]]:
        """Their applications, the oldest first, but for those to what was called off."""
        found = [(tie.application, tie.cohort) for tie in self.ties if tie.application is not None]
        return sorted((one for one in found if one[1].state is not CohortState.CANCELLED), key=lambda one: one[0].id)

    async def applications(self, db: Db) -> list[tuple[Application, Cohort]]:
        """Those that are shown, each with the place that it has in the line now; none once the line has come to its end."""
        shown = [one for one in self.applied() if one[0].state in SHOWN]
        waits = any(application.state is ApplicationState.WAITLISTED for application, _ in shown)
        line = await db.signups.places_in_line(self.person.id) if waits else {}
        now = [
            (replace(a, place=line.get(a.id) if self._moves(cohort) else None) if a.state is ApplicationState.WAITLISTED else a, cohort)
            for a, cohort in shown
        ]
        return [one for one in now if not self._long_over(*one)]

    def _moves(self, cohort: Cohort) -> bool:
        return may_offer(cohort, self.studies.sessions[cohort.id], self.now)

    def _long_over(self, application: Application, cohort: Cohort) -> bool:
        """True for one that ended without a place, once its cohort has met for the last time."""
        if application.state not in _WITHOUT or application.place:
            return False
        begun = cohort.started_at is not None
        return cohort.state in ENDED or (begun and self.studies.next_session(cohort, self.now) is None)

    async def open_rounds(self, db: Db) -> tuple[OwnRound, ...]:
        """The rounds that they may answer now, with the answer that stands as far as they may know it.

        That a month is off, a partner hears in the words that were approved, or from the other one.
        """
        rounds = [round_ for round_, _, cohort in self.studies.open_rounds(self.now) if self.actor.sees(cohort.server)]
        said = await db.checkins.standing_of_each([(round_.pair, round_.number) for round_ in rounds])
        known = {key: shown.answer for key, one in said.items() if (shown := one.shown_to(self.person.id)) is not None}
        return tuple(replace(round_, standing=known.get((round_.pair, round_.number))) for round_ in rounds)


async def corner_of(db: Db, person: Person, actor: Actor, now: datetime) -> Corner:
    """Read it; with the sessions of what goes on for them, and of what they wait for or wished for in vain."""
    ties = tuple(tie for tie in await db.ties.of(person.id) if actor.server in {None, tie.cohort.server})
    joined = [tie.cohort for tie in ties if tie.joined]
    wished = [tie.cohort for tie in ties if tie.application is not None and tie.application.state in _WITHOUT]
    met = {cohort.id: cohort for cohort in (*joined, *wished)}
    pairs = await db.chevruta.of_person(person.id) if joined else []
    return Corner(actor, person, ties, Studies({c.id: c for c in joined}, await db.sessions.of_each(met), pairs), now)
