"""What is said about what people keep of their study, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from domain.ground.ids import PairId, ReflectionId
from domain.pair.reflections import LONGEST, Reflection, Tier
from messages.ground.values import Form, Message
from messages.pair import reflections
from tests.messages.world import NOW, World


def one(w: World, tier: Tier = Tier.COHORT) -> Reflection:
    words = w.letter * LONGEST
    return Reflection(ReflectionId(9_999_999), PairId(9_999_999), 23, w.person.id, tier, words, words, NOW)


def readers(w: World, *, others: bool = True) -> reflections.Readers:
    return reflections.Readers(w.round, w.names[:2], others)


KEPT: Final[dict[str, Callable[[World], Message | Form]]] = {
    "reflections.who_may_read": lambda w: reflections.who_may_read(readers(w)),
    "reflections.who_may_read in a closed home": lambda w: reflections.who_may_read(readers(w, others=False)),
    **{f"reflections.form {tier}": lambda w, tier=tier: reflections.form(readers(w), tier) for tier in Tier},
    **{f"reflections.saved {tier}": lambda w, tier=tier: reflections.saved(reflections.Written(readers(w), one(w, tier))) for tier in Tier},
    **{f"reflections.taken_back {tier}": lambda _, tier=tier: reflections.taken_back(tier) for tier in Tier},
    "reflections.page": lambda w: reflections.page(reflections.Page(((one(w), w.title),), 1, True)),
    "reflections.page of nothing": lambda _: reflections.page(reflections.Page((), 0, False)),
    "reflections.page for who leads": lambda w: reflections.page(reflections.Page(((one(w), w.name),), 1, True, w.cohort)),
    "reflections.page for who leads of nothing": lambda w: reflections.page(reflections.Page((), 0, False, w.cohort)),
    "reflections.to_partner": lambda w: reflections.to_partner(w.name, w.name, one(w)),
    "reflections.to_partner_no_more": lambda _: reflections.to_partner_no_more(),
    "reflections.round_post": lambda w: reflections.round_post(w.cohort, 23),
    "reflections.post": lambda w: reflections.post(w.name, one(w)),
    "reflections.post taken back": lambda _: reflections.post("", None),
}
