"""How an attempt ended, and what becomes of its row: sent, tried again, held until its place is back, dead or uncertain."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import still_admitted
from domain.ground.ids import ChannelId, ServerId, UserId
from domain.ground.values import Value
from domain.sending.deliveries import MOST_ATTEMPTS, Class, Delivery, DeliveryState, Kind, Reason, Subject
from services.ground.ports import (
    Absent,
    Away,
    Direct,
    Done,
    Edit,
    Effect,
    InChannel,
    Outcome,
    Pin,
    Post,
    Refused,
    Rename,
    Sight,
    TooFast,
    Unfinished,
    Unknown,
    Unseeable,
    Withheld,
)
from storage.db import Db

MENDED_WITHIN = timedelta(minutes=30)


class Task(Value):
    """A delivery that passed the gate and was claimed since: what to do, and whether to look first.

    With `drop` it is only looked for: it has lost its use since an attempt that may have arrived.
    `elsewhere`: it has another place, should this one be gone. `ask`: whom it is for, and the server on which they must be, where that
    is not known from the last minutes.
    """

    delivery: Delivery
    effect: Effect
    look: bool
    drop: Reason | None = None
    elsewhere: bool = False
    ask: tuple[ServerId, UserId] | None = None


class Retry(Value):
    """What becomes of a row that was not done: tried again after a while; `counts`: others were answered, so it is the row's own."""

    after: timedelta = timedelta(seconds=1)
    counts: bool = False


NEVER_COUNTS = Retry()
ANOTHER_THREAD = f"{Reason.CLOSED.value}: another thread"  # the private thread would not do, and a new one is opened; that is done once


async def settle(db: Db, task: Task, outcome: Outcome | Sight, retry: Retry, now: datetime) -> None:
    """Write how an attempt ended, in the caller's transaction. A lease lost meanwhile leaves the row to the process that has it now.

    `retry` says when to try again what had no answer or no server, and whether that counts as one of the row's attempts.
    """
    row = task.delivery
    await _remember_dm(db, task, outcome)
    await _remember_readers(db, task, outcome)
    match outcome:
        case Done(channel, message):
            await db.attempts.sent(row, now, channel, message)
            await _remember_thread(db, task, channel)
        case Refused():
            await _refused(db, task, outcome, now)
        case Withheld():
            await _withheld(db, task, outcome, now)
        case Unseeable():
            await _unseeable(db, task, outcome, now)
        case TooFast():
            await _too_fast(db, row, outcome, now)
        case Away():
            await db.attempts.not_tried(row, now + retry.after, row.reason)
        case Unfinished(up_to):
            await db.attempts.retry(row, now, row.attempts, up_to)
        case Absent():  # only looked for, since it is of no use any more
            state, reason = row.lapses(task.drop or Reason.UNWANTED)
            await db.attempts.end(row, state, reason.value, now)
        case Unknown():
            await _retry(db, task, retry, now)


async def _too_fast(db: Db, row: Delivery, no: TooFast, now: datetime) -> None:
    due = now + timedelta(seconds=no.seconds)
    if no.asked:
        await db.attempts.retry(row, due, row.attempts, row.looked)
    else:
        await db.attempts.not_tried(row, due, row.reason)


async def _withheld(db: Db, task: Task, no: Withheld, now: datetime) -> None:
    """Nothing was attempted. What waits is asked about again in half an hour, or as soon as staff settle it."""
    row = task.delivery
    if no.waits:
        await db.attempts.not_tried(row, now + MENDED_WITHIN, no.why.value)
    else:
        await db.attempts.end(row, DeliveryState.EXPIRED if no.why is Reason.NO_PIN else DeliveryState.DEAD, no.why.value, now)


async def _retry(db: Db, task: Task, retry: Retry, now: datetime) -> None:
    row = task.delivery
    attempts = max(row.attempts + retry.counts, 1)  # one at least: it may have arrived
    if attempts < MOST_ATTEMPTS:
        await db.attempts.retry(row, now + retry.after, attempts, row.looked)
    else:
        await db.attempts.end(row, DeliveryState.UNCERTAIN, Reason.EXHAUSTED.value, now)


