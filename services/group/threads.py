"""A session's thread, for what is not in its post."""

from datetime import datetime, timedelta

from domain.cohort.cohorts import Cohort
from domain.group.sessions import Session
from domain.sending.deliveries import Delivery, Reason
from domain.sending.gate import Wait
from messages.ground.values import Message
from services.sending.deliveries import Placed
from storage.db import Db


async def in_thread(db: Db, row: Delivery, cohort: Cohort, session: Session, said: Message, now: datetime) -> Placed | Wait:
    """That message in the session's thread; where there is none, or it is gone, in the home."""
    thread = await db.deliveries.by_key(f"session/{session.id}/thread")
    if thread is not None and thread.on_its_way:
        return Wait(now + timedelta(minutes=5), Reason.AFTER)
    there = None if thread is None else thread.sent_channel
    if there is not None and not (row.reason == Reason.GONE and row.channel == there):
        return Placed(there, said, elsewhere=True)
    return Placed(cohort.home, said, elsewhere=False)
