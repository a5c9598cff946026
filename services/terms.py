"""On what terms one joins a cohort: the facilitator's own questions, and how long a place is held."""

from domain.cohorts import ENDED, MOST_QUESTIONS, Cohort
from domain.ids import CohortId
from domain.people import Actor
from domain.refusal import Refusal, Why
from domain.rights import Action
from messages import terms as words
from messages.values import Form
from services import audit, permissions
from services.deliveries import Deliveries
from services.ports import Clock
from services.text import required, whole
from services.waitlist import fill
from storage.store import Store

LONGEST_OFFER = 14


class Terms:
    """A cohort's terms."""

    def __init__(self, store: Store, clock: Clock, deliveries: Deliveries) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form with what stands; only reads."""
        async with self._store.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return words.form(found)

    async def save(self, actor: Actor, cohort: CohortId, questions: tuple[str, ...], days: str, until: str) -> Cohort:
        """Ask these beside the standard questions, and offer places so. Answers that were given to other questions are kept."""
        now = self._clock.now()
        asked = tuple(required(question, 100) for question in questions[:MOST_QUESTIONS] if question.strip())
        held, session = whole(days.strip(), 1, LONGEST_OFFER), whole(until.strip(), 1, 24)
        async with self._store.begin() as db:
            found, program = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            if found.state in ENDED:
                raise Refusal(Why.WRONG_STATE, state=found.state)
            await permissions.once(db, actor, now)
            await db.cohorts.change(cohort, questions=list(asked), offer_days=held, offers_until=session)
            await audit.note(db, actor, Action.EDIT_COHORT, program, found, now, what="terms")
            await fill(db, cohort, now)  # the line may move longer than before
            await self._deliveries.reconcile(db, cohort)
            changed = await db.cohorts.get(cohort)
            assert changed is not None  # noqa: S101
            return changed
