"""Deliveries in the database: the facts are stored as they always were, and a row whose facts do not fit stops no other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from domain.cohort.cohorts import Program
from domain.ground.ids import ApplicationId, ChannelId, DeliveryId, PersonId, RoleId, ServerId, SessionId
from domain.joining.signups import ApplicationState
from domain.sending.deliveries import Class, Facts, Kind, NoFacts, Planned, Subject
from domain.sending.facts import (
    OfBoard,
    OfDecision,
    OfEvent,
    OfLeaver,
    OfOwnThread,
    OfPerson,
    OfReaders,
    OfRole,
    OfSession,
    Said,
    Unreadable,
)
from storage.db import Db
from storage.store import Store
from storage.tables import deliveries

AT = datetime(2026, 10, 20, 17, 59, 58, 123457, tzinfo=UTC)
STORED: list[tuple[Subject, Facts, dict[str, Any]]] = [
    (Subject.ANSWER, Said({"text": "x"}), {"said": {"text": "x"}}),
    (Subject.ANSWER, Said({"text": "x"}, session=SessionId(2)), {"said": {"text": "x"}, "session": 2}),
    (Subject.LETTER, OfDecision(ApplicationId(7), ApplicationState.ACCEPTED), {"application": 7, "state": "accepted"}),
    (Subject.MEMBER_LEFT, OfLeaver(PersonId(3)), {"who": 3, "by": None}),
    (Subject.HOME_READ, OfReaders(ChannelId(5), None), {"channel": 5, "last": None}),
    (Subject.HOME_READ, OfReaders(ChannelId(5), DeliveryId("a")), {"channel": 5, "last": "a"}),
    (Subject.ROLE, OfRole(RoleId(9)), {"role": 9}),
    (Subject.ROLE_BACK, OfRole(RoleId(9), after="letter"), {"role": 9, "after": "letter"}),
    (Subject.PRIVATE_THREAD, OfOwnThread(), {}),
    (Subject.SESSION_EVENT, OfEvent(SessionId(2), 0, shown=True), {"session": 2, "revision": 0, "shown": True}),
    (Subject.PAIRS, NoFacts(), {}),
]


async def _program(db: Db, now: datetime) -> Program:
    return await db.programs.put(
        ServerId(1), now, name="x", zone="America/New_York", manager_role=RoleId(1),
        staff_channel=ChannelId(1), signup_channel=ChannelId(1), contact="x",
    )  # fmt: skip


def _planned(key: str, subject: Subject, facts: Facts, now: datetime) -> Planned:
    return Planned(key, Kind.POST, subject, now, now, now + timedelta(days=1), Class.NOTICE, channel=ChannelId(1), facts=facts)


async def test_facts_are_stored_by_their_names_and_come_back(store: Store, now: datetime) -> None:
    async with store.begin() as db:
        program = await _program(db, now)
        for number, (subject, facts, _) in enumerate(STORED):
            await db.deliveries.plan(_planned(f"{number:02}", subject, facts, now), "here", program.id, None, "act", now)
    async with store.read() as db:
        kept = [row.facts for row in await db.link.rows(select(deliveries.c.facts).order_by(deliveries.c.key))]
        read = [(row.message, row.facts) for row in await db.deliveries.of_program(program.id)]
    assert kept == [json for _, _, json in STORED]
    assert read == [(subject, facts) for subject, facts, _ in STORED]


async def test_what_a_correction_is_of_and_when_somebody_acted_stand_beside_the_facts(store: Store, now: datetime) -> None:
    edit = Planned(
        "edit", Kind.EDIT, Subject.BOARD, now, now, now, Class.NOTICE, channel=ChannelId(1), facts=OfBoard(2), target="post", acted_at=AT
    )
    async with store.begin() as db:
        program = await _program(db, now)
        id_ = await db.deliveries.plan(edit, "here", program.id, None, "act", now)
        (kept,) = await db.link.rows(select(deliveries.c.facts))
        row = await db.deliveries.get(id_)
    assert kept.facts == {"number": 2, "target": "post", "acted_at": AT.timestamp()}
    assert row is not None
    assert (row.facts, row.target, row.acted_at) == (OfBoard(2), "post", AT)


async def test_a_row_whose_facts_do_not_fit_is_listed_and_is_not_sent(store: Store, now: datetime) -> None:
    async with store.begin() as db:
        program = await _program(db, now)
        ids = [
            await db.deliveries.plan(_planned(key, Subject.SESSION, OfSession(SessionId(2)), now), "here", program.id, None, "act", now)
            for key in ("bad", "good")
        ]
        await db.link.run(update(deliveries).where(deliveries.c.id == ids[0]).values(facts={"session": "two"}))
        due = await db.deliveries.due(now, 10)
        listed = await db.deliveries.of_program(program.id)
    assert [row.id for row in due.rows] == ids[1:]
    assert list(due.unreadable) == ids[:1]
    assert {row.key: row.facts for row in listed} == {"bad": Unreadable(), "good": OfSession(SessionId(2))}
    with pytest.raises(TypeError, match="session with Unreadable"):
        listed[0].facts_as(OfSession)


async def test_a_row_on_a_subject_of_a_later_version_stops_no_act_of_its_cohort_and_is_kept_and_listed(store: Store, now: datetime) -> None:
    """Also where the plan has its key: the version that wrote it may come back."""
    ours, theirs = (_planned(key, Subject.SESSION, OfSession(SessionId(2)), now) for key in ("ours", "theirs"))
    async with store.begin() as db:
        program = await _program(db, now)
        cohort = await db.cohorts.add(program.id, now, title="x", topic="x", capacity=15, zone="UTC", home=ChannelId(1), seed=1)
        await db.deliveries.reconcile([theirs], "here", program.id, cohort, now - timedelta(days=1))
        await db.link.run(update(deliveries).values(message="of-a-later-version"))
        await db.deliveries.reconcile(
            [replace(theirs, due=now + timedelta(days=1)), ours], "here", program.id, cohort, now - timedelta(days=1)
        )
        await db.deliveries.reconcile([ours], "here", program.id, cohort, now - timedelta(days=1))
        assert [row.key for row in await db.deliveries.of_cohort(cohort)] == ["ours"]
        due = await db.deliveries.due(now, 10)
        kept = await db.link.rows(select(deliveries.c.key, deliveries.c.message, deliveries.c.state).order_by(deliveries.c.key))
    assert [row.key for row in due.rows] == ["ours"]
    assert len(due.unreadable) == 1
    assert [tuple(row) for row in kept] == [("ours", "session", "pending"), ("theirs", "of-a-later-version", "pending")]


async def test_facts_that_a_subject_does_not_carry_are_refused_where_they_are_planned(store: Store, now: datetime) -> None:
    async with store.begin() as db:
        program = await _program(db, now)
        with pytest.raises(TypeError, match="pair with OfPerson"):
            await db.deliveries.plan(_planned("k", Subject.PAIR, OfPerson(PersonId(1)), now), "here", program.id, None, "act", now)
