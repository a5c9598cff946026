"""Two places that are offered to the same person at the same hours: one answer takes the one and lets go of the other."""

from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.signups import ApplicationState
from messages.joining.waitlist import Taken
from services.ground import permissions
from services.joining import waitlist
from services.joining.leaving import leave
from services.sending.unit import CohortAct, Units


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
