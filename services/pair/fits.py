"""Whether a pair fits, as each of it says in private: nobody else reads it, and what comes of it does not show who asked."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import PairId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.pair.apart import Circle, other_pairs
from domain.pair.moves import Group
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfPair
from domain.sending.timeline.fitting import looks
from messages.ground.values import Message
from messages.pair import fits as words
from services.ground import permissions
from services.pair.parting.settling import reads
from services.pair.seeking import seeking
from services.sending.deliveries import Composer
from services.sending.unit import Units
from storage.db import Db


class Fits:
    """What members say of their own pair."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def say(self, actor: Actor, pair: PairId, *, good: bool) -> Message:
        """Kept for them alone; the latest word stands. Raises `Refusal(NOT_YOURS)`, and `Refusal(STALE)` for a pair that is none now."""
        async with self._units.press(actor) as press:
            found = await press.db.chevruta.get(pair)
            person = await press.db.people.by_user(actor.user)
            if found is None or person is None or person.id not in found.members:
                raise Refusal(Why.NOT_YOURS)
            cohort, _ = await permissions.require_cohort(press.db, actor, Action.CHOOSE_PARTNER, found.cohort)
            names, groups, _ = await reads(press.db, cohort)
            if cohort.state is not CohortState.MEETING or found.members not in groups:
                raise Refusal(Why.STALE)
            await press.db.fits.say(pair, person.id, press.now, good=good)
            partners = [names[one] for one in found.members if one != person.id]
            return words.good(pair, partners) if good else words.another(pair, partners)

    def composers(self) -> dict[Subject, Composer]:
        """The question, and the word about other pairs."""
        return {Subject.FIT: self._compose_question, Subject.FIT_PROPOSAL: self._compose_proposal}

    async def _compose_question(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        pair = await db.chevruta.get(row.facts_as(OfPair).pair)
        cohort = None if pair is None else await db.cohorts.get(pair.cohort)
        if pair is None or cohort is None or cohort.state is not CohortState.MEETING or row.person is None:
            return Reason.UNWANTED
        names, groups, _ = await reads(db, cohort)
        if pair.members not in groups or row.person not in names or await db.fits.said(pair.id, row.person) is not None:
            return Reason.UNWANTED
        return words.question(cohort, pair.id, names[row.person], [names[one] for one in pair.members if one != row.person])

    async def _compose_proposal(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """Only where something was answered since it was last looked, and there are other pairs; it says neither."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        pairing = None if cohort is None else await db.chevruta.pairing(cohort.id, "published")
        if (
            cohort is None
            or pairing is None
            or cohort.state is not CohortState.MEETING
            or not await permissions.leads(db, row.person, cohort.id)
        ):
            return Reason.UNWANTED
        before = max((look for look in looks(cohort, await db.sessions.of(cohort.id)) if look < row.ideal), default=cohort.started_at)
        wished = await db.fits.wished(cohort.id)
        if not any((before is None or before < at) and at <= row.ideal for at in wished.values()):
            return Reason.UNWANTED
        _, groups, _ = await reads(db, cohort)
        found = await seeking(db, cohort, now)
        pairs = await wished_pairs(db, cohort, now)
        if sorted(other_pairs(groups, pairs, Circle(found.seekers, found.history, pairing.seed))) == sorted(groups):
            return Reason.UNWANTED
        return words.proposal(cohort, pairing.id)


async def wished_pairs(db: Db, cohort: Cohort, now: datetime) -> list[Group]:
    """The pairs of which somebody would rather have another partner, as it was when it was last looked: so no answer shows by its time."""
    wished = await db.fits.wished(cohort.id)
    if not wished:
        return []
    past = [look for look in looks(cohort, await db.sessions.of(cohort.id)) if look <= now]
    return [
        pair.members for pair in await db.chevruta.published(cohort.id) if pair.id in wished and any(wished[pair.id] <= at for at in past)
    ]
