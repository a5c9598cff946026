"""What a session is about, who was there, and what is kept of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A table, and columns. Of sessions that moved it was said that they have, whether or not they had been announced."""
    for name in ("teacher", "contact", "host", "notes"):
        op.add_column("sessions", sa.Column(name, sa.Text(), nullable=True))
    check = " CONSTRAINT ck_sessions_materials_json CHECK (json_valid(materials))" if op.get_bind().dialect.name == "sqlite" else ""
    op.execute(f"ALTER TABLE sessions ADD COLUMN materials TEXT{check}")
    for name in ("edited_at", "noted_at", "renoted_at"):
        op.add_column("sessions", sa.Column(name, Big, nullable=True))
    op.add_column("sessions", sa.Column("announced", sa.Integer(), nullable=True))
    op.execute("UPDATE sessions SET announced = 1 WHERE revision > 0 AND state = 'planned'")
    _attendance()


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("session_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("by_id", Big, nullable=True),
        sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_attendance_session_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendance_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_attendance_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance")),
        sqlite_strict=True,
    )
