"""Chevrutot: drafted by exact matching, edited and published by a person; past partners and wishes are respected without a word."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from random import Random

from msgspec.structs import asdict

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PairId, PersonId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.values import Value
from domain.group.sessions import rounds
from domain.pair import fit, moves
from domain.pair.chevruta import Drafted, Pair, Pairing
from domain.pair.hours import Free, common, in_parts
from domain.pair.matching import Matching
from domain.sending.deliveries import Delivery, DeliveryState, Reason, Subject
from domain.sending.facts import OfPair
from messages.ground.values import Message
from messages.pair import chevruta as words
from messages.pair.chevruta import PairsView
from messages.pair.meeting import Partner
from services.ground import permissions
from services.joining.good_standing import named, paired_and_left
from services.pair.parting.beside import beside_of
from services.pair.seeking import Seeking, present, seeking, standing_draft, view_of
from services.program.presence import Presence
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db

TRIES = 3  # to draw, where people come and go meanwhile


class _ChangedMeanwhile(Exception):  # noqa: N818 - nothing is wrong: what was drawn is of no use
    """Takes back that the press was taken, so that it is taken when it is tried again."""


class Looked(Value):
    """All that a draw is made from. `published`: pairs that stand, so that nothing is to be drawn. `earlier`: what was drawn before."""

    state: CohortState
    published: Pairing | None
    standing: Pairing | None
    seekers: Seeking
    seed: int
    earlier: tuple[tuple[tuple[PersonId, ...], ...], ...]

    @property
    def locked(self) -> list[tuple[PersonId, ...]]:
        """Who stays together when the rest is drawn again."""
        return [] if self.standing is None else [pair.members for pair in self.standing.pairs if pair.locked]

    async def holds(self) -> bool:
        """False where there is no draft, somebody in it is gone or must not be there now, or a draw would leave fewer alone by now."""
        if self.standing is None or not _all_there(self.standing, self.seekers.seekers.keys()):
            return False
        if not all(self.seekers.may(pair.members) for pair in self.standing.pairs):
            return False
        alone = len(self.seekers.seekers) - sum(len(pair.members) for pair in self.standing.pairs)
        return alone == 0 or len((await self.seekers.match(self.standing.seed, self.locked)).alone) >= alone

    async def first(self) -> Matching:
        """The draw of the cohort's own seed."""
        self._require()
        return await self.seekers.match(self.seed, self.locked)

    async def another(self, seed: int) -> Matching | None:
        """Another that is as good as the best, if there is one that was not drawn before."""
        self._require()
        now = [] if self.standing is None else [tuple(pair.members for pair in self.standing.pairs)]
        return await self.seekers.another(seed, [*self.earlier, *now], self.locked)

    def _require(self) -> None:
        if self.state is not CohortState.FORMING:
            raise Refusal(Why.WRONG_STATE, state=self.state, target=CohortState.MEETING)
        if len(self.seekers.seekers) < 2:
            raise Refusal(Why.NOT_READY, target=CohortState.MEETING, missing=("members",))


Draw = Callable[[Looked], Awaitable[Matching | None]]
Keep = Callable[[CohortAct, Looked, Matching | None], Awaitable[PairsView]]


