"""Pairings: drafts and what was published of them, and everybody's past partners."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, func, select, update

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId, PairId, PersonId
from domain.pair.chevruta import Drafted, Pair, Pairing
from storage.link import Link
from storage.tables import cohorts, members, pair_members, pairings, pairs, people

MOST_CHANGES = 20  # of a draft that can be undone, one after the other

_own = members.alias("own")
_theirs = pair_members.alias("theirs")

# Built once: building a statement costs more than running it does, and these run for nearly every act of a member.
_PAIRS = (
    select(pairs, pairings.c.cohort_id, pairings.c.published_at, pair_members.c.person_id)
    .join(pairings, pairings.c.id == pairs.c.pairing_id)
    .join(pair_members, pair_members.c.pair_id == pairs.c.id)
    .order_by(pairs.c.pairing_id, pairs.c.position, pair_members.c.person_id)
)
_STANDING = _PAIRS.where(pairs.c.ended_at.is_(None))
_IN_PAIRING = _STANDING.where(pairings.c.id == bindparam("pairing"))
_PUBLISHED = _STANDING.where(pairings.c.cohort_id == bindparam("cohort"), pairings.c.state == "published")
_EVER = _PAIRS.where(pairings.c.cohort_id == bindparam("cohort"), pairings.c.state == "published")
_BY_ID = _PAIRS.where(pairs.c.id == bindparam("pair"))
_OF_PERSON = (
    _PAIRS.join(people, people.c.id == pair_members.c.person_id)
    .outerjoin(
        members,
        and_(members.c.cohort_id == pairings.c.cohort_id, members.c.person_id == people.c.id, members.c.left_at.is_(None)),
    )
    .add_columns(people.c.name, members.c.since.label("there"))
    .where(
        pairs.c.id.in_(select(pair_members.c.pair_id).where(pair_members.c.person_id == bindparam("person"))),
        pairings.c.state == "published",
        pairings.c.cohort_id.in_(select(_own.c.cohort_id).where(_own.c.person_id == bindparam("person"), _own.c.left_at.is_(None))),
    )
)


def _grouped(rows: Sequence[Row[Any]]) -> Iterable[list[Row[Any]]]:
    """The rows of each pair: one for each of its people."""
    grouped: dict[PairId, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return grouped.values()


def _pair_of(group: Sequence[Row[Any]]) -> Pair:
    first = group[0]
    return Pair(
        first.id, first.cohort_id, first.position, tuple(row.person_id for row in group),
        tuple((reason, fact) for reason, fact in first.reasons), first.published_at,
        bool(first.locked), first.since, first.ended_at,
    )  # fmt: skip


class ChevrutaQueries:
    """Typed queries on `pairings`, `pairs` and `pair_members`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def draft(self, cohort: CohortId, seed: int, weights: Any, groups: Sequence[Drafted], now: datetime) -> int:
        """Keep a draft with its seed and weights; the one before is kept as earlier, so that the change can be undone."""
        of_it = pairings.c.cohort_id == cohort
        await self._link.run(update(pairings).where(of_it, pairings.c.state == "draft").values(state="earlier"))
        earlier = select(pairings.c.id).where(of_it, pairings.c.state == "earlier").order_by(pairings.c.id.desc()).offset(MOST_CHANGES - 1)
        if oldest := await self._link.row(earlier.limit(1)):
            await self._link.run(delete(pairings).where(of_it, pairings.c.state == "earlier", pairings.c.id < oldest.id))
        new = self._link.insert(pairings).values(cohort_id=cohort, state="draft", seed=seed, weights=weights, made_at=now)
        pairing = int(await self._link.value(new.returning(pairings.c.id)))
        await self._add(pairing, groups, 1)
        return pairing

    async def _add(self, pairing: int, groups: Sequence[Drafted], first: int, since: datetime | None = None) -> None:
        for position, group in enumerate(groups, start=first):
            new = self._link.insert(pairs).values(
                pairing_id=pairing, position=position, reasons=group.reasons, locked=int(group.locked), since=since
            )
            pair = await self._link.value(new.returning(pairs.c.id))
            for person in group.members:
                await self._link.run(self._link.insert(pair_members).values(pair_id=pair, person_id=person))

    async def forget_drafts(self, cohort: CohortId) -> None:
        """Delete the draft and all that it was before."""
        await self._link.run(delete(pairings).where(pairings.c.cohort_id == cohort, pairings.c.state.in_(("draft", "earlier"))))

    async def undo(self, cohort: CohortId) -> bool:
        """The draft is again what it was before its last change; False when there was none."""
        of_it = pairings.c.cohort_id == cohort
        last = select(pairings.c.id).where(of_it, pairings.c.state == "earlier").order_by(pairings.c.id.desc()).limit(1)
        before = await self._link.row(last)
        if before is None:
            return False
        await self._link.run(delete(pairings).where(of_it, pairings.c.state == "draft"))
        await self._link.run(update(pairings).where(pairings.c.id == before.id).values(state="draft"))
        return True

    async def earlier(self, cohort: CohortId) -> list[list[tuple[PersonId, ...]]]:
        """Who was together in each draft before the last change, the first one first."""
        rows = await self._link.rows(
            select(pairs.c.pairing_id, pairs.c.id, pair_members.c.person_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .join(pair_members, pair_members.c.pair_id == pairs.c.id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "earlier")
            .order_by(pairs.c.pairing_id, pairs.c.position, pair_members.c.person_id)
        )
        found: dict[int, dict[int, list[PersonId]]] = {}
        for row in rows:
            found.setdefault(row.pairing_id, {}).setdefault(row.id, []).append(row.person_id)
        return [[tuple(group) for group in groups.values()] for groups in found.values()]

    async def pairing(self, cohort: CohortId, state: str) -> Pairing | None:
        """The cohort's draft, or what is published."""
        row = await self._link.row(
            select(pairings).where(pairings.c.cohort_id == cohort, pairings.c.state == state).order_by(pairings.c.id.desc()).limit(1)
        )
        if row is None:
            return None
        before = select(func.count()).where(pairings.c.cohort_id == cohort, pairings.c.state == "earlier")
        changes = int(await self._link.value(before)) if state == "draft" else 0
        return Pairing(row.id, row.cohort_id, row.state, row.seed, tuple(await self._pairs(_IN_PAIRING, pairing=row.id)), changes)

    async def published_at(self, cohort: CohortId) -> datetime | None:
        """Since when a draft is published, though nobody may be in a pair of it; None before."""
        found = await self._link.row(select(pairings.c.published_at).where(pairings.c.cohort_id == cohort, pairings.c.state == "published"))
        return None if found is None else found.published_at

    async def publish(self, pairing: int, cohort: CohortId, now: datetime) -> None:
        """The draft becomes what stands; what it was before its changes is forgotten."""
        await self._link.run(delete(pairings).where(pairings.c.cohort_id == cohort, pairings.c.state == "earlier"))
        published = pairings.c.cohort_id == cohort, pairings.c.state == "published"
        await self._link.run(update(pairings).where(*published).values(state="replaced"))
        await self._link.run(update(pairings).where(pairings.c.id == pairing).values(state="published", published_at=now))

    async def change(self, pairing: int, ended: Collection[PairId], groups: Sequence[Drafted], since: datetime | None) -> None:
        """Other pairs instead of some of those published; `since` when the season is under way, when ended ones are history."""
        which = pairs.c.id.in_(sorted(ended)), pairs.c.pairing_id == pairing
        highest = await self._link.value(select(func.coalesce(func.max(pairs.c.position), 0)).where(pairs.c.pairing_id == pairing))
        await self._link.run(delete(pairs).where(*which) if since is None else update(pairs).where(*which).values(ended_at=since))
        await self._add(pairing, groups, int(highest) + 1, since)

    async def ended(self, cohort: CohortId) -> dict[PersonId, datetime]:
        """When each person's last pair ended while the season went on, of those whose has."""
        rows = await self._link.rows(
            select(pair_members.c.person_id, func.max(pairs.c.ended_at).label("at"))
            .join(pairs, pairs.c.id == pair_members.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(pairings.c.cohort_id == cohort, pairings.c.state == "published", pairs.c.ended_at.is_not(None))
            .group_by(pair_members.c.person_id)
        )
        return {row.person_id: row.at for row in rows}

    async def last_of(self, cohort: CohortId, person: PersonId) -> tuple[PersonId, ...]:
        """The others of the pair that this person was in last in that cohort, whether it stands or has ended."""
        of_them = select(pair_members.c.pair_id).where(pair_members.c.person_id == person)
        found = await self._pairs(_EVER.where(pairs.c.id.in_(of_them)), cohort=cohort)
        last = max(found, key=lambda pair: pair.id, default=None)
        return () if last is None else tuple(one for one in last.members if one != person)

    async def ended_for(self, pair: Pair, person: PersonId) -> Pair | None:
        """The pair that this person was in until that one began instead."""
        of_them = select(pair_members.c.pair_id).where(pair_members.c.person_id == person)
        found = await self._pairs(_EVER.where(pairs.c.id.in_(of_them), pairs.c.ended_at == pair.since), cohort=pair.cohort)
        return found[0] if found and pair.since is not None else None

    async def published(self, cohort: CohortId) -> list[Pair]:
        """The pairs that stand."""
        return await self._pairs(_PUBLISHED, cohort=cohort)

    async def ever(self, cohort: CohortId) -> list[Pair]:
        """The pairs that stand, and those that ended while the season went on."""
        return await self._pairs(_EVER, cohort=cohort)

    async def get(self, pair: PairId) -> Pair | None:
        """One pair."""
        found = await self._pairs(_BY_ID, pair=pair)
        return found[0] if found else None

    async def of_person(self, person: PersonId) -> list[tuple[Pair, tuple[str, ...]]]:
        """The published pairs a person belongs to, as long as they have a place in that cohort; with the partners who have one too.

        Also those that have ended, of which a partner is still there: what was asked in them is still answered.
        """
        groups = _grouped(await self._link.rows(_OF_PERSON, {"person": person}))
        found = [(_pair_of(group), tuple(row.name for row in group if row.there and row.person_id != person)) for group in groups]
        return [(pair, partners) for pair, partners in found if partners or pair.until is None]

    async def _pairs(self, statement: Select[Any], **values: int) -> list[Pair]:
        return [_pair_of(group) for group in _grouped(await self._link.rows(statement, values))]

    async def former(self, people: Collection[PersonId], but: CohortId) -> list[tuple[PersonId, ...]]:
        """Whom those people studied with before, in published pairs of other cohorts of the program, also such as ended early.

        Whole groups, whoever else was in one. Not those that were replaced before the season, nor those of one that was called off before
        it began: they were never told of each other.
        """
        program = select(cohorts.c.program_id).where(cohorts.c.id == but).scalar_subquery()
        untold = cohorts.c.started_at.is_(None) & (cohorts.c.state == CohortState.CANCELLED.value)
        rows = await self._link.rows(
            select(pair_members.c.pair_id, pair_members.c.person_id)
            .join(pairs, pairs.c.id == pair_members.c.pair_id)
            .join(pairings, pairings.c.id == pairs.c.pairing_id)
            .where(
                pairings.c.state == "published",
                pairs.c.id.in_(select(_theirs.c.pair_id).where(_theirs.c.person_id.in_(sorted(people)))),
                pairings.c.cohort_id.in_(select(cohorts.c.id).where(cohorts.c.program_id == program, ~untold)),
                pairings.c.cohort_id != but,
            )
            .order_by(pair_members.c.pair_id, pair_members.c.person_id)
        )
        grouped: dict[int, list[PersonId]] = {}
        for row in rows:
            grouped.setdefault(row.pair_id, []).append(row.person_id)
        return [tuple(group) for group in grouped.values() if len(group) > 1]
