"""What pairs study in each round: typed into a form, or picked from a message. What goes out with it is composed in `checkins.py`."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PairId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.group.sessions import rounds
from domain.sending.timeline.brake import left_out
from messages.ground.values import Form
from messages.group import sessions as words
from services.ground import permissions
from services.ground.text import required, without_link
from services.pair.study.texts import lacks_text, text_of
from services.sending.unit import Units
from storage.db import Db


class Prompts:
    """The text for a round, and who may set it."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def prompt_form(self, actor: Actor, cohort: CohortId, round_: int, pair: PairId | None = None) -> Form:
        """The form for a round's prompt, or for that of one pair, with what stands; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SET_PROMPT, cohort)
            await self._round(db, cohort, round_)
            names = await self._pair(db, cohort, pair)
            stands = await (db.sessions.prompt(cohort, round_) if pair is None else text_of(db, cohort, round_, pair))
            sent = await went_out(db, cohort, round_, pair)
            reference, question = ("", "") if stands is None else (stands.reference or "", stands.question)
            return words.prompt_form(found, round_, reference, question, sent=sent, pair=pair, names=names)

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

    async def set_prompt(
        self, actor: Actor, cohort: CohortId, round_: int, reference: str, question: str, pair: PairId | None = None
    ) -> tuple[Cohort, bool, bool]:  # fmt: skip
        """Give a round its prompt, or one pair its own in place of it; those not yet sent carry it.

        Gives whether the round is left out, in a busy season, and whether its texts have begun to go out, to that pair if it is for one.
        Raises `Refusal(HOLDS_LINK)`: where somebody's messages are closed moderators can read it too, and a copied cohort has it.
        """
        async with self._units.act(actor, Action.SET_PROMPT, cohort) as act:
            db = act.db
            await self._round(db, cohort, round_)
            await self._pair(db, cohort, pair)
            author, text, asked = await act.me(), reference.strip()[:100] or None, required(question, 800)
            without_link(act.cohort.link, text, asked)
            if pair is None:
                await db.sessions.set_prompt(cohort, round_, text, asked, author.id, act.now)
            else:
                await db.texts.give(pair, round_, text, asked, author.id, act.now)
            act.says(number=round_)
            unasked = round_ in left_out(act.cohort, rounds(await db.sessions.of(cohort)))
            return act.cohort, unasked, await went_out(db, cohort, round_, pair)

    async def pairs(self, actor: Actor, cohort: CohortId) -> list[tuple[PairId, tuple[str, ...]]]:
        """The pairs of a cohort by their names, to choose one from; only reads."""
        async with self._units.read() as db:
            await permissions.require_cohort(db, actor, Action.SET_PROMPT, cohort)
            return await self._named(db, cohort)

    async def _named(self, db: Db, cohort: CohortId) -> list[tuple[PairId, tuple[str, ...]]]:
        names = {member.id: member.name for member in await db.cohorts.members(cohort)}
        pairs = await db.chevruta.published(cohort)
        return [(pair.id, there) for pair in pairs if (there := tuple(names[one] for one in pair.members if one in names))]

    async def _pair(self, db: Db, cohort: CohortId, pair: PairId | None) -> tuple[str, ...]:
        """Whose pair it is, nobody's where it is for all. Raises `Refusal(STALE)` for one that does not stand in that cohort."""
        if pair is None:
            return ()
        names = dict(await self._named(db, cohort)).get(pair)
        if names is None:
            raise Refusal(Why.STALE)
        return names

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
    return first if first is not None and await lacks_text(db, cohort, first) else None


async def went_out(db: Db, cohort: CohortId, round_: int, pair: PairId | None = None) -> bool:
    """True once a pair has got what to study in that round; `pair`: once that one has."""
    return await db.deliveries.any_sent(f"round/{cohort}/{round_}/" + ("" if pair is None else f"pair/{pair}/"), "/prompt")
