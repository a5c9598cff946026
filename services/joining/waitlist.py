"""The line behind a full cohort: free places are offered in order, answered, let go, and never offered twice by accident."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import ENDED, Cohort, CohortState, Program
from domain.ground.ids import ApplicationId, CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.quiet import Besides
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import term
from domain.joining import waitlist as rules
from domain.joining.selection import mark_of
from domain.joining.signups import Application, ApplicationState
from domain.joining.standing import Look
from domain.sending.deliveries import Class, Delivery, DeliveryState, Direction, Kind, Reason, Subject
from domain.sending.facts import OfApplication
from domain.sending.gate import Wait, plan
from domain.sending.timeline.turns import TurnKind
from messages.ground.places import Reach
from messages.ground.values import Message
from messages.joining import waitlist as words
from messages.joining.signups import Signup
from messages.joining.waitlist import Beside, More, Taken
from services.ground import permissions
from services.ground.text import whole
from services.joining.board import elsewhere
from services.joining.good_standing import line_moves, not_in_good_standing, passed_over, standing_of
from services.sending import receipts
from services.sending.deliveries import Composer
from services.sending.turns import ByTime
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db

_LOOK_AGAIN = timedelta(hours=1)
_PLACED = frozenset({ApplicationState.OFFERED, ApplicationState.ACCEPTED})


async def view_of(db: Db, application: Application, now: datetime) -> Signup:
    """An application with all that its letters need; the place is the one that its person has in the line now."""
    cohort, person = await db.cohorts.get(application.cohort), await db.people.get(application.person)
    assert cohort is not None  # noqa: S101
    assert person is not None  # noqa: S101
    sessions = await db.sessions.of(cohort.id)
    line = await db.signups.waiting(cohort.id) if application.state is ApplicationState.WAITLISTED else []
    place = next((n for n, one in enumerate(line, start=1) if one.id == application.id), None)
    good = await standing_of(db, cohort.program, person.id, now) is Look.GOOD
    moves = rules.may_offer(cohort, sessions, now)
    return Signup(cohort, await db.programs.get(cohort.program), person, application, term(sessions), place, good, moves, now)


async def fill(db: Db, cohort: CohortId, now: datetime) -> int:
    """Offer every free place to the next in line, while that is still of use; gives how many. In a unit about that cohort."""
    found = await db.cohorts.get(cohort)
    chosen = [] if found is None else await next_in_line(db, found, found.capacity, now)
    for application in chosen:
        await offer(db, application, now)
    return len(chosen)


async def next_in_line(db: Db, cohort: Cohort, places: int, now: datetime) -> list[Application]:
    """To whom places are offered while there are so many in all, first in line first; nobody, once that is of no use any more.

    Whoever's standing is not settled, or who has left the server, keeps their place in the line, and is passed over meanwhile.
    """
    if not await line_moves(db, cohort, now):
        return []
    free = places - await db.cohorts.count_taken(cohort.id)
    line = await db.signups.waiting(cohort.id) if free > 0 else []
    over = await passed_over(db, cohort.program, {application.person for application in line}, now)
    chosen = rules.next_in_line((), line, over, free, offering=True)
    return [application for application in line if application.id in chosen]


async def raising(db: Db, cohort: Cohort, program: Program, places: int, now: datetime) -> More | None:
    """What more places would send, to whom and when; None when nobody gets anything by it."""
    chosen = await next_in_line(db, cohort, places, now) if places > cohort.capacity else []
    if not chosen:
        return None
    reached = await reach(db, program, chosen, now)
    return More(cohort, places, reached, mark_of(application.id for application in chosen))


async def reach(db: Db, program: Program, given: Sequence[Application], now: datetime) -> Reach:
    """Whom letters about a place given now reach, in that order, and from when to when. There is at least one."""
    people = await db.people.all_of({application.person for application in given})
    quiets = [people[application.person].quiet(program.zone, program.observance) for application in given]
    at = [plan(now, Direction.LATER, quiet, Class.LETTER, Kind.DM, quiet.zone, program.own_days) for quiet in quiets]
    return Reach(tuple(people[application.person].name for application in given), min(at), max(at))


async def after_the_last(db: Db, cohort: CohortId) -> int:
    """The place at the end of the line."""
    return max((one.place or 0 for one in await db.signups.waiting(cohort)), default=0) + 1


async def offer(db: Db, application: Application, now: datetime) -> None:
    """Hold a place for them until they answer."""
    await db.signups.offer(application.id, application.offers + 1, now)


async def take(act: CohortAct) -> Application:
    """The place that the actor is offered is theirs, or was already; gives their application as it stands then.

    Raises `Refusal(NO_APPLICATION | NO_OFFER)`, and `Refusal(SETTLE_FIRST)` where standing is open by now; the place stays held.
    """
    db, found, program, now = act.db, act.cohort, act.program, act.now
    application = await _own(db, act.actor, found.id)
    if application.state is ApplicationState.OFFERED and found.state in rules.ANSWERABLE:
        await act.me()
        if await not_in_good_standing(db, program.id, {application.person}, now):
            raise Refusal(Why.SETTLE_FIRST, title=found.title, contact=program.contact)
        await _take(db, application, now)
    elif application.state is not ApplicationState.ACCEPTED:
        raise Refusal(Why.NO_OFFER, title=found.title)
    return await _own(db, act.actor, found.id)


async def _take(db: Db, application: Application, now: datetime) -> None:
    await db.signups.decide(application.id, ApplicationState.ACCEPTED, now)
    await db.cohorts.add_member(application.cohort, application.person, now)


async def _own(db: Db, actor: Actor, cohort: CohortId) -> Application:
    person = await db.people.by_user(actor.user)
    application = None if person is None else await db.signups.of(cohort, person.id)
    if application is None:
        raise Refusal(Why.NO_APPLICATION)
    return application


async def same_hours(db: Db, view: Signup) -> tuple[Beside, ...]:
    """The other cohorts in which a place is theirs or held for them, and which meet while this one does."""
    ours = await db.sessions.of(view.cohort.id)
    found: list[Beside] = []
    for application in await db.signups.by_person(view.person.id):
        other = await db.cohorts.get(application.cohort)
        if other is None or other.id == view.cohort.id or other.state in ENDED or application.state not in _PLACED:
            continue
        if rules.meet_at_once(ours, await db.sessions.of(other.id)):
            offered = application.state is ApplicationState.OFFERED and other.state in rules.ANSWERABLE
            found.append(Beside(other, offered=offered and other.server == view.cohort.server))
    return tuple(found)


class Waitlist:
    """Offers, as those who get them and those who look after them handle them."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def accept(self, actor: Actor, cohort: CohortId) -> Taken:
        """*I am in*: the place is theirs; with their other cohorts of the same hours. Pressed twice, it says what stands.

        Raises `Refusal(SETTLE_FIRST)` where standing is open by now; the place stays held.
        """
        async with self._units.act(actor, Action.ANSWER_OFFER, cohort) as act:
            view = await view_of(act.db, await take(act), act.now)
            return Taken(view, await same_hours(act.db, view))

    async def _now(self, db: Db, application: Application) -> Signup:
        after = await db.signups.get(application.id)
        assert after is not None  # noqa: S101
        return await view_of(db, after, self._units.now())

    async def raise_places(self, actor: Actor, cohort: CohortId, before: int, places: int, mark: int) -> tuple[Cohort, int]:
        """More places, offered to those whom the preview named and to nobody else; how many. Pressed twice, it says what stands.

        `before` is how many places there were then, and `mark` that of those who were named.
        """
        most = whole(places, 2, 24)
        async with self._units.act(actor, Action.EDIT_COHORT, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            if found.capacity == most:
                return found, 0
            chosen = await next_in_line(db, found, most, now)
            if not chosen or not found.capacity == before < most or mark_of(application.id for application in chosen) != mark:
                raise Refusal(Why.STALE)
            await db.cohorts.set_capacity(cohort, most)
            offered = await fill(db, cohort, now)
            act.says(settings="places")
            await receipts.promise(act, found, act.program, await act.me())
            return replace(found, capacity=most), offered

    async def rejoin(self, actor: Actor, cohort: CohortId) -> Signup:
        """Back to the end of the line, by one's own wish, after an offer was let go."""
        async with self._units.act(actor, Action.ANSWER_OFFER, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            application = await _own(db, actor, cohort)
            if application.state is ApplicationState.LAPSED and await line_moves(db, found, now):
                place = await after_the_last(db, cohort)
                await db.signups.decide(application.id, ApplicationState.WAITLISTED, now, place)
                await fill(db, cohort, now)
            elif application.state not in {ApplicationState.WAITLISTED, ApplicationState.OFFERED}:
                raise Refusal(Why.NO_OFFER, title=found.title)
            return await self._now(db, application)

    async def settle(self, actor: Actor, cohort: CohortId, application: ApplicationId, offers: int, *, theirs: bool) -> Signup:
        """A person decides on an offer that could not be delivered: the place is theirs after all, or goes to the next in line.

        `offers` is the number of the offer that they were asked about; a later one is another question.
        """
        async with self._units.act(actor, Action.SELECT, cohort) as act:
            db = act.db
            offered = await db.signups.get(application)
            if offered is None or offered.cohort != cohort or (offered.state, offered.offers) != (ApplicationState.OFFERED, offers):
                raise Refusal(Why.STALE)
            act.says(what="theirs" if theirs else "passed-on", who=offered.person)
            await (_take if theirs else self._lapse)(db, offered, act.now)
            return await self._now(db, offered)

    async def _lapse(self, db: Db, application: Application, now: datetime) -> None:
        await db.signups.decide(application.id, ApplicationState.LAPSED, now)
        await fill(db, application.cohort, now)

    def by_time(self) -> dict[TurnKind, ByTime]:
        """An offer's time comes to its end."""
        return {TurnKind.OFFER_LAPSES: self._end_offer}

    async def _end_offer(self, unit: Unit, id_: int, key: str) -> None:
        """The turn of an offer whose time may be over: it lapses, waits on, or becomes a question for the facilitators.

        It lapses only if the offer and its reminder arrived and their time is over, by the person's own open hours.
        """
        db, now = unit.db, unit.now
        application = await db.signups.get(ApplicationId(id_))
        if application is None or application.state is not ApplicationState.OFFERED:
            return
        if not key.endswith(f"/offer/{application.offers}/lapses"):
            return  # an earlier offer's
        view = await view_of(db, application, now)
        rows = await _letters(db, application)
        if any(row is None or not (row.on_its_way or row.state is DeliveryState.SENT) for row in rows):
            await self._ask_facilitators(unit, view)
            return
        arrived = [row.settled_at for row in rows if row is not None and row.settled_at is not None]
        if len(arrived) < len(rows):
            waits = max(row.due for row in rows if row is not None)
            await db.turns.postpone(key, max(waits, now) + _LOOK_AGAIN)
            return
        ends = _ends(view, arrived[0], arrived[1])
        if ends > now:
            await db.turns.postpone(key, ends)
        else:
            await self._lapse(db, application, now)
            unit.changed(view.cohort)  # only here: else what is planned would call an offer's turn back that has just been put off

    async def _ask_facilitators(self, unit: Unit, view: Signup) -> None:
        for leader in await unit.db.cohorts.facilitators(view.cohort.id):
            key = f"application/{view.application.id}/offer/{view.application.offers}/unreached/{leader.id}"
            await unit.deliveries.direct(
                unit.db, key, Subject.OFFER_UNREACHED, leader, view.program, view.cohort.id, Class.NOTICE,
                facts=OfApplication(view.application.id),
            )  # fmt: skip

    def composers(self) -> dict[Subject, Composer]:
        """What is said about offers by itself."""
        return {
            Subject.OFFER: self._compose_offer,
            Subject.OFFER_REMINDER: self._compose_reminder,
            Subject.OFFER_LAPSED: self._compose_lapsed,
            Subject.OFFER_UNREACHED: self._compose_unreached,
            Subject.WAITLIST_OVER: self._compose_over,
        }

    async def _of(self, db: Db, row: Delivery, state: ApplicationState) -> Signup | None:
        application = await db.signups.get(row.facts_as(OfApplication).application)
        return None if application is None or application.state is not state else await view_of(db, application, self._units.now())

    async def _compose_offer(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        view = await self._of(db, row, ApplicationState.OFFERED)
        if view is None or view.cohort.state is CohortState.CANCELLED:
            return Reason.UNWANTED
        made = view.application.decided_at or now
        if rules.comes_too_late(view.cohort, await db.sessions.of(view.cohort.id), made, now):
            return Reason.LATE  # the facilitators are asked when its time is over
        until = rules.deadline(view.cohort, _hours(view), now)
        return words.offer(view, until, await same_hours(db, view))

    async def _compose_reminder(self, db: Db, row: Delivery, now: datetime) -> Message | Reason | Wait:
        """Halfway through the time that began when the offer really arrived; not at all when it never did."""
        view = await self._of(db, row, ApplicationState.OFFERED)
        letter = await db.deliveries.by_key(row.key.removesuffix("/reminder"))
        if view is None or letter is None or not (letter.on_its_way or letter.state is DeliveryState.SENT):
            return Reason.UNWANTED
        if letter.settled_at is None:
            return Wait(max(letter.due, now) + _LOOK_AGAIN, Reason.AFTER)
        due = rules.halfway(view.cohort, _hours(view), letter.settled_at)
        if now < due:
            return Wait(due, Reason.AFTER)
        return words.offer_reminder(view, _ends(view, letter.settled_at, now), await same_hours(db, view))

    async def _compose_lapsed(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        view = await self._of(db, row, ApplicationState.LAPSED)
        if view is None:
            return Reason.UNWANTED
        letter = await db.deliveries.by_key(row.key.removesuffix("/lapsed"))
        asked = letter is not None and letter.state in {DeliveryState.SENT, DeliveryState.UNCERTAIN}
        return words.lapsed(view, await line_moves(db, view.cohort, now), asked=asked)

    async def _compose_over(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To whoever still stands in a line that offers nothing any more."""
        view = await self._of(db, row, ApplicationState.WAITLISTED)
        if view is None or view.cohort.state is CohortState.CANCELLED or await line_moves(db, view.cohort, now):
            return Reason.UNWANTED
        return words.over(replace(view, elsewhere=await elsewhere(db, view.program, view.cohort, view.person.user)))

    async def _compose_unreached(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        view = await self._of(db, row, ApplicationState.OFFERED)
        if view is None or not await permissions.leads(db, row.person, view.cohort.id):
            return Reason.UNWANTED
        return words.unreached(view)


def _ends(view: Signup, arrived: datetime, reminded: datetime) -> datetime:
    """When an offer ends whose letter and reminder arrived then: never sooner than half a day of open hours after the reminder."""
    hours = _hours(view)
    return max(rules.deadline(view.cohort, hours, arrived), rules.after_open(hours, reminded, rules.SINCE_REMINDER))


def _hours(view: Signup) -> Besides:
    """The open hours by which the time of an offer is counted: the person's own, without the program's sacred time."""
    return Besides(view.person.quiet(view.program.zone, view.program.observance), frozenset({view.program.quiet()}))


async def _letters(db: Db, application: Application) -> list[Delivery | None]:
    key = f"application/{application.id}/offer/{application.offers}"
    return [await db.deliveries.by_key(key), await db.deliveries.by_key(f"{key}/reminder")]


async def open_offers(db: Db, person: PersonId, now: datetime) -> list[tuple[Signup, datetime | None]]:
    """The offers that wait for a person's word, each with until when it is held, as far as its letters that arrived say so."""
    found: list[tuple[Signup, datetime | None]] = []
    for application in await db.signups.by_person(person):
        if application.state is not ApplicationState.OFFERED:
            continue
        view = await view_of(db, application, now)
        if view.cohort.state not in rules.ANSWERABLE:
            continue
        letter, reminder = [
            row.settled_at if row is not None and row.state is DeliveryState.SENT else None for row in await _letters(db, application)
        ]
        until = None if letter is None else _ends(view, letter, reminder or letter)
        found.append((view, until if until is not None and until > now else None))
    return found
