"""What a day is, in words."""

from domain.ground.days import Finding
from messages.ground.words import Safe, clean, say


def day_words(finding: Finding) -> Safe:
    """A day of the calendar by the name that people have for it, or one of the program's own as staff call it."""
    return clean(finding.words, 60) if finding.words else say(f"day-{finding.name}")
