"""Leases: of several processes with one database, one leads."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table; the first process to start takes the first lease."""
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False), sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("number", Big, nullable=False), sa.Column("beats", Big, nullable=False),
        sa.Column("held", sa.Integer(), nullable=False), sa.Column("renewed_at", Big, nullable=False),
        sa.Column("offline_since", Big, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
        sqlite_strict=True,
    )  # fmt: skip
