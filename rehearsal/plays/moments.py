"""What must hold of the moments at which things come: nobody's quiet, in time to be of use, and news once.

Each check gives what is wrong as sentences; none means that it holds. People are judged by the oracle, by their own clock, setting
and city.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple

from domain.ground.ids import PersonId
from domain.ground.people import Reminder
from domain.ground.times import zone
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Reason, Subject
from rehearsal.discord import Seen
from rehearsal.plays import oracle
from rehearsal.plays.play import Play, Role

ANSWERED_WITHIN = timedelta(minutes=15)
REMINDERS = frozenset({Subject.SESSION_REMINDER, Subject.DATE_REMINDER})
EARLIEST = timedelta(days=5)  # before: a feast of two days beside a Shabbat lies between, and nothing longer
_LEAST: Mapping[Reminder, timedelta] = {Reminder.DAY: timedelta(hours=5), Reminder.HOUR: timedelta(minutes=15)}
_LEAST_OF_A_DATE = timedelta(hours=1)
_NAMED = re.compile(r"<t:(\d+)")
_MISSED = frozenset({Reason.LATE.value, Reason.NO_FIT.value, Reason.BUDGET.value})


class Heard(NamedTuple):
    """Something that the bot said by itself, and to whom; to nobody alone in a channel."""

    row: Delivery
    seen: Seen
    reader: Role | None


@dataclass(frozen=True)
class News:
    """What changed for people, and the names of those to whom it matters."""

    subject: Subject
    concerns: frozenset[str]


def answers(row: Delivery, at: datetime) -> bool:
    """True for what answers an act of a quarter of an hour before, which may come at any time."""
    return row.acted_at is not None and at - row.acted_at <= ANSWERED_WITHIN


def quiet(play: Play, heard: Iterable[Heard], members: Sequence[Role]) -> list[str]:
    """Nothing is said in night or sacred time."""
    wrong: list[str] = []
    for row, seen, reader in heard:
        if answers(row, seen.at):
            continue
        if reader is not None and oracle.disturbs(seen.at, reader):
            wrong.append(f"{row.key} reached {reader.name} at {_at(seen.at, reader)}, in quiet time")
        if reader is None and _in_the_home(play, seen.channel.id):
            wrong += _at_home(play, row.key, seen.at, members)
    return wrong


def unspoken(play: Play, rows: Iterable[Delivery], people: Mapping[PersonId, Role], members: Sequence[Role]) -> list[str]:
    """Nothing else is done then either: roles, threads, native events, corrections; and no event starts in anybody's sacred time.

    Discord itself notifies people of an event when it starts.
    """
    wrong: list[str] = []
    for row in rows:
        at = row.settled_at
        if row.state is not DeliveryState.SENT or row.kind in {Kind.DM, Kind.POST} or at is None or answers(row, at):
            continue
        whose = None if row.person is None else people.get(row.person)
        if whose is not None and oracle.disturbs(at, whose):
            wrong.append(f"{row.key} was done to {whose.name} at {_at(at, whose)}, in quiet time")
        if row.person is None and row.channel is not None and _in_the_home(play, row.channel):
            wrong += _at_home(play, row.key, at, members)
    for event in (event for server in play.stage.discord.servers.values() for event in server.events.values()):
        inside = [role.name for role in members if oracle.holy(event.starts, role)]
        wrong += [f"the event {event.name} starts in the sacred time of {', '.join(inside)}"] if inside else []
    return wrong


def _in_the_home(play: Play, channel: int) -> bool:
    """True for the cohort's home and the threads in it."""
    found = play.stage.discord.channels.get(channel)
    return found is not None and play.home in {found, found.parent}


def _at_home(play: Play, key: str, at: datetime, members: Sequence[Role]) -> list[str]:
    """What is done in the cohort's home: nobody's sacred time, no night and no week's end at home."""
    inside = [role.name for role in members if oracle.holy(at, role)]
    if inside:
        return [f"{key} was posted in the sacred time of {', '.join(inside)}"]
    if oracle.night(at, play.home_zone) or oracle.week_end(at, play.home_zone):
        return [f"{key} was posted at {at.astimezone(zone(play.home_zone)):%a %H:%M} at home"]
    return []


def useful(rows: Iterable[Delivery], heard: Iterable[Heard]) -> list[str]:
    """Every reminder comes while it can still be acted on, by day on its reader's own clock, and not so early that it is forgotten.

    Useless is: at or after the moment that it names; less than five hours before a session for somebody who wished to hear a day
    before, a quarter of an hour for somebody who wished an hour, an hour before a pair's own date; more than five days before; and one
    that never came because its time was over.
    """
    wrong = [f"{row.key} never came: {row.reason}" for row in rows if row.message in REMINDERS and _was_missed(row)]
    for row, seen, reader in heard:
        if row.message not in REMINDERS or reader is None:
            continue
        left = _named(seen) - seen.at
        least = _LEAST.get(reader.reminder, timedelta(0)) if row.message == Subject.SESSION_REMINDER else _LEAST_OF_A_DATE
        if left < least:
            wrong.append(f"{row.key} reached {reader.name} {left} before, too late to be of use")
        if left > EARLIEST:
            wrong.append(f"{row.key} reached {reader.name} {left} before, and is forgotten by then")
        if oracle.disturbs(seen.at, reader):
            wrong.append(f"{row.key} reminded {reader.name} at {_at(seen.at, reader)}, when they are left alone")
    return wrong


def reminded(heard: Iterable[Heard], starts: Iterable[datetime], roles: Iterable[Role], away: Iterable[tuple[str, datetime]]) -> list[str]:
    """Each of those people is reminded once of each session held, as they wished.

    Nobody is who wished for none; `away`: who said of which session that they cannot come.
    """
    times = Counter((reader.name, _named(seen)) for row, seen, reader in heard if reader and row.message == Subject.SESSION_REMINDER)
    declined = set(away)
    wrong: list[str] = []
    for role, start in product(roles, starts):
        expected = int(role.reminder is not Reminder.NONE and (role.name, start) not in declined)
        came = times[role.name, start]
        wrong += [f"{role.name} was reminded {came} times of {start:%d %b}, and not {expected}"] if came != expected else []
    return wrong


def _named(seen: Seen) -> datetime:
    """The first moment that a message names."""
    return datetime.fromtimestamp(int(_NAMED.findall(seen.text)[0]), UTC)


def _was_missed(row: Delivery) -> bool:
    return row.state is DeliveryState.EXPIRED and (row.reason or "").split(":")[0] in _MISSED


def told(play: Play, heard: Iterable[Heard], news: Iterable[News]) -> list[str]:
    """Each of those whom it concerns hears of it once, and nobody else does."""
    times = Counter((row.message, reader.name) for row, _, reader in heard if reader is not None)
    wrong: list[str] = []
    for one in news:
        for role in (*play.cast, *play.staff):
            expected, came = int(role.name in one.concerns), times[one.subject, role.name]
            wrong += [f"{role.name} was told {came} times of {one.subject}, and not {expected}"] if came != expected else []
    return wrong


def _at(moment: datetime, role: Role) -> str:
    return f"{moment.astimezone(zone(role.zone)):%a %d %b %H:%M}"
