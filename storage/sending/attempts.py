"""Attempts: a row is claimed before it is sent, and its end is written by the epoch of that claim. Queries never commit."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, update

from domain.ground.ids import ChannelId, DeliveryId, MessageId
from domain.sending.deliveries import LEASE, Delivery, DeliveryState, Reason
from storage.link import Link
from storage.sending.delivery_rows import PENDING, SENDING
from storage.tables import deliveries


class AttemptQueries:
    """Typed queries on those of `deliveries` that are being sent.

    A `row` is the delivery as it was before it was claimed. Where its lease was lost to another process meanwhile, nothing is
    written, and the answer is False.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    async def claim(self, id_: DeliveryId, now: datetime, thread: ChannelId | None = None) -> bool:
        """Mark as being sent, before the request: from now on an attempt may have arrived, in that private thread if one is given."""
        claimed = update(deliveries).where(deliveries.c.id == id_, PENDING)
        return await self._link.run(
            claimed.values(
                state=DeliveryState.SENDING.value, lease_until=now + LEASE, epoch=deliveries.c.epoch + 1,
                attempts=deliveries.c.attempts + 1, sent_channel=thread,
                first_attempt_at=func.coalesce(deliveries.c.first_attempt_at, literal(now, deliveries.c.due.type)),
            )
        ) > 0  # fmt: skip

    async def return_expired(self, now: datetime) -> int:
        """Rows of a process that died while it was sending go back; they will be looked for before they are sent again."""
        expired = update(deliveries).where(SENDING, deliveries.c.lease_until <= now)
        return await self._link.run(expired.values(state=DeliveryState.PENDING.value, lease_until=None))

    async def sent(self, row: Delivery, now: datetime, channel: ChannelId | None, message: MessageId | None) -> bool:
        """It is done, and is that message in that channel."""
        return await self._settle(row, DeliveryState.SENT, now, sent_channel=channel, sent_message=message, reason=None)

    async def end(self, row: Delivery, state: DeliveryState, reason: str, now: datetime, *, nowhere: bool = False) -> bool:
        """It is not tried again by itself. `nowhere`: it is certainly not in the private thread for which it was claimed."""
        place = {"sent_channel": None} if nowhere else {}
        return await self._settle(row, state, now, reason=reason, **place)

    async def retry(self, row: Delivery, due: datetime, attempts: int, looked: MessageId | None) -> bool:
        """It was tried, so it is looked for first once it is due again. `looked`: everything up to there was read already."""
        return await self._back(row, due, row.reason, attempts=attempts, looked=looked)

    async def not_tried(self, row: Delivery, due: datetime, reason: str | None) -> bool:
        """Nothing was sent, so it counts as no attempt; it is due again then, and waits for that reason."""
        before = {"attempts": row.attempts, "first_attempt_at": row.first_attempt_at, "sent_channel": row.sent_channel}
        return await self._back(row, due, reason, **before)

    async def elsewhere(self, row: Delivery, now: datetime, reason: str, attempts: int) -> bool:
        """Its place will not do: it is due now in another, where nobody has looked for it yet."""
        return await self._back(row, now, reason, attempts=attempts, looked=None, sent_channel=None)

    async def _back(self, row: Delivery, due: datetime, reason: str | None, **columns: Any) -> bool:
        """It is still to be done. What was planned of it while it was being sent stands: another time, or that nobody wants it."""
        planned = deliveries.c
        when = case((planned.due == row.due, literal(due, planned.due.type)), else_=planned.due)
        why = case((planned.reason == Reason.UNWANTED.value, planned.reason), else_=literal(reason, planned.reason.type))
        return await self._settle(row, DeliveryState.PENDING, None, due=when, reason=why, **columns)

    async def _settle(self, row: Delivery, state: DeliveryState, settled_at: datetime | None, **columns: Any) -> bool:
        """The state after the attempt, and whatever differs with it. Raises `CompileError` for a column that is not there."""
        ours = update(deliveries).where(deliveries.c.id == row.id, SENDING, deliveries.c.epoch == row.epoch + 1)
        return await self._link.run(ours.values(state=state.value, settled_at=settled_at, lease_until=None, **columns)) > 0
