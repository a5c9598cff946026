"""Who studies with whom: one post in the home, and a word to each."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from domain.ground.ids import PersonId
from domain.sending.deliveries import Class, Kind, NoFacts, Planned, Subject
from domain.sending.facts import OfPair
from domain.sending.timeline.season import Home, Member, Season, direct, post


def plan(season: Season, people: Mapping[PersonId, Member], home: Home) -> Iterator[Planned]:
    """One post in the home, and a word to each: with whom they study, or that there is nobody now."""
    started = season.cohort.started_at
    for pair in season.pairs:
        formed = pair.since or pair.published_at
        at = formed if started is None else max(formed, started)
        for person in pair.members:
            if person in people:
                key = f"pair/{pair.id}/member/{person}/told"
                yield direct(season, key, Subject.PAIR, OfPair(pair.id), people[person], at, at + timedelta(days=21), Class.NOTICE)
    for person, since in season.unpaired:
        if person in people:
            at = since if started is None else max(since, started)
            key = f"pairs/{season.cohort.id}/member/{person}/none/{since:%Y%m%d%H%M%S}"
            yield direct(season, key, Subject.NO_PAIR, NoFacts(), people[person], at, at + timedelta(days=21), Class.NOTICE)
    if season.pairs:
        published = max(pair.published_at for pair in season.pairs)
        at = published if started is None else max(published, started)
        key = f"pairs/{season.cohort.id}/{published:%Y%m%d%H%M%S}/post"  # by when, since the first of them may leave
        yield post(home, key, Kind.POST, Subject.PAIRS, NoFacts(), at, at + timedelta(days=21))
