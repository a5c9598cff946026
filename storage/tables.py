"""Every table, once, for SQLite and PostgreSQL alike. Times are UTC microseconds, JSON is checked text, states are plain words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from typing_extensions import override

Big = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER, which holds 64 bits there

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware instant, kept as UTC microseconds since 1970: exact, ordered, and the same on both databases."""

    impl = Big
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A small value without a shape of its own (facts of a delivery, reasons of a draft), kept as text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value, order="deterministic").decode()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else msgspec.json.decode(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index of those rows alone. On PostgreSQL the migrations say so: a mention of that dialect here would load it everywhere."""
    return Index(name, *columns, sqlite_where=text(where))


def _table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint | Index) -> Table:
    checks = [
        CheckConstraint(f"json_valid({part.name})", f"{part.name}_json").ddl_if(dialect="sqlite")
        for part in parts
        if isinstance(part, Column) and isinstance(part.type, Json)
    ]
    # AUTOINCREMENT: an id that was once given is never given again, since the natural keys of deliveries carry it.
    numbered = any(isinstance(part, Column) and part.name == "id" and part.autoincrement is True for part in parts)
    return Table(name, metadata, *parts, *checks, sqlite_strict=True, sqlite_autoincrement=numbered)


def _id() -> Column[int]:
    return Column("id", Big, primary_key=True, autoincrement=True)


def _of(table: str, name: str | None = None, *, key: bool = False, null: bool = False) -> Column[int]:
    """A reference to a row of another table; what belongs to a cohort or a person goes with it."""
    column = f"{name or table.removesuffix('s')}_id"
    target = "people" if table == "persons" else table
    return Column(column, Big, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=key, nullable=null)


def _by() -> Column[int]:
    """Who did it; what they did stays when they are erased."""
    return Column("by_id", Big, ForeignKey("people.id", ondelete="SET NULL"), nullable=True)


def _words(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _moment(name: str, *, null: bool = False) -> Column[datetime]:
    return Column(name, Moment, nullable=null)


def _snowflake(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Big, nullable=null)


house = _table("house", Column("name", Text, primary_key=True), _words("value"))

handled = _table(
    "handled",
    Column("id", Big, primary_key=True, autoincrement=False),  # an interaction's or a message's snowflake
    _moment("at"),
    Index("ix_handled_at", "at"),
)

people = _table(
    "people",
    _id(),
    _snowflake("user_id", null=True),
    _words("name"),
    _words("zone", null=True),
    _words("observance", null=True),
    _words("reminder"),
    _moment("paused_until", null=True),
    _snowflake("dm_id", null=True),
    _snowflake("dm_cursor", null=True),
    Column("dm_closed", Integer, nullable=False),
    _moment("created_at"),
    UniqueConstraint("user_id"),
    Index("ix_people_dm_id", "dm_id"),
)

programs = _table(
    "programs",
    _id(),
    _snowflake("server_id"),
    _words("name"),
    _words("zone"),
    _snowflake("manager_role"),
    _snowflake("staff_channel"),
    _snowflake("signup_channel"),
    _words("contact"),
    _words("donation", null=True),
    _words("dues", null=True),  # where one pays one's dues, which standing may wait for
    _words("observance", null=True),  # of whoever says nothing else; religious data of nobody in particular
    _words("vocabulary", null=True),
    _moment("created_at"),
    _moment("removed_at", null=True),
    UniqueConstraint("server_id"),
)

cohorts = _table(
    "cohorts",
    _id(),
    _of("programs"),
    _words("title"),
    _words("topic"),
    Column("capacity", Integer, nullable=False),
    _words("state"),
    _words("zone"),
    _snowflake("home"),
    _snowflake("role", null=True),
    _words("link", null=True),
    Column("recurrence", Json, nullable=True),
    Column("seed", Big, nullable=False),
    _moment("opens_at", null=True),
    _moment("closes_at", null=True),
    _moment("frozen_at", null=True),
    _moment("started_at", null=True),
    _words("policy", null=True),  # draft | first-come | accept-all
    _words("aim", null=True),  # announced before sign-up; what fits it is a criterion
    Column("weights", Json, nullable=True),  # of the criteria of selection
    Column("questions", Json, nullable=True),  # the facilitator's own, beside the standard ones
    Column("offer_days", Integer, nullable=True),
    Column("offers_until", Integer, nullable=True),  # the session before which the waiting list still offers by itself
    _moment("created_at"),
    Index("ix_cohorts_program_id", "program_id"),
)

setups = _table(  # a wizard's steps so far, for a server whose program is not there yet or is being changed
    "setups",
    Column("server_id", Big, primary_key=True, autoincrement=False),
    Column("answers", Json, nullable=False),
    _moment("at"),
)

standings = _table(
    "standings",
    _of("programs", key=True),
    _of("persons", key=True),
    Column("good", Integer, nullable=False),
    _moment("until", null=True),
    _by(),
    _moment("at"),
)

interests = _table(
    "interests",
    _of("programs", key=True),
    _of("persons", key=True),
    Column("topic", Text, primary_key=True),  # as compared: trimmed, in small letters
    _moment("at"),
)

news = _table("news", _of("programs", key=True), _of("persons", key=True), _moment("at"))

questions = _table(
    "questions",
    _id(),
    _of("programs"),
    _of("cohorts", null=True),
    _of("persons"),
    _words("words"),
    _moment("at"),
    Index("ix_questions_program_id", "program_id"),
    Index("ix_questions_person_id", "person_id"),
)

answers = _table(
    "answers",
    _id(),
    _of("questions"),
    _by(),
    _words("words"),
    _snowflake("source", null=True),  # the message that was picked, so that it is sent once
    _moment("at"),
    UniqueConstraint("question_id", "source"),
)

audit = _table(
    "audit",
    _id(),
    _of("programs"),
    _of("cohorts", null=True),
    _by(),
    _words("act"),
    Column("facts", Json, nullable=False),
    _moment("at"),
    Index("ix_audit_program_id_at", "program_id", "at"),
)

drafts = _table(
    "drafts",
    _id(),
    _of("cohorts"),
    Column("seed", Big, nullable=False),
    Column("weights", Json, nullable=False),
    Column("lines", Json, nullable=False),
    _moment("made_at"),
    Index("ix_drafts_cohort_id", "cohort_id"),
)

facilitators = _table("facilitators", _of("cohorts", key=True), _of("persons", key=True), _moment("since"))

members = _table(
    "members",
    _of("cohorts", key=True),
    _of("persons", key=True),
    _moment("since"),
    _moment("left_at", null=True),
    Index("ix_members_person_id", "person_id"),
)

applications = _table(
    "applications",
    _id(),
    _of("cohorts"),
    _of("persons"),
    _words("state"),
    Column("answers", Json, nullable=False),
    _moment("created_at"),
    _moment("applied_at", null=True),
    _words("proposed", null=True),
    Column("grounds", Json, nullable=True),
    _moment("decided_at", null=True),
    Column("place", Integer, nullable=True),
    Column("offers", Integer, nullable=True),  # how many were made, so that each has its own letters
    _moment("offered_at", null=True),
    _words("because", null=True),  # why somebody moved them in the draft
    UniqueConstraint("cohort_id", "person_id"),
    Index("ix_applications_person_id", "person_id"),
)

sessions = _table(
    "sessions",
    _id(),
    _of("cohorts"),
    Column("number", Integer, nullable=False),
    _words("date"),
    _words("time"),
    _words("zone"),
    _moment("starts_at"),
    Column("minutes", Integer, nullable=False),
    _words("state"),
    Column("revision", Integer, nullable=False),
    _moment("moved_at", null=True),
    _moment("moved_from", null=True),  # when it was to be before it moved last
    _words("topic", null=True),
    UniqueConstraint("cohort_id", "number"),
)

rsvps = _table(
    "rsvps",
    _of("sessions", key=True),
    _of("persons", key=True),
    _words("answer"),
    _words("words", null=True),
    _moment("at"),
)

prompts = _table(
    "prompts",
    _of("cohorts", key=True),
    Column("round", Integer, primary_key=True),
    _words("reference", null=True),
    _words("question"),
    _of("persons", "author", null=True),
    _moment("at"),
)

pairings = _table(
    "pairings",
    _id(),
    _of("cohorts"),
    _words("state"),  # draft | published | replaced
    Column("seed", Big, nullable=False),
    Column("weights", Json, nullable=False),
    _moment("made_at"),
    _moment("published_at", null=True),
    Index("ix_pairings_cohort_id", "cohort_id"),
)

pairs = _table(
    "pairs",
    _id(),
    _of("pairings"),
    Column("position", Integer, nullable=False),
    Column("reasons", Json, nullable=False),
    UniqueConstraint("pairing_id", "position"),
)

pair_members = _table(
    "pair_members",
    _of("pairs", key=True),
    _of("persons", key=True),
    Index("ix_pair_members_person_id", "person_id"),
)

checkins = _table(
    "checkins",
    _id(),
    _of("pairs"),
    Column("round", Integer, nullable=False),
    _words("answer"),
    _of("persons", "by"),
    _moment("date", null=True),
    _snowflake("reply", null=True),  # the message it was written in, when it was not a button
    _moment("at"),
    Index("ix_checkins_pair_id_round", "pair_id", "round"),
)

replies = _table(
    "replies",
    Column("message_id", Big, primary_key=True, autoincrement=False),
    _of("persons"),
    _snowflake("channel_id"),
    _snowflake("answers", null=True),  # the message it replies to
    _words("words"),
    _moment("at"),
    _words("meaning", null=True),
    _moment("handled_at", null=True),
    _partial("ix_replies_unhandled", "at", where="handled_at IS NULL"),
)

threads = _table(
    "threads",
    _of("programs", key=True),
    _of("persons", key=True),
    _snowflake("thread_id"),
)

deliveries = _table(
    "deliveries",
    Column("id", Text, primary_key=True),
    _words("key"),
    _words("scope"),  # "season": made from the timeline and reconciled with it; "act": planned by what a person did
    _words("kind"),
    _words("message"),
    Column("class", Text, key="class_", nullable=False),
    _words("direction"),
    _words("state"),
    _of("programs"),
    _of("cohorts", null=True),
    _of("persons", null=True),
    _snowflake("channel_id", null=True),
    Column("facts", Json, nullable=False),
    _moment("created_at"),
    _moment("ideal"),
    _moment("due"),
    _moment("last_useful"),
    Column("attempts", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    _moment("lease_until", null=True),
    _moment("first_attempt_at", null=True),
    _moment("settled_at", null=True),
    _snowflake("sent_channel", null=True),
    _snowflake("sent_message", null=True),
    _words("reason", null=True),
    UniqueConstraint("key"),
    _partial("ix_deliveries_pending", "due", where="state = 'pending'"),
    _partial("ix_deliveries_sending", "lease_until", where="state = 'sending'"),
    _partial("ix_deliveries_failed", "program_id", "settled_at", where="state IN ('dead', 'held', 'uncertain')"),
    Index("ix_deliveries_cohort_id", "cohort_id"),
    Index("ix_deliveries_person_id_settled_at", "person_id", "settled_at"),
    Index("ix_deliveries_sent_message", "sent_message"),
)

turns = _table(
    "turns",
    Column("key", Text, primary_key=True),
    _words("kind"),
    _of("cohorts", null=True),
    _snowflake("subject"),
    _moment("due"),
    _words("state"),  # pending | done | cancelled | failed
    _partial("ix_turns_pending", "due", where="state = 'pending'"),
    Index("ix_turns_cohort_id", "cohort_id"),
)
