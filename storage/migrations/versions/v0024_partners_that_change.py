"""Who has no partner in a season under way, which pairs were asked to study as three, and whether it fits."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    """Four tables, empty: who is alone in a season that runs is found at the next change of its cohort."""
    op.create_table(
        "alone",
        sa.Column("cohort_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("way", sa.Text(), nullable=False), sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("since", Big, nullable=False),
        _refers("alone", "cohort_id", "cohorts"), _refers("alone", "person_id", "people"),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_alone")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "trio_asks",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("cohort_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False), sa.Column("pair_id", Big, nullable=False),
        sa.Column("state", sa.Text(), nullable=False), sa.Column("at", Big, nullable=False), sa.Column("until", Big, nullable=False),
        _refers("trio_asks", "cohort_id", "cohorts"), _refers("trio_asks", "person_id", "people"),
        _refers("trio_asks", "pair_id", "pairs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trio_asks")),
        sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_trio_asks_cohort_id_person_id"), "trio_asks", ["cohort_id", "person_id"])
    op.create_table(
        "trio_consents",
        sa.Column("trio_ask_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        _refers("trio_consents", "trio_ask_id", "trio_asks"), _refers("trio_consents", "person_id", "people"),
        sa.PrimaryKeyConstraint("trio_ask_id", "person_id", name=op.f("pk_trio_consents")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "fits",
        sa.Column("pair_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("good", sa.Integer(), nullable=False), sa.Column("at", Big, nullable=False),
        _refers("fits", "pair_id", "pairs"), _refers("fits", "person_id", "people"),
        sa.PrimaryKeyConstraint("pair_id", "person_id", name=op.f("pk_fits")),
        sqlite_strict=True,
    )  # fmt: skip
