"""A cohort knows since when it has its meeting link: one that nobody uses for a year may be closed by the service that gave it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column, empty: of links that are there already it is not known."""
    op.add_column("cohorts", sa.Column("linked_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
