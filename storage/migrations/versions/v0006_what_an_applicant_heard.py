"""What an applicant has heard since they applied: which offers came before it, and that their standing is open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Columns for what is there: whoever has applied read in a receipt or a letter how their standing was, and is not told again."""
    op.add_column("applications", sa.Column("offers_before", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("open_told_at", Big, nullable=True))
    op.execute("UPDATE applications SET open_told_at = applied_at")
