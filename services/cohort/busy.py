"""The weeks that a facilitator names busy, and what the days of a season mean for it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, time

from domain.cohort.busy import named_anew, spans, week_of
from domain.cohort.cohorts import ENDED, Cohort, Program
from domain.ground.days import Level
from domain.ground.ids import CohortId
from domain.ground.own_days import midnight_after
from domain.ground.people import Actor
from domain.ground.refusal import Refusal, Why
from domain.ground.rights import Action
from domain.ground.times import LocalTime, on_the_wall
from domain.group.series import weigh
from domain.group.sessions import SessionState, rounds
from domain.program.dates import CommunityDate
from domain.sending import timeline
from domain.sending.gate import waits_from
from domain.sending.timeline.brake import left_out
from domain.sending.timeline.season import Season
from messages.cohort import busy as words
from messages.cohort.busy import Busy, Falls, Held, LeftOut
from messages.ground.values import Form
from services.ground import permissions
from services.ground.text import day
from services.sending.unit import Units
from storage.db import Db

_YEARS = range(2000, 2200)
_TO = re.compile(r"\s+(?:to|until|-|–)\s+")


class BusyWeeks:
    """A cohort's weeks in which less is asked."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def form(self, actor: Actor, cohort: CohortId) -> Form:
        """The form with the weeks that stand; only reads."""
        async with self._units.read() as db:
            found, _ = await permissions.require_cohort(db, actor, Action.EDIT_COHORT, cohort)
            return words.form(found, spans(self._ahead(found)))

    async def save(self, actor: Actor, cohort: CohortId, typed: str) -> Busy:
        """These weeks are busy from this one on; the ones that are over stay as they were. Raises `Refusal(BAD_DATE | TOO_MANY_WEEKS)`."""
        days = [_span(line) for line in re.split(r"[\n,;]", typed) if line.strip()]
        async with self._units.act(actor, Action.EDIT_COHORT, cohort) as act:
            found = act.cohort
            if found.state in ENDED:
                raise Refusal(Why.WRONG_STATE, state=found.state)
            weeks = named_anew(found.busy, days, on_the_wall(act.now, found.zone).date())
            if weeks != found.busy:
                await act.db.cohorts.set_busy(cohort, weeks)
                act.says(what="busy")
            changed = await act.db.cohorts.get(cohort)
            assert changed is not None, "it was read in this transaction"  # noqa: S101
            unasked = left_out(changed, rounds(await act.db.sessions.of(cohort)))
            return Busy(changed, tuple(spans(self._ahead(changed))), tuple(sorted(unasked)))

    def _ahead(self, cohort: Cohort) -> list[date]:
        this = week_of(on_the_wall(self._units.now(), cohort.zone).date())
        return [week for week in cohort.busy if week >= this]


def _span(line: str) -> tuple[date, date]:
    """A day, or two days with *to* between them."""
    first, *last = _TO.split(line.strip(), maxsplit=1)
    return _day(first), _day(last[0] if last else first)


def _day(typed: str) -> date:
    """A day of years in which weeks can be counted either way. Raises `Refusal(BAD_DATE)`."""
    found = day(typed)
    if found.year not in _YEARS:
        raise Refusal(Why.BAD_DATE, typed=typed[:40])
    return found


async def of_the_days(db: Db, cohort: Cohort, program: Program, season: Season) -> list[Falls | LeftOut | Held]:
    """What a season's sessions fall on, the rounds that are left out in busy weeks, and the dates for which something waits."""
    almanac, quiet = await db.dates.almanac(program, cohort.zone), [member.quiet for member in season.members]
    found: list[Falls | LeftOut | Held] = [*_held(season, almanac.own, program.zone)]
    for session in season.sessions:
        days, inside = weigh(session.when, quiet, session.minutes, almanac)
        days = tuple(one for one in days if one.level > Level.NOTE)
        if session.state is not SessionState.CANCELLED and (days or inside):
            found.append(Falls(session.starts_at, session.number, days, inside))
    all_ = rounds(season.sessions)
    unasked = left_out(cohort, all_)
    return [*found, *(LeftOut(one.asks_at, one.number) for one in all_ if one.number in unasked)]


def _held(season: Season, dates: Sequence[CommunityDate], zone: str) -> Iterator[Held]:
    """Those of the program's own dates for which something of the season waits; they are days on the clock of the program's home."""
    waiting = [
        (least, wish.ideal, wish.due)
        for wish in timeline.deliveries(season)
        if wish.due > wish.ideal and (least := waits_from(wish.class_, wish.kind)) is not None
    ]
    for one in dates:
        over = midnight_after(one.last, zone)
        if any(one.level >= least and ideal < over <= due for least, ideal, due in waiting):
            yield Held(LocalTime(one.first, time(), zone).instant(), one)
