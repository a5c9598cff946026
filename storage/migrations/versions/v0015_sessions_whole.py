"""What a session is about, who was there, and what is kept of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0011"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New columns. Of sessions that moved it was said that they have, whether or not they had been announced."""
    for name in ("teacher", "contact", "host"):
        op.add_column("sessions", sa.Column(name, sa.Text(), nullable=True))
    check = " CONSTRAINT ck_sessions_materials_json CHECK (json_valid(materials))" if op.get_bind().dialect.name == "sqlite" else ""
    op.execute(f"ALTER TABLE sessions ADD COLUMN materials TEXT{check}")
    op.add_column("sessions", sa.Column("edited_at", Big, nullable=True))
    op.add_column("sessions", sa.Column("announced", sa.Integer(), nullable=True))
    op.execute("UPDATE sessions SET announced = 1 WHERE revision > 0 AND state = 'planned'")
