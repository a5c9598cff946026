"""A curriculum made together: topics that members propose, what each would choose, and what is arranged with which hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Five tables, all empty: until now a session's topic was entered by staff alone."""
    op.create_table(
        "curricula",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("closed_at", Big, nullable=True),
        sa.Column("published_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_curricula_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_curricula")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "proposals",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False), sa.Column("beside_id", Big, nullable=True),
        sa.Column("title", sa.Text(), nullable=False), sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True), sa.Column("host", sa.Text(), nullable=False), sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_proposals_cohort_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposals_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["beside_id"], ["people.id"], name=op.f("fk_proposals_beside_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_proposals_cohort_id", "proposals", ["cohort_id"])
    op.create_index("ix_proposals_person_id", "proposals", ["person_id"])
    op.create_table(
        "ranks",
        sa.Column("person_id", Big, nullable=False), sa.Column("proposal_id", Big, nullable=False),
        sa.Column("cohort_id", Big, nullable=False), sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_ranks_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_ranks_proposal_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_ranks_cohort_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "proposal_id", name=op.f("pk_ranks")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_ranks_cohort_id", "ranks", ["cohort_id"])
    op.create_table(
        "arranged",
        sa.Column("session_id", Big, nullable=False), sa.Column("proposal_id", Big, nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_arranged_session_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_arranged_proposal_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_arranged")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_arranged_proposal_id")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "hosts",
        sa.Column("session_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("since", Big, nullable=False), sa.Column("until", Big, nullable=True),
        sa.Column("needs", sa.Text(), nullable=True), sa.Column("needs_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_hosts_session_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hosts_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_hosts")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_hosts_person_id", "hosts", ["person_id"])
