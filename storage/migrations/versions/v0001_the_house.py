"""The house: every table of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Build the house."""
    _handled()
    _house()
    _people()
    _programs()
    _cohorts()
    _replies()
    _threads()
    _applications()
    _deliveries()
    _facilitators()
    _members()
    _pairings()
    _prompts()
    _sessions()
    _turns()
    _pairs()
    _rsvps()
    _checkins()
    _pair_members()


def _handled() -> None:
    op.create_table(
        "handled",
        sa.Column("id", Big, autoincrement=False, nullable=False), sa.Column("at", Big, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handled")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_handled_at", "handled", ["at"], unique=False)


def _house() -> None:
    op.create_table(
        "house",
        sa.Column("name", sa.Text(), nullable=False), sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_house")),
        sqlite_strict=True,
    )  # fmt: skip


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("user_id", Big, nullable=True),
        sa.Column("name", sa.Text(), nullable=False), sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("observance", sa.Text(), nullable=True), sa.Column("reminder", sa.Text(), nullable=False),
        sa.Column("paused_until", Big, nullable=True), sa.Column("dm_id", Big, nullable=True),
        sa.Column("dm_cursor", Big, nullable=True), sa.Column("dm_closed", sa.Integer(), nullable=False),
        sa.Column("created_at", Big, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("user_id", name=op.f("uq_people_user_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_people_dm_id", "people", ["dm_id"], unique=False)


def _programs() -> None:
    op.create_table(
        "programs",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("server_id", Big, nullable=False),
        sa.Column("name", sa.Text(), nullable=False), sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("manager_role", Big, nullable=False), sa.Column("staff_channel", Big, nullable=False),
        sa.Column("signup_channel", Big, nullable=False), sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("donation", sa.Text(), nullable=True), sa.Column("created_at", Big, nullable=False),
        sa.Column("removed_at", Big, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("server_id", name=op.f("uq_programs_server_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip


def _cohorts() -> None:
    op.create_table(
        "cohorts",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("program_id", Big, nullable=False),
        sa.Column("title", sa.Text(), nullable=False), sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False), sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False), sa.Column("home", Big, nullable=False), sa.Column("role", Big, nullable=True),
        sa.Column("link", sa.Text(), nullable=True), sa.Column("recurrence", sa.Text(), nullable=True),
        sa.Column("seed", Big, nullable=False), sa.Column("opens_at", Big, nullable=True), sa.Column("closes_at", Big, nullable=True),
        sa.Column("frozen_at", Big, nullable=True), sa.Column("started_at", Big, nullable=True),
        sa.Column("created_at", Big, nullable=False),
        sa.CheckConstraint("json_valid(recurrence)", name=op.f("ck_cohorts_recurrence_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_cohorts_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_cohorts_program_id", "cohorts", ["program_id"], unique=False)


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("message_id", Big, autoincrement=False, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("channel_id", Big, nullable=False), sa.Column("answers", Big, nullable=True),
        sa.Column("words", sa.Text(), nullable=False), sa.Column("at", Big, nullable=False),
        sa.Column("meaning", sa.Text(), nullable=True), sa.Column("handled_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_replies_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_replies")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index(
        "ix_replies_unhandled",
        "replies",
        ["at"],
        unique=False,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )


def _threads() -> None:
    op.create_table(
        "threads",
        sa.Column("program_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("thread_id", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_threads_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_threads_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", "person_id", name=op.f("pk_threads")),
        sqlite_strict=True,
    )  # fmt: skip


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False), sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False), sa.Column("created_at", Big, nullable=False),
        sa.Column("applied_at", Big, nullable=True), sa.Column("proposed", sa.Text(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True), sa.Column("decided_at", Big, nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.CheckConstraint("json_valid(answers)", name=op.f("ck_applications_answers_json")).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("json_valid(grounds)", name=op.f("ck_applications_grounds_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_applications_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_applications_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("cohort_id", "person_id", name=op.f("uq_applications_cohort_id_person_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_applications_person_id", "applications", ["person_id"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False), sa.Column("key", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False), sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False), sa.Column("class", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False), sa.Column("state", sa.Text(), nullable=False),
        sa.Column("program_id", Big, nullable=False), sa.Column("cohort_id", Big, nullable=True),
        sa.Column("person_id", Big, nullable=True), sa.Column("channel_id", Big, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False), sa.Column("created_at", Big, nullable=False),
        sa.Column("ideal", Big, nullable=False), sa.Column("due", Big, nullable=False), sa.Column("last_useful", Big, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False), sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("lease_until", Big, nullable=True), sa.Column("first_attempt_at", Big, nullable=True),
        sa.Column("settled_at", Big, nullable=True), sa.Column("sent_channel", Big, nullable=True),
        sa.Column("sent_message", Big, nullable=True), sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("json_valid(facts)", name=op.f("ck_deliveries_facts_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_deliveries_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_deliveries_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_deliveries_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_deliveries_cohort_id", "deliveries", ["cohort_id"], unique=False)
    op.create_index(
        "ix_deliveries_failed",
        "deliveries",
        ["program_id", "settled_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('dead', 'held', 'uncertain')"),
        postgresql_where=sa.text("state IN ('dead', 'held', 'uncertain')"),
    )
    op.create_index(
        "ix_deliveries_pending",
        "deliveries",
        ["due"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_deliveries_person_id_settled_at", "deliveries", ["person_id", "settled_at"], unique=False)
    op.create_index(
        "ix_deliveries_sending",
        "deliveries",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index("ix_deliveries_sent_message", "deliveries", ["sent_message"], unique=False)


def _facilitators() -> None:
    op.create_table(
        "facilitators",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("since", Big, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_facilitators_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_facilitators_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_facilitators")),
        sqlite_strict=True,
    )  # fmt: skip


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("since", Big, nullable=False), sa.Column("left_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_members_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_members_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_members")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_members_person_id", "members", ["person_id"], unique=False)


def _pairings() -> None:
    op.create_table(
        "pairings",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("state", sa.Text(), nullable=False), sa.Column("seed", Big, nullable=False),
        sa.Column("weights", sa.Text(), nullable=False), sa.Column("made_at", Big, nullable=False),
        sa.Column("published_at", Big, nullable=True),
        sa.CheckConstraint("json_valid(weights)", name=op.f("ck_pairings_weights_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_pairings_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_pairings_cohort_id", "pairings", ["cohort_id"], unique=False)


def _prompts() -> None:
    op.create_table(
        "prompts",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True), sa.Column("question", sa.Text(), nullable=False),
        sa.Column("author_id", Big, nullable=True), sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_prompts_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_prompts_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cohort_id", "round", name=op.f("pk_prompts")),
        sqlite_strict=True,
    )  # fmt: skip


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False), sa.Column("date", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False), sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("starts_at", Big, nullable=False), sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False), sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("moved_at", Big, nullable=True), sa.Column("topic", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_sessions_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_sessions_cohort_id_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("key", sa.Text(), nullable=False), sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cohort_id", Big, nullable=True), sa.Column("subject", Big, nullable=False), sa.Column("due", Big, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_turns_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_turns")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_turns_cohort_id", "turns", ["cohort_id"], unique=False)
    op.create_index(
        "ix_turns_pending",
        "turns",
        ["due"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _pairs() -> None:
    op.create_table(
        "pairs",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("pairing_id", Big, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False), sa.Column("reasons", sa.Text(), nullable=False),
        sa.CheckConstraint("json_valid(reasons)", name=op.f("ck_pairs_reasons_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairings.id"], name=op.f("fk_pairs_pairing_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
        sa.UniqueConstraint("pairing_id", "position", name=op.f("uq_pairs_pairing_id_position")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip


def _rsvps() -> None:
    op.create_table(
        "rsvps",
        sa.Column("session_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False), sa.Column("words", sa.Text(), nullable=True),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rsvps_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_rsvps_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_rsvps")),
        sqlite_strict=True,
    )  # fmt: skip


def _checkins() -> None:
    op.create_table(
        "checkins",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("pair_id", Big, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False), sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_id", Big, nullable=False), sa.Column("date", Big, nullable=True), sa.Column("reply", Big, nullable=True),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_checkins_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_checkins_pair_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_checkins_pair_id_round", "checkins", ["pair_id", "round"], unique=False)


def _pair_members() -> None:
    op.create_table(
        "pair_members",
        sa.Column("pair_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_pair_members_pair_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pair_members_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pair_id", "person_id", name=op.f("pk_pair_members")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_pair_members_person_id", "pair_members", ["person_id"], unique=False)
