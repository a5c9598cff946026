"""The season brake: in busy weeks a cohort is asked half as often, and nobody is nudged.

A round has one prompt, so half means that of the prompts which would go out in busy weeks, in the order of the season, every second
is left out, and with it all else that the round would ask: its nudge, and the word to the facilitator about who did not answer.
The first is sent: a single round in a busy week keeps its text, and only its nudge waits. Counting begins with the season, so that
rounds behind us decide about those ahead and never the other way round.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from domain.cohort.busy import is_busy, week_of
from domain.cohort.cohorts import Cohort
from domain.ground.times import LocalTime, on_the_wall
from domain.group.sessions import Round


def left_out(cohort: Cohort, rounds: Sequence[Round]) -> frozenset[int]:
    """The numbers of the rounds in which nobody is asked anything."""
    busy = [one.number for one in rounds if is_busy(on_the_wall(one.asks_at, cohort.zone).date(), cohort.busy)]
    return frozenset(busy[1::2])


def released(cohort: Cohort, at: datetime) -> datetime:
    """That moment, or if it is in a week that was named the first after such weeks, at midnight at home.

    The seasons of the Jewish year are the gate's to hold, by each person's own clock.
    """
    day = on_the_wall(at, cohort.zone).date()
    if week_of(day) not in cohort.busy:
        return at
    while week_of(day) in cohort.busy:
        day = week_of(day) + timedelta(days=7)
    return LocalTime(day, time(), cohort.zone).instant()
