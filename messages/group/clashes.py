"""What is said of a date: what it is, for how many of the people, and which dates near it are better."""

from domain.group.series import Clash, Weighed
from messages.ground.dates import short
from messages.ground.days import day_words
from messages.ground.words import Safe, lines, say

MOST_NAMED, MOST_BRIEF = 4, 2  # days that are named of a session's date, and of one that is proposed; the worst come first


def against(clash: Clash, people: int) -> Safe | None:
    """All that is to be said of a session's date, with better dates if less speaks against any; None when there is nothing."""
    found = _findings(clash, people)
    if found is None:
        return None
    others = Safe("; ".join(_other(one) for one in clash.alternatives)) or say("none-better")
    better = say("clash-better", others=others) if clash.level and clash.sought else None
    return lines(say("clash", findings=found), better)


def _findings(date_: Weighed, people: int) -> Safe | None:
    each = [
        say("clash-finding", day=day_words(finding), level=Safe(finding.level.name.lower()), touched=touched, people=people)
        for finding, touched in zip(date_.findings[:MOST_NAMED], date_.touched[:MOST_NAMED], strict=True)
    ]
    each += _more(len(date_.findings) - MOST_NAMED)
    inside = [say("clash-inside", inside=date_.inside, people=people)] if date_.inside else []
    return Safe("; ".join([*each, *inside])) or None


def _more(count: int) -> list[Safe]:
    """That there are others; nothing where there are none."""
    return [say("days-more", count=count)] if count > 0 else []


def _other(other: Weighed) -> Safe:
    own = what_it_is(other)
    return short(other.when.date) if own is None else say("clash-other", date=short(other.when.date), findings=own)


def what_it_is(date_: Weighed) -> Safe | None:
    """In few words what speaks against a date that is proposed; None when nothing does."""
    each = [*(day_words(finding) for finding in date_.findings[:MOST_BRIEF]), *_more(len(date_.findings) - MOST_BRIEF)]
    inside = [say("clash-inside-short", inside=date_.inside)] if date_.inside else []
    return Safe(", ".join([*each, *inside])) or None
