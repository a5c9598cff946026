"""What only some may read: unique words that a story plants, looked for in everything that each person could see."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rehearsal.discord import Seen
from rehearsal.discord.components import walk
from rehearsal.plays.play import Play, Role

STANDING = re.compile(r"standing|\bdues\b", re.IGNORECASE)
UNSETTLED = ("Standing: not settled.", "is not settled, and they would be in")  # all that whoever leads a cohort is told of its applicants
COLUMN = "Standing settled"  # the same, above the names of their file
NOBODYS = "Standing is for the program's managers"
COUNTED = "until a manager confirms their good standing"  # what staff are told: how many, and never who
_OWN = re.compile(r"\byour?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Plant:
    """Words that nobody else writes, what they are, and the names of those who may read them."""

    words: tuple[str, ...]
    what: str
    may: frozenset[str] = frozenset()


def everybody(play: Play) -> tuple[Role, ...]:
    """Everyone whose eyes a story has."""
    return (*play.cast, play.outsider, *play.staff)


def whole(play: Play, seen: Seen) -> str:
    """All of a message: its words, the labels and choices under it, and what is in its files."""
    parts = [str(part) for part in walk(seen.components)]
    files = play.stage.discord.files
    inside = [files[path][1].decode(errors="replace") for one in seen.attachments for path in files if str(one["id"]) in path]
    return "\n".join((seen.text, *parts, *inside))


def answers(play: Play, role: Role) -> list[str]:
    """What the story says that they were told, forms with all that stood in them included."""
    return [f"{line.said}\n{line.shown}" for line in play.story if line.who == role.name]


def leaks(play: Play, plants: Sequence[Plant]) -> list[str]:
    """Planted words that somebody can read who may not: in answers, direct messages, channels and threads, labels and files."""
    channels = list(play.stage.discord.channels.values())
    texts: dict[int, str] = {}  # a channel's messages are the same for all who see them
    wrong: list[str] = []
    for role in everybody(play):
        seen = [one for channel in channels for one in role.person.sees(channel)]
        text = "\n".join((*answers(play, role), *(texts.setdefault(one.id, whole(play, one)) for one in seen)))
        wrong += [
            f"{role.name} can read {plant.what}"
            for plant in plants
            if role.name not in plant.may and any(word in text for word in plant.words)
        ]
    return wrong


def standings(play: Play, managers: Collection[str], led_by: dict[str, frozenset[str]]) -> list[str]:
    """Words about somebody's standing that anybody reads but themselves and the managers.

    Whoever leads a cohort reads of its applicants (`led_by`, names by the leader's name) that it is not settled, and nothing else.
    """
    wrong: list[str] = []
    names = {role.name for role in everybody(play)} - {*managers}  # these one writes to, to settle one's own
    for role in everybody(play):
        if role.name in managers:
            continue
        seen = [one for channel in play.stage.discord.channels.values() for one in role.person.sees(channel)]
        public = [whole(play, one) for one in seen if not _alone(role, one)]
        counts = [text for text in public if COUNTED in text and not any(name in text for name in names)]
        wrong += [f"{role.name} reads about standing where others do" for text in public if STANDING.search(text) and text not in counts]
        told = [*answers(play, role), *(whole(play, one) for one in seen if _alone(role, one))]
        for text in told:
            wrong += _of_others(role.name, text, names - {role.name}, led_by.get(role.name, frozenset()))
    return wrong


def _of_others(reader: str, text: str, names: Collection[str], led: frozenset[str]) -> list[str]:
    """What one text tells its reader of the standing of others. Where a line names nobody, it is about everybody whom the text names."""
    wrong: list[str] = []
    for line in text.split("\n"):
        if not STANDING.search(line) or NOBODYS in line:
            continue
        about = {name for name in names if name in line}
        if not about and not _OWN.search(line):
            about = {name for name in names if name in text} or {"somebody"}
        if COLUMN in line or any(words in line for words in UNSETTLED):
            about -= led
        wrong += [f"{reader} can read of the standing of {name}" for name in sorted(about)]
    return wrong


def _alone(role: Role, seen: Seen) -> bool:
    """True for what is theirs alone: an ephemeral answer, their direct messages, the private thread in their place."""
    thread = seen.channel.thread is not None and seen.channel.name.startswith(f"For {role.name[:20]}")
    return seen.ephemeral or seen.channel.server is None or thread
