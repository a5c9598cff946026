"""A curriculum that was made together, as the world of the proofs has it: with something in each state for somebody to press."""

from domain.ground.ids import CohortId, PairId, PersonId, ServerId, SessionId, UserId
from domain.ground.people import Actor
from rehearsal.discord import Person
from rehearsal.prove.circle import Circle

WHY = "It is asked of us."


async def make_together(world: Circle, member: Person, pair: PairId, session: SessionId) -> dict[str, int | str]:
    """Topics of a member, and one in their and their partner's names; the member hosts that session. Gives the ids that no button shows."""
    made, cohort, server = world.stage.made.group, CohortId(1), ServerId(world.server.id)
    async with world.stage.store.read() as db:
        found = await db.chevruta.get(pair)
        assert found is not None
        people = [one for one in (await db.people.all_of(found.members)).values() if one.user is not None]
        sessions = await db.sessions.of(cohort)
    me, partner = sorted(people, key=lambda one: one.user != member.id)

    def acts(user: int | None, name: str) -> Actor:
        return Actor(UserId(user or 0), name, server)

    lead = acts(world.lead.id, world.lead.name)
    first = await made.proposals.propose(acts(me.user, me.name), cohort, "Neighbors", WHY, "Genesis 18:23", "yes")
    both = await made.proposals.propose(acts(partner.user, partner.name), cohort, "Strangers", WHY, "", "no", str(PersonId(me.id)))
    await made.details.edit(lead, session, topic="Mercy", teacher="", contact="", host="", materials="")
    await made.arranging.give_hosts(lead, session, (me.id,))
    mark = (await made.arranging.preview(lead, cohort)).mark
    ids = {"topic": first.listed.proposal.id, "topic-in-both": both.listed.proposal.id, "hosted": session, "topics-mark": mark}
    return {**ids, "free": next(one.id for one in sessions if one.id > session)}
