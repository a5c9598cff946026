"""Who has nobody to study with, which pairs are asked to take a third, and whether pairs fit. Columns as in `storage.tables`."""

from storage.columns import id_, index, moment, number, of, table, words

alone = table(  # those of a season under way who have nobody to study with
    "alone",
    of("cohorts", key=True),
    of("persons", key=True),
    words("way"),  # asked | three | waits
    number("came"),  # took their place after the start
    moment("since"),
)

trio_asks = table(
    "trio_asks",
    id_(),
    of("cohorts"),
    of("persons"),  # who has no partner
    of("pairs"),  # who are asked whether that person may join them
    words("state"),  # open | yes | over
    moment("at"),
    moment("until"),
    index("ix_trio_asks_cohort_id_person_id", "cohort_id", "person_id"),
)

trio_consents = table("trio_consents", of("trio_asks", key=True), of("persons", key=True))  # a no is kept of nobody

fits = table("fits", of("pairs", key=True), of("persons", key=True), number("good"), moment("at"))
