"""Pairs that a draft keeps when it is drawn again, and pairs that began or ended while a season was under way."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """No pair is locked so far, and each that was published has stood since then."""
    op.add_column("pairs", sa.Column("locked", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("pairs", sa.Column("since", Big, nullable=True))
    op.add_column("pairs", sa.Column("ended_at", Big, nullable=True))
