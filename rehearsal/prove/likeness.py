"""A killed season held beside its twin: every delivery, and everything that stands on Discord in the end.

Numbers that a database or Discord gave out are replaced by what they stand for, so that the two can be compared: a person by their
name, a pair by its members, a session by its number. Moments in a key become T: an act that had to be repeated is a little later.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from domain.cohort.cohorts import CohortState
from domain.ground.ids import UserId
from domain.sending.deliveries import Delivery, DeliveryState, Kind, Reason
from rehearsal.discord import Seen
from rehearsal.plays import oracle
from rehearsal.plays.checks import bot_messages, mark_of, members_of, rows_of
from rehearsal.plays.play import Play, Role
from rehearsal.prove.findings import Fault, What, faults

GRACE = timedelta(minutes=10)  # within which it has caught up after it is back, and without which it was not there for long enough
ANSWER = "reply"  # to what somebody wrote: when it is read decides what it says, so that only its being there is compared
STEP = timedelta(minutes=5)
ASKED = timedelta(days=1)  # within which somebody is written to for whom a partner has asked for a time
AT_ONCE = timedelta(minutes=1)  # between two of these, what came first is chance
_A_PERSON = frozenset({"person", "member", "facilitator", "partner", "lead", "to", "off", "receipt", "called-off", "returned"})
_MOMENT = re.compile(r"\A\d{8,}\Z")
_MARKED = re.compile(r" · [a-z2-7]{4}\Z")  # the end of a private thread's name, which is part of a delivery's id
_ID = re.compile(r"<(?:@&?|#)(\d+)>|(?<=/)(\d{17,20})(?=\b)")


@dataclass
class Names:
    """What the numbers of one database and one Discord stand for."""

    people: dict[str, str] = field(default_factory=dict[str, str])
    pairs: dict[str, str] = field(default_factory=dict[str, str])
    applications: dict[str, str] = field(default_factory=dict[str, str])
    sessions: dict[str, str] = field(default_factory=dict[str, str])
    messages: dict[str, str] = field(default_factory=dict[str, str])  # what people wrote
    discord: dict[str, str] = field(default_factory=dict[str, str])

    def of(self, row: Delivery) -> str:
        """A delivery's natural key with names in it."""
        key = ANSWER + row.key.removeprefix("stranger") if row.to_stranger else row.key  # which of the two is a matter of seconds
        parts = key.split("/")
        named = [self._of(part, before, thread=before == parts[1] and parts[0] == "thread") for before, part in pairwise(["", *parts])]
        return "/".join(named)

    def _of(self, part: str, noun: str, *, thread: bool) -> str:
        if thread or noun in _A_PERSON:
            return self.people.get(part, part)
        known = {"pair": self.pairs, "application": self.applications, "session": self.sessions, ANSWER: self.messages}.get(noun)
        if known is not None and part in known:
            return known[part]
        return "T" if _MOMENT.match(part) else part

    def text(self, said: str) -> str:
        """A text with names instead of mentions and addresses."""
        return _ID.sub(lambda found: f"‹{self.discord.get(found[1] or found[2], '?')}›", said)


@dataclass
class Record:
    """What one season left behind, by names."""

    rows: dict[str, list[Delivery]]
    messages: dict[str, list[tuple[str, str]]]  # the place and the final text
    threads: Counter[str]
    events: Counter[str]
    roles: dict[str, list[str]]
    readers: dict[str, Role]  # whose quiet a row has to keep
    members: list[Role]
    home_zone: str


async def record(play: Play) -> Record:
    """Read it all, while the season's database is open."""
    names = await _names(play)
    rows: dict[str, list[Delivery]] = defaultdict(list)
    readers: dict[str, Role] = {}
    known = {role.name: role for role in (*play.cast, *play.staff)}
    marks: dict[str, str] = {}
    for row in await rows_of(play):
        name = marks[row.id] = names.of(row)
        rows[name].append(row)
        reader = known.get(names.people.get(str(row.person), ""))
        if reader is not None:
            readers[name] = reader
    messages: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for seen in bot_messages(play):
        name = marks.get(mark_of(seen) or "")
        if name is not None:
            messages[name].append((_place(names, seen), names.text(seen.text)))
    discord = play.stage.discord
    threads = Counter(
        f"{one.parent and one.parent.name} > {_MARKED.sub('', one.name)}" for one in discord.channels.values() if one.thread is not None
    )
    events = Counter(
        f"{one.name} | {one.description} | {one.starts} | {one.ends} | {one.location} | {one.status}"
        for server in discord.servers.values() for one in server.events.values()
    )  # fmt: skip
    roles = {
        member.user.name: sorted(role.name for role in member.roles)
        for server in discord.servers.values() for member in server.members.values()
    }  # fmt: skip
    return Record(rows, messages, threads, events, roles, readers, await members_of(play), play.home_zone)


def _place(names: Names, seen: Seen) -> str:
    who = "".join(sorted(user.name for user in seen.channel.recipients.values() if not user.bot))
    return who or _MARKED.sub("", seen.channel.name)


