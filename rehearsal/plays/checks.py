"""What must hold for every play. Each check gives what is wrong as sentences; none means that it holds."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from domain.cohort.cohorts import CohortState
from domain.ground.ids import PersonId, ServerId
from domain.group.sessions import SessionState
from domain.sending.deliveries import ASKING, Delivery, DeliveryState, Kind, Reason
from domain.sending.timeline import deliveries as planned_for
from rehearsal.discord import LocalDiscord, Person, Seen
from rehearsal.discord.components import walk
from rehearsal.plays.moments import Heard, quiet, unspoken, useful
from rehearsal.plays.play import Play, Role
from services.sending.deliveries import season_of

_MARK = re.compile(r"~([a-z2-7]{20})\Z")
FINE = frozenset({Reason.UNWANTED.value, Reason.PAUSED.value, Reason.BUDGET.value, Reason.NO_FIT.value, Reason.LATE.value})


def mark_of(seen: Seen) -> str | None:
    """The delivery that became this message, as its buttons say."""
    for part in walk(seen.components):
        found = _MARK.search(str(part.get("custom_id", "")))
        if found is not None:
            return found[1]
    return None


async def rows_of(play: Play) -> list[Delivery]:
    """Every delivery row of the play's only program."""
    async with play.stage.store.read() as db:
        program = await db.programs.on(ServerId(play.home.server.id)) if play.home.server is not None else None
        return [] if program is None else await db.deliveries.of_program(program.id)


async def members_of(play: Play) -> list[Role]:
    """Those of the cast who have a place at the end."""
    async with play.stage.store.read() as db:
        cohorts = await db.cohorts.in_states(frozenset(CohortState))
        users = {person.user for cohort in cohorts for person in await db.cohorts.members(cohort.id)}
    return [role for role in play.cast if role.person.id in users]


def bot_messages(play: Play) -> list[Seen]:
    """All that the bot wrote anywhere, but for ephemeral answers."""
    found = [
        Seen(message)
        for channel in play.stage.discord.channels.values()
        for message in (channel.messages[one] for one in channel.order)
        if message.author.bot and not message.ephemeral_for and message.content
    ]
    return sorted(found, key=lambda seen: seen.id)


async def violations(play: Play) -> list[str]:
    """Everything that is not as promised."""
    rows, said, members = await rows_of(play), bot_messages(play), await members_of(play)
    spoken = heard(play, rows, said)
    wrong = [
        *once(rows, said),
        *await addressed(play, rows, said),
        *await promised(play, rows),
        *quiet(play, spoken, members),
        *unspoken(play, rows, await roles_of(play, rows), members),
        *useful(rows, spoken),
        *budget(rows),
        *confidential(play),
        *await scheduled(play),
        *await play.own_checks(),
    ]
    try:
        play.stage.discord.verdict()
    except AssertionError as error:
        wrong += str(error).split("\n")
    return wrong + [f"a mention pinged: {what}" for _, what in play.stage.discord.pings]


def once(rows: Iterable[Delivery], said: Iterable[Seen]) -> list[str]:
    """Each message has its row, each sent row its one message, and nothing came twice."""
    rows, said = list(rows), list(said)
    return [*repeated(rows, said), *unseen(rows, said), *denied(rows, said)]


def _marks(said: Iterable[Seen]) -> Counter[str]:
    return Counter(mark for seen in said if (mark := mark_of(seen)) is not None)


def repeated(rows: Iterable[Delivery], said: Iterable[Seen]) -> list[str]:
    """Messages that stand more than once, by the delivery that they are."""
    keys: dict[str, str] = {row.id: row.key for row in rows}
    return [f"{keys.get(mark, mark)} came {n} times" for mark, n in _marks(said).items() if n > 1]


def unseen(rows: Iterable[Delivery], said: Iterable[Seen]) -> list[str]:
    """Rows that are said to be sent, and nobody can see it."""
    marks, speaking = _marks(said), {Kind.DM, Kind.POST}
    gone = (row for row in rows if row.state is DeliveryState.SENT and row.kind in speaking and row.id not in marks)
    return [f"{row.key} is said to be sent, and nobody can see it" for row in gone]


def denied(rows: Iterable[Delivery], said: Iterable[Seen]) -> list[str]:
    """Messages without a row, and those whose row says that they were not sent.

    An answer that became part of a later one may have gone out by itself before a backup was put back; none of its words comes again.
    """
    rows, marks = list(rows), _marks(said)
    known = {row.id for row in rows}
    unsent = [row for row in rows if row.state is not DeliveryState.SENT and row.reason != Reason.MERGED]
    wrong = [f"{row.key} was sent, and its row says {row.state.value}" for row in unsent if row.id in marks]
    return wrong + [f"a message has no row: {mark}" for mark in marks if mark not in known]


async def addressed(play: Play, rows: Iterable[Delivery], said: Iterable[Seen]) -> list[str]:
    """What is for one person is read by that person, and by nobody else."""
    rows = list(rows)
    people = await roles_of(play, rows)
    wrong: list[str] = []
    for row, _, reader in heard(play, rows, said):
        if row.person is not None and (reader is None or reader is not people.get(row.person)):
            wrong.append(f"{row.key} was read by {reader.name if reader else 'a channel'}, and was not for them")
    return wrong


