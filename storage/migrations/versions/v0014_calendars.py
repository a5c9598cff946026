"""The secret address of a person's calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column that is empty for everybody, until they ask for an address."""
    op.add_column("people", sa.Column("feed", sa.Text(), nullable=True))
