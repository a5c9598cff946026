"""Facilitators: appointed by a manager, also from outside the cohort, and replaced; each hears of it once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.cohort.cohorts import ENDED, Cohort, CohortState, Program
from domain.ground.ids import CohortId, RoleId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.sending.deliveries import Class, Delivery, Kind, Planned, Reason, Subject
from domain.sending.facts import OfRole
from domain.sending.roles import Role, check_named
from messages.ground.values import Message
from messages.program import facilitators as words
from messages.program.facilitators import Lead
from services.ground import permissions
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Unit, Units
from storage.db import Db

KEEP = timedelta(days=30)
_LEADERLESS = ENDED | {CohortState.DRAFT}  # nothing in them waits for a facilitator


class Somebody(Value):
    """Whoever a manager picked on the server, as Discord names them."""

    user: UserId
    name: str
    bot: bool = False
    here: bool = True  # on the server


def check_role(program: Program, role: Role | None) -> RoleId | None:
    """The id of a role that may open a home: it gives nothing else, and the person who names it could give it without the bot.

    Raises `Refusal(EVERYBODY_WOULD_BE_IN | MANAGERS_ROLE)`, and what `check_named` raises.
    """
    if role is None:
        return None
    if int(role.id) == int(program.server):  # the one that Discord gives to all
        raise Refusal(Why.EVERYBODY_WOULD_BE_IN)
    if role.id == program.manager_role:
        raise Refusal(Why.MANAGERS_ROLE)
    check_named(role)
    return role.id


def _check_given(program: Program, cohort: Cohort, roles: Mapping[RoleId, Role]) -> None:
    """Who leads a cohort gets its role, so that is looked at as if it were named now.

    Raises `Refusal(ROLE_GONE | LEAD_BRINGS_ROLE)`, and else what `check_role` raises.
    """
    if cohort.role is not None and cohort.role not in roles:
        raise Refusal(Why.ROLE_GONE, title=cohort.title)
    try:
        check_role(program, None if cohort.role is None else roles[cohort.role])
    except Refusal as no:
        if no.why is Why.ROLE_NOT_YOURS:  # the role cannot be left out here
            raise Refusal(Why.LEAD_BRINGS_ROLE, title=cohort.title, role=no.facts["role"]) from no
        raise


async def role_of(unit: Unit, cohort: Cohort, program: Program, person: Person, key: str, *, back: bool = False) -> None:
    """The role that opens the cohort's home, if one does, comes to whoever leads it, or goes back."""
    if cohort.role is not None:
        what, now = Subject.ROLE_BACK if back else Subject.ROLE, unit.now
        planned = Planned(f"{key}/role", Kind.ROLE, what, now, now, now + KEEP, Class.LETTER, person=person.id, facts=OfRole(cohort.role))
        await unit.deliveries.plan(unit.db, planned, program, cohort.id)


class Facilitators:
    """Who leads which cohort."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def appoint(self, actor: Actor, cohort: CohortId, who: Somebody, roles: Mapping[RoleId, Role]) -> Lead:
        """Give somebody the lead, beside whoever has it; done twice, it says what stands.

        `roles`: those of the server as they stand for the actor. Raises as `check_role`, since the cohort's role comes with the lead.
        """
        async with self._units.act(actor, Action.APPOINT, cohort) as act:
            db, found = act.db, act.cohort
            if found.state in ENDED:
                raise Refusal(Why.WRONG_STATE, state=found.state)
            if who.bot:
                raise Refusal(Why.NOT_A_PERSON)
            if not who.here:
                raise Refusal(Why.NOT_HERE, name=who.name)
            leaders = await db.cohorts.facilitators(cohort)
            if all(leader.user != who.user for leader in leaders):
                _check_given(act.program, found, roles)
                person = await db.people.ensure(who.user, who.name, act.now)
                await db.cohorts.add_facilitator(cohort, person.id, act.now)
                await self._follow(act, person, "appointed")
            return await self._lead(db, found, who)

    async def remove(self, actor: Actor, cohort: CohortId, who: Somebody) -> Lead:
        """Take the lead back; whoever does not have it is left as they are. Raises `Refusal(LAST_FACILITATOR)`."""
        async with self._units.act(actor, Action.APPOINT, cohort) as act:
            db, found = act.db, act.cohort
            leaders = await db.cohorts.facilitators(cohort)
            person = next((leader for leader in leaders if leader.user == who.user), None)
            if person is not None:
                if len(leaders) == 1 and found.state not in _LEADERLESS:
                    raise Refusal(Why.LAST_FACILITATOR, title=found.title)
                await db.cohorts.remove_facilitator(cohort, person.id)
                await self._follow(act, person, "removed")
            return await self._lead(db, found, who)

    async def _lead(self, db: Db, cohort: Cohort, who: Somebody) -> Lead:
        leaders = await db.cohorts.facilitators(cohort.id)
        return Lead(cohort, who.name, tuple(leader.name for leader in leaders), any(leader.user == who.user for leader in leaders))

    async def _follow(self, act: CohortAct, person: Person, what: str) -> None:
        """They hear of it, the role that opens the home comes or goes, and it is written down."""
        cohort, program = act.cohort, act.program
        key = f"cohort/{cohort.id}/facilitator/{person.id}/{what}/{int(act.now.timestamp() * 1000)}"
        await act.deliveries.direct(act.db, key, Subject(f"facilitator-{what}"), person, program, cohort.id, Class.NOTICE, KEEP)
        await role_of(act, cohort, program, person, key, back=what == "removed")
        act.says(what=what, who=person.id)

    def composers(self) -> dict[Subject, Composer]:
        """The words to whoever leads now, or no more."""
        return {Subject.FACILITATOR_APPOINTED: self._compose, Subject.FACILITATOR_REMOVED: self._compose}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        person = None if row.person is None else await db.people.get(row.person)
        if cohort is None or person is None:
            return Reason.UNWANTED
        leads = await permissions.leads(db, person.id, cohort.id)
        if leads and cohort.state is CohortState.CANCELLED:
            return Reason.UNWANTED  # they hear that instead
        if leads is not (row.message == Subject.FACILITATOR_APPOINTED):
            return Reason.UNWANTED  # it was taken back meanwhile
        program = await db.programs.get(row.program)
        return words.appointed(cohort, program, person.name) if leads else words.removed(cohort, program, person.name)