async def roles_of(play: Play, rows: Iterable[Delivery]) -> dict[PersonId, Role]:
    """Who of the play each person is that something was for."""
    roles = {role.person.id: role for role in (*play.cast, *play.staff)}
    async with play.stage.store.read() as db:
        people = await db.people.all_of({row.person for row in rows if row.person is not None})
    return {id_: roles[person.user] for id_, person in people.items() if person.user in roles}


def heard(play: Play, rows: Iterable[Delivery], said: Iterable[Seen]) -> list[Heard]:
    """All that was said by itself, each with its delivery and its reader."""
    by_id: dict[str, Delivery] = {row.id: row for row in rows}
    roles = {role.person.id: role for role in (*play.cast, *play.staff)}
    found = [(by_id.get(mark_of(seen) or ""), seen) for seen in said]
    return [Heard(row, seen, _reader(play, seen, roles)) for row, seen in found if row is not None]


def _reader(play: Play, seen: Seen, roles: Mapping[int, Role]) -> Role | None:
    """Whom a private message is for: the other end of a conversation, of the thread that stands in for one, or greeted in a pair's."""
    found = next((roles[user] for user in seen.channel.recipients if user in roles), None)
    if found is None and seen.channel.thread is not None:
        inside = [role for role in play.cast if role.person.id in seen.channel.thread.members]
        own = (one for one in play.cast if seen.channel.name.startswith(f"For {one.name[:20]}"))
        greeted = (one for one in inside if f"<@{one.person.id}>" in seen.text.split(",", 1)[0])
        found = next(own, None) or next(greeted, None)
    return found


async def promised(play: Play, rows: Iterable[Delivery]) -> list[str]:
    """Everybody got what the timeline says, or it is listed why not."""
    rows = list(rows)
    return [*await unplanned(play, rows), *unsettled(play, rows)]


async def unplanned(play: Play, rows: Iterable[Delivery]) -> list[str]:
    """What the timeline says now and no row stands for."""
    by_key = {row.key: row for row in rows}
    wrong: list[str] = []
    async with play.stage.store.read() as db:
        for cohort in await db.cohorts.in_states(frozenset(CohortState)):
            season = await season_of(db, cohort, await db.programs.get(cohort.program))
            for wish in planned_for(season):
                row = by_key.get(wish.key)
                if row is None:
                    wrong.append(f"{wish.key} is promised and was never planned")
                elif row.state is DeliveryState.CANCELLED:
                    wrong.append(f"{wish.key} is promised and was taken back")
    return wrong


def unsettled(play: Play, rows: Iterable[Delivery]) -> list[str]:
    """Rows that did not end well, or did not end though their time has come."""
    wrong: list[str] = []
    for row in rows:
        if row.state in {DeliveryState.SENDING, DeliveryState.HELD, DeliveryState.UNCERTAIN, DeliveryState.DEAD}:
            wrong.append(f"{row.key} is {row.state.value}: {row.reason}")
        if row.state is DeliveryState.EXPIRED and (row.reason or "").split(":")[0] not in FINE:
            wrong.append(f"{row.key} was dropped: {row.reason}")
        if row.state not in {DeliveryState.SENT, DeliveryState.PENDING} and not row.reason:
            wrong.append(f"{row.key} is {row.state.value} without a reason")
        if row.state is DeliveryState.PENDING and row.due < play.now:
            wrong.append(f"{row.key} is due and was not done")
    return wrong


def budget(rows: Iterable[Delivery]) -> list[str]:
    """At most two asking messages in any seven days for each person."""
    asked: dict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        if row.class_ in ASKING and row.state is DeliveryState.SENT and row.person is not None and row.settled_at is not None:
            asked[row.person].append(row.settled_at)
    return [
        f"person {person} was asked three times within seven days, until {third:%d %b}"
        for person, times in asked.items()
        for first, third in zip(sorted(times), sorted(times)[2:], strict=False)
        if third - first < timedelta(days=7)
    ]


async def scheduled(play: Play) -> list[str]:
    """Each native event is one session's, at the time that holds; no session has two, and none that is off has one."""
    async with play.stage.store.read() as db:
        cohorts = await db.cohorts.in_states(frozenset(CohortState))
        sessions = [session for cohort in cohorts for session in await db.sessions.of(cohort.id)]
    there = Counter(event.starts for server in play.stage.discord.servers.values() for event in server.events.values())
    stands = Counter(session.starts_at for session in sessions if session.state is not SessionState.CANCELLED)
    return [f"{n} native events at {at:%d %b %H:%M} UTC, where {stands[at]} sessions are" for at, n in there.items() if n > stands[at]]


def confidential(play: Play) -> list[str]:
    """Nothing that is for members only in anything that somebody outside can see, native events included."""
    return exposed(play.stage.discord, play.outsider.person, play.secrets)


def exposed(discord: LocalDiscord, outside: Person, secrets: Iterable[str]) -> list[str]:
    """Secrets that this person can read in a channel, a message or a native event."""
    seen = [message.text for channel in list(discord.channels.values()) for message in outside.sees(channel)]
    for server in discord.servers.values():
        seen += [f"{event.name} {event.description} {event.location}" for event in server.events.values()]
    return [f"an outsider can read {secret!r}" for secret in secrets for text in seen if secret in text]
