"""A curriculum made together: what is proposed, what each would choose, and what is arranged. Columns as in `storage.tables`."""

from storage.columns import by, id_, index, moment, number, of, table, unique, words

curricula = table("curricula", of("cohorts", key=True), moment("closed_at", null=True), moment("published_at", null=True))

proposals = table(
    "proposals",
    id_(),
    of("cohorts"),
    of("persons"),
    by("beside"),  # the partner in whose name it is too
    words("title"),
    words("why"),
    words("text", null=True),
    words("host"),  # whether they would: `domain.group.curriculum.Hosting`
    moment("at"),
    index("ix_proposals_cohort_id", "cohort_id"),
    index("ix_proposals_person_id", "person_id"),
)

ranks = table(  # read by nobody but their author, and counted for all
    "ranks",
    of("persons", key=True),
    of("proposals", key=True),
    of("cohorts"),
    number("place"),  # 1: their first choice
    index("ix_ranks_cohort_id", "cohort_id"),
)

# The proposal that a session's topic comes from; what members read of the topic is in the session itself.
arranged = table("arranged", of("sessions", key=True), of("proposals"), unique("proposal_id"))

hosts = table(
    "hosts",
    of("sessions", key=True),
    of("persons", key=True),
    moment("since"),
    moment("until", null=True),
    words("needs", null=True),  # what they said last that they need, for those who lead the cohort
    moment("needs_at", null=True),
    index("ix_hosts_person_id", "person_id"),
)
