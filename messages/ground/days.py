"""What a day is, in words."""

from domain.ground.days import Finding
from messages.ground.words import Safe, clean, say


def day_words(finding: Finding, most: int = 60) -> Safe:
    """A day of the calendar by the name that people have for it, or one of the program's own as staff call it, cut to that length."""
    return clean(finding.words, most) if finding.words else say(f"day-{finding.name}")
