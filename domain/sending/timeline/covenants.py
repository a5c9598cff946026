"""A group's covenant: a thread to talk about it, the post with its text, and a word to those who are asked to sign."""

from collections.abc import Iterator
from datetime import timedelta

from domain.group.covenant import all_signed
from domain.sending.deliveries import Class, Kind, NoFacts, Planned, Subject
from domain.sending.timeline.season import Home, Season, direct, post

KEEP = timedelta(days=60)
KEEP_EDIT = timedelta(days=365)  # of a post that people read for the whole season
KEEP_ASK = timedelta(days=30)
ASK_AFTER = timedelta(days=1)  # somebody who has just come has other letters to read first


def plan(season: Season, home: Home) -> Iterator[Planned]:
    """All of it, from the forming of the group on."""
    of, covenant, talk = f"covenant/{season.cohort.id}", season.covenant, season.covenant.talk_at
    if talk is not None:
        yield post(home, f"{of}/talk", Kind.POST, Subject.COVENANT_TALK, NoFacts(), talk, talk + KEEP)
        yield post(home, f"{of}/talk/thread", Kind.THREAD, Subject.COVENANT_THREAD, NoFacts(), talk, talk + KEEP)
    if covenant.now is None:
        return
    first, last, key = covenant.texts[0].at, covenant.now.at, f"{of}/post"
    yield post(home, key, Kind.POST, Subject.COVENANT, NoFacts(), first, last + KEEP)
    yield post(home, f"{of}/pin", Kind.PIN, Subject.COVENANT_PIN, NoFacts(), first, last + KEEP, key)
    if covenant.version > 1:
        yield post(home, f"{of}/{covenant.version}/edit", Kind.EDIT, Subject.COVENANT, NoFacts(), last, last + KEEP_EDIT, key)
    signed = all_signed(covenant, {one.person: one.since for one in season.members if one.since is not None})
    if signed is not None:
        edit = f"{of}/{covenant.version}/signed/{signed[0]:%Y%m%d%H%M%S%f}"
        yield post(home, edit, Kind.EDIT, Subject.COVENANT, NoFacts(), signed[0], signed[0] + KEEP_EDIT, key)
    yield from _asked(season, of)


def _asked(season: Season, of: str) -> Iterator[Planned]:
    """Who signed an earlier text is asked once about each change of it, and who came after the first was published once at all."""
    covenant = season.covenant
    assert covenant.now is not None  # noqa: S101
    first, last = covenant.texts[0].at, covenant.now.at
    for member in season.members:
        if covenant.asked_anew(member.person):
            key = f"{of}/{covenant.version}/changed/{member.person}"
            yield direct(season, key, Subject.COVENANT_CHANGED, NoFacts(), member, last, last + KEEP_ASK, Class.INVITATION)
        elif member.since is not None and member.since > first and not covenant.last_signed(member.person):
            key, at = f"{of}/ask/{member.person}", member.since + ASK_AFTER
            yield direct(season, key, Subject.COVENANT_ASK, NoFacts(), member, at, at + KEEP_ASK, Class.INVITATION)
