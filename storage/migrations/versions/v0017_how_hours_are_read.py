"""By which hours a person wishes to read times."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty for everybody: they read them as is usual where their clock is, until they say otherwise."""
    op.add_column("people", sa.Column("hours", sa.Text(), nullable=True))
