"""A person's reminder knows when it was chosen: one whose moment had passed by then never comes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column, empty: of those who chose before it is not known."""
    op.add_column("people", sa.Column("reminder_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
