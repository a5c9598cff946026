"""On what terms one joins a cohort: the facilitator's own questions, and how long a place is held."""

from domain.cohort.cohorts import ENDED, MOST_QUESTIONS, Cohort
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from messages.cohort import terms as words
from messages.ground.values import Form
from services.ground import permissions
from services.ground.text import required, whole
from services.joining.waitlist import fill
from services.sending.unit import Units

LONGEST_OFFER = 14


class Terms:
    """A cohort's terms."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form with what stands; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return words.form(found)

    async def save(self, actor: Actor, cohort: CohortId, questions: tuple[str, ...], days: str, until: str) -> Cohort:
        """Ask these beside the standard questions, and offer places so. Answers that were given to other questions are kept."""
        asked = tuple(required(question, 100) for question in questions[:MOST_QUESTIONS] if question.strip())
        held, session = whole(days.strip(), 1, LONGEST_OFFER), whole(until.strip(), 1, 24)
        async with self._units.act(actor, Action.EDIT_COHORT, cohort) as act:
            db, found = act.db, act.cohort
            if found.state in ENDED:
                raise Refusal(Why.WRONG_STATE, state=found.state)
            await db.cohorts.set_terms(cohort, questions=asked, offer_days=held, offers_until=session)
            act.says(what="terms")
            await fill(db, cohort, act.now)  # the line may move longer than before
            changed = await db.cohorts.get(cohort)
            assert changed is not None  # noqa: S101
            return changed
