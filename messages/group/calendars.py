"""Sessions as calendar files (RFC 5545), and one's own page about them. The meeting link is in none of it.

Each session is an event of its own, on the wall clock of its zone: readers differ on recurring events that meet a change of the clocks.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from domain.cohort.cohorts import Cohort
from domain.ground.onsets import onsets
from domain.ground.times import LocalTime, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Session, SessionState
from messages.ground.values import Button, File, Message, Rows, Tone
from messages.ground.words import Safe, lines, listed, plain, say

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event, Timezone, vDatetime

P = TypeVar("P", bound="Component")

FETCHED_AGAIN: Final = timedelta(hours=6)  # how often a subscribed calendar is asked to look
UTC_ZONE: Final = "UTC"
A_STUDY: Final = timedelta(minutes=30)
_MARGIN: Final = timedelta(days=1)


class Entry(Value):
    """A session, with the cohort it is of."""

    cohort: Cohort
    session: Session


class Feed(Value):
    """The private address of somebody's calendar, None while they have none; and what a button carries of it."""

    address: str | None
    mark: str


class OwnCalendar(Value):
    """Somebody's sessions; `feed` is None where this bot serves none."""

    entries: tuple[Entry, ...]
    installation: str
    now: datetime
    feed: Feed | None


def own(view: OwnCalendar) -> Message:
    """My sessions as a file, and the address at which a calendar follows them."""
    if not view.entries:
        return Message(lines(say("calendar-empty"), _feed_line(view.feed)), _feed_rows(view.feed))
    file = attached("sessions.ics", view.entries, view.installation, view.now)
    ahead = sum(one.session.state is SessionState.PLANNED and one.session.ends_at > view.now for one in view.entries)
    text = say("calendar-file", count=ahead, rest=len(view.entries) - ahead)
    return Message(lines(text, _feed_line(view.feed)), _feed_rows(view.feed), file)


def renewed(view: OwnCalendar, *, new: bool) -> Message:
    """The address as it is now; not `new`: it was renewed under another button meanwhile."""
    return Message(lines(say("calendar-renewed") if new else None, _feed_line(view.feed)), _feed_rows(view.feed))


def switched_off(view: OwnCalendar) -> Message:
    """There is no address any more."""
    return Message(lines(say("calendar-off"), _feed_line(view.feed)), _feed_rows(view.feed))


def _feed_line(feed: Feed | None) -> Safe | None:
    if feed is None:
        return None
    return say("calendar-follow") if feed.address is None else say("calendar-address", address=Safe(f"`{feed.address}`"))


def _feed_rows(feed: Feed | None) -> Rows:
    if feed is None:
        return ()
    if feed.address is None:
        return ((Button(say("button-feed"), "feed-new", (feed.mark,), Tone.MAIN),),)
    off = Button(say("button-feed-off"), "feed-off", (), Tone.CARE)
    return ((Button(say("button-feed-renew"), "feed-new", (feed.mark,)), off),)


def attached(name: str, entries: Sequence[Entry], installation: str, now: datetime) -> File:
    """A file to be opened once. A later one of the same session takes its place, in whichever order they are opened."""
    return File(name, _filled(_calendar(entries, installation, now), method="PUBLISH").to_ical())


def of_session(cohort: Cohort, session: Session, installation: str, now: datetime) -> File:
    """The file that goes with word of one session."""
    return attached(f"session-{session.number}.ics", (Entry(cohort, session),), installation, now)


def of_date(cohort: Cohort, partners: Sequence[str], when: LocalTime, uid: str, sequence: int, now: datetime) -> File:
    """The file that goes with the date of a pair: half an hour, on the clock of whoever gets it. A later date takes its place."""
    from icalendar import Calendar, Event

    start = when.instant()
    made = _filled(Calendar(), prodid="-//Shamash//Shamash//EN", version="2.0")
    if when.zone != UTC_ZONE:
        made.add_component(_timezone(when.zone, start, start + A_STUDY))
    made.add_component(
        _filled(
            Event(),
            uid=uid,
            sequence=sequence,
            dtstamp=now,
            dtstart=_starts(when.zone, start),
            duration=A_STUDY,
            status="CONFIRMED",
            summary=plain("calendar-date", partners=listed(list(partners))),
            description=plain("calendar-date-about", title=cohort.title),
        )
    )
    return File("study.ics", _filled(made, method="PUBLISH").to_ical())


