"""Joining: standing, interests, questions, the record of what staff did, kept drafts, and what cohorts and programs say about sign-up."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables, and columns that are empty for what is there."""
    _columns()
    _setups()
    _standings()
    _imports()
    _interests()
    _news()
    _bulletins()
    _questions()
    _answers()
    _audit()
    _drafts()


def _columns() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("applications", sa.Column("offers", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("because", sa.Text(), nullable=True))
    op.add_column("applications", sa.Column("entered_by", Big, nullable=True))
    op.add_column("cohorts", sa.Column("policy", sa.Text(), nullable=True))
    op.add_column("cohorts", sa.Column("aim", sa.Text(), nullable=True))
    op.add_column("cohorts", sa.Column("offer_days", sa.Integer(), nullable=True))
    op.add_column("cohorts", sa.Column("offers_until", sa.Integer(), nullable=True))
    op.add_column("cohorts", sa.Column("cancelled_at", Big, nullable=True))
    op.add_column("cohorts", sa.Column("because", sa.Text(), nullable=True))
    op.add_column("programs", sa.Column("dues", sa.Text(), nullable=True))
    op.add_column("programs", sa.Column("observance", sa.Text(), nullable=True))
    op.add_column("programs", sa.Column("vocabulary", sa.Text(), nullable=True))
    for name in ("weights", "questions"):
        check = f" CONSTRAINT ck_cohorts_{name}_json CHECK (json_valid({name}))" if sqlite else ""
        op.execute(f"ALTER TABLE cohorts ADD COLUMN {name} TEXT{check}")


def _setups() -> None:
    op.create_table(
        "setups",
        sa.Column("server_id", Big, autoincrement=False, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.CheckConstraint("json_valid(answers)", name=op.f("ck_setups_answers_json")).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("server_id", name=op.f("pk_setups")),
        sqlite_strict=True,
    )


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("program_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("until", Big, nullable=True),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_standings_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_standings_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_standings_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", "person_id", name=op.f("pk_standings")),
        sqlite_strict=True,
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("program_id", Big, nullable=False),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.CheckConstraint("json_valid(lines)", name=op.f("ck_imports_lines_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_imports_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_imports_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_imports_at", "imports", ["at"], unique=False)


def _interests() -> None:
    op.create_table(
        "interests",
        sa.Column("program_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interests_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_interests_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", "person_id", "topic", name=op.f("pk_interests")),
        sqlite_strict=True,
    )


def _news() -> None:
    op.create_table(
        "news",
        sa.Column("program_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_news_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_news_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", "person_id", name=op.f("pk_news")),
        sqlite_strict=True,
    )


def _bulletins() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("program_id", Big, nullable=False),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.Column("sent_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_bulletins_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_bulletins_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_bulletins_program_id", "bulletins", ["program_id"], unique=False)


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("program_id", Big, nullable=False),
        sa.Column("cohort_id", Big, nullable=True),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_questions_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_questions_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_questions_person_id", "questions", ["person_id"], unique=False)
    op.create_index("ix_questions_program_id", "questions", ["program_id"], unique=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("question_id", Big, nullable=False),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", Big, nullable=True),
        sa.Column("at", Big, nullable=False),
        sa.Column("sent_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_answers_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_answers_question_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("question_id", "source", name=op.f("uq_answers_question_id_source")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("program_id", Big, nullable=False),
        sa.Column("cohort_id", Big, nullable=True),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", Big, nullable=False),
        sa.CheckConstraint("json_valid(facts)", name=op.f("ck_audit_facts_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_audit_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_audit_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_audit_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_audit_program_id_at", "audit", ["program_id", "at"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", Big, autoincrement=True, nullable=False),
        sa.Column("cohort_id", Big, nullable=False),
        sa.Column("seed", Big, nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("made_at", Big, nullable=False),
        sa.CheckConstraint("json_valid(lines)", name=op.f("ck_drafts_lines_json")).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("json_valid(weights)", name=op.f("ck_drafts_weights_json")).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_drafts_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_drafts_cohort_id", "drafts", ["cohort_id"], unique=False)
