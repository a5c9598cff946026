"""What pairs study in each round: typed into a form, or picked from a message. What goes out with it is composed in `checkins.py`."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import rounds
from domain.sending.timeline.brake import left_out
from messages.ground.values import Form
from messages.group import sessions as words
from services.ground import permissions
from services.ground.text import required
from services.sending.unit import Units
from storage.db import Db


class Prompts:
    """The text for a round, and who may set it."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def prompt_form(self, actor: Actor, cohort: CohortId, round_: int, question: str = "") -> Form:
        """The form for a round's prompt, with what stands, or with the message it was picked from; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SET_PROMPT, cohort)
            await self._round(db, cohort, round_)
            prompt, sent = await db.sessions.prompt(cohort, round_), await went_out(db, cohort, round_)
            reference = prompt.reference or "" if prompt else ""
            return words.prompt_form(found, round_, reference, question[:800] or (prompt.question if prompt else ""), sent=sent)

    async def next_prompt_form(self, actor: Actor, question: str) -> Form:
        """The form for the coming round of the one cohort that the actor leads here, from a message they picked."""
        now = self._units.now()
        async with self._units.read() as db:
            program = await permissions.require_program(db, actor, Action.SEE_BOARD)
            person = await db.people.by_user(actor.user)
            led = [] if person is None else await db.cohorts.led_by(person.id)
            mine = [c for c in led if c.program == program.id and c.state in {CohortState.FORMING, CohortState.MEETING}]
            if not mine:
                raise Refusal(Why.NOT_ALLOWED, action=Action.SET_PROMPT)
            ahead = [r for r in rounds(await db.sessions.of(mine[-1].id)) if r.closes_at > now]
            if not ahead:
                raise Refusal(Why.NO_SUCH_ROUND, number=0)
            coming = await to_come(db, mine[-1], now) or [ahead[0].number]
            bare = [n for n in coming if await db.sessions.prompt(mine[-1].id, n) is None]
            number = (bare or coming)[0]
            return words.prompt_form(mine[-1], number, "", question[:800], sent=await went_out(db, mine[-1].id, number))

    async def set_prompt(self, actor: Actor, cohort: CohortId, round_: int, reference: str, question: str) -> tuple[Cohort, bool, bool]:
        """Give a round its prompt; those not yet sent carry it.

        Gives whether the round is left out, in a busy season, and whether its texts have begun to go out.
        """
        async with self._units.act(actor, Action.SET_PROMPT, cohort) as act:
            await self._round(act.db, cohort, round_)
            author = await act.me()
            await act.db.sessions.set_prompt(cohort, round_, reference.strip()[:100] or None, required(question, 800), author.id, act.now)
            act.says(number=round_)
            unasked = round_ in left_out(act.cohort, rounds(await act.db.sessions.of(cohort)))
            return act.cohort, unasked, await went_out(act.db, cohort, round_)

    async def _round(self, db: Db, cohort: CohortId, round_: int) -> None:
        if not any(r.number == round_ for r in rounds(await db.sessions.of(cohort))):
            raise Refusal(Why.NO_SUCH_ROUND, number=round_)


async def to_come(db: Db, cohort: Cohort, now: datetime) -> list[int]:
    """The rounds for which staff can still write what all pairs get: not over, not left out, and of which no text has gone out."""
    all_ = rounds(await db.sessions.of(cohort.id))
    unasked = left_out(cohort, all_)
    ahead = [r for r in all_ if r.closes_at > now and r.number not in unasked]
    return [r.number for r in ahead if r.opens_at > now or not await went_out(db, cohort.id, r.number)]


async def without_text(db: Db, cohort: Cohort, now: datetime) -> int | None:
    """The first of these rounds, if it has no text from staff."""
    first = next(iter(await to_come(db, cohort, now)), None)
    return None if first is None or await db.sessions.prompt(cohort.id, first) is not None else first


async def went_out(db: Db, cohort: CohortId, round_: int) -> bool:
    """True once a pair has got what to study in that round."""
    return await db.deliveries.any_sent(f"round/{cohort}/{round_}/", "/prompt")