async def _refused(db: Db, task: Task, no: Refused, now: datetime) -> None:
    row = task.delivery
    if no.closed and row.person is not None and isinstance(task.effect, Direct) and not row.to_stranger:
        await db.people.close_dm(row.person)
        await db.attempts.elsewhere(row, now, Reason.CLOSED.value, 0)
        return
    if no.place and await _goes_elsewhere(db, task, now, gone=no.gone):
        return
    match task.effect:
        case Edit() | Rename() if no.gone:  # with what it was to correct
            state, reason = DeliveryState.EXPIRED, Reason.GONE.value
        case Pin():  # the post stands, and whoever leads the cohort reads there that it is not pinned
            state, reason = DeliveryState.EXPIRED, f"{Reason.NO_PIN.value}: {no.code}"
        case Post() if no.place and row.kind is Kind.DM:
            state, reason = DeliveryState.HELD, Reason.CLOSED.value
        case Direct():
            state, reason = DeliveryState.DEAD, f"{Reason.REFUSED.value}: {no.code}"
        case _ if no.place:
            state, reason = DeliveryState.HELD, f"{Reason.PLACE.value}: {no.code}"
        case _:
            state, reason = DeliveryState.DEAD, f"{Reason.REFUSED.value}: {no.code}"
    await db.attempts.end(row, state, reason, now, nowhere=True)


async def _unseeable(db: Db, task: Task, sight: Unseeable, now: datetime) -> None:
    """We may not look. What was tried is perhaps there, unless the place is gone, and everything in it."""
    row = task.delivery
    perhaps = row.attempts > 0 and not sight.gone
    if not perhaps and task.drop is None and await _goes_elsewhere(db, task, now, gone=sight.gone):
        return
    if not perhaps and task.drop is not None:
        state, reason = row.lapses(task.drop)
    elif row.kind is Kind.DM:
        state, reason = (DeliveryState.UNCERTAIN, Reason.UNKNOWABLE.value) if perhaps else (DeliveryState.HELD, Reason.CLOSED.value)
    else:
        state, reason = DeliveryState.HELD, f"{(Reason.UNKNOWABLE if perhaps else Reason.PLACE).value}: {sight.code}"
    await db.attempts.end(row, state, reason, now)


async def _goes_elsewhere(db: Db, task: Task, now: datetime, *, gone: bool) -> bool:
    """Its place will not do; True when there is another: a new private thread, once, or one that its composer knows."""
    row, effect = task.delivery, task.effect
    if row.kind is Kind.DM and row.person is not None and isinstance(effect, Post):
        await db.people.forget_thread(row.program, row.person, effect.channel)
        reason = None if row.reason == ANOTHER_THREAD else ANOTHER_THREAD
    else:
        reason = Reason.GONE.value if gone and task.elsewhere and row.attempts + 1 < MOST_ATTEMPTS else None
    if reason is None:
        return False
    return await db.attempts.elsewhere(row, now, reason, row.attempts + 1)


async def _remember_dm(db: Db, task: Task, outcome: Outcome | Sight) -> None:
    row, effect = task.delivery, task.effect
    if not isinstance(effect, Direct) or row.person is None:
        return
    if isinstance(outcome, Done | Unknown | Refused | TooFast) and outcome.dm is not None and outcome.dm != effect.dm:
        await db.people.set_dm(row.person, outcome.dm)
    if isinstance(outcome, Done) and row.class_ is Class.LETTER:
        await db.people.reopen({row.person})


async def _remember_readers(db: Db, task: Task, outcome: Outcome | Sight) -> None:
    """Whom staff admitted to a home, and who is not let in there any more, is asked about anew once they are."""
    if not isinstance(outcome, Done | Withheld) or outcome.readers is None or not isinstance(task.effect, InChannel):
        return
    cohort = None if task.delivery.cohort is None else await db.cohorts.get(task.delivery.cohort)
    if cohort is None:
        return
    admitted = still_admitted(cohort, task.effect.channel, outcome.readers)
    if admitted != cohort.admitted:
        await db.cohorts.set_admitted(cohort.id, admitted)


async def _remember_thread(db: Db, task: Task, thread: ChannelId | None) -> None:
    row = task.delivery
    if row.message == Subject.PRIVATE_THREAD and row.person is not None and thread is not None:
        await db.people.set_thread(row.program, row.person, thread)
