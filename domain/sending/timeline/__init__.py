"""A cohort's season as a plan: from its state to every delivery and turn, each with a natural key. Pure functions.

The facilitator's preview, the reconciliation of rows and the rehearsal's checks all read this one plan. A new kind of automatic
message is one more `plan` in a file of its own, joined in `deliveries`.
"""

from domain.cohort.cohorts import RUNNING, CohortState
from domain.sending.deliveries import Planned
from domain.sending.timeline import covenants, curriculum, fitting, letters, meetings, pairs, studying, texts
from domain.sending.timeline.season import Season, home


def deliveries(season: Season) -> list[Planned]:
    """Every delivery of the season, whatever the time is now; those whose use has passed are left to the gate."""
    where, people = home(season), {member.person: member for member in season.members}
    if season.cohort.state is CohortState.CANCELLED:
        return list(meetings.taken_away(season, where))
    planned = [*letters.plan(season), *meetings.links(season)]
    if season.cohort.state in RUNNING:
        planned += covenants.plan(season, where)
        planned += curriculum.plan(season, people, where)
    if season.cohort.state in RUNNING and season.cohort.started_at is not None:
        planned += [
            *pairs.plan(season, people, where),
            *meetings.plan(season, where),
            *texts.plan(season),
            *studying.plan(season, people),
            *fitting.plan(season, people),
        ]
    return planned
