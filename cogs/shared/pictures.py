"""A message's picture becomes its file: beside the event loop, and loaded when the first is asked for, as few ever are."""

import asyncio

from msgspec.structs import replace

from messages.ground.values import File, Message
from messages.pair.pictures import Picture


async def drawn(message: Message) -> Message:
    """The message with its picture as a file; any other as it is."""
    if message.picture is None:
        return message
    content = await asyncio.to_thread(_png, message.picture)
    return replace(message, picture=None, file=File(message.picture.name, content, message.picture.alt))


def _png(picture: Picture) -> bytes:
    from cogs.shared.drawing import png

    return png(picture.what)
