"""A group's covenant: its draft, the texts that were published, and who signed which. Columns as in `storage.tables`."""

from storage.columns import by, index, moment, number, of, table, words

covenant_drafts = table(
    "covenant_drafts",
    of("cohorts", key=True),
    words("draft", null=True),
    by(),
    moment("talk_at", null=True),  # when a thread to talk about it was asked for
)

covenant_texts = table("covenant_texts", of("cohorts", key=True), number("version", key=True), words("text"), by(), moment("at"))

covenant_signatures = table(
    "covenant_signatures",
    of("cohorts", key=True),
    of("persons", key=True),
    number("version", key=True),
    moment("at"),
    index("ix_covenant_signatures_person_id", "person_id"),
)
