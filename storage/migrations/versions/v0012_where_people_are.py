"""Where a person and a program are, for those who said it: the sun there begins and ends their quiet."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A small value each. Whoever has none is written to by the civil rule, as before."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("people", "programs"):
        check = f" CONSTRAINT ck_{table}_town_json CHECK (json_valid(town))" if sqlite else ""
        op.execute(f"ALTER TABLE {table} ADD COLUMN town TEXT{check}")
