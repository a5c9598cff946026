"""The gateway line: resume, sharding, removal, two processes, refusals."""

import asyncio
import sys
from pathlib import Path

import discord
import pytest

from bot.cli import REFUSED
from bot.clock import WallClock
from rehearsal.discord import LocalDiscord
from tests.rehearsal.trial import Stage, TrialBot


async def test_after_a_cut_line_the_bot_resumes_and_misses_nothing(stage: Stage) -> None:
    stage.local.faults.drop_gateway()
    await stage.noam.write(stage.local.bot, "while you were away")
    await stage.local.until(lambda: len(stage.noam.dm) == 2)
    assert stage.noam.dm[1].content == "You said: while you were away"
    await stage.local.until(lambda: stage.bot.resumes)


async def test_a_session_that_ended_properly_cannot_be_resumed(stage: Stage) -> None:
    assert len(stage.local.gateway.sessions) == 1
    await stage.bot.close()
    await stage.local.until(lambda: not stage.local.gateway.sessions)


async def test_a_second_process_hears_everything_too(stage: Stage) -> None:
    other = TrialBot()
    await other.begin(stage.local.token)
    await stage.dana.write(stage.local.bot, "hello")
    await stage.local.until(lambda: other.heard and stage.bot.heard)
    await other.end()


async def test_servers_are_spread_over_shards_and_dms_come_to_the_first(local: LocalDiscord) -> None:
    local.shards = 2
    dana = local.add_person("Dana")
    servers = [local.add_server(f"House {number}", dana) for number in range(4)]
    bot = TrialBot()
    bot.before_identify_hook = _at_once
    await bot.begin(local.token)
    assert bot.shard_count == 2
    assert sorted(guild.id for guild in bot.guilds) == sorted(server.id for server in servers)
    assert {guild.shard_id for guild in bot.guilds} == {0, 1}
    await dana.write(local.bot, "hello")
    await local.until(lambda: len(dana.dm) == 2)
    for server in servers:
        answer = await dana.command(server.add_text_channel("home"), "secret")
        assert answer.kind == "message"
    await bot.end()


async def _at_once(shard_id: int | None, *, initial: bool = False) -> None:
    """Two shards of a rehearsal need not wait five seconds for each other."""


async def test_a_privileged_intent_is_refused(local: LocalDiscord) -> None:
    class Curious(discord.AutoShardedClient):
        pass

    curious = Curious(intents=discord.Intents.all())
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await curious.start(local.token)
    await curious.close()


async def test_a_wrong_token_is_refused(local: LocalDiscord) -> None:
    bot = TrialBot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.http.close()


async def test_removal_and_return_and_outage_are_told_apart(stage: Stage) -> None:
    happened: list[str] = []
    for name in ("guild_remove", "guild_join", "guild_unavailable", "guild_available"):
        _note(stage.bot, name, happened)
    stage.local.outage(stage.server)
    await stage.local.until(lambda: happened == ["guild_unavailable"])
    stage.local.outage(stage.server, on=False)
    await stage.local.until(lambda: happened[-1] == "guild_available")
    stage.local.remove_bot(stage.server)
    await stage.local.until(lambda: happened[-1] == "guild_remove")
    with pytest.raises(discord.HTTPException):
        await stage.bot.fetch_channel(stage.home.id)
    stage.local.return_bot(stage.server)
    await stage.local.until(lambda: happened[-1] == "guild_join")


def _note(bot: TrialBot, name: str, happened: list[str]) -> None:
    async def hear(_: discord.Guild) -> None:
        happened.append(name)

    setattr(bot, f"on_{name}", hear)


async def test_the_gateway_may_say_the_same_thing_twice(stage: Stage) -> None:
    post = await stage.noam.write(stage.local.bot, "hello")
    await stage.local.until(lambda: len(stage.noam.dm) == 2)
    stage.local.redeliver(post)
    await stage.local.until(lambda: len(stage.noam.dm) == 3)
    answer = await stage.noam.command(stage.home, "secret")
    stage.local.redeliver(answer)
    await stage.local.until(lambda: stage.bot.errors)


async def test_members_are_found_by_name_or_id_without_the_members_intent(stage: Stage) -> None:
    guild = stage.bot.get_guild(stage.server.id)
    assert guild is not None
    assert [member.id for member in await guild.query_members("noa")] == [stage.noam.id]
    assert [member.id for member in await guild.query_members(user_ids=[stage.dana.id])] == [stage.dana.id]
    assert (await guild.fetch_member(stage.noam.id)).name == "noam"
    stage.server.leave(stage.noam)
    with pytest.raises(discord.NotFound) as gone:
        await guild.fetch_member(stage.noam.id)
    assert gone.value.code == 10007


async def test_every_new_session_counts_towards_a_thousand(stage: Stage) -> None:
    limit = await stage.bot.http.get_bot_gateway()
    assert limit[0] == 1
    assert stage.local.gateway.session_start_limit(stage.local.now())["remaining"] == 999
    await asyncio.sleep(0)


async def test_an_operator_whose_token_discord_does_not_know_reads_what_to_set(tmp_path: Path) -> None:
    async with LocalDiscord(WallClock().now) as local:
        env = {
            "SHAMASH_DISCORD__API_URL": local.api_url, "SHAMASH_DISCORD__TOKEN": "not.our.token",
            "SHAMASH_STORAGE__URL": f"sqlite:///{tmp_path}/shamash.sqlite", "SHAMASH_STORAGE__BACKUPS": str(tmp_path),
            "SHAMASH_LOG__LEVEL": "ERROR",
        }  # fmt: skip
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=env, cwd=Path(__file__).parents[2], stderr=asyncio.subprocess.PIPE
        )
        _, said = await bot.communicate()
    assert bot.returncode == REFUSED
    (line,) = said.decode().splitlines()
    assert "make a new token in the Developer Portal" in line
