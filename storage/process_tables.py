"""What the process keeps of itself: facts, nightly jobs, who leads, what was answered. Columns as in `storage.tables`."""

from storage.columns import index, known_by, moment, number, number_of, snowflake, table, words

house = table("house", known_by("name"), words("value"))

jobs = table(  # what the house does each night: when it last succeeded, and since when it fails
    "jobs",
    known_by("name"),
    moment("done_at", null=True),
    moment("failed_since", null=True),
    number("tries"),
    words("fault", null=True),  # the type of the last error
    moment("told_at", null=True),  # when staff were told
)

leases = table(  # which of several processes leads: domain/ground/leases.py
    "leases",
    known_by("name"),
    words("holder"),
    snowflake("number"),
    snowflake("beats"),
    number("held"),
    moment("renewed_at"),
    moment("offline_since", null=True),
)

handled = table(
    "handled",
    number_of("id"),  # an interaction's or a message's snowflake
    moment("at"),
    index("ix_handled_at", "at"),
)
