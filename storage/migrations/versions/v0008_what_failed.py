"""What failed is kept: how often a turn was tried and why it ended, and how the jobs of the house stand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A table, and columns of `turns`. Of turns that failed before, only the moment at which they were due is known."""
    op.create_table(
        "jobs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done_at", Big, nullable=True),
        sa.Column("failed_since", Big, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("told_at", Big, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_jobs")),
        sqlite_strict=True,
    )
    op.add_column("turns", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("turns", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("failed_at", Big, nullable=True))
    op.execute("UPDATE turns SET failed_at = due WHERE state = 'failed'")
    failed = sa.text("state = 'failed'")
    op.create_index("ix_turns_failed", "turns", ["failed_at"], sqlite_where=failed, postgresql_where=failed)
