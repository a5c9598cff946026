"""Sessions: announced, threaded, in the server's calendar, reminded of; and the word that one moved or is off."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from domain.ground.people import Reminder
from domain.ground.quiet import day_before, sacred
from domain.group.sessions import UNUSED, Session, SessionState, link_unused_since
from domain.sending.deliveries import Class, Direction, Kind, Planned, Subject
from domain.sending.facts import OfEvent, OfMoved, OfSession, OfWords
from domain.sending.timeline.season import Home, Member, Season, Words, direct, home, post

ANNOUNCE_BEFORE = timedelta(days=14)
LACKS_BEFORE = timedelta(days=7)
KEEP_AFTER = timedelta(days=7)
KEEP_NOTES = timedelta(days=45)
KEEP_WORD = timedelta(days=4)  # of a change that came too soon for somebody: longer than two days of a feast beside a Shabbat


def plan(season: Season, home: Home) -> Iterator[Planned]:
    """All that is sent about the sessions of a season that has begun."""
    for session in season.sessions:
        yield from _session(season, home, session)


def is_announced(season: Season, session: Session, at: datetime) -> bool:
    """True when its announcement was due by then, or before it last moved, whether or not the bot was there to post it."""
    if session.announced:
        return True
    return season.cohort.started_at is not None and _announcement(season, home(season), session).due <= at


def taken_away(season: Season, home: Home) -> Iterator[Planned]:
    """All that is left of a season that was called off: what was posted of a session says so, and its native event goes."""
    for session in season.sessions if season.cohort.started_at is not None else ():
        if session.state is SessionState.CANCELLED and session.moved_at is not None:
            yield _edit(home, session)
            yield _event(season, home, session, season.cohort.started_at or session.moved_at, shown=False)


def links(season: Season) -> Iterator[Planned]:
    """A word to each facilitator before a link has gone unused for a year, if a session is to come after that."""
    linked = season.cohort.linked_at
    if linked is None:
        return
    for session in (one for one in season.sessions if one.state is SessionState.PLANNED):
        since = link_unused_since(session, season.sessions, linked)
        if since is None:
            continue
        for leader in season.facilitators:
            key = f"session/{session.id}/link/{linked:%Y%m%d%H%M%S%f}/facilitator/{leader.person}/unused"
            yield direct(season, key, Subject.LINK_UNUSED, OfSession(session.id), leader, since + UNUSED, session.starts_at, Class.DIGEST)


def _session(season: Season, home: Home, session: Session) -> Iterator[Planned]:
    """Announcement, curriculum thread, native event without the link, reminders; or the word that it moved or is off."""
    started = season.cohort.started_at or session.starts_at
    changed = session.moved_at is not None and session.moved_at >= started  # before that, people heard of it with all dates
    if session.state is SessionState.CANCELLED:
        if changed:
            yield from _notices(season, home, session, Subject.SESSION_CANCELLED)
            yield _event(season, home, session, started, shown=False)
        return
    announcement = _announcement(season, home, session)
    key, about, told = f"session/{session.id}", OfSession(session.id), announcement.ideal
    yield announcement
    yield post(home, f"{key}/thread", Kind.THREAD, Subject.SESSION_THREAD, about, told + timedelta(minutes=5), session.ends_at)
    shown = not any(sacred(member.quiet, session.starts_at) for member in season.members)
    if shown or changed or _done(season, session) is not None:
        yield _event(season, home, session, told, shown=shown)
    if session.revision and changed and not session.by_clocks:
        yield from _notices(season, home, session, Subject.SESSION_MOVED)
    elif session.by_clocks:
        yield _edit(home, session)  # people are told of all such sessions at once, when their clocks' rule changes
    yield from _words(home, session, [one for one in season.words if one.session == session.id], told)
    if session.edited_at is not None and is_announced(season, session, session.edited_at):
        yield from _details(home, session, session.edited_at)
    yield from _lacks(season, session)
    yield from _afterwards(season, home, session)
    for member in season.members:
        came = member.since is None or member.since < session.starts_at
        if came and (session.id, member.person) not in season.declined:
            yield from _reminder(season, session, member, session.moved_at if changed else None)


def _reminder(season: Season, session: Session, member: Member, told: datetime | None) -> Iterator[Planned]:
    """What a member is reminded by, if they wish it, and did before its moment; word that it moved, if they were `told` only then,
    serves instead.

    The day's and the hour's are two, so that who has got the one and then wishes for the other gets that too.
    """
    ideal = _reminded(session, member)
    if ideal is None:
        return
    of = f"session/{session.id}/{session.revision}/member/{member.person}/reminder"
    key, about = of if member.reminder is Reminder.DAY else f"{of}/{member.reminder}", OfSession(session.id)
    wish = direct(season, key, Subject.SESSION_REMINDER, about, member, ideal, session.starts_at, Class.REMINDER, Direction.EARLIER)
    if all(since is None or wish.due > since for since in (told, member.chosen_at)):
        yield wish


def _reminded(session: Session, member: Member) -> datetime | None:
    """When a member wishes to be reminded of it, if they do; the day before is theirs, and in its daytime."""
    match member.reminder:
        case Reminder.DAY:
            return day_before(session.starts_at, member.quiet.zone)
        case Reminder.HOUR:
            return session.starts_at - timedelta(hours=1)
        case Reminder.NONE:
            return None


def _announcement(season: Season, home: Home, session: Session) -> Planned:
    told = max(session.starts_at - ANNOUNCE_BEFORE, season.cohort.started_at or session.starts_at)
    key = f"session/{session.id}/announce"
    return post(home, key, Kind.POST, Subject.SESSION, OfSession(session.id), told, session.starts_at)


def _words(home: Home, session: Session, words: Sequence[Words], told: datetime) -> Iterator[Planned]:
    """The announcement once more, with what members wrote for the group; what it has no room for goes into the thread, each their own.

    What stands there once follows what they say later.
    """
    if not words:
        return
    key, at, until = f"session/{session.id}", max(one.at for one in words), session.starts_at
    yield post(home, f"{key}/words/{at:%Y%m%d%H%M%S%f}", Kind.EDIT, Subject.SESSION, OfSession(session.id), at, until, f"{key}/announce")
    for one in words:
        own, about = f"{key}/words-of/{one.person}", OfWords(session.id, one.person)
        if not one.whole:
            yield post(home, own, Kind.POST, Subject.SESSION_WORDS, about, max(one.at, told + timedelta(minutes=5)), until)
        yield post(home, f"{own}/{one.at:%Y%m%d%H%M%S%f}", Kind.EDIT, Subject.SESSION_WORDS, about, one.at, until, own)


def _details(home: Home, session: Session, at: datetime) -> Iterator[Planned]:
    """The announcement once more, and the name of its thread, since what they say of the session changed."""
    key, since, about = f"session/{session.id}", f"{at:%Y%m%d%H%M%S%f}", OfSession(session.id)
    until = max(at + timedelta(days=2), session.starts_at)
    yield post(home, f"{key}/details/{since}", Kind.EDIT, Subject.SESSION, about, at, until, f"{key}/announce")
    yield post(home, f"{key}/name/{since}", Kind.EDIT, Subject.SESSION_THREAD, about, at, until, f"{key}/thread")


def _lacks(season: Season, session: Session) -> Iterator[Planned]:
    """One word to each facilitator, of use only while the session lacks something, however often it moves."""
    at = max(session.starts_at - LACKS_BEFORE, season.cohort.started_at or session.starts_at)
    for leader in season.facilitators:
        key = f"session/{session.id}/facilitator/{leader.person}/lacks"
        yield direct(season, key, Subject.SESSION_LACKS, OfSession(session.id), leader, at, session.starts_at, Class.DIGEST)


def _afterwards(season: Season, home: Home, session: Session) -> Iterator[Planned]:
    """The announcement with what one can still say; a word to each facilitator the morning after; and the notes, corrected in place."""
    key, about, ends = f"session/{session.id}", OfSession(session.id), session.ends_at
    yield post(home, f"{key}/{session.revision}/over", Kind.EDIT, Subject.SESSION, about, ends, ends + KEEP_AFTER, f"{key}/announce")
    for leader in season.facilitators:
        yield direct(
            season, f"{key}/{session.revision}/facilitator/{leader.person}/after", Subject.SESSION_AFTER, about, leader,
            ends + timedelta(hours=12), ends + KEEP_AFTER, Class.DIGEST,
        )  # fmt: skip
    if session.noted_at is not None:
        yield post(home, f"{key}/notes", Kind.POST, Subject.SESSION_NOTES, about, session.noted_at, session.noted_at + KEEP_NOTES)
    if session.renoted_at is not None:
        again, at = f"{key}/notes/{session.renoted_at:%Y%m%d%H%M%S%f}", session.renoted_at
        yield post(home, again, Kind.EDIT, Subject.SESSION_NOTES, about, at, at + KEEP_NOTES, f"{key}/notes")


def _done(season: Season, session: Session) -> OfEvent | None:
    """What was last done about the native event of a session as it stands."""
    done = (one for one in season.events if (one.session, one.revision) == (session.id, session.revision))
    return max(done, key=lambda one: one.turn, default=None)


def _event(season: Season, home: Home, session: Session, told: datetime, *, shown: bool) -> Planned:
    """The native event as it is to be: there, at the time that holds, or not there; each change of the session is one correction.

    So is each change in what is sacred to whom: one that is there goes when its start has become so for somebody, and comes back.
    """
    done = _done(season, session)
    turn = 0 if done is None else done.turn + (done.shown is not shown)
    at = max(told + timedelta(minutes=5), session.moved_at or told)
    if session.moved_at is not None and (session.moved_from or session.starts_at) - ANNOUNCE_BEFORE <= session.moved_at:
        at = session.moved_at  # the earlier one is there by then, and reminds people of the wrong time
    until = session.starts_at - timedelta(minutes=30) if shown else max(at + timedelta(days=2), session.starts_at)
    key = f"session/{session.id}/event/{session.revision}" + (f"/{turn}" if turn else "")
    return post(home, key, Kind.EVENT, Subject.SESSION_EVENT, OfEvent(session.id, session.revision, shown, turn), at, until)


def _told(season: Season, session: Session, message: Subject) -> Iterator[Planned]:
    at = session.moved_at or session.starts_at
    moved = message is Subject.SESSION_MOVED
    about = OfMoved(session.id, session.moved_from) if moved else OfSession(session.id)
    until = max(at + KEEP_WORD, session.starts_at, (session.moved_from if moved else None) or at)
    for member in season.members:
        key = f"session/{session.id}/member/{member.person}/{message}/{session.revision}"
        yield direct(season, key, message, about, member, at, until, Class.NOTICE)


def _notices(season: Season, home: Home, session: Session, message: Subject) -> Iterator[Planned]:
    if not session.together:
        yield from _told(season, session, message)
    yield _edit(home, session)


def _edit(home: Home, session: Session) -> Planned:
    """The announcement, if there is one, as it is to be since the session changed."""
    at = session.moved_at or session.starts_at
    until = max(at + timedelta(days=2), session.starts_at)
    edit, target = f"session/{session.id}/edit/{session.revision}", f"session/{session.id}/announce"
    return post(home, edit, Kind.EDIT, Subject.SESSION, OfSession(session.id), at, until, target)
