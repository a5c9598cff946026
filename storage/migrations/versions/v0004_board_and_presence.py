"""The living board of each program, and who has left its server."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two new tables."""
    op.create_table(
        "boards",
        sa.Column("program_id", Big, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shows", Big, nullable=False),
        sa.Column("edited", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_boards_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", name=op.f("pk_boards")),
        sqlite_strict=True,
    )
    op.create_table(
        "absences",
        sa.Column("program_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("noticed_at", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_absences_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("program_id", "person_id", name=op.f("pk_absences")),
        sqlite_strict=True,
    )
