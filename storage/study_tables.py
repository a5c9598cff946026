"""What pairs study, what people keep of it, and the times that they arrange. Columns as in `storage.tables`."""

from storage.columns import by, id_, index, moment, number, of, table, words

prompts = table(
    "prompts",
    of("cohorts", key=True),
    number("round", key=True),
    words("reference", null=True),
    words("question"),  # empty where a way to study from our own list was chosen
    of("persons", "author", null=True),
    moment("at"),
    number("format", null=True),  # that way, by its number
)

pair_prompts = table(
    "pair_prompts",
    of("pairs", key=True),
    number("round", key=True),
    words("reference", null=True),
    words("question"),
    by(),
    moment("at"),
)

reflections = table(  # what is taken back is emptied, so that it still counts among those of its round
    "reflections",
    id_(),
    of("pairs"),
    number("round"),
    of("persons"),
    words("tier"),  # who may read it: `domain.pair.reflections.Tier`
    words("keep", null=True),
    words("open", null=True),
    moment("at"),
    index("ix_reflections_person_id", "person_id"),
    index("ix_reflections_pair_id_round", "pair_id", "round"),
)

time_offers = table(
    "time_offers",
    id_(),
    of("pairs"),
    number("round"),
    number("attempt"),  # which of the round's proposals it is part of
    of("persons", "asked"),
    moment("starts_at"),
    moment("made_at"),
    moment("ended_at", null=True),  # since when nobody is asked about it any more
    index("ix_time_offers_pair_id_round", "pair_id", "round"),
)

time_answers = table("time_answers", of("time_offers", "offer", key=True), of("persons", key=True), number("can"), moment("at"))
