"""The tables of what pairs arrange between themselves through the bot; they are tables as those in `storage.tables`."""

from storage.columns import id_, index, moment, number, of, table

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
