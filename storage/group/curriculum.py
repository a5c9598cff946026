"""What members propose and choose, and what is arranged; what one person chooses is read for that person alone."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, literal, select, update

from domain.ground.ids import CohortId, PersonId, ProposalId, SessionId
from domain.group.curriculum import Curriculum, Host, Hosting, Proposal
from domain.group.sessions import SessionState
from storage.curriculum_tables import arranged, curricula, hosts, proposals, ranks
from storage.link import Link
from storage.tables import members, sessions

_NONE = Curriculum()


def _proposal_of(row: Row[Any]) -> Proposal:
    return Proposal(
        row.id, row.cohort_id, row.person_id, row.beside_id, row.title, row.why, row.text, Hosting(row.host), row.at,
    )  # fmt: skip


def _said(one: Proposal) -> dict[str, Any]:
    return {"title": one.title, "why": one.why, "text": one.text, "host": one.host.value, "beside_id": one.beside}


def _host_of(row: Row[Any]) -> Host:
    return Host(row.session_id, row.person_id, row.since, row.until, row.needs, row.needs_at)


class CurriculumQueries:
    """Typed queries on `curricula`, `proposals`, `ranks`, `arranged` and `hosts`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, cohort: CohortId) -> Curriculum:
        """Where a cohort stands with its curriculum."""
        row = await self._link.row(select(curricula).where(curricula.c.cohort_id == cohort))
        return _NONE if row is None else Curriculum(row.closed_at, row.published_at)

    async def close(self, cohort: CohortId, now: datetime) -> None:
        """No more topics, and no more choices."""
        await self._set(cohort, closed_at=now)

    async def publish(self, cohort: CohortId, now: datetime) -> None:
        """From now on all can read what is decided, and hosts are told."""
        await self._set(cohort, published_at=now)

    async def _set(self, cohort: CohortId, **values: datetime) -> None:
        new = self._link.insert(curricula).values(cohort_id=cohort, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id"], set_=values))

    async def propose(self, one: Proposal) -> ProposalId:
        """One more topic, whatever number it has yet; gives its own, which is never given again."""
        whose = {"cohort_id": one.cohort, "person_id": one.by, "at": one.at}
        new = self._link.insert(proposals).values(**whose, **_said(one)).returning(proposals.c.id)
        return ProposalId(int(await self._link.value(new)))

    async def change(self, one: Proposal) -> None:
        """What it says, and in whose name it is."""
        await self._link.run(update(proposals).where(proposals.c.id == one.id).values(**_said(one)))

    async def withdraw(self, proposal: ProposalId) -> None:
        """It is gone, and with it that somebody chose it."""
        await self._link.run(delete(proposals).where(proposals.c.id == proposal))

    async def get(self, proposal: ProposalId) -> Proposal | None:
        """One of them."""
        row = await self._link.row(select(proposals).where(proposals.c.id == proposal))
        return None if row is None else _proposal_of(row)

    async def proposed(self, cohort: CohortId) -> list[Proposal]:
        """All topics of a cohort, in the order in which they were proposed."""
        rows = await self._link.rows(select(proposals).where(proposals.c.cohort_id == cohort).order_by(proposals.c.id))
        return [_proposal_of(row) for row in rows]

    async def chosen_by(self, person: PersonId, cohort: CohortId) -> tuple[ProposalId, ...]:
        """What that person chooses, the first choice first: for nobody else to read."""
        theirs = ranks.c.person_id == person, ranks.c.cohort_id == cohort
        rows = await self._link.rows(select(ranks.c.proposal_id).where(*theirs).order_by(ranks.c.place))
        return tuple(row.proposal_id for row in rows)

    async def choose(self, person: PersonId, cohort: CohortId, chosen: tuple[ProposalId, ...]) -> None:
        """What they choose from now on, the first choice first."""
        await self._link.run(delete(ranks).where(ranks.c.person_id == person, ranks.c.cohort_id == cohort))
        for place, proposal in enumerate(chosen, start=1):
            new = self._link.insert(ranks).values(person_id=person, proposal_id=proposal, cohort_id=cohort, place=place)
            await self._link.run(new)

    async def choices(self, cohort: CohortId) -> list[tuple[ProposalId, ...]]:
        """What each member chooses who does, the first choice first, and not who they are: for the count alone."""
        here = (members.c.cohort_id == ranks.c.cohort_id) & (members.c.person_id == ranks.c.person_id) & members.c.left_at.is_(None)
        counted = select(ranks.c.person_id, ranks.c.proposal_id).join(members, here).where(ranks.c.cohort_id == cohort)
        found = defaultdict[PersonId, list[ProposalId]](list)
        for row in await self._link.rows(counted.order_by(ranks.c.place)):
            found[row.person_id].append(row.proposal_id)
        return sorted(tuple(chosen) for chosen in found.values())  # in an order that says nothing of who they are

    async def arrange(self, session: SessionId, proposal: ProposalId | None) -> None:
        """The proposal that a session's topic comes from; None: from none. One that stood for another session stands there no more."""
        gone = arranged.c.session_id == session
        if proposal is not None:
            gone |= arranged.c.proposal_id == proposal
        await self._link.run(delete(arranged).where(gone))
        if proposal is not None:
            await self._link.run(self._link.insert(arranged).values(session_id=session, proposal_id=proposal))

    async def arranged(self, cohort: CohortId) -> dict[SessionId, Proposal]:
        """The sessions whose topic comes from a proposal. One that is called off has given its topic back."""
        held_or_planned = sessions.c.cohort_id == cohort, sessions.c.state != SessionState.CANCELLED.value
        rows = await self._link.rows(
            select(arranged.c.session_id.label("on_session"), *proposals.c)
            .join(proposals, proposals.c.id == arranged.c.proposal_id)
            .join(sessions, sessions.c.id == arranged.c.session_id)
            .where(*held_or_planned)
        )
        return {row.on_session: _proposal_of(row) for row in rows}

    async def hosts(self, cohort: CohortId) -> list[Host]:
        """Who hosts which session of a cohort, or did until something changed."""
        rows = await self._link.rows(
            select(hosts)
            .join(sessions, sessions.c.id == hosts.c.session_id)
            .where(sessions.c.cohort_id == cohort)
            .order_by(hosts.c.session_id, hosts.c.person_id)
        )
        return [_host_of(row) for row in rows]

    async def host(self, session: SessionId, person: PersonId) -> Host | None:
        """Whether somebody hosts a session, or did."""
        row = await self._link.row(select(hosts).where(hosts.c.session_id == session, hosts.c.person_id == person))
        return None if row is None else _host_of(row)

    async def set_host(self, session: SessionId, person: PersonId, since: datetime) -> None:
        """They host it, and are told once of each `since`."""
        values = {"since": since, "until": None}
        new = self._link.insert(hosts).values(session_id=session, person_id=person, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["session_id", "person_id"], set_=values))

    async def end_host(self, session: SessionId, person: PersonId, now: datetime) -> None:
        """They host it no more; what they said that they need is forgotten."""
        theirs = hosts.c.session_id == session, hosts.c.person_id == person, hosts.c.until.is_(None)
        await self._link.run(update(hosts).where(*theirs).values(until=now, needs=None, needs_at=None))

    async def set_needs(self, session: SessionId, person: PersonId, needs: str, now: datetime) -> None:
        """What a host needs, for those who lead the cohort; the last word stands."""
        theirs = hosts.c.session_id == session, hosts.c.person_id == person
        await self._link.run(update(hosts).where(*theirs).values(needs=needs, needs_at=now))

    async def of_person(self, person: PersonId) -> dict[CohortId, tuple[int, int]]:
        """For each cohort how many topics they proposed, and how many they chose."""
        mine = (proposals.c.person_id == person) | (proposals.c.beside_id == person)
        proposed = select(proposals.c.cohort_id, literal(1).label("proposed")).where(mine)
        chosen = select(ranks.c.cohort_id, literal(0)).where(ranks.c.person_id == person)
        found = dict[CohortId, tuple[int, int]]()
        for row in await self._link.rows(proposed.union_all(chosen)):
            before = found.get(row.cohort_id, (0, 0))
            found[row.cohort_id] = before[0] + row.proposed, before[1] + 1 - row.proposed
        return found

    async def unchosen(self, person: PersonId, among: Collection[CohortId]) -> set[CohortId]:
        """Those of the cohorts where topics are proposed and not closed, and that person has chosen none."""
        open_ = proposals.c.cohort_id.in_(sorted(among)), curricula.c.closed_at.is_(None)
        theirs = select(ranks.c.cohort_id).where(ranks.c.person_id == person)
        there = select(proposals.c.cohort_id).outerjoin(curricula, curricula.c.cohort_id == proposals.c.cohort_id)
        rows = await self._link.rows(there.where(*open_, proposals.c.cohort_id.not_in(theirs)).distinct())
        return {row.cohort_id for row in rows}
