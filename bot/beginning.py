"""A start without a database is a first start, or one whose database was lost: a file deleted, a volume not mounted, a wrong setting.

Discord tells the two apart: it keeps the commands that this bot once made known, and a bot that never ran has none.
"""

import aiohttp

from bot import config
from bot.config import ConfigError
from bot.doctor.discord import TIMEOUT, Answer, Api, NoAnswerError
from bot.ended import Ended
from storage.migrate import revision
from storage.sqlite import sqlite_path

TOKEN_REFUSED = "Discord does not let the bot in by discord.token: make a new token in the Developer Portal, under Bot, and set it."  # noqa: S105


async def revision_or_first_start(settings: config.Config, *, new: bool) -> str | None:
    """The database's revision; None where an empty one may be made, at a first start or with `new`. Raises as `require_first_start`."""
    found = await revision(settings.storage.url)
    if found is None and not new:
        await require_first_start(settings)
    return found


async def require_first_start(settings: config.Config) -> None:
    """Return when the bot never ran before. Raises `ConfigError` when it did, and `Ended` when Discord cannot be asked just now."""
    settings.require_token()
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        api = Api(session, settings.discord)
        try:
            application = _answered(await api.get("/applications/@me"))
            commands = _answered(await api.get(f"/applications/{application.body['id']}/commands"))
        except NoAnswerError as problem:
            raise Ended(
                f"There is no database at {_place(settings)}, and Discord cannot be asked just now whether there ever was one: {problem}."
            ) from None
    if commands.body:
        raise ConfigError(
            f"There is no database at {_place(settings)}, though this bot has run before: mount or restore it, or correct storage.url. "
            "To begin anew with an empty one, say `shamash run --new` once."
        )


def _answered(answer: Answer) -> Answer:
    if answer.status == 401:
        raise ConfigError(TOKEN_REFUSED)
    if answer.status != 200:
        raise NoAnswerError(f"status {answer.status}")
    return answer


def _place(settings: config.Config) -> str:
    """Where the database would be; a PostgreSQL address holds a password."""
    path = sqlite_path(settings.storage.url)
    return "the address in storage.url" if path is None else str(path)
