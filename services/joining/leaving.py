"""Leaving a cohort: what follows when somebody gives up a place, or staff take them out of it.

Also when two places are offered to the same person at the same hours, and one answer takes the one and lets go of the other.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, Program
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.curriculum import hosts_line
from domain.group.sessions import SessionState
from domain.joining.signups import Application, ApplicationState
from domain.sending.deliveries import Class, Kind, Planned, Subject
from domain.sending.facts import OfLeaver, OfPerson, OfRole
from messages.joining.waitlist import Taken
from services.ground import permissions
from services.joining import waitlist, windows
from services.joining.good_standing import line_moves
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db

KEEP = timedelta(days=30)


async def leave(
    unit: Unit, cohort: Cohort, person: Person, application: Application | None, to: ApplicationState, *, by: PersonId | None = None
) -> bool:
    """Free the place, or give up the application, which is in state `to` from then on; True when a place was theirs.

    The place goes to the next in line as far as the line moves, the role goes back, partners and facilitators hear it without a
    reason, and what was planned follows. `by`: who of the staff took them out; they know it.
    """
    db, now = unit.db, unit.now
    was_member = await db.cohorts.leave(cohort.id, person.id, now)
    if application is not None:
        ended = cohort.started_at is not None and not await line_moves(db, cohort, now)
        found_no_place = application.state is ApplicationState.WAITLISTED and ended  # and still did not
        await db.signups.give_up(application.id, to, application.place if found_no_place else None)
    if was_member:
        await _follow(unit, cohort, person, by)
    await waitlist.fill(db, cohort.id, now)
    await windows.go_on_forming(db, cohort)
    unit.changed(cohort)
    return was_member


async def _follow(unit: Unit, cohort: Cohort, person: Person, by: PersonId | None) -> None:
    db, now = unit.db, unit.now
    program = await db.programs.get(cohort.program)
    key = f"cohort/{cohort.id}/left/{person.id}/{int(now.timestamp())}"
    if cohort.role is not None:
        back = Planned(
            f"{key}/role", Kind.ROLE, Subject.ROLE_BACK, now, now, now + KEEP, Class.LETTER, person=person.id,
            facts=OfRole(cohort.role), acted_at=now if by is None else None,
        )  # fmt: skip
        await unit.deliveries.plan(db, back, program, cohort.id)
    await _host_no_more(db, cohort, person, now)
    for leader in await db.cohorts.facilitators(cohort.id):
        if leader.id != by:
            await unit.deliveries.direct(
                db, f"{key}/facilitator/{leader.id}", Subject.MEMBER_LEFT, leader, program, cohort.id, Class.NOTICE,
                facts=OfLeaver(person.id, by),
            )  # fmt: skip
    for partner in await partners(db, cohort, person):
        await unit.deliveries.direct(
            db, f"{key}/partner/{partner.id}", Subject.PARTNER_LEFT, partner, program, cohort.id, Class.NOTICE, facts=OfPerson(person.id)
        )


async def _host_no_more(db: Db, cohort: Cohort, person: Person, now: datetime) -> None:
    """Sessions to come that they were to host name the others who do, or nobody; what staff typed in their own words stays."""
    hosts = [one for one in await db.curriculum.hosts(cohort.id) if one.until is None]
    names = {one.id: one.name for one in (await db.people.all_of({one.person for one in hosts})).values()}
    for session in await db.sessions.of(cohort.id):
        here = [one.person for one in hosts if one.session == session.id]
        if person.id not in here or session.state is not SessionState.PLANNED or session.starts_at <= now:
            continue
        await db.curriculum.end_host(session.id, person.id, now)
        if session.host == hosts_line([names[one] for one in here]):
            others = hosts_line([names[one] for one in here if one != person.id])
            await db.sessions.edit(replace(session, host=others, edited_at=now), await db.sessions.contact(session.id))


async def partners(db: Db, cohort: Cohort, person: Person) -> list[Person]:
    """Those whom somebody studies with, as far as they are members."""
    present = {member.id: member for member in await db.cohorts.members(cohort.id)}
    pairs = [pair for pair in await db.chevruta.published(cohort.id) if person.id in pair.members]
    return [present[one] for pair in pairs for one in pair.members if one in present and one != person.id]


async def tell_of_removal(unit: Unit, cohort: Cohort, program: Program, person: Person) -> None:
    """A letter to somebody whom staff took out of a cohort."""
    await unit.deliveries.direct(unit.db, removal_key(cohort, person, unit.now), Subject.REMOVED, person, program, cohort.id)


def removal_key(cohort: Cohort, person: Person, at: datetime) -> str:
    """Names the letter about one removal, by the moment at which the place was freed."""
    return f"cohort/{cohort.id}/removed/{person.id}/{int(at.timestamp())}"


class OneOfTwo:
    """The one choice between two offers."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def choose(self, actor: Actor, cohort: CohortId, other: CohortId) -> Taken:
        """Take the place in one cohort; the offer of the other goes to the next in line. Pressed twice, it says what stands.

        Raises what taking an offer raises, and `Refusal(STALE)` where the place in the other one is theirs by now: that is no offer to
        let go of. Where the other offer is over already, there is nothing to let go of.
        """
        async with self._units.act(actor, Action.ANSWER_OFFER, cohort) as act:
            taken = await waitlist.take(act)
            view = await waitlist.view_of(act.db, taken, act.now)
            title = None if other == cohort else await self._let_go(act, taken.person, other)
            return Taken(view, await waitlist.same_hours(act.db, view), title)

    async def _let_go(self, act: CohortAct, person: PersonId, other: CohortId) -> str:
        """Gives the title of the cohort."""
        cohort, application = await act.db.cohorts.get(other), await act.db.signups.of(other, person)
        if cohort is None or application is None:
            raise Refusal(Why.NO_APPLICATION)
        if application.state is ApplicationState.ACCEPTED:
            raise Refusal(Why.STALE)
        if application.state is ApplicationState.OFFERED:
            await permissions.require_cohort(act.db, act.actor, Action.WITHDRAW, other)
            await leave(act, cohort, await act.me(), application, ApplicationState.WITHDRAWN)
        return cohort.title
