"""Whether it fits: asked once of each of two who have studied a whole round together, and what comes of it at a fixed time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.group.sessions import Round, Session, rounds
from domain.sending.deliveries import Class, Planned, Subject
from domain.sending.facts import OfCohortRound, OfPair
from domain.sending.timeline.brake import left_out
from domain.sending.timeline.season import Member, Season, direct

ASKED_AFTER = timedelta(days=4)  # a round has closed: the session comes first, then the next text, and neither on the same day
LOOKED_AFTER = timedelta(days=9)  # a round has closed: whoever answers has some days for it, and no answer is seen by its time
_USEFUL = timedelta(days=10)


def plan(season: Season, people: Mapping[PersonId, Member]) -> Iterator[Planned]:
    """A private question after the first round in which anything was asked, and a word to the facilitators about other pairs.

    Trios are not asked: other pairs would then show who of the three it was. Nor is anybody where there is no second pair.
    The word is planned after every round, whatever was answered; whether it is wanted is known when it goes out.
    """
    here = {pair.id: [one for one in pair.members if one in people] for pair in season.pairs}
    pairs = [pair for pair in season.pairs if len(pair.members) == 2 == len(here[pair.id])]
    asked = _asked(season.cohort, season.sessions)
    if not asked or len(pairs) < 2:
        return
    first, at = asked[0], asked[0].closes_at + ASKED_AFTER
    for pair in pairs:
        for person in pair.members if pair.since is None or pair.since <= first.opens_at else ():
            key = f"pair/{pair.id}/member/{person}/fit"
            yield direct(season, key, Subject.FIT, OfPair(pair.id), people[person], at, at + _USEFUL, Class.INVITATION)
    for round_ in asked:
        for leader in season.facilitators:
            key, look = f"cohort/{season.cohort.id}/pairs/{round_.number}/to/{leader.person}", _look(round_)
            yield direct(season, key, Subject.FIT_PROPOSAL, OfCohortRound(round_.number), leader, look, look + _USEFUL, Class.DIGEST)


def looks(cohort: Cohort, sessions: Sequence[Session]) -> list[datetime]:
    """When it is looked at what was answered, the first one first: after each round, and never sooner."""
    return [_look(round_) for round_ in _asked(cohort, sessions)]


def _asked(cohort: Cohort, sessions: Sequence[Session]) -> list[Round]:
    all_ = rounds(list(sessions))
    unasked = left_out(cohort, all_)
    return [round_ for round_ in all_ if round_.number not in unasked]


def _look(round_: Round) -> datetime:
    return round_.closes_at + LOOKED_AFTER
