"""Who is to be paired in a cohort, by what they wrote themselves, and drawings of it, computed off the event loop."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import combinations

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId, UserId
from domain.ground.people import Person
from domain.ground.refusal import Refusal, Why
from domain.ground.values import Value
from domain.joining.signups import Answers, free_hours
from domain.pair import fit, matching
from domain.pair.chevruta import Drafted, History, Pairing, Seeker
from domain.pair.matching import Matching
from messages.pair.chevruta import PairsView
from storage.db import Db

Groups = Sequence[Collection[PersonId]]


class Seeking(Value):
    """Those to pair, and who studied with whom before."""

    seekers: dict[PersonId, Seeker]
    history: History

    def may(self, group: Collection[PersonId]) -> bool:
        """False where two of these must not study together; wishes change, and so may what was drawn before."""
        return not any(fit.forbidden(self.seekers[a], self.seekers[b], self.history) for a, b in combinations(group, 2))

    def _locks(self, groups: Groups) -> list[frozenset[PersonId]]:
        """Those that may be; of people who are all there."""
        return [frozenset(group) for group in groups if self.seekers.keys() >= set(group) and self.may(group)]

    def but(self, people: Collection[PersonId]) -> "Seeking":
        """The others."""
        return Seeking({id_: seeker for id_, seeker in self.seekers.items() if id_ not in people}, self.history)

    async def match(self, seed: int, locked: Groups = ()) -> Matching:
        """The best there is. For a large cohort it takes a while, and others are to be answered meanwhile."""
        return await asyncio.to_thread(matching.match, list(self.seekers.values()), self.history, seed, locked=self._locks(locked))

    async def another(self, seed: int, drawn: Sequence[Groups], locked: Groups) -> Matching | None:
        """Another that is as good as the best, or None."""
        seekers, before = list(self.seekers.values()), [[frozenset(group) for group in groups] for groups in drawn]
        return await asyncio.to_thread(matching.another, seekers, self.history, seed, before, locked=self._locks(locked))

    def drafted(self, group: Sequence[PersonId], *, locked: bool = False) -> Drafted:
        """A group with its reasons, whoever put it together. Raises `Refusal(NEVER_TOGETHER)`, in the same words for every cause."""
        people = [self.seekers[person] for person in group]
        fit.check_together(people, self.history)
        return Drafted(tuple(group), tuple((reason.value, fact) for reason, fact in fit.reasons(people, self.history)), locked)


async def present(db: Db, cohort: Cohort) -> list[Person]:
    """Everybody with a place, but for those who have left the server."""
    members = await db.cohorts.members(cohort.id)
    gone = await db.absences.among(cohort.program, {member.id for member in members})
    return [member for member in members if member.id not in gone]


async def seeking(db: Db, cohort: Cohort, now: datetime) -> Seeking:
    """Those to pair at that moment."""
    members = await present(db, cohort)
    applications = {a.person: a.answers for a, _ in await db.signups.in_cohort(cohort.id)}
    by_user = {person.user: person.id for person in members if person.user is not None}
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
    return Seeking(seekers, History(pairs, Counter(person for group in former if len(group) > 2 for person in group)))


def _known(members: dict[UserId, PersonId], wished: Iterable[int]) -> frozenset[PersonId]:
    """Of the accounts somebody picked, those that have a place here."""
    return frozenset(members[UserId(user)] for user in wished if UserId(user) in members)


async def view_of(db: Db, cohort: Cohort, pairing: Pairing, *, only: bool = False) -> PairsView:
    """A drawing as its facilitator sees it. `only`: another was asked for, and there is none as good."""
    names = {person.id: person.name for person in await db.cohorts.members(cohort.id)}
    gone = await db.absences.among(cohort.program, names)
    placed = {person for group in standing_groups(pairing, names.keys()) for person in group}
    alone = tuple(name for person, name in names.items() if person not in placed | gone)
    left = tuple(name for person, name in names.items() if person in gone)
    return PairsView(cohort, pairing, names, alone, pairing.state == "published", left, only)


def standing_groups(pairing: Pairing, there: Collection[PersonId]) -> list[tuple[PersonId, ...]]:
    """Who really studies together: those of each pair who are there, where more than one is."""
    groups = [tuple(person for person in pair.members if person in there) for pair in pairing.pairs]
    return [group for group in groups if len(group) > 1]


async def standing_draft(db: Db, cohort: Cohort, pairing: int) -> Pairing:
    """The draft that was looked at. Raises `Refusal(STALE)` for another one, or with somebody in it who is there no more."""
    standing = await db.chevruta.pairing(cohort.id, "draft")
    there = {person.id for person in await present(db, cohort)}
    if standing is None or standing.id != pairing or not all(p in there for pair in standing.pairs for p in pair.members):
        raise Refusal(Why.STALE)
    return standing
