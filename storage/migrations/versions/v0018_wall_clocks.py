"""The wall clock of every instant that was derived from one: when other zone data moves the instant, the clock on the wall stays."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_WALLS = (("people", "paused_wall"), ("cohorts", "window_walls"), ("standings", "until_wall"), ("checkins", "date_wall"))


def upgrade() -> None:
    """What was kept without one keeps its instant."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, name in _WALLS:
        check = f" CONSTRAINT ck_{table}_{name}_json CHECK (json_valid({name}))" if sqlite else ""
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} TEXT{check}")
