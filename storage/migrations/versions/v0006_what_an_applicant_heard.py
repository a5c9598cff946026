"""What an applicant has heard since they applied: which offers came before it, and that their standing is open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Columns that are empty for what is there."""
    op.add_column("applications", sa.Column("offers_before", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("open_told_at", Big, nullable=True))
