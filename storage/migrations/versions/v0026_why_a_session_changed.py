"""A session keeps why it last changed, for its members, and the reason in a preview until it is confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns, empty: of earlier changes no reason was asked."""
    op.add_column("sessions", sa.Column("because", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("because_next", sa.Text(), nullable=True))
