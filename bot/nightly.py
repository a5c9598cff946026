"""What the process does by itself at night to keep its database, before what the rooms of services do."""

from datetime import timedelta

from bot.config import Config
from bot.wiring import Services
from services.ground.house import forget_handled
from services.own.privacy import forget_servers
from services.sending.jobs import Job


def jobs_of(made: Services, config: Config) -> list[Job]:
    """See that the database is sound, back it up, forget what is over; then what each room does."""

    async def look() -> None:
        from storage.soundness import examine

        await examine(config.storage.url)

    async def back_up() -> None:
        from storage.backup import nightly

        kept = config.storage
        await nightly(kept.url, kept.backups, kept.backups_kept, made.ground.clock.now(), config.privacy.backup_days)

    async def forget() -> None:
        await forget_handled(made.ground.store, made.ground.clock)
        await forget_servers(made.sending.units, timedelta(days=config.privacy.removed_server_days))

    return [
        Job("soundness", 2, look),
        Job("backup", 3, back_up),
        Job("forget", 4, forget),
        *made.jobs,
    ]
