"""What is given to words that are no answer, made from the longest facts that it takes."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import MessageId, PairId, SessionId
from domain.group.sessions import Prompt, Round
from domain.pair.apart import Way
from domain.pair.understanding import Kind
from messages.ground.values import Form, Message
from messages.joining import questions
from messages.own import pauses
from messages.pair import needs
from messages.pair.needs import Study
from tests.messages.answering import guesses
from tests.messages.world import NOW, SNOWFLAKE, World


def study(w: World, number: int = 0) -> Study:
    """All that may be there."""
    cohort = replace(w.cohort_in(CohortState.MEETING, number), started_at=NOW)
    ahead = (replace(w.session, id=SessionId(9_999_990 + number)),) * 24
    given = Prompt(23, w.letter * 100, w.letter * 800)
    return Study(
        cohort, ahead, NOW, Round(23, NOW, NOW.replace(year=2030)), NOW, given, PairId(9_999_990 + number),
        tuple(w.partners()[:2]), w.names[2:3], None, w.names[:2],
    )  # fmt: skip


def three(w: World) -> list[Study]:
    return [study(w, number) for number in range(3)]


def lacking(w: World, **facts: object) -> list[Study]:
    return [replace(one, **facts) for one in three(w)]  # pyright: ignore[reportArgumentType]


NEEDING: Final[dict[str, Callable[[World], Message | Form]]] = {
    "needs.text": lambda w: needs.text(three(w), NOW),
    "needs.text of what is over": lambda w: needs.text(lacking(w, next_round=None), NOW.replace(year=2031)),
    "needs.text between two rounds": lambda w: needs.text(three(w), NOW.replace(year=2031)),
    "needs.text before the first round": lambda w: needs.text(lacking(w, under_way=None), NOW),
    "needs.text with no round": lambda w: needs.text(lacking(w, under_way=None, next_round=None), NOW),
    "needs.text before the start": lambda w: needs.text(lacking(w, cohort=w.cohort_in(CohortState.FORMING)), NOW),
    "needs.link": lambda w: needs.link(three(w)),
    "needs.link of one": lambda w: needs.link(three(w)[:1]),
    "needs.link that nobody entered": lambda w: needs.link(lacking(w, cohort=replace(study(w).cohort, link=None))),
    "needs.link with no session": lambda w: needs.link(lacking(w, sessions=())),
    "needs.partner": lambda w: needs.partner(three(w)),
    "needs.partner of what is over": lambda w: needs.partner(lacking(w, cohort=replace(study(w).cohort, state=CohortState.COMPLETE))),
    "needs.partner who is away": lambda w: needs.partner(lacking(w, partners=())),
    **{
        f"needs.partner to somebody without one, {way}": lambda w, way=way: needs.partner(lacking(w, partners=(), away=(), way=way))
        for way in (None, *Way)
    },
    "needs.end": lambda w: needs.end(three(w), NOW),
    "needs.end of one": lambda w: needs.end(lacking(w, sessions=(w.session,)), NOW),
    "needs.end of what is over": lambda w: needs.end(lacking(w, sessions=()), NOW),
    "needs.stop": lambda w: needs.stop(pauses.until_when(w.name, NOW.date()), [one.cohort for one in three(w)]),
    "needs.stop without a place": lambda w: needs.stop(pauses.until_when(w.name), ()),
    "needs.leaving": lambda w: needs.leaving([one.cohort for one in three(w)]),
    "needs.leaving without a place": lambda _: needs.leaving(()),
    **{
        f"needs.may_pass_on {kind}": lambda w, kind=kind: needs.may_pass_on(
            kind, w.letter * 4000, w.program, w.cohort, MessageId(SNOWFLAKE)
        )
        for kind in (Kind.CANNOT_OPEN, Kind.PARTNER_TROUBLE, Kind.COMPLAINT)
    },
    "needs.may_pass_on of no cohort": lambda w: needs.may_pass_on(Kind.COMPLAINT, w.letter * 4000, w.program, None, MessageId(SNOWFLAKE)),
    "needs.for_another": lambda w: needs.for_another(w.name),
    "needs.with_guesses": lambda w: needs.with_guesses(needs.partner(three(w)), w.round, guesses()),
    "needs.with_guesses beside a text": lambda w: needs.with_guesses(needs.text(three(w), NOW), w.round, guesses()),
    "questions.went_on": lambda w: questions.went_on(w.program, new=True),
    "questions.went_on before": lambda w: questions.went_on(w.program, new=False),
}