class Chevrutot:
    """A cohort's pairs."""

    def __init__(self, units: Units, presence: Presence, chance: Random) -> None:
        self._units = units
        self._presence = presence
        self._chance = chance

    async def draft(self, actor: Actor, cohort: CohortId) -> PairsView:
        """What is published, or the draft as it stands, or a first draft with the cohort's kept seed.

        Drawn again where somebody in it has left, the cohort or the server, and where somebody without a partner has one to find now.
        """
        await self._presence.before(actor, Action.PAIR, cohort)

        async def draw(looked: Looked) -> Matching | None:
            return None if looked.published is not None or await looked.holds() else await looked.first()

        async def keep(act: CohortAct, looked: Looked, drawn: Matching | None) -> PairsView:
            act.only_prepares()
            stands = looked.published or looked.standing
            if drawn is not None:
                await act.db.chevruta.forget_drafts(cohort)  # a draft with nothing to undo; of the one before only the locks are kept
                stands = await self._keep(act.db, act.cohort, drawn, looked.locked)
            assert stands is not None, "what does not hold is drawn"  # noqa: S101
            return await view_of(act.db, act.cohort, stands)

        return await self._drawn(actor, cohort, draw, keep)

    async def redraw(self, actor: Actor, cohort: CohortId, pairing: int) -> PairsView:
        """Another draw that is as good as the best, with another seed, kept with it; what is locked stays.

        Where there is no other, the draft stays as it is, and the view says so.
        """
        await self._presence.before(actor, Action.PAIR, cohort)

        async def draw(looked: Looked) -> Matching | None:
            if looked.standing is None or looked.standing.id != pairing:
                raise Refusal(Why.STALE)
            return await looked.another(self._chance.getrandbits(53))

        async def keep(act: CohortAct, looked: Looked, drawn: Matching | None) -> PairsView:
            if drawn is None:
                assert looked.standing is not None, "it was looked at"  # noqa: S101
                act.only_prepares()
                return await view_of(act.db, act.cohort, looked.standing, only=True)
            act.says(what="redrawn")
            return await view_of(act.db, act.cohort, await self._keep(act.db, act.cohort, drawn, looked.locked))

        return await self._drawn(actor, cohort, draw, keep)

    async def _drawn(self, actor: Actor, cohort: CohortId, draw: Draw, keep: Keep) -> PairsView:
        """Draw from what is read, while others may write, and keep it if that is still so; if it is not, draw again.

        Raises `Refusal(STALE)` where it never stays so for long enough.
        """
        for _ in range(TRIES):
            async with self._units.read() as db:
                found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
                looked = await _look(db, found, self._units.now())
            drawn = await draw(looked)
            with suppress(_ChangedMeanwhile):
                async with self._units.act(actor, Action.PAIR, cohort) as act:
                    if await _look(act.db, act.cohort, act.now) != looked:
                        raise _ChangedMeanwhile
                    return await keep(act, looked, drawn)
        raise Refusal(Why.STALE)

    async def _keep(self, db: Db, cohort: Cohort, drawn: Matching, locked: Sequence[Sequence[PersonId]]) -> Pairing:
        stay = {frozenset(lock) for lock in locked}
        groups = [
            Drafted(
                one.members,
                tuple((reason.value, fact) for reason, fact in one.reasons),
                any(lock <= frozenset(one.members) for lock in stay),
            )
            for one in drawn.chevrutot
        ]
        return await self._kept(db, cohort, drawn.seed, groups)

    async def _kept(self, db: Db, cohort: Cohort, seed: int, groups: Sequence[Drafted]) -> Pairing:
        await db.chevruta.draft(cohort.id, seed, asdict(fit.DEFAULT_WEIGHTS), groups, self._units.now())
        made = await db.chevruta.pairing(cohort.id, "draft")
        assert made is not None  # noqa: S101
        return made

    async def swap(self, actor: Actor, cohort: CohortId, pairing: int, a: PersonId, b: PersonId) -> PairsView:
        """Two people change places, of whom one may have none. Raises `Refusal(NEVER_TOGETHER)`, in the same words for every cause."""
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            standing = await standing_draft(db, found, pairing)
            seekers = await seeking(db, found, self._units.now())
            if not {a, b} <= seekers.seekers.keys():
                raise Refusal(Why.STALE)
            stay = {pair.members: pair.locked for pair in standing.pairs}
            groups = [
                seekers.drafted(group, locked=stay.get(group, False))
                for group in moves.exchanged([pair.members for pair in standing.pairs], a, b)
            ]
            act.says(what="swapped")
            return await view_of(db, found, await self._kept(db, found, standing.seed, groups))

    async def lock(self, actor: Actor, cohort: CohortId, pairing: int, pairs: Collection[PairId]) -> PairsView:
        """These pairs, and no others, stay as they are when the rest is drawn again. Raises `Refusal(STALE)` for one of another draft."""
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            standing = await standing_draft(db, found, pairing)
            if not set(pairs) <= {pair.id for pair in standing.pairs}:
                raise Refusal(Why.STALE)
            groups = [Drafted(pair.members, pair.reasons, pair.id in pairs) for pair in standing.pairs]
            act.says(what="locked")
            return await view_of(db, found, await self._kept(db, found, standing.seed, groups))

    async def undo(self, actor: Actor, cohort: CohortId, pairing: int) -> PairsView:
        """The draft as it was before its last change: a draw, a swap or a lock. Raises `Refusal(STALE)` where there was none."""
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            await standing_draft(db, found, pairing)
            if not await db.chevruta.undo(cohort):
                raise Refusal(Why.STALE)
            before = await db.chevruta.pairing(cohort, "draft")
            assert before is not None  # noqa: S101
            act.says(what="undone")
            return await view_of(db, found, await standing_draft(db, found, before.id))

    async def publish_question(self, actor: Actor, cohort: CohortId, pairing: int) -> tuple[PairsView, int]:
        """What publishing would say, and to how many. Raises `Refusal(PAIRED_AND_LEFT)`."""
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
            drafted = await self._publishable(db, found, pairing)
            return await view_of(db, found, drafted), sum(len(pair.members) for pair in drafted.pairs)

    async def publish(self, actor: Actor, cohort: CohortId, pairing: int) -> PairsView:
        """The draft stands; published twice, it says what stands. Raises `Refusal(PAIRED_AND_LEFT)`.

        It may hold nobody, where no two may study together: then all wait for a partner, and the season can start all the same.
        """
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            standing = await db.chevruta.pairing(cohort, "published")
            if standing is not None and standing.id == pairing:
                return await view_of(db, found, standing)
            drafted = await self._publishable(db, found, pairing)
            await db.chevruta.publish(pairing, cohort, act.now)
            act.says(what="published")
            return await view_of(db, found, drafted)

    async def _publishable(self, db: Db, cohort: Cohort, pairing: int) -> Pairing:
        """The draft, where it may be published: everybody in it has a place, and nobody is paired with somebody who left the server.

        Nor, by what they wished since it was drawn, with somebody whom they must not study with: then it is to be looked at again.
        """
        drafted = await db.chevruta.pairing(cohort.id, "draft")
        members = {person.id for person in await db.cohorts.members(cohort.id)}
        if drafted is None or drafted.id != pairing or not _all_there(drafted, members):
            raise Refusal(Why.STALE)
        if cohort.state is not CohortState.FORMING:
            raise Refusal(Why.WRONG_STATE, state=cohort.state, target=CohortState.MEETING)
        if gone := await paired_and_left(db, cohort, drafted.pairs):
            names, more = named(gone)
            raise Refusal(Why.PAIRED_AND_LEFT, names=names, more=more)
        seekers = await seeking(db, cohort, self._units.now())
        if not all(seekers.may(pair.members) for pair in drafted.pairs):
            raise Refusal(Why.STALE)
        return drafted

    def composers(self) -> dict[Subject, Composer]:
        """What is said about pairs by itself."""
        return {Subject.PAIRS: self._compose_post, Subject.PAIR: self._compose_told, Subject.NO_PAIR: self._compose_waits}

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        assert row.cohort is not None  # noqa: S101
        cohort = await db.cohorts.get(row.cohort)
        pairs = await db.chevruta.published(row.cohort)
        if cohort is None or not pairs:
            return Reason.UNWANTED
        names = {person.id: person.name for person in await present(db, cohort)}
        return words.post(cohort, [group for pair in pairs if (group := [names[p] for p in pair.members if p in names])])

    async def _compose_told(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        pair: Pair | None = await db.chevruta.get(row.facts_as(OfPair).pair)
        cohort = None if pair is None else await db.cohorts.get(pair.cohort)
        if pair is None or cohort is None or row.person is None:
            return Reason.UNWANTED
        there = {person.id: person for person in await present(db, cohort) if person.id in pair.members}
        partners = [Partner(one.name, one.user) for one in there.values() if one.id != row.person]
        if not partners or row.person not in there:
            return Reason.UNWANTED
        me = there[row.person]
        seekers = (await seeking(db, cohort, now)).seekers
        free = in_parts(common([seekers[one].hours for one in there]), me.zone or cohort.zone, now)
        if pair.since is None:
            return words.told(cohort, me.name, partners, pair.id, free)
        if all(one.id != pair.id for one in await db.chevruta.published(cohort.id)):
            return Reason.UNWANTED
        return await self._changed(db, cohort, pair, me, there, free, now)

    async def _changed(
        self, db: Db, cohort: Cohort, pair: Pair, me: Person, there: Mapping[PersonId, Person], free: Sequence[Free], at: datetime
    ) -> Message:  # fmt: skip
        """Other partners, in the words for what happened: theirs left just now, somebody joins the two of them, or neither."""
        before, brings = await db.chevruta.ended_for(pair, me.id), await _brings(db, cohort, pair, me, at)
        others = () if before is None else tuple(one for one in before.members if one != me.id)
        now = [one for one in pair.members if one != me.id and one in there]
        partners = [Partner(there[one].name, there[one].user) for one in now]
        left = [one for one in others if await db.cohorts.left_at(cohort.id, one) == pair.since]
        if left and len(partners) == 1:
            gone = [person.name for person in (await db.people.all_of(left)).values()]
            return words.told_of_left(cohort, me.name, gone, partners, pair.id, brings, free)
        stay, new = [one for one in now if one in others], [one for one in now if one not in others]
        if len(stay) == len(new) == 1:
            third = Partner(there[new[0]].name, there[new[0]].user)
            return words.told_of_third(cohort, me.name, there[stay[0]].name, third, pair.id, brings, free)
        return words.told(cohort, me.name, partners, pair.id, free, brings, first=before is None)

    async def _compose_waits(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        """To somebody with whom nobody may study now; it never says why."""
        cohort = None if row.cohort is None else await db.cohorts.get(row.cohort)
        pairing = None if cohort is None else await db.chevruta.pairing(cohort.id, "published")
        if cohort is None or pairing is None:
            return Reason.UNWANTED
        names = {person.id: person.name for person in await present(db, cohort)}
        placed = {person for pair in pairing.pairs for person in pair.members}
        if row.person is None or row.person not in names or row.person in placed:
            return Reason.UNWANTED
        leaders, beside = await db.cohorts.facilitators(cohort.id), await beside_of(db, cohort, row.person, now)
        return words.waits(cohort, names[row.person], [leader.name for leader in leaders], beside)


async def _brings(db: Db, cohort: Cohort, pair: Pair, me: Person, now: datetime) -> words.Brings:
    """Which text comes first; of the round under way each of them who has not had it gets it, and the others have it."""
    for one in (one for one in rounds(await db.sessions.of(cohort.id)) if one.closes_at > now):
        keys = {member: f"round/{cohort.id}/{one.number}/pair/{pair.id}/member/{member}/prompt" for member in pair.members}
        known = {row.key: row for row in await db.deliveries.by_keys(list(keys.values()))}
        if (mine := known.get(keys[me.id])) is not None and mine.under_way:
            return words.Brings.NOW if one.opens_at <= now else words.Brings.NEXT
        if one.opens_at <= now and any(row.under_way or row.state is DeliveryState.SENT for row in known.values()):
            return words.Brings.HERE
    return words.Brings.NOTHING


def _all_there(pairing: Pairing, there: Collection[PersonId]) -> bool:
    return all(person in there for pair in pairing.pairs for person in pair.members)


async def _look(db: Db, cohort: Cohort, now: datetime) -> Looked:
    published, standing = await db.chevruta.pairing(cohort.id, "published"), await db.chevruta.pairing(cohort.id, "draft")
    there = {person.id for person in await present(db, cohort)}
    stands = published is not None and (cohort.state is not CohortState.FORMING or _all_there(published, there))
    earlier = tuple(tuple(groups) for groups in await db.chevruta.earlier(cohort.id))
    seed = await db.cohorts.seed(cohort.id)
    return Looked(cohort.state, published if stands else None, standing, await seeking(db, cohort, now), seed, earlier)
