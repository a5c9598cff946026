"""Rows of `deliveries`: as values of the domain, also where one cannot be read, and which of them are meant."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from msgspec import MsgspecError, convert, to_builtins
from msgspec.structs import replace
from sqlalchemy import Row, literal_column, or_

from domain.ground.ids import DeliveryId
from domain.ground.values import Value
from domain.sending.deliveries import WAITS, Class, Delivery, DeliveryState, Direction, Facts, Kind, Planned, Subject
from domain.sending.facts import CARRIES, Unreadable
from storage.tables import deliveries

# Literals, so that the partial indexes are used: a bound `state IN (?)` read a million rows in 124 ms instead of 4 microseconds.
PENDING = deliveries.c.state == literal_column("'pending'")
SENDING = deliveries.c.state == literal_column("'sending'")
FAILED = deliveries.c.state.in_([literal_column("'dead'"), literal_column("'held'"), literal_column("'uncertain'")])
WAITS_FOR_A_PLACE = (
    FAILED,  # so that its index is used
    deliveries.c.state == literal_column("'held'"),
    or_(*(deliveries.c.reason.startswith(why.value) for why in WAITS)),
)

UNREADABLE = (ValueError, TypeError, OverflowError, MsgspecError)  # raised by a row that another version wrote, or a bad disk changed


class Due(Value):
    """What is due: the rows that can be read, and the others with the kind of fault."""

    rows: list[Delivery]
    unreadable: dict[DeliveryId, str]


class _OfAny(Value, omit_defaults=True):
    """What is stored beside the facts of any subject; the moment in seconds since 1970."""

    target: str | None = None
    acted_at: float | None = None


def stored(planned: Planned) -> dict[str, Any]:
    """What is kept in the column `facts`. Raises `TypeError` for facts that its subject does not carry: they could never be read."""
    if type(planned.facts) is not CARRIES[planned.message]:
        raise TypeError(f"{planned.message} with {type(planned.facts).__name__}, not {CARRIES[planned.message].__name__}")
    acted_at = None if planned.acted_at is None else planned.acted_at.timestamp()
    return to_builtins(planned.facts) | to_builtins(_OfAny(planned.target, acted_at))


def kept(row: Delivery, facts: Facts) -> dict[str, Any]:
    """The same for a row that has others now. Raises `TypeError` for facts that its subject does not carry."""
    row = replace(row, facts=facts)
    acted_at = None if row.acted_at is None else row.acted_at.timestamp()
    return to_builtins(row.facts_as(CARRIES[row.message])) | to_builtins(_OfAny(row.target, acted_at))


def _read(subject: Subject, kept: Any) -> tuple[Facts, str | None, datetime | None]:
    """What that column holds: the facts, the target, and when somebody acted. Facts that do not fit their subject are `Unreadable`."""
    try:
        facts, of_any = convert(kept, CARRIES[subject]), convert(kept, _OfAny)
        return facts, of_any.target, None if of_any.acted_at is None else datetime.fromtimestamp(of_any.acted_at, UTC)
    except UNREADABLE:
        return Unreadable(), None, None


def delivery_of(row: Row[Any]) -> Delivery:
    """The domain's value of one row, also of one with unreadable facts. Raises one of `UNREADABLE` for any other column."""
    subject = Subject(row.message)
    facts, target, acted_at = _read(subject, row.facts)
    return Delivery(
        id=row.id, key=row.key, kind=Kind(row.kind), message=subject, class_=Class(row.class_),
        direction=Direction(row.direction), state=DeliveryState(row.state), program=row.program_id, cohort=row.cohort_id,
        person=row.person_id, channel=row.channel_id, facts=facts, created_at=row.created_at, ideal=row.ideal,
        due=row.due, last_useful=row.last_useful, attempts=row.attempts, epoch=row.epoch,
        lease_until=row.lease_until, first_attempt_at=row.first_attempt_at, settled_at=row.settled_at,
        sent_channel=row.sent_channel, sent_message=row.sent_message, reason=row.reason, looked=row.looked,
        target=target, acted_at=acted_at,
    )  # fmt: skip


def readable(rows: Iterable[Row[Any]]) -> list[tuple[Row[Any], Delivery]]:
    """Those of them that can be read, each with its value. What a later version wrote stays as it is, and is set aside when it is due."""
    found: list[tuple[Row[Any], Delivery]] = []
    for row in rows:
        with suppress(*UNREADABLE):
            found.append((row, delivery_of(row)))
    return found


def deliveries_of(rows: Iterable[Row[Any]]) -> list[Delivery]:
    """The domain's values of many rows, as far as they can be read: one that cannot stops none of the others."""
    return [delivery for _, delivery in readable(rows)]


def due_of(row: Row[Any]) -> Delivery:
    """One that is due, which knows whether it opens a conversation. Raises one of `UNREADABLE`, also for its facts."""
    delivery = delivery_of(row)
    delivery.facts_as(CARRIES[delivery.message])
    return replace(delivery, opens=row.kind == Kind.DM.value and row.dm_id is None)
