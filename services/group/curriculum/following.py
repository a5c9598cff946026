"""Hosts and proposals behind a session's topic, kept in step with the session itself, whoever changes it and by whatever road."""

from collections.abc import Iterable
from datetime import datetime

from domain.ground.ids import PersonId, SessionId
from domain.group.curriculum import Host
from domain.group.sessions import Session
from domain.sending.deliveries import Delivery, DeliveryState
from domain.sending.timeline.curriculum import hosting_key
from storage.db import Db

_GONE = frozenset({DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN})
_WAITS = frozenset({DeliveryState.PENDING, DeliveryState.CANCELLED})


async def follow(db: Db, before: Session, after: Session, now: datetime) -> str | None:
    """The session was changed by hand: a proposal that is not its topic any more is free again, and whoever is not named hosts no more.

    Gives the title of that proposal.
    """
    stood = (await db.curriculum.arranged(before.cohort)).get(before.id)
    freed = stood is not None and after.topic != before.topic
    if freed:
        await db.curriculum.arrange(before.id, None)
    if after.host != before.host:
        hosts = await hosting(db, before)
        people = await db.people.all_of(hosts)
        for one in hosts:
            if people[one].name not in (after.host or ""):
                await db.curriculum.end_host(before.id, one, now)
    return stood.title if stood is not None and freed else None


async def hosting(db: Db, session: Session) -> tuple[PersonId, ...]:
    """The members who host a session."""
    return tuple(one.person for one in await db.curriculum.hosts(session.cohort) if one.session == session.id and one.until is None)


async def give_hosts(
    db: Db, session: SessionId, wanted: Iterable[PersonId], before: Iterable[PersonId], now: datetime, *, anew: bool
) -> None:  # fmt: skip
    """Those host it from now on, and nobody else. `anew`: on another topic, of which whoever has heard of the first is told too."""
    chosen = set(wanted)
    for person in before:
        if person not in chosen:
            await db.curriculum.end_host(session, person, now)
    for person in sorted(chosen):
        known = await db.curriculum.host(session, person)
        since = now if known is None else await _since(db, known, now, anew=anew)
        if known is None or known.until is not None or known.since != since:
            await db.curriculum.set_host(session, person, since)


async def _since(db: Db, host: Host, now: datetime, *, anew: bool) -> datetime:
    """Since when they host it: as before, so that they are told once, unless they heard of something that holds no more."""
    key = hosting_key(host)
    rows = {row.key: row for row in await db.deliveries.by_keys({f"{key}/told", f"{key}/over"})}
    told, over = rows.get(f"{key}/told"), rows.get(f"{key}/over")
    if told is None or told.state in _WAITS:
        return host.since
    return now if anew or went_out(over) else host.since


def went_out(row: Delivery | None) -> bool:
    """True for what reached somebody, or may have."""
    return row is not None and row.state in _GONE
