"""What is kept of sessions that gave way to other dates."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table, empty: of what gave way before nothing is known."""
    op.create_table(
        "gone_sessions",
        sa.Column("session_id", Big, autoincrement=False, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False), sa.Column("date", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False), sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("starts_at", Big, nullable=False), sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False), sa.Column("gone_at", Big, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_gone_sessions_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_gone_sessions")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index(op.f("ix_gone_sessions_cohort_id"), "gone_sessions", ["cohort_id"])