def feed(entries: Sequence[Entry], installation: str) -> bytes:
    """For a calendar program that follows it: the same bytes while nothing has changed, and no METHOD, since nothing is asked of it."""
    from icalendar import vDuration

    name, again = plain("calendar-name"), vDuration(FETCHED_AGAIN)
    again.params["VALUE"] = "DURATION"  # RFC 7986 has no default for it
    made = _calendar(entries, installation, None)
    return _filled(made, name=name, x_wr_calname=name, refresh_interval=again, x_published_ttl=again.to_ical().decode()).to_ical()


def _calendar(entries: Sequence[Entry], installation: str, now: datetime | None) -> "Calendar":
    from icalendar import Calendar  # 0.1 s and 4 MiB, for what is asked for now and then

    made = _filled(Calendar(), prodid="-//Shamash//Shamash//EN", version="2.0")
    sessions = sorted((entry.session for entry in entries), key=lambda session: session.when.zone)
    for zone, its in groupby(sessions, key=lambda session: session.when.zone):
        if zone != UTC_ZONE:
            held = list(its)
            first, last = min(one.starts_at for one in held), max(one.ends_at for one in held)
            made.add_component(_timezone(zone, first, last))
    for entry in entries:
        made.add_component(_event(entry, installation, now))
    return made


def _timezone(zone: str, first: datetime, last: datetime) -> "Timezone":
    """The clocks of that zone between these two moments.

    Each change is written out as it is in the zone data. The library's own makes rules of them, and its summer begins an hour late.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    made = _filled(Timezone(), tzid=zone)
    for onset in onsets(zone, first.replace(microsecond=0) - _MARGIN, last + _MARGIN):
        part, wall = TimezoneDaylight() if onset.summer else TimezoneStandard(), (onset.at + onset.before).replace(tzinfo=None)
        _filled(part, dtstart=wall, tzoffsetfrom=onset.before, tzoffsetto=onset.after, tzname=onset.name)
        made.add_component(_filled(part, rdate=[wall]))  # says the same again, to readers that count no onset without a rule
    return made


def _event(entry: Entry, installation: str, now: datetime | None) -> "Event":
    """`now` None: it was written when it last changed."""
    from icalendar import Event

    cohort, session = entry.cohort, entry.session
    topic = [plain("calendar-topic", topic=session.topic)] if session.topic else []
    return _filled(
        Event(),
        uid=f"session-{session.id}@{installation}.shamash",
        sequence=session.revision,
        dtstamp=now or session.moved_at or cohort.frozen_at or session.starts_at,
        dtstart=_starts(session.when.zone, session.starts_at),
        duration=timedelta(minutes=session.minutes),  # an end on the wall clock may be an hour that comes twice
        status="CANCELLED" if session.state is SessionState.CANCELLED else "CONFIRMED",
        summary=plain("calendar-summary", title=cohort.title, number=session.number),
        location=plain("event-place"),
        description="\n".join([*topic, plain("calendar-link")]),
    )


def _starts(zone: str, at: datetime) -> "vDatetime":
    """On the wall clock of its zone; where that is UTC, as an instant, which has no zone in these files."""
    from icalendar import vDatetime

    if zone == UTC_ZONE:
        return vDatetime(at)
    made = vDatetime(on_the_wall(at, zone).replace(tzinfo=None))
    made.params["TZID"] = zone
    return made


def _filled(part: P, **properties: object) -> P:
    for name, value in properties.items():
        part.add(name.replace("_", "-"), value)  # pyright: ignore[reportUnknownMemberType] - the library leaves the value's type open
    return part
