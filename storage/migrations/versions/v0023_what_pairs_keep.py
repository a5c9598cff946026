"""Ways to study and texts of single pairs; and what people keep of their study, each under who may read it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column and two tables, all empty: until now a round had one text, and nothing was kept of how study went."""
    op.add_column("prompts", sa.Column("format", sa.Integer(), nullable=True))
    op.create_table(
        "pair_prompts",
        sa.Column("pair_id", Big, nullable=False), sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True), sa.Column("question", sa.Text(), nullable=False),
        sa.Column("by_id", Big, nullable=True), sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_pair_prompts_pair_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_pair_prompts_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("pair_id", "round", name=op.f("pk_pair_prompts")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "reflections",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("pair_id", Big, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("tier", sa.Text(), nullable=False), sa.Column("keep", sa.Text(), nullable=True),
        sa.Column("open", sa.Text(), nullable=True), sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_reflections_pair_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reflections_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
        sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_reflections_person_id", "reflections", ["person_id"])
    op.create_index("ix_reflections_pair_id_round", "reflections", ["pair_id", "round"])
