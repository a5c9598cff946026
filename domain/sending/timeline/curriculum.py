"""A curriculum that was made together: posted once it is decided, kept up to date, and its hosts told and asked."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from domain.ground.ids import PersonId
from domain.group.curriculum import Host
from domain.group.sessions import Session, SessionState
from domain.sending.deliveries import Class, Kind, NoFacts, Planned, Subject
from domain.sending.facts import OfHosting
from domain.sending.timeline.season import Home, Member, Season, direct, post

KEEP = timedelta(days=30)
ASK_BEFORE = timedelta(days=7)


def plan(season: Season, people: Mapping[PersonId, Member], home: Home) -> Iterator[Planned]:
    """All that is said of a curriculum since it was published, also before the season has begun."""
    published = season.published_at
    if published is None:
        return
    key = f"curriculum/{season.cohort.id}"
    yield post(home, f"{key}/post", Kind.POST, Subject.CURRICULUM, NoFacts(), published, published + KEEP)
    changes = [at for one in season.sessions for at in (one.edited_at, one.moved_at)]
    changed = max((at for at in (*changes, season.cohort.frozen_at) if at is not None), default=published)
    if changed > published:
        since = f"{changed:%Y%m%d%H%M%S%f}"
        yield post(home, f"{key}/edit/{since}", Kind.EDIT, Subject.CURRICULUM, NoFacts(), changed, changed + KEEP, f"{key}/post")
    planned = {one.id: one for one in season.sessions if one.state is SessionState.PLANNED}
    for host in season.hosts:
        if host.session in planned and host.person in people:
            yield from _host(season, planned[host.session], host, people[host.person])


def hosting_key(host: Host) -> str:
    """How the keys of what a host is told begin: once for each time that they are given that session."""
    return f"session/{host.session}/host/{host.person}/{host.since:%Y%m%d%H%M%S%f}"


def _host(season: Season, session: Session, host: Host, member: Member) -> Iterator[Planned]:
    """That they host it, and a week before what they need; or that they do so no more."""
    key, about, published = hosting_key(host), OfHosting(host.session, host.since), season.published_at or host.since
    if host.until is not None:
        yield direct(season, f"{key}/over", Subject.HOSTING_OVER, about, member, host.until, session.starts_at, Class.NOTICE)
        return
    told, asked = max(published, host.since), session.starts_at - ASK_BEFORE
    yield direct(season, f"{key}/told", Subject.HOSTING, about, member, told, session.starts_at, Class.NOTICE)
    if asked > told:
        yield direct(season, f"{key}/asked", Subject.HOST_ASKED, about, member, asked, session.starts_at, Class.REMINDER)
