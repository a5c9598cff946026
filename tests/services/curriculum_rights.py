"""The part of the matrix of rights that is about a curriculum made together, and the curriculum that it is tried on."""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.ground.ids import PersonId, ProposalId, SessionId
from domain.ground.people import Actor
from tests.services.conftest import House, actor

Try = Callable[[House, Actor], Awaitable[Any]]
THEIRS, TO_WITHDRAW, IN_BOTH_NAMES = ProposalId(1), ProposalId(2), ProposalId(3)
TYPED = ("Mercy", "It is asked of us.", "Micah 6:8", "yes")


async def person_of(house: House, user: int) -> PersonId:
    """Somebody's own number."""
    async with house.store.read() as db:
        person = next(one for one in await db.cohorts.members(house.cohort) if one.user == user)
    return person.id


async def partner_of(house: House, user: int = 21) -> int:
    """Whom somebody studies with."""
    async with house.store.read() as db:
        people = {one.id: int(one.user or 0) for one in await db.cohorts.members(house.cohort)}
        pairs = [[people[one] for one in pair.members] for pair in await db.chevruta.published(house.cohort)]
    return next(other for pair in pairs if user in pair for other in pair if other != user)


def later(house: House) -> SessionId:
    """The last session but one."""
    return SessionId(house.session + 2)


async def a_curriculum(house: House) -> None:
    """Person 21 proposes two topics and stands in a third with their partner, and hosts a session of what is published."""
    made, other = house.made.group, await partner_of(house)
    for title in ("Neighbors", "Strangers"):
        await made.proposals.propose(actor(21), house.cohort, title, "It is asked of us.", "", "no")
    await made.proposals.propose(actor(other), house.cohort, "Enemies", "So it is.", "", "no", str(await person_of(house, 21)))
    session = SessionId(house.session + 1)
    await made.details.edit(house.lead, session, topic="Mercy", teacher="", contact="", host="", materials="")
    await made.arranging.give_hosts(house.lead, session, (await person_of(house, 21),))
    await made.arranging.publish(house.lead, house.cohort, (await made.arranging.preview(house.lead, house.cohort)).mark)


def of_curricula(members: set[str], staff: set[str]) -> dict[str, tuple[Try, set[str]]]:
    """What is asked of the services about topics, choices, sessions and hosts, and who may."""
    return {
        "proposals.topics": (lambda h, a: h.made.group.proposals.topics(a, h.cohort), members | staff),
        "proposals.form": (lambda h, a: h.made.group.proposals.form(a, h.cohort), members),
        "proposals.propose": (lambda h, a: h.made.group.proposals.propose(a, h.cohort, *TYPED), members),
        "proposals.own": (lambda h, a: h.made.group.proposals.own(a, THEIRS), members),
        "proposals.edit_form": (lambda h, a: h.made.group.proposals.edit_form(a, THEIRS), members),
        "proposals.edit": (lambda h, a: h.made.group.proposals.edit(a, THEIRS, *TYPED), members),
        "proposals.withdraw": (lambda h, a: h.made.group.proposals.withdraw(a, TO_WITHDRAW), members),
        "proposals.take_name_off": (lambda h, a: h.made.group.proposals.take_name_off(a, IN_BOTH_NAMES), members),
        "choices.mine": (lambda h, a: h.made.group.choices.mine(a, h.cohort), members),
        "choices.tap": (lambda h, a: h.made.group.choices.tap(a, h.cohort, THEIRS), members),
        "arranging.page": (lambda h, a: h.made.group.arranging.page(a, h.cohort), staff),
        "arranging.one": (lambda h, a: h.made.group.arranging.one(a, later(h)), staff),
        "arranging.give_topic": (lambda h, a: h.made.group.arranging.give_topic(a, later(h), THEIRS), staff),
        "arranging.give_hosts": (lambda h, a: h.made.group.arranging.give_hosts(a, later(h), ()), staff),
        "arranging.free": (lambda h, a: h.made.group.arranging.free(a, SessionId(h.session + 1)), staff),
        "arranging.preview": (lambda h, a: h.made.group.arranging.preview(a, h.cohort), staff),
        "arranging.publish": (lambda h, a: h.made.group.arranging.publish(a, h.cohort, 0), staff),
        "arranging.preview_close": (lambda h, a: h.made.group.arranging.preview_close(a, h.cohort), staff),
        "arranging.close": (lambda h, a: h.made.group.arranging.close(a, h.cohort), staff),
        "hosts.form": (lambda h, a: h.made.group.hosts.form(a, SessionId(h.session + 1)), members),
        "hosts.needs": (lambda h, a: h.made.group.hosts.needs(a, SessionId(h.session + 1), "A room."), members),
    }
