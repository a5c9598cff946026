"""A season as each kind of person gets it: what went out and what is planned as one list, on the clocks of those who get it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.times import called, on_the_wall
from domain.group.sessions import Session
from domain.sending import timeline
from domain.sending.deliveries import Delivery, DeliveryState, Facts, Kind, Planned
from domain.sending.facts import OfCohortRound, OfRound, OfSession
from domain.sending.timeline.season import Season
from messages.cohort.cohorts import Audience, ClockLine, TimelineLine

WORD_OF_IT = frozenset({"called-off", "called-off-lead", "role-back"})  # what comes after the end
_DONE = frozenset({DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.EXPIRED})
_TO_PEOPLE = frozenset({Kind.DM, Kind.ROLE})
_Group = tuple[str, int | None, DeliveryState | None, Audience]


def season_lines(season: Season, rows: Collection[Delivery], now: datetime) -> tuple[TimelineLine, ...]:
    """What became of what was planned, from its rows, and what is still to come, from the plan; by when the first of each kind gets it.

    What is over changes no more, whoever has left since and whatever is planned now. A correction of a post is left out: the word of
    what changed has a line of its own, and others only take buttons away.
    """
    known = {row.key: row for row in rows}
    members, leaders = ({who.person: who.quiet.zone for who in some} for some in (season.members, season.facilitators))
    zones = {letter.person: letter.quiet.zone for letter in season.letters} | leaders | members
    grouped = defaultdict[_Group, list[tuple[datetime, str | None]]](list)

    def enter(one: Planned | Delivery, at: datetime, state: DeliveryState | None) -> None:
        if one.kind is Kind.EDIT:
            return
        to = Audience.HOME
        if one.kind in _TO_PEOPLE:
            to = Audience.MEMBERS if one.person in members else Audience.FACILITATORS if one.person in leaders else Audience.PEOPLE
        zone = None if one.person is None else zones.get(one.person)
        grouped[one.message.value, _number(one.facts, season.sessions), state, to].append((at, zone))

    for row in rows:
        if row.state in _DONE:
            enter(row, row.settled_at or row.due, row.state)
    for wish in timeline.deliveries(season):
        row = known.get(wish.key)
        if row is None and wish.due >= now:
            enter(wish, wish.due, None)
        elif row is not None and row.state not in _DONE:
            enter(wish, row.due, row.state)
    lines = [
        TimelineLine(min(at for at, _ in group), message, number, len(group), state, to=to, clocks=_clocks(group, season.cohort.zone))
        for (message, number, state, to), group in grouped.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _clocks(group: Sequence[tuple[datetime, str | None]], home: str) -> tuple[ClockLine, ...]:
    """When each part of a group gets it on its own clock, soonest first; nothing where all of them have the clock of the home."""
    found: dict[tuple[datetime, str], int] = defaultdict(int)
    for at, zone in group:
        if zone is not None:
            found[at.replace(second=0, microsecond=0), zone] += 1  # what went out went out one after another
    if all(zone == home for _, zone in found):
        return ()
    return tuple(ClockLine(on_the_wall(at, zone), called(zone), people) for (at, zone), people in sorted(found.items()))


def word_of_it(cohort: Cohort, rows: list[Delivery]) -> tuple[TimelineLine, ...]:
    """What goes to people since a cohort was called off, by how it stands."""
    grouped: dict[tuple[str, DeliveryState], list[datetime]] = defaultdict(list)
    for row in rows:
        if row.message in WORD_OF_IT and cohort.cancelled_at is not None and row.created_at >= cohort.cancelled_at:
            grouped[row.message, row.state].append(row.due)
    return tuple(sorted((TimelineLine(min(at), m, None, len(at), state) for (m, state), at in grouped.items()), key=lambda line: line.at))


def _number(facts: Facts, sessions: tuple[Session, ...]) -> int | None:
    match facts:
        case OfRound(round=number) | OfCohortRound(round=number):
            return number
        case OfSession(session=about):
            return next((s.number for s in sessions if s.id == about), None)
        case _:
            return None
