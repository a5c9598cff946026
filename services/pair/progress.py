"""How a cohort's pairs have been doing, round by round; only reads."""

from msgspec.structs import replace

from domain.cohort.cohorts import CohortState
from domain.ground.ids import CohortId
from domain.ground.people import Actor
from domain.ground.rights import Action
from domain.group.sessions import rounds
from domain.pair.agreeing import standing
from domain.pair.progress import grid, with_a_line
from messages.pair.progress import PAGE, Progress
from services.ground import permissions
from services.sending.unit import Units


class Progresses:
    """The grid of pairs by rounds, for those who lead the cohort."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def of(self, actor: Actor, cohort: CohortId, page: int = 0) -> Progress:
        """One page of the cohort's pairs, all its rounds; beyond the last page is the last page."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.SEE_PROGRESS, cohort)
            members = {person.id: person.name for person in await db.cohorts.members(cohort)}
            spans = rounds(await db.sessions.of(cohort), called_off=found.state is CohortState.CANCELLED)
            pairs = with_a_line(await db.chevruta.ever(cohort), spans, self._units.now())
            given = standing(await db.checkins.of(cohort)) if pairs else {}
            whole = grid(pairs, spans, given, members, self._units.now(), await db.alone.of(cohort))
        total = len(whole.lines)
        page = max(0, min(page, (total - 1) // PAGE))
        shown = replace(whole, lines=whole.lines[page * PAGE : (page + 1) * PAGE])
        names = tuple(tuple(members[person] for person in line.people) for line in shown.lines)
        return Progress(found, shown, names, page, page * PAGE, total)
