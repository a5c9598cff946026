"""What one person wrote in a day is counted before more of it is kept."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index on whose messages are from when."""
    op.create_index(op.f("ix_replies_person_id_at"), "replies", ["person_id", "at"])
