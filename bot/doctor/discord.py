"""What Discord says about the bot: its token, its application, its connections, its rights on each server.

Asked by plain HTTP and not through discord.py, so that it also answers where the bot itself cannot start.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, cast

import aiohttp
from discord import Permissions

from bot import config
from bot.address import FEW_STARTS
from bot.doctor.line import Line
from domain.ground.values import Value
from services.ground.ports import Clock

# View channels, send messages (in threads too), embed links, attach files, read history, create public and private
# threads, create events: what Shamash always needs. More is asked for by the feature that needs it.
NEEDED: Final = Permissions(17970143284224)
PRIVILEGED: Final = {1 << 12 | 1 << 13: "presence", 1 << 14 | 1 << 15: "server members", 1 << 18 | 1 << 19: "message content"}
CLOCK_TOLERANCE: Final = 30.0
TIMEOUT: Final = aiohttp.ClientTimeout(total=15)
AGENT: Final = "DiscordBot (shamash check, 1)"


class NoAnswerError(Exception):
    """Discord could not be asked; the text says why."""


class Answer(Value):
    """What came back: the status, the JSON, and the time at which it was sent."""

    status: int
    body: Any
    sent: datetime | None


class Api:
    """A few GET requests as the bot."""

    def __init__(self, session: aiohttp.ClientSession, settings: config.Discord) -> None:
        self._session = session
        self._base = settings.api_url
        self._headers = {"Authorization": f"Bot {settings.token}", "User-Agent": AGENT}

    async def get(self, path: str) -> Answer:
        """The answer, whatever its status.

        :raises NoAnswerError: when there is none that can be read.
        """
        try:
            async with self._session.get(self._base + path, headers=self._headers) as response:
                sent = response.headers.get("Date")
                body = await response.json(content_type=None)
                return Answer(response.status, body, parsedate_to_datetime(sent) if sent else None)
        except TimeoutError:
            raise NoAnswerError("no answer within 15 seconds") from None
        except (aiohttp.ClientError, ValueError) as problem:
            raise NoAnswerError(str(problem) or type(problem).__name__) from None


async def examine(settings: config.Discord, clock: Clock) -> list[Line]:
    """The findings; one only, where Discord cannot be asked or does not know the token."""
    if not settings.token:
        return [Line(False, "no token is set", "Set discord.token in config.toml, from the developer portal under Bot.")]
    if any(letter.isspace() for letter in settings.token):
        return [Line(False, "the token holds a space or a line break", "Set discord.token to the token alone.")]
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        api = Api(session, settings)
        try:
            me = await api.get("/users/@me")
            first = [accepted(me), *clock_agrees(me, clock.now())]
            if me.status != 200:
                return first
            portal = await api.get("/applications/@me")
            found = [*application(portal), starts(await api.get("/gateway/bot"))]
            return [*first, *found, *await servers(api, portal)]
        except NoAnswerError as problem:
            advice = "Check the network, discord.api_url, and Discord's status page."
            return [Line(False, f"Discord cannot be reached at {settings.api_url}: {problem}", advice)]


def accepted(me: Answer) -> Line:
    """Whether the token is one that Discord knows."""
    if me.status == 200:
        return Line(True, f"the token is accepted: {me.body['username']} ({me.body['id']})")
    if me.status == 401:
        advice = "Copy it again from the developer portal under Bot, or reset it there."
        return Line(False, "Discord does not accept the token", advice)
    return Line(None, f"Discord answers {me.status} when asked who the bot is", "Try again in a few minutes.")


def clock_agrees(answer: Answer, now: datetime) -> list[Line]:
    """Whether this machine's clock is right to half a minute. Beyond two minutes the bot does nothing by itself."""
    if answer.sent is None:
        return []
    off = (now - answer.sent).total_seconds()
    if abs(off) <= CLOCK_TOLERANCE:
        return [Line(True, "the clock agrees with Discord's")]
    way = "ahead of" if off > 0 else "behind"
    return [Line(False, f"the clock is {abs(off):.0f} seconds {way} Discord's", "Turn on time synchronisation (NTP).")]


def application(answer: Answer) -> list[Line]:
    """The application behind the bot, and what is switched on for it in the portal without need."""
    if answer.status != 200:
        return [Line(None, f"Discord answers {answer.status} when asked about the application")]
    flags = int(answer.body.get("flags") or 0)
    extra = [name for bits, name in PRIVILEGED.items() if flags & bits]
    lines = [Line(True, f"the application is {answer.body['name']} ({answer.body['id']})")]
    if extra:
        what = f"privileged intents are switched on: {', '.join(extra)}"
        lines.append(Line(None, what, "Shamash needs none of them: switch them off in the developer portal under Bot."))
    else:
        lines.append(Line(True, "no privileged intent is needed, and none is switched on"))
    if not answer.body.get("privacy_policy_url"):
        advice = "Discord asks for one: adapt docs/privacy-policy.md, publish it, and enter its address in the portal."
        lines.append(Line(None, "the developer portal names no privacy policy", advice))
    return lines


def starts(gateway: Answer) -> Line:
    """How often the bot may still connect afresh. When none is left, Discord resets the token."""
    if gateway.status != 200:
        return Line(None, f"Discord answers {gateway.status} when asked for its gateway")
    limit = gateway.body["session_start_limit"]
    left, total, hours = limit["remaining"], limit["total"], limit["reset_after"] / 3_600_000
    what = f"{left} of {total} connections are left"
    if left >= FEW_STARTS:
        return Line(True, what)
    return Line(False, f"{what} for the next {hours:.0f} hours", "Stop the bot and find out why it restarts so often.")


async def servers(api: Api, portal: Answer) -> list[Line]:
    """The bot's rights on each of its servers."""
    link = invitation(portal.body["id"]) if portal.status == 200 else "the link is in the developer portal"
    lines = [rights(server, link) async for server in _servers(api)]
    return lines or [Line(None, "the bot is on no server", f"Invite it: {link}")]


async def _servers(api: Api) -> AsyncIterator[dict[str, Any]]:
    after = ""
    while True:
        answer = await api.get(f"/users/@me/guilds?limit=200{after}")
        if answer.status != 200:
            raise NoAnswerError(f"status {answer.status} when asked for the bot's servers")
        page = cast("Sequence[dict[str, Any]]", answer.body)
        for server in page:
            yield server
        if len(page) < 200:
            return
        after = f"&after={page[-1]['id']}"


def rights(server: dict[str, Any], link: str) -> Line:
    """What the bot's roles grant it on one server, before what single channels allow or deny."""
    have = Permissions(int(server["permissions"]))
    if have.administrator:
        advice = "It never needs that: take Administrator from its role and leave the rights it was invited with."
        return Line(None, f"{server['name']}: the bot is an administrator", advice)
    missing = Permissions(NEEDED.value & ~have.value)
    if not missing.value:
        return Line(True, f"{server['name']}: every right that is needed is granted")
    names = ", ".join(name.replace("_", " ") for name, on in missing if on)
    return Line(False, f"{server['name']}: the bot lacks {names}", f"Grant them to its role, or invite it again: {link}")


def invitation(application_id: str) -> str:
    """The link that invites the bot with the rights it needs and no others."""
    scope = "scope=bot+applications.commands"
    return f"https://discord.com/oauth2/authorize?client_id={application_id}&permissions={NEEDED.value}&{scope}"
