"""Who studies with whom after the pairs were published: members moved by staff, who see first what follows."""

import asyncio
from collections.abc import Collection

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.joining.selection import mark_of
from domain.pair import moves as rules
from domain.pair.apart import Circle, other_pairs
from domain.pair.chevruta import Pairing
from domain.pair.moves import Change, Group, How
from messages.pair.chevruta import PairsView
from messages.pair.moves import Changing
from services.ground import permissions
from services.pair.ahead import brings_more
from services.pair.fits import wished_pairs
from services.pair.seeking import Seeking, seeking, standing_groups, view_of
from services.program.presence import Presence
from services.sending.unit import Units
from storage.db import Db

_MAY = frozenset({CohortState.FORMING, CohortState.MEETING})


class Looked(Value):
    """All that a change is computed from. `wished`: the pairs of which somebody would rather have another partner."""

    cohort: Cohort
    standing: Pairing
    seekers: Seeking
    names: dict[PersonId, str]
    wished: tuple[Group, ...]
    more: bool  # a round is to come for a pair that is formed now


class Moves:
    """Published pairs, changed afterwards."""

    def __init__(self, units: Units, presence: Presence) -> None:
        self._units = units
        self._presence = presence

    async def whom(self, actor: Actor, cohort: CohortId, pairing: int, who: PersonId) -> tuple[PairsView, PersonId]:
        """The pairs as they stand, to choose to whom that person moves; only reads. Raises `Refusal(STALE)` for no member."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
            view = await view_of(db, found, await _standing(db, found, pairing))
            if who not in view.names:
                raise Refusal(Why.STALE)
            return view, who

    async def preview(self, actor: Actor, cohort: CohortId, pairing: int, how: How, a: PersonId, b: PersonId) -> Changing:
        """What would end and begin, and who would hear of it; only reads.

        Raises `Refusal(NEVER_TOGETHER)`, in the same words for every cause, and `Refusal(STALE)` where nothing would change.
        """
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
            looked = await self._look(db, found, pairing, how)
        return await _changing(looked, how, a, b)

    async def change(
        self, actor: Actor, cohort: CohortId, pairing: int, how: How, a: PersonId, b: PersonId, mark: int
    ) -> Changing:  # fmt: skip
        """Change it as the preview with that mark showed it; everybody concerned is told, and nobody else.

        It is computed while others may write. Raises `Refusal(STALE)` where what it was computed from has changed by then.
        """
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
            looked = await self._look(db, found, pairing, how)
        changing = await _changing(looked, how, a, b)
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            if changing.mark != mark or not changing.begun or await self._look(db, found, pairing, how) != looked:
                raise Refusal(Why.STALE)
            ended = [pair.id for pair in looked.standing.pairs if _ends(pair.members, changing.change, changing.names.keys())]
            await db.chevruta.change(pairing, ended, changing.begun, None if found.started_at is None else act.now)
            act.says(what="changed", people=len(changing.change.concerned))
            return changing

    async def _look(self, db: Db, cohort: Cohort, pairing: int, how: How) -> Looked:
        now, standing = self._units.now(), await _standing(db, cohort, pairing)
        names = {person.id: person.name for person in await db.cohorts.members(cohort.id)}
        wished = await wished_pairs(db, cohort, now) if how is How.PROPOSE else []
        return Looked(cohort, standing, await seeking(db, cohort, now), names, tuple(wished), await brings_more(db, cohort, now))


async def _changing(looked: Looked, how: How, a: PersonId, b: PersonId) -> Changing:
    standing, seekers = looked.standing, looked.seekers
    there = seekers.seekers.keys()
    before = standing_groups(standing, there)
    after = await _proposed(before, looked) if how is How.PROPOSE else await _after(before, seekers, standing.seed, how, a, b)
    change = rules.change(before, after, there)
    begun = tuple(seekers.drafted(group) for group in change.begun)
    mark = mark_of((standing.id, *(pair.members for pair in standing.pairs), *change.ended, *change.begun))
    return Changing(looked.cohort, standing.id, how, (a, b), change, begun, looked.names, mark, looked.more)


async def _proposed(before: list[Group], looked: Looked) -> list[Group]:
    """Other pairs: those that somebody would rather see, or the one with the fewest points. Which it was shows nowhere."""
    circle = Circle(looked.seekers.seekers, looked.seekers.history, looked.standing.seed)
    return await asyncio.to_thread(other_pairs, before, looked.wished, circle)


async def _after(before: list[Group], seekers: Seeking, seed: int, how: How, a: PersonId, b: PersonId) -> list[Group]:
    if how is How.PLACE:  # one of three may become the partner of somebody who has none; pairs stay, or a third joins them
        apart = [group for group in before if not seekers.may(group)]  # drawn before one of them wished otherwise: it is theirs to say
        others = seekers.but({person for group in apart for person in group})
        drawn = await others.match(seed, [group for group in before if len(group) == 2 and group not in apart])
        return [*apart, *(one.members for one in drawn.chevrutot)]
    if not {a, b} <= seekers.seekers.keys():
        raise Refusal(Why.STALE)
    return rules.exchanged(before, a, b) if how is How.EXCHANGE else rules.moved(before, a, b)


def _ends(members: Group, change: Change, there: Collection[PersonId]) -> bool:
    """True for a pair that becomes another: one that ends, or of which only one was left, who has other partners now."""
    left = tuple(person for person in members if person in there)
    begins = {person for group in change.begun for person in group}
    return any(set(group) <= set(members) for group in change.ended) or (len(left) < 2 and not begins.isdisjoint(left))


async def _standing(db: Db, cohort: Cohort, pairing: int) -> Pairing:
    """The published pairs that were looked at. Raises `Refusal`."""
    if cohort.state not in _MAY:
        raise Refusal(Why.WRONG_STATE, state=cohort.state)
    standing = await db.chevruta.pairing(cohort.id, "published")
    if standing is None or standing.id != pairing:
        raise Refusal(Why.STALE)
    return standing
