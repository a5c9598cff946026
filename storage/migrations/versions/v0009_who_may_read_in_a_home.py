"""Which others staff have admitted to a cohort's home."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column. A season that runs in a channel that others can read waits until somebody of its staff confirms it."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    check = " CONSTRAINT ck_cohorts_admitted_json CHECK (json_valid(admitted))" if sqlite else ""
    op.execute(f"ALTER TABLE cohorts ADD COLUMN admitted TEXT{check}")
