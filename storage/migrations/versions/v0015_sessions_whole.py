"""What a session is about, who was there, and what is kept of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns. Of sessions that moved it was said that they have, whether or not they had been announced."""
    op.add_column("sessions", sa.Column("announced", sa.Integer(), nullable=True))
    op.execute("UPDATE sessions SET announced = 1 WHERE revision > 0 AND state = 'planned'")
