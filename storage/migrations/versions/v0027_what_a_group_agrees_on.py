"""A group's covenant: its draft, its texts, and who signed which of them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _refers(table: str, column: str, to: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    """Three tables, empty: until now a group had no covenant."""
    op.create_table(
        "covenant_drafts",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("by_id", Big, nullable=True), sa.Column("talk_at", Big, nullable=True),
        _refers("covenant_drafts", "cohort_id", "cohorts"), _refers("covenant_drafts", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_covenant_drafts")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "covenant_texts",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False), sa.Column("by_id", Big, nullable=True), sa.Column("at", Big, nullable=False),
        _refers("covenant_texts", "cohort_id", "cohorts"), _refers("covenant_texts", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("cohort_id", "version", name=op.f("pk_covenant_texts")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "covenant_signatures",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("at", Big, nullable=False),
        _refers("covenant_signatures", "cohort_id", "cohorts"), _refers("covenant_signatures", "person_id", "people"),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", "version", name=op.f("pk_covenant_signatures")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_covenant_signatures_person_id", "covenant_signatures", ["person_id"])
