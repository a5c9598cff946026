"""Ways to study from our own list, offered to who leads before a round opens without a text, and chosen by one tap."""

from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import Round, rounds
from domain.pair.formats import FORMATS, proposed, used
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfCohortRound
from messages.ground.values import Message
from messages.group import ways as words
from messages.group.ways import Chosen
from services.group.prompts import to_come, went_out
from services.pair.study.texts import lacks_text
from services.sending.deliveries import Composer
from services.sending.unit import Units
from storage.db import Db


class Ways:
    """The ways to study that are proposed for a round, and which was chosen."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def choose(self, actor: Actor, cohort: CohortId, round_: int, way: int) -> Chosen:
        """Make it the way that a round's pairs study. A text that staff wrote for it meanwhile stays as it is."""
        if not 1 <= way <= FORMATS:
            raise Refusal(Why.UNKNOWN_BUTTON)
        async with self._units.act(actor, Action.SET_PROMPT, cohort) as act:
            db = act.db
            if await _round(db, act.cohort, round_) is None:
                raise Refusal(Why.NO_SUCH_ROUND, number=round_)
            stands = await db.sessions.prompt(cohort, round_)
            sent = await went_out(db, cohort, round_)
            if stands is not None and stands.question:
                act.only_prepares()
                return Chosen(act.cohort, round_, way, sent=sent, kept=True)
            if stands is None or stands.format != way:
                await db.sessions.set_format(cohort, round_, way, (await act.me()).id, act.now)
            act.says(number=round_)
            return Chosen(act.cohort, round_, way, sent=sent)

    def composers(self) -> dict[Subject, Composer]:
        """The word about a round without a text."""
        return {Subject.ROUND_LACKS: self._compose}

    async def _compose(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        number = row.facts_as(OfCohortRound).round
        round_ = None if cohort is None else await _round(db, cohort, number)
        if cohort is None or round_ is None or number not in await to_come(db, cohort, now) or not await lacks_text(db, cohort, number):
            return Reason.UNWANTED
        chosen = {n: one.format for n, one in (await db.sessions.prompts(cohort.id)).items()}
        paired = bool(await db.chevruta.published(cohort.id))
        return words.lacks(cohort, number, round_.opens_at, proposed(number, used(number, chosen)), paired=paired)


async def _round(db: Db, cohort: Cohort, number: int) -> Round | None:
    return next((one for one in rounds(await db.sessions.of(cohort.id)) if one.number == number), None)
