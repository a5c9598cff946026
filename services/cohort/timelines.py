"""A season as each kind of person gets it: plan and rows as one list, each moment once, on the clocks of those who get it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.times import called, on_the_wall
from domain.group.sessions import Session
from domain.sending import timeline
from domain.sending.deliveries import Delivery, DeliveryState, Planned
from domain.sending.facts import OfCohortRound, OfRound, OfSession
from domain.sending.timeline.season import Season
from messages.cohort.cohorts import Audience, ClockLine, TimelineLine

WORD_OF_IT = frozenset({"called-off", "called-off-lead", "role-back"})  # what comes after the end


def planned(season: Season, rows: Mapping[str, Delivery]) -> tuple[TimelineLine, ...]:
    """What is planned and what became of it, by when the first of each kind gets it."""
    members, leaders = ({one.person: one.quiet.zone for one in some} for some in (season.members, season.facilitators))
    others = {letter.person: letter.quiet.zone for letter in season.letters}
    zones = others | leaders | members
    grouped: dict[tuple[str, int | None, str, Audience], list[tuple[datetime, str | None]]] = defaultdict(list)
    for wish in timeline.deliveries(season):
        row = rows.get(wish.key)
        to = Audience.HOME if wish.person is None else Audience.MEMBERS if wish.person in members else Audience.PEOPLE
        to = Audience.FACILITATORS if to is Audience.PEOPLE and wish.person in leaders else to
        zone = None if wish.person is None else zones.get(wish.person)
        key = wish.message.value, _number(wish, season.sessions), "" if row is None else row.state.value, to
        grouped[key].append((wish.due if row is None else row.due, zone))
    lines = [
        TimelineLine(
            min(at for at, _ in group), message, number, len(group), DeliveryState(state) if state else None, to=to,
            clocks=_clocks(group, season.cohort.zone),
        )
        for (message, number, state, to), group in grouped.items()
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.at))


def _clocks(group: Sequence[tuple[datetime, str | None]], home: str) -> tuple[ClockLine, ...]:
    """When each part of a group gets it on its own clock, soonest first; nothing where all of them have the clock of the home."""
    found: dict[tuple[datetime, str], int] = defaultdict(int)
    for at, zone in group:
        if zone is not None:
            found[at, zone] += 1
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


def _number(wish: Planned, sessions: tuple[Session, ...]) -> int | None:
    match wish.facts:
        case OfRound(round=number) | OfCohortRound(round=number):
            return number
        case OfSession(session=about):
            return next((s.number for s in sessions if s.id == about), None)
        case _:
            return None
