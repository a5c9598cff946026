"""Every table, once, for SQLite and PostgreSQL alike. Times are UTC microseconds, JSON is checked text, states are plain words."""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from storage.columns import Big, Json, by, id_, metadata, moment, of, partial, snowflake, table, words

__all__ = ["metadata"]

house = table("house", Column("name", Text, primary_key=True), words("value"))

handled = table(
    "handled",
    Column("id", Big, primary_key=True, autoincrement=False),  # an interaction's or a message's snowflake
    moment("at"),
    Index("ix_handled_at", "at"),
)

people = table(
    "people",
    id_(),
    snowflake("user_id", null=True),
    words("name"),
    words("zone", null=True),
    words("observance", null=True),
    words("reminder"),
    moment("paused_until", null=True),
    snowflake("dm_id", null=True),
    snowflake("dm_cursor", null=True),
    Column("dm_closed", Integer, nullable=False),
    moment("created_at"),
    UniqueConstraint("user_id"),
    Index("ix_people_dm_id", "dm_id"),
)

programs = table(
    "programs",
    id_(),
    snowflake("server_id"),
    words("name"),
    words("zone"),
    snowflake("manager_role"),
    snowflake("staff_channel"),
    snowflake("signup_channel"),
    words("contact"),
    words("donation", null=True),
    words("dues", null=True),  # where one pays one's dues, which standing may wait for
    words("observance", null=True),  # of whoever says nothing else; religious data of nobody in particular
    words("vocabulary", null=True),
    moment("created_at"),
    moment("removed_at", null=True),
    UniqueConstraint("server_id"),
)

cohorts = table(
    "cohorts",
    id_(),
    of("programs"),
    words("title"),
    words("topic"),
    Column("capacity", Integer, nullable=False),
    words("state"),
    words("zone"),
    snowflake("home"),
    snowflake("role", null=True),
    words("link", null=True),
    Column("recurrence", Json, nullable=True),
    Column("seed", Big, nullable=False),
    moment("opens_at", null=True),
    moment("closes_at", null=True),
    moment("frozen_at", null=True),
    moment("started_at", null=True),
    words("policy", null=True),  # draft | first-come | accept-all
    words("aim", null=True),  # announced before sign-up; what fits it is a criterion
    Column("weights", Json, nullable=True),  # of the criteria of selection
    Column("questions", Json, nullable=True),  # the facilitator's own, beside the standard ones
    Column("offer_days", Integer, nullable=True),
    Column("offers_until", Integer, nullable=True),  # the session before which the waiting list still offers by itself
    moment("cancelled_at", null=True),
    words(
        "because", null=True
    ),  # why it is called off, as its people are told; kept from the preview on, so that a press sends what was read
    moment("created_at"),
    Index("ix_cohorts_program_id", "program_id"),
)

setups = table(  # a wizard's steps so far, for a server whose program is not there yet or is being changed
    "setups",
    Column("server_id", Big, primary_key=True, autoincrement=False),
    Column("answers", Json, nullable=False),
    moment("at"),
)

standings = table(
    "standings",
    of("programs", key=True),
    of("persons", key=True),
    Column("good", Integer, nullable=False),
    moment("until", null=True),
    by(),
    moment("at"),
)

imports = table(  # a file of standings between its preview and the press that takes it in: a press carries no file
    "imports",
    id_(),
    of("programs"),
    by(),
    Column("lines", Json, nullable=False),
    moment("at"),
    Index("ix_imports_at", "at"),
)

interests = table(
    "interests",
    of("programs", key=True),
    of("persons", key=True),
    Column("topic", Text, primary_key=True),  # as compared: trimmed, in small letters
    moment("at"),
)

news = table("news", of("programs", key=True), of("persons", key=True), moment("at"))

bulletins = table(  # one piece of news: kept when its preview is shown, so that a press sends what was read
    "bulletins",
    id_(),
    of("programs"),
    by(),
    words("title"),
    words("words"),
    moment("at"),
    moment("sent_at", null=True),
    Index("ix_bulletins_program_id", "program_id"),
)

boards = table(  # the living board of a program: which post it is, what that is to show, and the last correction that was planned
    "boards",
    of("programs", key=True),
    Column("number", Integer, nullable=False),
    Column("shows", Big, nullable=False),
    words("edited", null=True),
)

absences = table("absences", of("programs", key=True), of("persons", key=True), moment("noticed_at"))  # who has left the server

questions = table(
    "questions",
    id_(),
    of("programs"),
    of("cohorts", null=True),
    of("persons"),
    words("words"),
    moment("at"),
    Index("ix_questions_program_id", "program_id"),
    Index("ix_questions_person_id", "person_id"),
)

answers = table(
    "answers",
    id_(),
    of("questions"),
    by(),
    words("words"),
    snowflake("source", null=True),  # the message that was picked, so that it is sent once
    moment("at"),
    moment("sent_at", null=True),  # None: picked and shown, and not yet confirmed
    UniqueConstraint("question_id", "source"),
)

audit = table(
    "audit",
    id_(),
    of("programs"),
    of("cohorts", null=True),
    by(),
    words("act"),
    Column("facts", Json, nullable=False),
    moment("at"),
    Index("ix_audit_program_id_at", "program_id", "at"),
)

drafts = table(
    "drafts",
    id_(),
    of("cohorts"),
    Column("seed", Big, nullable=False),
    Column("weights", Json, nullable=False),
    Column("lines", Json, nullable=False),
    moment("made_at"),
    Index("ix_drafts_cohort_id", "cohort_id"),
)

