"""What is said of a round beside its answers: what people keep of it, what it lacks, who is silent. Of the longest facts."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.cohort.weeks import NewAndStill
from domain.ground.ids import PairId, ReflectionId
from domain.pair.progress import Grid
from domain.pair.reflections import LONGEST, Reflection, Tier
from messages.cohort import cohorts, silence, weeks
from messages.ground.values import Form, Message
from messages.group import ways
from messages.pair import progress, reflections
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
    "ways.lacks": lambda w: ways.lacks(w.cohort, 23, NOW, (8, 9, 10), paired=True),
    "ways.lacks without pairs": lambda w: ways.lacks(w.cohort, 23, NOW, (8, 9, 10), paired=False),
    **{
        f"ways.chosen {what}": lambda w, given=given: ways.chosen(ways.Chosen(w.cohort, 23, 5, **given))
        for what, given in (("now", {}), ("late", {"sent": True}), ("in vain", {"kept": True}))
    },
    "weeks.week": lambda w: weeks.week(w.name, w.week(1)),
    "weeks.week of many cohorts": lambda w: weeks.week(w.name, w.week(9)),
    "weeks.week of what still stands": lambda w: weeks.week(w.name, [weeks.Of(w.cohort, NewAndStill((), w.week(1)[0].told.still))]),
    "weeks.program_week": lambda w: weeks.program_week(w.program, w.week(1, leads=False)),
    "weeks.program_week of many cohorts": lambda w: weeks.program_week(w.program, w.week(30, leads=False)),
    "silence.word": lambda w: silence.word(w.cohort, 23, w.today().quiet, NOW),
    "silence.ready": lambda w: silence.ready(w.today()),
    "silence.ready of nobody": lambda w: silence.ready(replace(w.today(), quiet=(), helped=(), loose=cohorts.LooseEnds())),
    "silence.word of people who wrote": lambda w: silence.word(w.cohort, 23, (cohorts.Quiet(w.names[:2], w.names[:1]),), NOW),
    "progress.progress": lambda w: progress.progress(w.progress(begun=23)),
    "progress.progress before the first round": lambda w: progress.progress(w.progress(begun=0)),
    "progress.progress of nothing": lambda w: progress.progress(replace(w.progress(begun=0), grid=Grid((), 0, None, ()))),
}