async def _names(play: Play) -> Names:
    discord, names = play.stage.discord, Names()
    roles = {role.person.id: role.name for role in (*play.cast, *play.staff)}
    async with play.stage.store.read() as db:
        for user, name in roles.items():
            person = await db.people.by_user(UserId(user))
            if person is not None:
                names.people[str(person.id)] = name
        for cohort in await db.cohorts.in_states(frozenset(CohortState)):
            for session in await db.sessions.of(cohort.id):
                names.sessions[str(session.id)] = f"{cohort.title} {session.number}"
            for pair in await db.chevruta.ever(cohort.id):
                names.pairs[str(pair.id)] = " & ".join(sorted(names.people.get(str(one), "?") for one in pair.members))
            for application, person in await db.signups.in_cohort(cohort.id):
                names.applications[str(application.id)] = f"{cohort.title} {names.people.get(str(person.id), '?')}"
    for role in play.cast:
        mine = [seen for seen in role.person.dm if seen.author is role.person]
        names.messages |= {str(seen.id): f"{role.name} {number}" for number, seen in enumerate(mine, 1)}
    names.discord = {str(one.id): one.name for one in (*discord.users.values(), *discord.channels.values())}
    names.discord |= {str(role.id): role.name for server in discord.servers.values() for role in server.roles.values()}
    return names


def compare(
    killed: Record, twin: Record, downtimes: Sequence[tuple[datetime, datetime]], written: Sequence[datetime]
) -> list[Fault]:  # fmt: skip
    """What the killed season lacks, has too much of, or has otherwise than its twin.

    `written`: when people wrote while the bot was away. What went out later than in the twin says what was known by then, so that its
    words are compared only where nobody wrote in between.
    """
    found: list[Fault] = []
    excused: list[Delivery] = []
    for name in sorted({*killed.rows, *twin.rows}):
        mine, theirs = killed.rows.get(name, []), twin.rows.get(name, [])
        sent = [row for row in theirs if _said(row)]
        short = len(sent) - sum(_said(row) for row in mine)
        if short > 0 and "/times/" in name and _asked_for_unheard(sent, written):
            excused += sent
        elif short > 0:
            failed = [row for row in mine if not _said(row)]
            found += faults(What.MISSING, [f"{name} was never planned"] * (short - len(failed)))
            for row, meant in zip(failed[:short], sent[-short:], strict=False):
                if _in_time(row, meant, killed, name, downtimes):
                    found.append(Fault(_not_sent(row), f"{name} is {row.state.value}: {row.reason}; the twin sent it"))
                else:
                    excused.append(row)
        elif short < 0:
            found.append(Fault(What.EXTRA, f"{name} was sent, and the twin's is {[row.state.value for row in theirs]}"))
        elif sent and not name.startswith(f"{ANSWER}/") and not _written_between(mine, theirs, written):
            found += _texts(name, killed.messages.get(name, []), twin.messages.get(name, []))
    found += _things(What.THREAD, killed.threads, twin.threads, sum(row.kind is Kind.THREAD for row in excused))
    found += _things(What.EVENT, killed.events, twin.events, sum(row.kind is Kind.EVENT for row in excused))
    if not any(row.kind is Kind.ROLE for row in excused):
        found += [
            Fault(What.ROLE, f"{name} has the roles {killed.roles.get(name)}, and in the twin {twin.roles.get(name)}")
            for name in sorted({*killed.roles, *twin.roles}) if killed.roles.get(name) != twin.roles.get(name)
        ]  # fmt: skip
    return found


def _said(row: Delivery) -> bool:
    """True for what went out, by itself or together with a later answer to the same person."""
    return row.state is DeliveryState.SENT or row.reason == Reason.MERGED


def _written_between(mine: Sequence[Delivery], theirs: Sequence[Delivery], written: Sequence[datetime]) -> bool:
    """True when somebody wrote after it went out in one of the seasons and before it did in the other."""
    at = [row.settled_at for row in (*mine, *theirs) if row.settled_at is not None]
    return any(min(at) - AT_ONCE <= moment <= max(at) + AT_ONCE for moment in written) if at else False


def _asked_for_unheard(sent: Sequence[Delivery], written: Sequence[datetime]) -> bool:
    """True when somebody may have asked for a time while the bot was away: read later, it may find that the pair has met by then."""
    at = [row.settled_at for row in sent if row.settled_at is not None]
    return any(one - ASKED <= moment <= one for one in at for moment in written)


def _not_sent(row: Delivery) -> What:
    return What.STUCK if row.state in {DeliveryState.PENDING, DeliveryState.SENDING} else What.LATE


def _in_time(row: Delivery, meant: Delivery, killed: Record, name: str, downtimes: Sequence[tuple[datetime, datetime]]) -> bool:
    """True when, before its last useful moment, the bot was there for ten minutes at a time when it could be sent."""
    at = min(meant.settled_at or meant.due, row.last_useful)
    disturbs = _disturbs(row, killed, name)
    while at < row.last_useful:
        if not disturbs(at) and not any(died - GRACE <= at <= back + GRACE for died, back in downtimes):
            return True
        at += STEP
    return False


def _disturbs(row: Delivery, killed: Record, name: str) -> Callable[[datetime], bool]:
    """The quiet that this row has to keep: its reader's, or that of everybody who reads the home channel."""
    reader, zone = killed.readers.get(name), killed.home_zone
    if reader is not None:
        return lambda at: oracle.disturbs(at, reader)
    return lambda at: oracle.night(at, zone) or oracle.week_end(at, zone) or any(oracle.holy(at, one) for one in killed.members)


def _texts(name: str, mine: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> Iterable[Fault]:
    for ours, twins in zip(sorted(mine), sorted(theirs), strict=False):
        if ours != twins:
            yield Fault(What.TEXT, f"{name} says {ours!r}, and in the twin {twins!r}")


def _things(what: What, mine: Counter[str], theirs: Counter[str], excused: int) -> list[Fault]:
    more, less = list((mine - theirs).elements()), list((theirs - mine).elements())
    short = faults(what, (f"{one} is not there, and is in the twin" for one in less)) if len(less) > excused else []
    return faults(what, (f"{one} is there, and is not in the twin" for one in more)) + short
