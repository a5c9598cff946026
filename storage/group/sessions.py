"""Sessions, what members answered to them, and the prompts of the rounds between."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, literal, select, update

from domain.cohort.cohorts import Cohort
from domain.ground.ids import CohortId, PersonId, SessionId
from domain.ground.times import LocalTime
from domain.group.sessions import Busy, Material, Prompt, Rsvp, Session, SessionState, paired
from storage.link import Link
from storage.study_tables import prompts
from storage.tables import cohorts, gone_sessions, members, rsvps, sessions

_OF = select(sessions).where(sessions.c.cohort_id == bindparam("cohort")).order_by(sessions.c.number)

_OF_EACH = select(sessions).where(sessions.c.cohort_id.in_(bindparam("cohorts", expanding=True))).order_by(sessions.c.number)


_REASON = {"because": sessions.c.because_next, "because_next": None}  # the one that was kept is now why it changed


def _session_of(row: Row[Any]) -> Session:
    return Session(
        id=row.id, cohort=row.cohort_id, number=row.number, when=_when(row), starts_at=row.starts_at, minutes=row.minutes,
        state=SessionState(row.state), revision=row.revision, moved_at=row.moved_at, moved_from=row.moved_from, topic=row.topic,
        together=bool(row.together),
        by_clocks=bool(row.by_clocks),
        teacher=row.teacher, host=row.host, materials=tuple(Material(*one) for one in row.materials or ()), edited_at=row.edited_at,
        noted_at=row.noted_at, renoted_at=row.renoted_at,
        announced=bool(row.announced),
        because=row.because, because_next=row.because_next,
    )  # fmt: skip


def _when(row: Row[Any]) -> LocalTime:
    return LocalTime(date.fromisoformat(row.date), time.fromisoformat(row.time), row.zone)


def _columns(when: LocalTime) -> dict[str, Any]:
    return {
        "date": when.date.isoformat(),
        "time": when.time.isoformat("minutes"),
        "zone": when.zone,
        "starts_at": when.instant(),
    }


def _prompt_of(row: Row[Any]) -> Prompt:
    return Prompt(row.round, row.reference, row.question, row.format)


class SessionQueries:
    """Typed queries on `sessions`, `rsvps` and `prompts`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def of(self, cohort: CohortId) -> list[Session]:
        """A cohort's sessions by number."""
        rows = await self._link.rows(_OF, {"cohort": cohort})
        return [_session_of(row) for row in rows]

    async def of_each(self, ids: Collection[CohortId]) -> dict[CohortId, list[Session]]:
        """Each cohort's sessions by number; an empty list where it has none."""
        found: dict[CohortId, list[Session]] = {cohort: [] for cohort in ids}
        for row in await self._link.rows(_OF_EACH, {"cohorts": sorted(ids)}) if ids else ():
            found[row.cohort_id].append(_session_of(row))
        return found

    async def get(self, session: SessionId) -> Session | None:
        """One session."""
        row = await self._link.row(select(sessions).where(sessions.c.id == session))
        return None if row is None else _session_of(row)

    async def freeze(self, cohort: CohortId, times: Sequence[LocalTime], minutes: int, now: datetime) -> None:
        """Write a series as agreed, of a cohort that has not met.

        A session that stood before keeps what was entered for it; with another date (`paired`) it loses its answers. Those that were
        called off, and those for which there is no date, give way: of them it is kept only that they are gone.
        """
        stand = await self.of(cohort)
        kept = paired([one for one in stand if one.state is not SessionState.CANCELLED], times)
        await self._give_way([one for one in stand if one not in kept.values()], now)
        await self._link.run(update(sessions).where(sessions.c.cohort_id == cohort).values(number=-sessions.c.number))  # no two have one
        for number, when in enumerate(times, start=1):
            one = kept.get(when)
            if one is None:
                await self.add(cohort, number, when, minutes)
                continue
            again = {"number": number, "minutes": minutes, "moved_at": None, "moved_from": None, "because": None}
            revision = {} if when == one.when else {"revision": one.revision + 1}
            await self._link.run(update(sessions).where(sessions.c.id == one.id).values(**again, **revision, **_columns(when)))
            if revision:
                await self._link.run(delete(rsvps).where(rsvps.c.session_id == one.id))

    async def _give_way(self, those: Sequence[Session], now: datetime) -> None:
        """They are gone, and those who have them in their calendars are to find them called off there."""
        for one in those:
            row = {"session_id": one.id, "cohort_id": one.cohort, "number": one.number, "minutes": one.minutes}
            await self._link.run(insert(gone_sessions).values(**row, **_columns(one.when), revision=one.revision + 1, gone_at=now))
        await self._link.run(delete(sessions).where(sessions.c.id.in_([one.id for one in those])))

    async def gone(self, cohort: CohortId) -> list[Session]:
        """Sessions that gave way to other dates before the group met, as called off; for calendars alone."""
        theirs = select(gone_sessions).where(gone_sessions.c.cohort_id == cohort).order_by(gone_sessions.c.session_id)
        return [
            Session(
                SessionId(row.session_id), row.cohort_id, row.number, _when(row), row.starts_at, row.minutes, SessionState.CANCELLED,
                row.revision, moved_at=row.gone_at,
            )
            for row in await self._link.rows(theirs)
        ]  # fmt: skip

    async def add(self, cohort: CohortId, number: int, when: LocalTime, minutes: int) -> None:
        """One more session, by its number."""
        row = {"cohort_id": cohort, "number": number, "minutes": minutes, "state": SessionState.PLANNED.value, "revision": 0}
        await self._link.run(self._link.insert(sessions).values(**row, **_columns(when)))

    async def keep_reason(self, session: SessionId, reason: str | None) -> None:
        """Why it is to change, by a preview; nobody reads it before the change is made."""
        await self._link.run(update(sessions).where(sessions.c.id == session).values(because_next=reason))

    async def move(self, session: SessionId, when: LocalTime, now: datetime, from_: datetime | None, *, announced: bool) -> None:
        """Another time for one session, for the reason that was kept; its revision rises, so that whoever was told is told.

        `from_`: the time that people know; `announced`: its announcement was due by now.
        """
        said = {"moved_at": now, "moved_from": from_, "announced": int(announced), "by_clocks": None, **_REASON}
        moved = {"revision": sessions.c.revision + 1, **said, **_columns(when)}
        await self._link.run(update(sessions).where(sessions.c.id == session).values(**moved))
        await self._link.run(delete(rsvps).where(rsvps.c.session_id == session))

    async def planned(self) -> list[Session]:
        """All sessions of all cohorts that are to be held."""
        return [_session_of(row) for row in await self._link.rows(select(sessions).where(sessions.c.state == SessionState.PLANNED.value))]

    async def derive(self, session: Session, now: datetime, from_: datetime | None, *, by_clocks: bool, announced: bool) -> None:
        """The instant that its wall clock means now; what was answered to it stays.

        `by_clocks`: whoever was told knows all but that; `announced`: its announcement was due by now.
        """
        said = {"moved_at": now, "moved_from": from_, "announced": int(announced), "by_clocks": int(by_clocks)}
        said |= {"because": None} if by_clocks else {}
        derived = {"starts_at": session.when.instant(), "revision": sessions.c.revision + 1, **said}
        await self._link.run(update(sessions).where(sessions.c.id == session.id).values(**derived))

    async def contact(self, session: SessionId) -> str | None:
        """How staff reach its teacher from outside; for nobody else."""
        row = await self._link.row(select(sessions.c.contact).where(sessions.c.id == session))
        return None if row is None else row.contact

    async def edit(self, session: Session, contact: str | None) -> None:
        """What the session is about, who teaches and who hosts it, what is read for it, and since when that stands."""
        about = {"topic": session.topic, "teacher": session.teacher, "host": session.host, "edited_at": session.edited_at}
        materials = [[one.name, one.address] for one in session.materials]
        changed = update(sessions).where(sessions.c.id == session.id)
        await self._link.run(changed.values(**about, contact=contact, materials=materials or None))

    async def set_state(
        self, session: SessionId, state: SessionState, moved_at: datetime | None = None, *, together: bool = False, reason: bool = False
    ) -> None:  # fmt: skip
        """Held, or called off (then with the moment, for those who are to be told; `together`: of it and others at once).

        `reason`: for the one that was kept; otherwise for none.
        """
        values: dict[str, Any] = {"state": state.value, "together": int(together)}
        if moved_at is not None:
            values |= {"moved_at": moved_at, "revision": sessions.c.revision + 1, **(_REASON if reason else dict.fromkeys(_REASON))}
        await self._link.run(update(sessions).where(sessions.c.id == session).values(**values))

    async def beside(self, cohort: Cohort, people: Collection[PersonId], since: datetime, until: datetime) -> list[Busy]:
        """When those people are at sessions of other cohorts of the same program, which begin in that time."""
        theirs = (
            select(cohorts.c.title, members.c.person_id, sessions.c.starts_at, sessions.c.minutes)
            .join(cohorts, cohorts.c.id == sessions.c.cohort_id)
            .join(members, members.c.cohort_id == cohorts.c.id)
            .where(cohorts.c.id != cohort.id, cohorts.c.program_id == cohort.program, members.c.left_at.is_(None))
            .where(members.c.person_id.in_(sorted(people)), sessions.c.state == SessionState.PLANNED.value)
            .where(sessions.c.starts_at.between(since, until))
            .order_by(sessions.c.starts_at, sessions.c.id, members.c.person_id)
        )
        return [
            Busy(row.title, row.person_id, row.starts_at, row.starts_at + timedelta(minutes=row.minutes))
            for row in await self._link.rows(theirs)
        ]

    async def answer(self, session: SessionId, person: PersonId, answer: Rsvp, words: str | None, now: datetime) -> None:
        """A member's word on one session; the latest stands."""
        new = self._link.insert(rsvps).values(session_id=session, person_id=person, answer=answer.value, words=words, at=now)
        latest = {"answer": new.excluded.answer, "words": new.excluded.words, "at": new.excluded.at}
        await self._link.run(new.on_conflict_do_update(index_elements=["session_id", "person_id"], set_=latest))

    async def answers(self, session: SessionId) -> dict[PersonId, tuple[Rsvp, str | None]]:
        """Who comes, who cannot, with their words for the group."""
        rows = await self._link.rows(select(rsvps).where(rsvps.c.session_id == session).order_by(rsvps.c.person_id))
        return {row.person_id: (Rsvp(row.answer), row.words) for row in rows}

    async def declined(self, cohort: CohortId) -> frozenset[tuple[int, PersonId]]:
        """Every (session, person) who said they cannot come."""
        rows = await self._link.rows(
            select(rsvps.c.session_id, rsvps.c.person_id)
            .join(sessions, sessions.c.id == rsvps.c.session_id)
            .where(sessions.c.cohort_id == cohort, rsvps.c.answer == Rsvp.NO.value)
        )
        return frozenset((row.session_id, row.person_id) for row in rows)

    async def words(self, cohort: CohortId) -> dict[SessionId, dict[PersonId, datetime]]:
        """For each session who gave the group words about it, and when they were last given or taken back."""
        rows = await self._link.rows(
            select(rsvps.c.session_id, rsvps.c.person_id, rsvps.c.at)
            .join(sessions, sessions.c.id == rsvps.c.session_id)
            .where(sessions.c.cohort_id == cohort, rsvps.c.words.is_not(None))
            .order_by(rsvps.c.session_id, rsvps.c.person_id)
        )
        found: dict[SessionId, dict[PersonId, datetime]] = {}
        for row in rows:
            found.setdefault(row.session_id, {})[row.person_id] = row.at
        return found

    async def set_prompt(
        self, cohort: CohortId, round_: int, reference: str | None, question: str, author: PersonId, now: datetime
    ) -> None:
        """Give a round its prompt, or another one, in place of a way to study too."""
        await self._set_prompt(cohort, round_, reference=reference, question=question, author_id=author, at=now, format=None)

    async def set_format(self, cohort: CohortId, round_: int, format_: int, author: PersonId, now: datetime) -> None:
        """Give a round a way to study from our own list, by its number."""
        await self._set_prompt(cohort, round_, reference=None, question="", author_id=author, at=now, format=format_)

    async def _set_prompt(self, cohort: CohortId, round_: int, **values: Any) -> None:
        new = self._link.insert(prompts).values(cohort_id=cohort, round=round_, **values)
        await self._link.run(new.on_conflict_do_update(index_elements=["cohort_id", "round"], set_=values))

    async def copy_prompts(self, from_: CohortId, to: CohortId, now: datetime) -> int:
        """Give another cohort the same prompts, round by round; gives how many."""
        same = prompts.c.round, prompts.c.reference, prompts.c.question, prompts.c.author_id, prompts.c.format
        theirs = select(literal(to), *same, literal(now, prompts.c.at.type)).where(prompts.c.cohort_id == from_)
        new = insert(prompts).from_select(["cohort_id", "round", "reference", "question", "author_id", "format", "at"], theirs)
        return await self._link.run(new)

    async def prompt(self, cohort: CohortId, round_: int) -> Prompt | None:
        """A round's prompt, if the facilitator gave one."""
        row = await self._link.row(select(prompts).where(prompts.c.cohort_id == cohort, prompts.c.round == round_))
        return None if row is None else _prompt_of(row)

    async def prompts(self, cohort: CohortId) -> dict[int, Prompt]:
        """The prompts that a cohort's rounds have, by round."""
        rows = await self._link.rows(select(prompts).where(prompts.c.cohort_id == cohort).order_by(prompts.c.round))
        return {row.round: _prompt_of(row) for row in rows}
