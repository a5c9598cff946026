"""Chevrutot: drafted by exact matching, edited and published by a person; past partners and wishes are respected without a word."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random

from msgspec.structs import asdict, replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import CohortId, PersonId, UserId
from domain.ground.people import Actor, Person
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.joining.signups import Answers, free_hours
from domain.pair import fit, matching
from domain.pair.chevruta import History, Pair, Pairing, Seeker
from domain.sending.deliveries import Delivery, Reason, Subject
from domain.sending.facts import OfPair
from messages.ground.values import Message
from messages.pair import chevruta as words
from messages.pair.chevruta import PairsView
from services.ground import permissions
from services.joining.good_standing import named, paired_and_left
from services.program.presence import Presence
from services.sending.deliveries import Composer
from services.sending.unit import CohortAct, Units
from storage.db import Db


class Chevrutot:
    """A cohort's pairs."""

    def __init__(self, units: Units, presence: Presence, chance: Random) -> None:
        self._units = units
        self._presence = presence
        self._chance = chance

    async def draft(self, actor: Actor, cohort: CohortId) -> PairsView:
        """What is published, or the draft as it stands, or a first draft with the cohort's kept seed.

        Drawn again where somebody in it has left: the cohort, or the server.
        """
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            act.only_prepares()
            published = await db.chevruta.pairing(cohort, "published")
            if published is not None and found.state is not CohortState.FORMING:
                return await self._view(db, found, published)
            standing = await db.chevruta.pairing(cohort, "draft")
            present = {person.id for person in await self._to_pair(db, found)}
            if standing is None or {p for pair in standing.pairs for p in pair.members} - present:
                if published is not None and {p for pair in published.pairs for p in pair.members} == present:
                    return await self._view(db, found, published)
                standing = await self._draw(db, found, await db.cohorts.seed(cohort))
            return await self._view(db, found, standing)

    async def redraw(self, actor: Actor, cohort: CohortId, pairing: int) -> PairsView:
        """Another draw, with another seed, kept with it."""
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            await self._editable(act, pairing)
            act.says(what="redrawn")
            standing = await db.chevruta.pairing(cohort, "draft")
            before = standing.pairs if standing is not None else ()
            return await self._view(db, found, await self._draw(db, found, self._chance.getrandbits(53), before))

    async def _editable(self, act: CohortAct, pairing: int) -> None:
        standing = await act.db.chevruta.pairing(act.cohort.id, "draft")
        if standing is None or standing.id != pairing:
            raise Refusal(Why.STALE)

    async def _draw(self, db: Db, cohort: Cohort, seed: int, before: Sequence[Pair] = ()) -> Pairing:
        """Draw and keep. A seed breaks ties only, so a second draw avoids the pairs of the first where nobody is left alone by it."""
        if cohort.state is not CohortState.FORMING:
            raise Refusal(Why.WRONG_STATE, state=cohort.state, target=CohortState.MEETING)
        seekers, history = await self._seekers(db, cohort)
        if len(seekers) < 2:
            raise Refusal(Why.NOT_READY, target=CohortState.MEETING, missing=("members",))
        drawn = matching.match(list(seekers.values()), history, seed)
        if before:
            seen = frozenset(frozenset((a, b)) for pair in before for a in pair.members for b in pair.members if a < b)
            other = matching.match(list(seekers.values()), replace(history, former=history.former | seen), seed)
            drawn = other if len(other.alone) <= len(drawn.alone) else drawn
        groups = [(group.members, [[reason.value, fact] for reason, fact in group.reasons]) for group in drawn.chevrutot]
        await db.chevruta.draft(cohort.id, seed, asdict(drawn.weights), groups, self._units.now())
        made = await db.chevruta.pairing(cohort.id, "draft")
        assert made is not None  # noqa: S101
        return made

    async def _to_pair(self, db: Db, cohort: Cohort) -> list[Person]:
        """Everybody with a place, but for those who have left the server."""
        members = await db.cohorts.members(cohort.id)
        gone = await db.absences.among(cohort.program, {member.id for member in members})
        return [member for member in members if member.id not in gone]

    async def _seekers(self, db: Db, cohort: Cohort) -> tuple[dict[PersonId, Seeker], History]:
        """Those to pair, by what they wrote themselves, and who studied with whom before."""
        members = await self._to_pair(db, cohort)
        applications = {a.person: a.answers for a, _ in await db.signups.in_cohort(cohort.id)}
        by_user = {person.user: person.id for person in members if person.user is not None}
        now = self._units.now()
        seekers: dict[PersonId, Seeker] = {}
        for person in members:
            answers = applications.get(person.id, Answers())
            zone = person.zone or cohort.zone
            seekers[person.id] = Seeker(
                person=person.id, zone=zone, hours=free_hours(answers.hours, zone, now), setting=answers.setting,
                congregation=" ".join(answers.congregation.casefold().split()),
                wanted=_known(by_user, answers.wanted),
                never=_known(by_user, answers.never),
            )  # fmt: skip
        former = await db.chevruta.former(seekers.keys(), cohort.id)
        pairs = frozenset(frozenset((a, b)) for group in former for a in group for b in group if a < b)
        return seekers, History(pairs, Counter(person for group in former if len(group) > 2 for person in group))

    async def _view(self, db: Db, cohort: Cohort, pairing: Pairing) -> PairsView:
        names = {person.id: person.name for person in await db.cohorts.members(cohort.id)}
        placed = {p for pair in pairing.pairs for p in pair.members}
        gone = await db.absences.among(cohort.program, names)
        alone = tuple(name for person, name in names.items() if person not in placed | gone)
        left = tuple(name for person, name in names.items() if person in gone)
        return PairsView(cohort, pairing, names, alone, pairing.state == "published", left)

    async def swap(self, actor: Actor, cohort: CohortId, pairing: int, a: PersonId, b: PersonId) -> PairsView:
        """Two people change places. Raises `Refusal(NEVER_TOGETHER)`, in the same words for every cause."""
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found = act.db, act.cohort
            await self._editable(act, pairing)
            standing = await db.chevruta.pairing(cohort, "draft")
            assert standing is not None  # noqa: S101
            seekers, history = await self._seekers(db, found)
            if a == b or a not in seekers or b not in seekers:
                raise Refusal(Why.STALE)
            other = {a: b, b: a}
            groups = [tuple(sorted(other.get(p, p) for p in pair.members)) for pair in standing.pairs]
            placed = {p for group in groups for p in group}
            if not {a, b} <= placed | (seekers.keys() - placed):
                raise Refusal(Why.STALE)
            self._check(groups, seekers, history)
            await db.chevruta.regroup(pairing, [(group, _reasons(group, seekers, history)) for group in groups])
            act.says(what="swapped")
            changed = await db.chevruta.pairing(cohort, "draft")
            assert changed is not None  # noqa: S101
            return await self._view(db, found, changed)

    def _check(self, groups: Sequence[tuple[PersonId, ...]], seekers: dict[PersonId, Seeker], history: History) -> None:
        for group in groups:
            if any(fit.forbidden(seekers[x], seekers[y], history) for x in group for y in group if x < y):
                raise Refusal(Why.NEVER_TOGETHER)

    async def publish_question(self, actor: Actor, cohort: CohortId, pairing: int) -> tuple[PairsView, int]:
        """What publishing would say, and to how many. Raises `Refusal(PAIRED_AND_LEFT)`."""
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.PAIR, cohort)
            standing = await db.chevruta.pairing(cohort, "draft")
            if standing is None or standing.id != pairing:
                raise Refusal(Why.STALE)
            await self._check_presence(db, found, standing)
            return await self._view(db, found, standing), sum(len(pair.members) for pair in standing.pairs)

    async def publish(self, actor: Actor, cohort: CohortId, pairing: int) -> Cohort:
        """The draft stands; published twice, it says what stands. Raises `Refusal(PAIRED_AND_LEFT)`."""
        await self._presence.before(actor, Action.PAIR, cohort)
        async with self._units.act(actor, Action.PAIR, cohort) as act:
            db, found, now = act.db, act.cohort, act.now
            standing = await db.chevruta.pairing(cohort, "published")
            if standing is not None and standing.id == pairing:
                return found
            await self._editable(act, pairing)
            drafted = await db.chevruta.pairing(cohort, "draft")
            assert drafted is not None  # noqa: S101
            present = {person.id for person in await db.cohorts.members(cohort)}
            if any(p not in present for pair in drafted.pairs for p in pair.members):
                raise Refusal(Why.STALE)
            await self._check_presence(db, found, drafted)
            await db.chevruta.publish(pairing, cohort, now)
            act.says(what="published")
            return found

    async def _check_presence(self, db: Db, cohort: Cohort, pairing: Pairing) -> None:
        """Nobody is paired with somebody who has left the server."""
        if gone := await paired_and_left(db, cohort, pairing.pairs):
            names, more = named(gone)
            raise Refusal(Why.PAIRED_AND_LEFT, names=names, more=more)

    def composers(self) -> dict[Subject, Composer]:
        """What is said about pairs by itself."""
        return {Subject.PAIRS: self._compose_post, Subject.PAIR: self._compose_told}

    async def _compose_post(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        assert row.cohort is not None  # noqa: S101
        cohort = await db.cohorts.get(row.cohort)
        pairs = await db.chevruta.published(row.cohort)
        if cohort is None or not pairs:
            return Reason.UNWANTED
        names = {person.id: person.name for person in await self._to_pair(db, cohort)}
        return words.post(cohort, [group for pair in pairs if (group := [names[p] for p in pair.members if p in names])])

    async def _compose_told(self, db: Db, row: Delivery, now: datetime) -> Message | Reason:
        pair: Pair | None = await db.chevruta.get(row.facts_as(OfPair).pair)
        cohort = None if pair is None else await db.cohorts.get(pair.cohort)
        if pair is None or cohort is None or row.person is None:
            return Reason.UNWANTED
        names = {person.id: person.name for person in await self._to_pair(db, cohort)}
        partners = [names[p] for p in pair.members if p in names and p != row.person]
        return words.told(cohort, names[row.person], partners) if partners and row.person in names else Reason.UNWANTED


def _reasons(group: tuple[PersonId, ...], seekers: dict[PersonId, Seeker], history: History) -> list[list[str]]:
    found = fit.reasons([seekers[p] for p in group], history)
    return [[reason.value, fact] for reason, fact in found]


def _known(members: dict[UserId, PersonId], wished: tuple[int, ...]) -> frozenset[PersonId]:
    """Of the accounts somebody picked, those that have a place here."""
    return frozenset(members[UserId(user)] for user in wished if UserId(user) in members)
