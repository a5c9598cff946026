"""What is forgotten by itself. People who want to be forgotten at once say so; this is for those who cannot be asked any more."""

import logging
from datetime import timedelta

from services.sending.unit import Units

log = logging.getLogger(__name__)


async def forget_servers(units: Units, after: timedelta) -> int:
    """Delete everything of servers that removed the bot that long ago, and people who belonged to nothing else; gives how many programs."""
    async with units.read() as db:
        found = await db.privacy.abandoned(units.now() - after)
    for program in found:
        async with units.change() as unit:
            db = unit.db
            if program not in await db.privacy.abandoned(unit.now - after):
                continue  # it has just come back
            concerned = await db.privacy.people_of(program)
            await db.privacy.delete_program(program)
            people = await db.privacy.delete_unattached(concerned)
        log.info("a server that removed the bot was forgotten", extra={"program": program, "people": people})
    return len(found)
