"""An answer to a check-in knows how it was given, and which times were proposed to a pair, and what each said to them, is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Until now the latest answer of anybody stood for all of a pair, and so it goes on standing."""
    op.add_column("checkins", sa.Column("manner", sa.Text(), nullable=False, server_default="said"))
    op.add_column("checkins", sa.Column("told_at", Big, nullable=True))
    op.add_column("checkins", sa.Column("press", Big, nullable=True))
    op.execute("UPDATE checkins SET manner = 'for-both'")
    op.execute(
        "UPDATE checkins SET told_at = at WHERE answer = 'not-this-month' AND EXISTS (SELECT 1 FROM deliveries "
        "WHERE deliveries.message = 'month-off' AND deliveries.key LIKE "
        "'round/%/' || checkins.round || '/pair/' || checkins.pair_id || '/off/' || checkins.by_id || '/to/%')"
    )
    op.create_table(
        "time_offers",
        sa.Column("id", Big, autoincrement=True, nullable=False), sa.Column("pair_id", Big, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False), sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asked_id", Big, nullable=False), sa.Column("starts_at", Big, nullable=False),
        sa.Column("made_at", Big, nullable=False), sa.Column("ended_at", Big, nullable=True),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_time_offers_pair_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_time_offers_asked_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_offers")),
        sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_time_offers_pair_id_round"), "time_offers", ["pair_id", "round"])
    op.create_table(
        "time_answers",
        sa.Column("offer_id", Big, nullable=False), sa.Column("person_id", Big, nullable=False),
        sa.Column("can", sa.Integer(), nullable=False), sa.Column("at", Big, nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["time_offers.id"], name=op.f("fk_time_answers_offer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_time_answers_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("offer_id", "person_id", name=op.f("pk_time_answers")),
        sqlite_strict=True,
    )  # fmt: skip
