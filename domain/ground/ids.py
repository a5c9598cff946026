"""Typed identifiers: ours are small integers, Discord's are snowflakes, a delivery's is its nonce."""

from typing import NewType

PersonId = NewType("PersonId", int)
ProgramId = NewType("ProgramId", int)
CohortId = NewType("CohortId", int)
SessionId = NewType("SessionId", int)
ApplicationId = NewType("ApplicationId", int)
PairId = NewType("PairId", int)
QuestionId = NewType("QuestionId", int)
AnswerId = NewType("AnswerId", int)
BulletinId = NewType("BulletinId", int)
ReflectionId = NewType("ReflectionId", int)
OfferId = NewType("OfferId", int)
ProposalId = NewType("ProposalId", int)

ServerId = NewType("ServerId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
UserId = NewType("UserId", int)
RoleId = NewType("RoleId", int)

DeliveryId = NewType("DeliveryId", str)
