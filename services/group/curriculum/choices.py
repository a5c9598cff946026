"""What each member would choose of the topics: one's own choices, read by oneself alone."""

from domain.ground.ids import CohortId, ProposalId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.curriculum import tapped
from messages.group.curriculum import Choosing
from services.ground import permissions
from services.group.curriculum.proposals import check_open, topics_of
from services.sending.unit import Units


class Choices:
    """At most five topics of each member, the first choice first."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def mine(self, actor: Actor, cohort: CohortId) -> Choosing:
        """What the actor chooses; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PROPOSE, cohort)
            person = await db.people.by_user(actor.user)
            chosen = () if person is None else await db.curriculum.chosen_by(person.id, cohort)
            return Choosing(await topics_of(db, found, actor), chosen)

    async def tap(self, actor: Actor, cohort: CohortId, proposal: ProposalId) -> Choosing:
        """Choose a topic after those that are chosen, or take it away. Raises `Refusal(ENOUGH_CHOSEN | TOPICS_CLOSED | STALE)`."""
        async with self._units.press(actor) as press:
            db = press.db
            found, _ = await permissions.require_cohort(db, actor, Action.PROPOSE, cohort)
            await check_open(db, found)
            one, me = await db.curriculum.get(proposal), await press.me()
            if one is None or one.cohort != cohort:
                raise Refusal(Why.STALE)
            chosen = tapped(await db.curriculum.chosen_by(me.id, cohort), proposal)
            await db.curriculum.choose(me.id, cohort, chosen)
            return Choosing(await topics_of(db, found, actor), chosen)
