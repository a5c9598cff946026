"""Rights, decided here for every road: command, button, select, form, direct message and command line."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState, Program, was_shown
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import AFTER_THE_END, OVER_ONESELF, Action, Kind, may
from domain.joining.interests import as_compared, opening_key
from domain.joining.signups import ApplicationState
from domain.sending.timeline.turns import returned
from messages.ground.words import speak
from storage.cohort.ties import Tie
from storage.db import Db

_STRANGERS = frozenset({Kind.OUTSIDER, Kind.OWNER})
_WAITING = frozenset(ApplicationState) - {ApplicationState.DECLINED, ApplicationState.WITHDRAWN, ApplicationState.REMOVED}


def kinds(actor: Actor, program: Program) -> frozenset[Kind]:
    """All that the actor is to that program, by what Discord says of their roles."""
    here = actor.server == program.server
    found = {Kind.OUTSIDER: True, Kind.OWNER: here and actor.manages_server, Kind.MANAGER: here and program.manager_role in actor.roles}
    return frozenset(kind for kind, is_so in found.items() if is_so)


def _in_cohort(tie: Tie) -> frozenset[Kind]:
    """All that the person is to that cohort."""
    waits = tie.application is not None and tie.application.state in _WAITING
    found = {Kind.FACILITATOR: tie.leads, Kind.MEMBER: tie.joined, Kind.APPLICANT: waits}
    return frozenset(kind for kind, is_so in found.items() if is_so)


async def leads(db: Db, person: PersonId | None, cohort: CohortId) -> bool:
    """True for who leads that cohort now."""
    return any(leader.id == person for leader in await db.cohorts.facilitators(cohort))


async def _program_here(db: Db, actor: Actor) -> tuple[Program, Person | None]:
    if actor.server is None:
        raise Refusal(Why.ON_A_SERVER_ONLY)
    person, program, _ = await db.programs.acting(actor.user, actor.server)
    if program is None:
        raise Refusal(Why.NOT_SET_UP)
    speak(program, person)
    return program, person


async def require_program(db: Db, actor: Actor, action: Action) -> Program:
    """The program of the actor's server, if they may do that in it."""
    program, _ = await _program_here(db, actor)
    if not may(kinds(actor, program), action):
        raise Refusal(Why.NOT_ALLOWED, action=action)
    return program


async def require_staff(db: Db, actor: Actor, action: Action) -> Program:
    """The program of the actor's server, if they may do that in it as its manager, or as somebody who leads any of its cohorts."""
    program, person = await _program_here(db, actor)
    held = kinds(actor, program)
    if person is not None and any(cohort.program == program.id for cohort in await db.cohorts.led_by(person.id)):
        held |= {Kind.FACILITATOR}
    if not may(held, action):
        raise Refusal(Why.NOT_ALLOWED, action=action)
    return program


async def require_setup(db: Db, actor: Actor) -> Program | None:
    """The program of the actor's server, None while there is none, if they may set it up: managers, and whoever manages the server."""
    if actor.server is None:
        raise Refusal(Why.ON_A_SERVER_ONLY)
    person, program, _ = await db.programs.acting(actor.user, actor.server)
    held = frozenset({Kind.OWNER} if actor.manages_server else ())
    if program is not None:
        speak(program, person)
        held |= kinds(actor, program)
    if not may(held, Action.SET_UP):
        raise Refusal(Why.NOT_ALLOWED, action=Action.SET_UP)
    return program


async def require_cohort(db: Db, actor: Actor, action: Action, cohort: CohortId) -> tuple[Cohort, Program]:
    """That cohort and its program, if the actor may do that in it. A cohort of another server does not exist here.

    Nor does a draft for those who have nothing to do with it, before its opening is announced.
    Of one that was called off hardly anything may be done, by whatever road: `Refusal(CALLED_OFF)`.
    In a direct message, whatever is not only over oneself needs the actor on the server now: `Refusal(NOT_ON_SERVER | CANNOT_TELL)`.
    """
    tie = await db.ties.to(cohort, actor.user)
    if tie is None or (actor.server is not None and tie.cohort.server != actor.server):
        raise Refusal(Why.NO_SUCH_COHORT)
    found, program = tie.cohort, tie.program
    if actor.server is None and not await _concerned(db, tie):
        raise Refusal(Why.NO_SUCH_COHORT)
    speak(program, tie.person)
    held = kinds(actor, program) | _in_cohort(tie)
    if held <= _STRANGERS and not was_shown(found):
        raise Refusal(Why.NO_SUCH_COHORT)
    if not may(held, action):
        raise Refusal(Why.NOT_ALLOWED, action=action)
    if action not in OVER_ONESELF:
        require_presence(actor, program, own=not held.isdisjoint({Kind.MEMBER, Kind.APPLICANT}))
    if found.state is CohortState.CANCELLED and action not in AFTER_THE_END:
        raise Refusal(Why.CALLED_OFF, title=found.title)
    return found, program


def require_presence(actor: Actor, program: Program, *, own: bool) -> None:
    """The actor is on the program's server now: an interaction there says so itself, for a direct message it was looked up.

    Raises `Refusal(NOT_ON_SERVER)` for somebody who has left or was banned, and `Refusal(CANNOT_TELL)` where Discord gave no answer,
    or the bot itself is not there any more. `own`: they have something there that stays theirs.
    """
    if actor.sees(program.server):
        return
    if program.server in actor.seen.left:
        raise Refusal(Why.NOT_ON_SERVER, program=program.name, own=own)
    raise Refusal(Why.CANNOT_TELL, program=program.name, away=program.removed_at is not None)


async def _concerned(db: Db, tie: Tie) -> bool:
    """True when that cohort is no secret to the actor, who writes from outside any server.

    They lead it, belong to it, once applied, wish to hear of its topic, or were told that it opened.
    """
    cohort, person = tie.cohort, None if tie.person is None else tie.person.id
    if person is None:
        return False
    if tie.leads or tie.joined or tie.application is not None:
        return True
    if await db.deliveries.by_key(opening_key(cohort.id, person)) is not None:
        return True
    return as_compared(cohort.topic) in await db.interests.topics(cohort.program, person)


async def whoever(db: Db, actor: Actor, now: datetime) -> tuple[Person, Program | None]:
    """The actor's own row, made at their first act, and the program of the server they act on. Whoever acts on a server is on it."""
    known, program, away = await db.programs.acting(actor.user, actor.server)
    person = known if known is not None and known.name == actor.name else await db.people.ensure(actor.user, actor.name, now)
    if away and actor.server is not None:
        await db.absences.back(actor.server, person.id)
        await db.turns.plan(returned(person.id, now))
    return person, program
