"""What the database says."""

from bot import config
from bot.doctor.line import Line


async def examine(settings: config.Storage) -> list[Line]:
    """The findings about the database."""
    return []
