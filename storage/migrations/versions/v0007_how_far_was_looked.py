"""How far a channel was read when we looked for a delivery, so that the next look goes on from there."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("deliveries", sa.Column("looked", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
