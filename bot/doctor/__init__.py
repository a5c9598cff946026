"""`shamash check`: what is well, what is not, and what to do about it. It looks and changes nothing."""

from bot.clock import WallClock
from bot.config import Config
from bot.doctor import database, discord, machine
from bot.doctor.line import Line
from services.ground.ports import Clock

__all__ = ["Line", "examine", "is_well", "report"]


async def examine(config: Config, clock: Clock | None = None) -> list[Line]:
    """Every finding about settings, Discord, database and machine, in the order in which one would mend them."""
    clock = clock or WallClock()
    return [
        *await discord.examine(config.discord, clock),
        *await database.examine(config.storage, clock.now()),
        *machine.examine(config.storage),
    ]


def is_well(lines: list[Line]) -> bool:
    """Whether nothing is wrong. What could not be determined, or is only worth knowing, does not count."""
    return all(line.ok is not False for line in lines)


def report(lines: list[Line]) -> str:
    """The findings for a person: "ok", "!!" for what is wrong, "??" for what is uncertain, each with what to do."""
    shown: list[str] = []
    for line in lines:
        sign = {True: "ok", False: "!!", None: "??"}[line.ok]
        shown.append(f"{sign}  {line.what}")
        if line.advice:
            shown.append(f"      {line.advice}")
    wrong = sum(line.ok is False for line in lines)
    shown += ["", "Nothing is wrong." if not wrong else "One thing is wrong." if wrong == 1 else f"{wrong} things are wrong."]
    return "\n".join(shown)
