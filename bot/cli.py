"""The command line: `shamash run | check | migrate | backup | restore`, or `python -m bot ...`.

Exit status: 0 done; 1 something went wrong that the log describes, or `check` found something to mend;
2 refused, with one sentence on standard error that says what to change. A supervisor restarts after 1, not after 2.
"""

import argparse
import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot import logs
from bot.config import Config, ConfigError, load
from bot.ended import Ended
from domain.ground.refusal import Refusal

DONE: Final = 0
WRONG: Final = 1
REFUSED: Final = 2

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None, env: Mapping[str, str] | None = None) -> int:
    """Do what the command line says; returns the exit status."""
    asked = parser().parse_args(arguments)
    try:
        config = load(_config_path(asked.config), os.environ if env is None else env)
    except ConfigError as problem:
        return _refuse(str(problem))
    logs.configure(config.log.format, config.log.level, secrets=[config.discord.token])
    try:
        return _COMMANDS[asked.command](config, asked)
    except ConfigError as problem:
        return _refuse(str(problem))
    except Ended as end:
        _refuse(str(end))
        return WRONG
    except Refusal as no:
        from messages.ground.refusals import refusal_line

        return _refuse(refusal_line(no))
    except ConnectionError:
        _refuse("The database cannot be reached: check the settings under [storage], and that it runs.")
        return WRONG  # a supervisor tries again while it starts
    except OSError as error:
        return _refuse(f"{error.strerror or error}: check the settings under [storage], and that what they name is there and may be used.")
    except Exception as error:
        from storage.store import is_passing, is_shut

        if is_shut(error):
            _refuse("The database cannot be used: check the settings under [storage], and that it runs and lets us in.")
            return WRONG if is_passing(error) else REFUSED  # a supervisor tries again while it starts
        log.exception("stopped by an unexpected error", extra={"command": asked.command})
        return WRONG


def parser() -> argparse.ArgumentParser:
    """The command line's grammar and its help."""
    top = argparse.ArgumentParser(prog="shamash", description=(__doc__ or "").partition("\n\n")[2])
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, metavar="PATH", help="the settings (config.toml if there is one)")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    anew = argparse.ArgumentParser(add_help=False)
    anew.add_argument("--new", action="store_true", help="begin with an empty database, though this bot has run before")
    commands.add_parser("run", parents=[common, anew], help="run the bot until it is told to stop")
    commands.add_parser("check", parents=[common], help="examine settings, Discord, database and disk, and say what to mend")
    commands.add_parser("migrate", parents=[common, anew], help="bring the database to this version's structure, after a backup")
    backup = commands.add_parser("backup", parents=[common], help="write a verified copy of the database")
    backup.add_argument("file", type=Path, nargs="?", help="where to (a dated file in the folder for backups)")
    restore = commands.add_parser("restore", parents=[common], help="put a backup in the database's place; stop the bot first")
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--overwrite", action="store_true", help="replace the database that is there")
    return top


def _run(config: Config, asked: argparse.Namespace) -> int:
    config.require_token()
    gc.disable()  # what is loaded stays for good: no use to look through it again and again, now or later
    from bot import process

    return serve(lambda: process.run(config, new=asked.new))


def serve(run: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run the bot, once everything is loaded; its words are read before the loop begins, so that nobody waits for them on it."""
    from messages.ground.words import read_files

    read_files()
    gc.collect()  # but for half a MiB of classes that decorators made anew
    gc.freeze()
    gc.set_threshold(5_000)  # an act makes some hundred objects, which die by themselves: looking through each 700 is 2 % of our time
    gc.enable()
    with asyncio.Runner(loop_factory=_loop()) as runner:
        return runner.run(run())


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop of uvloop where it is installed: asyncio's own does the same, and takes longer over it."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _check(config: Config, _: argparse.Namespace) -> int:
    from bot import doctor

    lines = asyncio.run(doctor.examine(config))
    print(doctor.report(lines))
    return DONE if doctor.is_well(lines) else WRONG


def _migrate(config: Config, asked: argparse.Namespace) -> int:
    from bot.beginning import revision_or_first_start
    from storage.migrate import migrate

    async def migrated() -> list[str]:
        await revision_or_first_start(config, new=asked.new)
        return await migrate(config.storage.url, backups=Path(config.storage.backups))

    applied = asyncio.run(migrated())
    print(f"The structure was brought to {applied[-1]}." if applied else "The structure is this version's already.")
    return DONE


def _backup(config: Config, asked: argparse.Namespace) -> int:
    from bot.clock import WallClock
    from storage.backup import backup

    dated = Path(config.storage.backups) / f"shamash-{WallClock().now():%Y%m%dT%H%M%SZ}.sqlite"
    made = asyncio.run(backup(config.storage.url, asked.file or dated))
    print(f"Backup written and verified: {made.path}")
    return DONE


def _restore(config: Config, asked: argparse.Namespace) -> int:
    from storage.backup import restore

    done = asyncio.run(restore(config.storage.url, asked.file, overwrite=asked.overwrite))
    print(f"The database is the one of {asked.file}.")
    if done.replaced is not None:
        print(f"What was there before is kept: {done.replaced}")
    return DONE


_COMMANDS: Final = {"run": _run, "check": _check, "migrate": _migrate, "backup": _backup, "restore": _restore}


def _config_path(asked: Path | None) -> Path | None:
    usual = Path("config.toml")
    return asked or (usual if usual.exists() else None)


def _refuse(sentence: str) -> int:
    print(f"shamash: {sentence}", file=sys.stderr)
    return REFUSED