facilitators = table("facilitators", of("cohorts", key=True), of("persons", key=True), moment("since"))

members = table(
    "members",
    of("cohorts", key=True),
    of("persons", key=True),
    moment("since"),
    moment("left_at", null=True),
    Index("ix_members_person_id", "person_id"),
)

applications = table(
    "applications",
    id_(),
    of("cohorts"),
    of("persons"),
    words("state"),
    Column("answers", Json, nullable=False),
    moment("created_at"),
    moment("applied_at", null=True),
    words("proposed", null=True),
    Column("grounds", Json, nullable=True),
    moment("decided_at", null=True),
    Column("place", Integer, nullable=True),
    Column("offers", Integer, nullable=True),  # how many were made, so that each has its own letters
    Column("offers_before", Integer, nullable=True),  # of those, before it was handed in the last time
    moment("open_told_at", null=True),  # that their standing is open
    words("because", null=True),  # why somebody moved them in the draft
    # Who entered it by hand. A number that is never given again, and no reference: SQLite adds none to a table that is there.
    Column("entered_by", Big, nullable=True),
    Column("fits_aim", Integer, nullable=True),  # 1: staff found that they fit the announced aim
    UniqueConstraint("cohort_id", "person_id"),
    Index("ix_applications_person_id", "person_id"),
)

sessions = table(
    "sessions",
    id_(),
    of("cohorts"),
    Column("number", Integer, nullable=False),
    words("date"),
    words("time"),
    words("zone"),
    moment("starts_at"),
    Column("minutes", Integer, nullable=False),
    words("state"),
    Column("revision", Integer, nullable=False),
    moment("moved_at", null=True),
    moment("moved_from", null=True),  # when it was to be, by what people were last told
    words("topic", null=True),
    UniqueConstraint("cohort_id", "number"),
)

rsvps = table(
    "rsvps",
    of("sessions", key=True),
    of("persons", key=True),
    words("answer"),
    words("words", null=True),
    moment("at"),
)

prompts = table(
    "prompts",
    of("cohorts", key=True),
    Column("round", Integer, primary_key=True),
    words("reference", null=True),
    words("question"),
    of("persons", "author", null=True),
    moment("at"),
)

pairings = table(
    "pairings",
    id_(),
    of("cohorts"),
    words("state"),  # draft | published | replaced
    Column("seed", Big, nullable=False),
    Column("weights", Json, nullable=False),
    moment("made_at"),
    moment("published_at", null=True),
    Index("ix_pairings_cohort_id", "cohort_id"),
)

pairs = table(
    "pairs",
    id_(),
    of("pairings"),
    Column("position", Integer, nullable=False),
    Column("reasons", Json, nullable=False),
    UniqueConstraint("pairing_id", "position"),
)

pair_members = table(
    "pair_members",
    of("pairs", key=True),
    of("persons", key=True),
    Index("ix_pair_members_person_id", "person_id"),
)

checkins = table(
    "checkins",
    id_(),
    of("pairs"),
    Column("round", Integer, nullable=False),
    words("answer"),
    of("persons", "by"),
    moment("date", null=True),
    snowflake("reply", null=True),  # the message it was written in, when it was not a button
    moment("at"),
    Index("ix_checkins_pair_id_round", "pair_id", "round"),
)

replies = table(
    "replies",
    Column("message_id", Big, primary_key=True, autoincrement=False),
    of("persons"),
    snowflake("channel_id"),
    snowflake("answers", null=True),  # the message it replies to
    words("words"),
    moment("at"),
    words("meaning", null=True),
    moment("handled_at", null=True),
    partial("ix_replies_unhandled", "at", where="handled_at IS NULL"),
)

threads = table(
    "threads",
    of("programs", key=True),
    of("persons", key=True),
    snowflake("thread_id"),
)

deliveries = table(
    "deliveries",
    Column("id", Text, primary_key=True),
    words("key"),
    words("scope"),  # "season": made from the timeline and reconciled with it; "act": planned by what a person did
    words("kind"),
    words("message"),
    Column("class", Text, key="class_", nullable=False),
    words("direction"),
    words("state"),
    of("programs"),
    of("cohorts", null=True),
    of("persons", null=True),
    snowflake("channel_id", null=True),
    Column("facts", Json, nullable=False),
    moment("created_at"),
    moment("ideal"),
    moment("due"),
    moment("last_useful"),
    Column("attempts", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    moment("lease_until", null=True),
    moment("first_attempt_at", null=True),
    moment("settled_at", null=True),
    snowflake("sent_channel", null=True),
    snowflake("sent_message", null=True),
    words("reason", null=True),
    UniqueConstraint("key"),
    partial("ix_deliveries_pending", "due", where="state = 'pending'"),
    partial("ix_deliveries_sending", "lease_until", where="state = 'sending'"),
    partial("ix_deliveries_failed", "program_id", "settled_at", where="state IN ('dead', 'held', 'uncertain')"),
    Index("ix_deliveries_cohort_id", "cohort_id"),
    Index("ix_deliveries_person_id_settled_at", "person_id", "settled_at"),
    Index("ix_deliveries_sent_message", "sent_message"),
)

turns = table(
    "turns",
    Column("key", Text, primary_key=True),
    words("kind"),
    of("cohorts", null=True),
    snowflake("subject"),
    moment("due"),
    words("state"),  # pending | done | cancelled | failed
    partial("ix_turns_pending", "due", where="state = 'pending'"),
    Index("ix_turns_cohort_id", "cohort_id"),
)
