"""Applicants whom a manager enters by hand: somebody who wrote by mail. They are asked, and nothing is theirs before they say so."""

from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, accepts_applications
from domain.ground import zones
from domain.ground.ids import CohortId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.joining.signups import Answers, Application, ApplicationState, entered_only
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfApplication
from messages.ground.values import Form, Message
from messages.joining import entering as words
from services.ground import permissions
from services.ground.text import required, understood
from services.program.facilitators import Somebody
from services.sending.deliveries import Composer
from services.sending.unit import Units
from storage.db import Db


class Known(Value):
    """What a manager knows of somebody, as typed; all but the name may be empty."""

    name: str
    why: str = ""
    bring: str = ""
    congregation: str = ""
    zone: str = ""


class Entering:
    """The forms, filled in for somebody else as far as one can: the promise, and what follows from it, stay their own."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId, who: Somebody) -> Form:
        """What the manager knows, with what they typed before; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.ENTER_APPLICANT, cohort)
            self._check_open(found)
            if who.bot:
                raise Refusal(Why.NOT_A_PERSON)
            person = await db.people.by_user(who.user)
            before = None if person is None else await _entered(db, found, person)
            answers = before.answers if before else Answers()
            return words.form(found, who.user, who.name if person is None else person.name, answers)

    def _check_open(self, cohort: Cohort) -> None:
        if not accepts_applications(cohort, self._units.now()):
            raise Refusal(Why.SIGNUPS_CLOSED, title=cohort.title, state=cohort.state)

    async def enter(self, actor: Actor, cohort: CohortId, user: UserId, known: Known) -> tuple[Cohort, Person]:
        """Keep it as an application that is begun, and ask them. Entered again, it corrects what they have not taken over themselves.

        Raises `Refusal(SIGNUPS_CLOSED | HAS_APPLICATION | UNKNOWN_ZONE)`, and `WHICH_CLOCK` when all else is kept. Their own clock and
        their own name, where they are known, stay as they are.
        """
        zone, no = understood(known.zone, self._units.now()) if known.zone.strip() else (None, None)
        if no is not None and no.why is not Why.WHICH_CLOCK:
            raise no
        async with self._units.act(actor, Action.ENTER_APPLICANT, cohort) as act:
            db, found, program, now = act.db, act.cohort, act.program, act.now
            self._check_open(found)
            met = await db.people.meet({user: required(known.name, 100)}, now)
            person = await db.people.get(met[user])
            assert person is not None, "they were just met"  # noqa: S101
            before = await _entered(db, found, person)
            answers = replace(
                before.answers if before else Answers(), why=known.why.strip()[:1000], bring=known.bring.strip()[:1000],
                congregation=known.congregation.strip()[:100], readiness=None, committed=False,  # that they say themselves
            )  # fmt: skip
            saved = await db.signups.save(cohort, person.id, answers, now)
            by = await act.me()
            await db.signups.enter(saved.id, by.id)
            person = await _with_zone(db, person, zone)
            act.says(who=person.id)
            await act.deliveries.direct(
                db, f"application/{saved.id}/entered", Subject.ENTERED, person, program, cohort, facts=OfApplication(saved.id)
            )
        if no is not None:
            raise no
        return found, person

    async def choose_place(self, actor: Actor, cohort: CohortId, user: UserId, place: str) -> tuple[Cohort, Person]:
        """Take the place that was asked back about. Raises `Refusal(NO_APPLICATION | HAS_APPLICATION)` where nothing was entered."""
        zone = zones.zone_named(place, self._units.now())
        async with self._units.act(actor, Action.ENTER_APPLICANT, cohort) as act:
            person = await act.db.people.by_user(user)
            if person is None or await _entered(act.db, act.cohort, person) is None:
                raise Refusal(Why.NO_APPLICATION)
            return act.cohort, await _with_zone(act.db, person, zone)

    def composers(self) -> dict[Subject, Composer]:
        """The question to whoever was entered."""
        return {Subject.ENTERED: self._compose}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        application = await db.signups.get(row.facts_as(OfApplication).application)
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if application is None or cohort is None or person is None:
            return Reason.UNWANTED
        if not entered_only(application) or not accepts_applications(cohort, now):
            return Reason.UNWANTED  # they went on by themselves, or it is too late to
        by = None if application.entered_by is None else await db.people.get(application.entered_by)
        return words.letter(cohort, await db.programs.get(row.program), person, None if by is None else by.name)


async def _with_zone(db: Db, person: Person, zone: str | None) -> Person:
    """Their clock, as a manager knows it, where they have not named their own."""
    if zone is None or person.zone is not None:
        return person
    await db.people.set_zone(person.id, zone)
    return replace(person, zone=zone)


async def _entered(db: Db, cohort: Cohort, person: Person) -> Application | None:
    """What was entered for them and is still as it was; None where there is nothing. Whatever is theirs stays so.

    Raises `Refusal(HAS_APPLICATION)`, in the same words whether it is begun, sent, decided on or withdrawn.
    """
    application = await db.signups.of(cohort.id, person.id)
    if application is not None and application.state is not ApplicationState.REMOVED and not entered_only(application):
        raise Refusal(Why.HAS_APPLICATION, name=person.name, title=cohort.title)
    return application
