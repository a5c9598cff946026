"""What speaks against a date, in words."""

from datetime import date

from domain.group.series import Clash
from messages.ground.words import Safe, listed, say


def against(clash: Clash, people: int) -> Safe:
    """What speaks against a date for so many people, and the dates near it that are better."""
    others = listed([short(when.date) for when in clash.alternatives]) or say("none-free")
    return say("clash-with-others", clash=shortly(clash, people), others=others)


def shortly(clash: Clash, people: int) -> Safe:
    """The same without the other dates."""
    reasons = Safe(", ".join(say(f"day-{finding.name}") for finding in clash.findings[:2])) or say("clash-sacred-time")
    return say("clash", reasons=reasons, inside=clash.inside, people=people)


def short(day: date) -> Safe:
    """A date in few letters: "Tue 8 Dec"."""
    return Safe(f"{day:%a} {day.day} {day:%b}")
