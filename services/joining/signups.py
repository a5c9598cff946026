"""Signing up: each form is saved as it is sent, an application is edited or withdrawn by its own person."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState, Policy, accepts_applications
from domain.ground import zones
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.quiet import Observance
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.group.sessions import Term, term
from domain.joining.interests import as_compared
from domain.joining.signups import SLOTS, Answers, Application, ApplicationState, Decision, answered, unanswered
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfApplication, OfDecision, OfRole
from domain.sending.gate import Wait
from messages.ground.values import Form, Message
from messages.ground.words import speak
from messages.joining import signups as words
from messages.joining.signups import SETTINGS, Signup
from services.ground import permissions
from services.ground.text import required, understood, whole
from services.joining import waitlist, windows
from services.joining.board import elsewhere
from services.joining.good_standing import tell_who_waits
from services.joining.leaving import leave
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

OPEN = frozenset({ApplicationState.STARTED, ApplicationState.APPLIED, ApplicationState.WITHDRAWN})


class Left(Value):
    """What giving up a place, an offer, a place in the line or an application means, or meant."""

    cohort: Cohort
    was: ApplicationState | None


class Signups:
    """Applications, as their own people handle them."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def first_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The first form with what was typed before; only reads."""
        async with self._units.read() as db:
            found, _, application = await self._open(db, actor, cohort)
            return words.first_form(found, application.answers if application else Answers())

    async def second_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The second form; only reads."""
        async with self._units.read() as db:
            found, person, application = await self._open(db, actor, cohort)
            if application is None or person is None:
                raise Refusal(Why.NO_APPLICATION)
            return words.second_form(found, person, await db.programs.get(found.program), application.answers)

    async def wishes_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form of private wishes, with what they wished before; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.APPLY, cohort)
            application = await self._application(db, actor, cohort)
            if application is None:
                raise Refusal(Why.NO_APPLICATION)
            return words.wishes_form(found, application.answers)

    async def _application(self, db: Db, actor: Actor, cohort: CohortId) -> Application | None:
        person = await db.people.by_user(actor.user)
        return None if person is None else await db.signups.of(cohort, person.id)

    async def _open(self, db: Db, actor: Actor, cohort: CohortId) -> tuple[Cohort, Person | None, Application | None]:
        found, _ = await permissions.require_cohort(db, actor, Action.APPLY, cohort)
        person, application = await self._editable(db, actor, found)
        return found, person, application

    async def _editable(self, db: Db, actor: Actor, cohort: Cohort) -> tuple[Person | None, Application | None]:
        """Their application as it stands. Raises `Refusal(SIGNUPS_CLOSED | ALREADY_DECIDED)` where its forms are over."""
        person = await db.people.by_user(actor.user)
        application = None if person is None else await db.signups.of(cohort.id, person.id)
        if not accepts_applications(cohort, self._units.now()):
            raise Refusal(Why.SIGNUPS_CLOSED, title=cohort.title, state=cohort.state)
        if application is not None and application.state not in OPEN:
            raise Refusal(Why.ALREADY_DECIDED, title=cohort.title)
        return person, application

    async def save_why(
        self, actor: Actor, cohort: CohortId, why: str, bring: str, setting: str, congregation: str, readiness: str
    ) -> tuple[Cohort, Term]:
        """Keep the first form. What was typed is kept even when something in it has to be changed.

        Gives also the sessions that are to come, which the other form asks them to promise.
        """
        async with self._units.act(actor, Action.APPLY, cohort) as act:
            db = act.db
            _, before = await self._editable(db, actor, act.cohort)
            person = await act.me()
            answers = replace(
                before.answers if before else Answers(), why=required(why, 1000), bring=bring.strip()[:1000],
                setting=setting if setting in SETTINGS else "other", congregation=congregation.strip()[:100],
                readiness=whole(readiness, 1, 5),
            )  # fmt: skip
            saved = await db.signups.save(cohort, person.id, answers, act.now)
            if saved.state is ApplicationState.WITHDRAWN:
                await db.signups.start_again(saved.id)
            return act.cohort, term(await db.sessions.of(cohort))

    async def save_when(self, actor: Actor, cohort: CohortId, zone: str, quiet: str, hours: tuple[str, ...], committed: bool) -> Signup:
        """Keep the second form, and apply unless the facilitator asks more; the receipt is also a letter, which opens the conversation.

        What was right in it is kept even when something has to be changed. Raises `Refusal(UNKNOWN_ZONE | WHICH_CLOCK | NOT_COMMITTED)`.
        """
        named, no = understood(zone, self._units.now())
        no = no or (None if committed else Refusal(Why.NOT_COMMITTED))
        async with self._units.act(actor, Action.APPLY, cohort) as act:
            db, found = act.db, act.cohort
            person, application = await self._editable(db, actor, found)
            if application is None or person is None:
                raise Refusal(Why.NO_APPLICATION)
            observance = Observance(quiet) if quiet in set(Observance) else Observance.TWO_DAY
            if named is not None:
                await db.people.set_zone(person.id, named)
            await db.people.set_observance(person.id, observance)
            slots = tuple(slot for slot in hours if slot in SLOTS)
            answers = replace(application.answers, hours=slots, committed=committed or application.answers.committed)
            await db.signups.save(cohort, person.id, answers, act.now)
            if no is None:
                return await self._go_on(act, application, answers)
        raise no

    async def choose_place(self, actor: Actor, cohort: CohortId, place: str) -> Signup:
        """Take the place that was asked back about, and go on as the second form would have; without the promise it waits for that.

        Raises `Refusal(UNKNOWN_ZONE | WHICH_CLOCK)`.
        """
        zone = zones.zone_named(place, self._units.now())
        async with self._units.act(actor, Action.APPLY, cohort) as act:
            person, application = await self._editable(act.db, actor, act.cohort)
            if application is None or person is None:
                raise Refusal(Why.NO_APPLICATION)
            await act.db.people.set_zone(person.id, zone)
            return await self._go_on(act, application, application.answers)

    async def _go_on(self, act: CohortAct, application: Application, answers: Answers) -> Signup:
        """Apply, once all that is asked before is answered; from here on they read by the clock that they have just named."""
        speak(act.program, await act.db.people.get(application.person))
        if not answers.committed or unanswered(act.cohort.questions, answers):
            return await self._view(act.db, act.cohort.id, application.person)
        return await self._apply(act, application)

    async def _apply(self, act: CohortAct, application: Application) -> Signup:
        """All that was asked is answered: the application is in."""
        db, cohort, now = act.db, act.cohort, act.now
        if application.state is not ApplicationState.APPLIED:  # changed answers keep their turn
            await db.signups.apply(application.id, now, application.offers)
        await db.interests.forget(cohort.program, application.person, as_compared(cohort.topic))
        if cohort.policy is Policy.FIRST_COME:
            await windows.take_turns(db, cohort, now)  # who stands before may have been passed over
        view = await self._view(db, cohort.id, application.person)
        if application.state is ApplicationState.APPLIED:
            return view  # changed answers: the receipt of the first time stands
        if view.application.state is not ApplicationState.APPLIED:
            return view  # it is decided, and the letter says how
        if not view.in_good_standing:
            await db.signups.set_open_told(application.id, now)
            await tell_who_waits(act, view.program)
        await act.deliveries.direct(
            db, f"application/{application.id}/received/{now:%Y%m%d%H%M%S}", Subject.RECEIVED, view.person, view.program, cohort.id,
            acted_at=now, facts=OfApplication(application.id),
        )  # fmt: skip
        return view

    async def own_form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form of the facilitator's own questions; only reads."""
        async with self._units.read() as db:
            found, _, application = await self._open(db, actor, cohort)
            if application is None or not found.questions:
                raise Refusal(Why.NO_APPLICATION)
            return words.own_form(found, application.answers)

    async def save_own(self, actor: Actor, cohort: CohortId, given: tuple[str, ...]) -> Signup:
        """Keep the answers to the facilitator's own questions, and apply."""
        async with self._units.act(actor, Action.APPLY, cohort) as act:
            db, found = act.db, act.cohort
            person, application = await self._editable(db, actor, found)
            if application is None or not application.answers.committed or person is None or person.zone is None:
                raise Refusal(Why.NO_APPLICATION)  # the form before is not whole
            answers = replace(application.answers, own=answered(found.questions, given))
            await db.signups.save(cohort, application.person, answers, act.now)
            if unanswered(found.questions, answers):
                raise Refusal(Why.STALE)  # asked otherwise since the form was opened
            return await self._apply(act, application)

    async def save_wishes(self, actor: Actor, cohort: CohortId, wanted: tuple[int, ...], never: tuple[int, ...]) -> None:
        """Keep private wishes; they are used for pairing and shown to nobody."""
        async with self._units.act(actor, Action.APPLY, cohort) as act:
            application = await self._application(act.db, actor, cohort)
            if application is None:
                raise Refusal(Why.NO_APPLICATION)
            answers = replace(application.answers, wanted=wanted[:5], never=never[:5])
            await act.db.signups.save(cohort, application.person, answers, act.now)

    async def withdraw_question(self, actor: Actor, cohort: CohortId) -> Left:
        """What would be given up; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.WITHDRAW, cohort)
            application = await self._application(db, actor, cohort)
            return Left(found, None if application is None else application.state)

    async def withdraw(self, actor: Actor, cohort: CohortId) -> Left:
        """Give up an application or a place at any time, with no reason asked; twice says what stands."""
        async with self._units.press(actor) as press:
            db = press.db
            application = await self._application(db, actor, cohort)
            if application is not None and application.state is ApplicationState.WITHDRAWN:
                found = await db.cohorts.get(cohort)
                assert found is not None  # noqa: S101
                return Left(found, ApplicationState.WITHDRAWN)
            found, program = await permissions.require_cohort(db, actor, Action.WITHDRAW, cohort)
            press.about(Action.WITHDRAW, program, found)
            await leave(press, found, await press.me(), application, ApplicationState.WITHDRAWN)
            return Left(found, None if application is None else application.state)

    async def _view(self, db: Db, cohort: CohortId, person: PersonId) -> Signup:
        application = await db.signups.of(cohort, person)
        assert application is not None  # noqa: S101
        return await waitlist.view_of(db, application, self._units.now())

    def composers(self) -> dict[Subject, Composer]:
        """Letters about applications."""
        return {
            Subject.RECEIVED: self._compose_received,
            Subject.LETTER: self._compose_letter,
            Subject.ROLE: self._compose_role,
            Subject.ROLE_BACK: self._compose_role,
        }

    async def _compose_received(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        application = await db.signups.get(row.facts_as(OfApplication).application)
        if application is None or application.state in {ApplicationState.WITHDRAWN, ApplicationState.REMOVED}:
            return Reason.UNWANTED
        view = await self._view(db, application.cohort, application.person)
        return Reason.UNWANTED if view.cohort.state is CohortState.CANCELLED else words.received_letter(view)

    async def _compose_letter(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        decision = row.facts_as(OfDecision)
        application = await db.signups.get(decision.application)
        if application is None or application.state is not decision.state:
            return Reason.UNWANTED
        view = await self._view(db, application.cohort, application.person)
        view = replace(view, elsewhere=await elsewhere(db, view.program, view.cohort, view.person.user))
        return words.letter(view, Decision(application.state.value))

    async def _compose_role(self, db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
        """Where a letter says why it goes, that comes first."""
        given = row.facts_as(OfRole)
        letter = None if given.after is None else await db.deliveries.by_key(given.after)
        if letter is not None and letter.on_its_way:
            return Wait(max(letter.due, now) + timedelta(hours=1), Reason.AFTER)
        program = await db.programs.get(row.program)
        opens = [cohort for cohort in await db.cohorts.on(program.server) if cohort.role == given.role]
        inside = [cohort for cohort in opens if await _is_inside(db, cohort, row.person)]  # two may share a role
        return Message("") if bool(inside) is (row.message == Subject.ROLE) else Reason.UNWANTED


async def _is_inside(db: Db, cohort: Cohort, person: PersonId | None) -> bool:
    """True for whoever belongs into that cohort's home."""
    members = [] if cohort.state is CohortState.CANCELLED else await db.cohorts.members(cohort.id)
    return any(one.id == person for one in (*members, *await db.cohorts.facilitators(cohort.id)))
