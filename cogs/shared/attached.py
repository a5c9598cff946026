"""What somebody attached to a command: checked and fetched."""

import aiohttp
import discord

from domain.ground.refusal import Refusal, Why


async def contents(file: discord.Attachment, too_big: Why = Why.FILE_TOO_BIG) -> bytes:
    """The bytes of it. Raises `Refusal(FILE_UNREACHED)`, as it is kept by Discord and may be gone, or the one for what is too big."""
    from domain.ground.spreadsheets import MOST_BYTES, MOST_LINES

    if not isinstance(file, discord.Attachment):  # pyright: ignore[reportUnnecessaryIsInstance] - a forger's option is any object
        raise Refusal(Why.FILE_UNREACHED)
    if file.size > MOST_BYTES:
        raise Refusal(too_big, lines=MOST_LINES)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise Refusal(Why.FILE_UNREACHED) from error
