"""A program has dates of its own and says whose civic days it has; a cohort has weeks that were named busy."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table; and two columns, empty: a program that chose nothing has the civic days of its home, and no week is named."""
    op.create_table(
        "dates",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("program_id", Big, nullable=False),
        sa.Column("first", sa.Text(), nullable=False), sa.Column("last", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False), sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_dates_program_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dates")),
        sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_dates_program_id"), "dates", ["program_id"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column in (("programs", "civic"), ("cohorts", "busy")):
        check = f" CONSTRAINT ck_{table}_{column}_json CHECK (json_valid({column}))" if sqlite else ""
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT{check}")
