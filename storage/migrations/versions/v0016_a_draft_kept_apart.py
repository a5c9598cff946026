"""A draft of dates is kept apart from the dates that stand, and the last sessions of a term can be called off together."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Dates that stand leave no draft behind; those that a later draft has unfixed stand again, and the draft stays one."""
    op.execute("UPDATE cohorts SET recurrence = NULL WHERE frozen_at IS NOT NULL")
    op.execute(
        "UPDATE cohorts SET frozen_at = created_at "
        "WHERE frozen_at IS NULL AND EXISTS (SELECT 1 FROM sessions WHERE sessions.cohort_id = cohorts.id)"
    )
    op.add_column("sessions", sa.Column("together", sa.Integer(), nullable=True))
