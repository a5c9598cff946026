"""Who fits a cohort's announced aim, as staff found it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column that is empty for what is there."""
    op.add_column("applications", sa.Column("fits_aim", sa.Integer(), nullable=True))
