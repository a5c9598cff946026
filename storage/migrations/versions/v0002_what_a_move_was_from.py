"""A session that moves remembers when it was to be, so that those who are told of it are told from when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column, empty for what moved before."""
    op.add_column("sessions", sa.Column("moved_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
