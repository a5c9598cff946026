"""Rounds without a text: a word to the facilitators a week before such a round opens."""

from collections.abc import Iterator
from datetime import timedelta

from domain.group.sessions import rounds
from domain.sending.deliveries import Class, Planned, Subject
from domain.sending.facts import OfCohortRound
from domain.sending.timeline.brake import left_out
from domain.sending.timeline.season import Season, direct

LACKS_BEFORE = timedelta(days=7)


def plan(season: Season) -> Iterator[Planned]:
    """One word to each facilitator, of use only while the round has no text and its pairs have not got theirs."""
    started, all_ = season.cohort.started_at, rounds(list(season.sessions))
    unasked = left_out(season.cohort, all_)
    for round_ in all_:
        if started is None or round_.number in unasked:
            continue
        ideal, until = max(round_.opens_at - LACKS_BEFORE, started), round_.asks_at
        for leader in season.facilitators:
            key = f"round/{season.cohort.id}/{round_.number}/facilitator/{leader.person}/lacks"
            yield direct(season, key, Subject.ROUND_LACKS, OfCohortRound(round_.number), leader, ideal, until, Class.DIGEST)
