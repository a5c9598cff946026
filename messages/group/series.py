"""The dates of a cohort: a draft with what is to be said of each, what replaces the dates that people know, and the word of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import SessionId
from domain.ground.times import LocalTime, called
from domain.ground.values import Value
from domain.group.series import Clash, Clock, longer_than_a_year
from domain.group.sessions import Session
from domain.joining.signups import ApplicationState
from domain.sending.facts import OfChange
from messages.ground.dates import SUCH_AS, civil_words, clock_words, date_words, night_words, short, time_words
from messages.ground.names import first_name
from messages.ground.pages import paging
from messages.ground.values import CONTENT_LIMIT, Ask, Button, Choice, Field, Form, Message, Option, Tone
from messages.ground.words import Safe, clean, lines, listed, moment, say
from messages.group.clashes import against, what_it_is
from messages.joining.signups import me_button, pause_button
from messages.joining.waitlist import answers_to_offer

MOST_OPTIONS = 25  # in one list, by Discord
MOST_CARRIED = 3  # are named


class Series(Value):
    """A cohort's drafted dates, each with what is to be said of it for so many people."""

    cohort: Cohort
    dates: tuple[Clash, ...]
    numbers: tuple[int, ...]
    clocks: tuple[Clock, ...]
    changes: frozenset[LocalTime]  # those at which the clocks at home have changed since the one before
    beside: Mapping[LocalTime, tuple[tuple[str, int], ...]]  # other cohorts that meet then, with how many are in both
    people: int
    standing: frozenset[LocalTime]  # those that stand already
    known: int  # how many people know the dates that stand
    mark: int  # of this very draft, beside what stands
    again: bool = False  # it changed, or what stands did, since somebody read it

    @property
    def times(self) -> tuple[LocalTime, ...]:
        """The dates alone."""
        return tuple(one.when for one in self.dates)


class Told(Value):
    """How many people know the dates that stand: from a letter about their place or an offer, or from the board they applied on."""

    members: int = 0
    offered: int = 0
    applied: int = 0
    late: int = 0  # of all of them, who hear of it only when it is too late for them

    @property
    def all(self) -> int:
        """All of them."""
        return self.members + self.offered + self.applied


class Carried(Value):
    """A session for which something was entered: what was entered gets another date with it, or goes with it where there is none."""

    session: Session
    to: LocalTime | None


class Replacing(Value):
    """What a draft would change in the dates that people know. `seen`: the mark of the draft, `mark` that of this very change."""

    cohort: Cohort
    gone: tuple[LocalTime, ...]
    added: tuple[LocalTime, ...]
    told: Told
    seen: int
    mark: int
    carried: tuple[Carried, ...] = ()

    @property
    def matters(self) -> bool:
        """True for what is shown before it is done: somebody is told, or what was entered for a date gets another."""
        return bool(self.told.all or self.carried)


class Frozen(Value):
    """Dates that stand: how many, and how many people are told that they have changed."""

    cohort: Cohort
    count: int
    told: int


class NewDates(Value):
    """What somebody who knew other dates reads of those that stand: `moved` from which moment, `new`, and when there is none any more.

    `beside`: the titles of other cohorts in which they have a place, and which meet while this one does.
    `passed`: sessions that have begun by now, each with the other moment at which the reader expected it.
    """

    cohort: Cohort
    name: str
    state: ApplicationState
    ahead: tuple[Session, ...]
    moved: Mapping[SessionId, datetime] = {}
    new: frozenset[SessionId] = frozenset()
    gone: tuple[datetime, ...] = ()
    beside: tuple[str, ...] = ()
    passed: tuple[tuple[Session, datetime], ...] = ()
    reasons: tuple[tuple[int, str], ...] = ()  # by the numbers of the sessions that changed


def series(view: Series, page: int = 0, at: LocalTime | None = None) -> Message:
    """A page of the dates with all that is to be said of each, and better ones to take; nothing is fixed before a person freezes it.

    There is no page too few or too many; `at`: the page that has that date.
    """
    pages = _pages(view)
    holding = [n for n, positions in enumerate(pages) for position in positions if view.times[position] == at]
    page = holding[0] if holding else min(max(page, 0), len(pages) - 1)
    text = lines(_head(view, page, len(pages)), *(_block(view, position) for position in pages[page]))
    rows: list[tuple[Button, ...] | Choice] = []
    if options := tuple(option for position in pages[page] for option in _options(view, position)):
        rows.append(Choice("series-move", options, say("series-choose"), (view.cohort.id,)))
    stand = Button(say("button-freeze"), "series-freeze", (view.cohort.id, view.mark), Tone.MAIN)
    write = Button(say("button-write-dates"), "series-dates", (view.cohort.id,))
    turn = paging("series", (view.cohort.id,), page, more=page + 1 < len(pages))
    rows.append((*turn, stand) if view.cohort.started_at is not None else (*turn, stand, write))
    return Message(text, tuple(rows))


def _pages(view: Series) -> list[list[int]]:
    """The positions of each page: as many as its text and its one list of other dates hold."""
    pages, room, choices = [list[int]()], CONTENT_LIMIT - len(_head(view, 0, 9)), MOST_OPTIONS
    for position, date in enumerate(view.dates):
        needs, offers = len(_block(view, position)) + 1, len(date.alternatives)
        if pages[-1] and (needs > room or offers > choices):
            pages.append([])
            room, choices = CONTENT_LIMIT - len(_head(view, 9, 9)), MOST_OPTIONS
        pages[-1].append(position)
        room, choices = room - needs, choices - offers
    return pages


def _head(view: Series, page: int, pages: int) -> Safe:
    if page:
        return say("series-page", title=view.cohort.title, page=page + 1, pages=pages)
    first, last, one = view.times[0], view.times[-1], _one_clock(view)
    clocks = Safe(", ".join(say("series-clock", zone=called(c.zone), time=time_words(c.usual), people=c.people) for c in view.clocks))
    return lines(
        say("series-again") if view.again else None,
        say("series-title", title=view.cohort.title, count=len(view.times), first=civil_words(first.date), last=civil_words(last.date)),
        say("series-draft", stand=len(view.standing), known=view.known),
        say("series-at", clock=one) if one else None,
        say("series-zone", before=called(view.cohort.zone), zone=called(last.zone)) if last.zone != view.cohort.zone else None,
        say("series-clocks", clocks=clocks) if len(view.clocks) > 1 else None,
        _at_night(view),
        say("series-long") if longer_than_a_year(view.times) else None,
    )


def _at_night(view: Series) -> Safe | None:
    """How many sessions begin at night at home, which may be a slip such as 03:00 for 3 pm, or for how many people they do."""
    home = sum(one.night for one in view.dates)
    night = sum(bool(one.night or one.asleep) for one in view.dates)
    asleep = max(one.asleep for one in view.dates)
    if not night:
        return None
    return say("series-night", home=home, sessions=home or night, asleep=asleep, people=view.people, **night_words())


def _one_clock(view: Series) -> Safe | None:
    """The time of all sessions, if they have one."""
    return clock_words(*view.times) if len({(when.time, when.zone) for when in view.times}) == 1 else None


def _block(view: Series, position: int) -> Safe:
    """A date with all that is to be said of it."""
    date = view.dates[position]
    own = "" if _one_clock(view) else clock_words(date.when)
    elsewhere = Safe(", ".join(f"{called(c.zone)} {time_words(c.otherwise[date.when])}" for c in view.clocks if date.when in c.otherwise))
    line = say(
        "series-line", number=view.numbers[position], date=date_words(date.when), own=own, timed=bool(own),
        stands=date.when in view.standing,
    )  # fmt: skip
    return lines(
        line,
        say("series-clock-change") if date.when in view.changes else None,
        say("series-elsewhere", clocks=elsewhere) if elsewhere else None,
        against(date, view.people),
        at_the_same_time(view.beside.get(date.when, ())),
    )


def at_the_same_time(beside: Sequence[tuple[str, int]]) -> Safe | None:
    """The other cohorts that meet then, with how many are in both; None where there is none."""
    cohorts = Safe("; ".join(say("series-both", title=title, people=people) for title, people in beside))
    return say("series-beside", cohorts=cohorts) if cohorts else None


def _options(view: Series, position: int) -> tuple[Option, ...]:
    date, number = view.dates[position], view.numbers[position]
    return tuple(
        Option(
            say("series-option", number=number, date=short(other.when.date)), f"{date.when.date} {date.when.time:%H:%M}/{other.when.date}",
            (what_it_is(other) or say("series-nothing-against"))[:100],
        )
        for other in date.alternatives
    )  # fmt: skip


def dates_form(cohort: Cohort, times: Sequence[LocalTime]) -> Form:
    """The dates as a list, one in each line, with the time of all that have none of their own."""
    usual = Counter(when.time for when in times).most_common(1)[0][0] if times else None
    listed_ = "\n".join(_typed(when, usual) for when in times)
    hint = say("field-dates.hint", day=civil_words(SUCH_AS), time=time_words(time(18, 30)))
    fields = (
        Field("dates", say("field-dates"), Ask.PARAGRAPH, hint, value=listed_, most=1500),
        Field("clock", say("field-dates-time"), hint=say("field-dates-time.hint"), value=time_words(usual) if usual else "", most=20),
    )
    return Form(say("form-dates-title"), "series-dates", fields, (cohort.id,))


def _typed(when: LocalTime, usual: time | None) -> str:
    """A line as it is read back: the day, with a time that is not that of all."""
    day = civil_words(when.date)
    return day if when.time == usual else f"{day} {time_words(when.time)}"


def _line(view: NewDates, session: Session, *, home: bool) -> Safe:
    """A session to come and what is new in it; `home`: also as its date and hour are called at home."""
    was = view.moved.get(session.id)
    change = "moved" if was is not None else "new" if session.id in view.new else "same"
    before = "" if was is None else moment(was)
    there = say("dates-changed-home", date=date_words(session.when), clock=clock_words(session.when)) if home else ""
    return say(
        "dates-changed-line", number=session.number, at=moment(session.starts_at), home=there, change=Safe(change), was=before
    )  # fmt: skip


def replacing(view: Replacing) -> Message:
    """Which dates go and which come, and who hears of it; nothing changes and nobody hears of it before the button."""
    gone, come = _gone_and_come(view.gone, view.added)
    carried = say("series-carried", sessions=_carried(view.carried)) if view.carried else None
    told = say("series-told", who=listed(who_hears(view.told)), count=view.told.all)
    marks = (view.cohort.id, view.seen, view.mark)
    button = Button(say("button-change-dates", count=view.told.all), "series-freeze", marks, Tone.CARE)
    return Message(lines(say("series-replace", title=view.cohort.title), gone, come, carried, told), ((button,),))


def _carried(those: Sequence[Carried]) -> Safe:
    """The first few of them."""
    first = [
        say(
            "series-carried-one", topic=clean(one.session.entered or "", 30), date=short(one.session.when.date),
            to=short(one.to.date) if one.to else "", gone=one.to is None,
        )
        for one in those[:MOST_CARRIED]
    ]  # fmt: skip
    more = [say("series-carried-more", count=len(those) - MOST_CARRIED)] if len(those) > MOST_CARRIED else []
    return Safe("; ".join([*first, *more]))


def _gone_and_come(gone: Sequence[LocalTime], come: Sequence[LocalTime]) -> tuple[Safe | None, Safe | None]:
    """The dates that go and those that come, each with the place of its clock where that is another one for some."""
    placed = len({when.zone for when in (*gone, *come)}) > 1
    return (
        say("series-gone", dates=_listed(gone, placed=placed)) if gone else None,
        say("series-come", dates=_listed(come, placed=placed)) if come else None,
    )


def _listed(times: Sequence[LocalTime], *, placed: bool) -> Safe:
    return Safe("; ".join(f"{civil_words(when.date, weekday=True, brief=True)}, {_hour(when, placed=placed)}" for when in times))


def _hour(when: LocalTime, *, placed: bool) -> Safe:
    at = time_words(when.time)
    return say("home-clock", time=at, zone=called(when.zone)) if placed else at


def who_hears(told: Told) -> list[str]:
    """They, by where they stand."""
    each = (
        (told.members, say("told-members", count=told.members)),
        (told.offered, say("told-offered", count=told.offered)),
        (told.applied, say("told-applied", count=told.applied)),
    )
    return [words for count, words in each if count]


def frozen(view: Frozen) -> Message:
    """The dates stand; and how many people are told that theirs have changed."""
    draft = view.cohort.state is CohortState.DRAFT
    return Message(say("series-frozen", title=view.cohort.title, count=view.count, told=view.told, draft=draft))


def with_round(said: Message, partners: Sequence[str], until: datetime) -> Message:
    """The same to a member who knows when the round that they study in was to end."""
    return replace(said, text=lines(said.text, say("round-ends", partners=listed(tuple(partners)), until=moment(until, "D"))))


def changed_by(cohort: Cohort, name: str, by: Sequence[str], change: OfChange) -> Message:
    """To whoever leads a cohort, when somebody else has changed its dates."""
    said = say("dates-lead" if by else "dates-lead-unnamed", name=first_name(name), by=listed(tuple(by)), title=cohort.title)
    gone, come = _gone_and_come(change.gone, change.come)
    return Message(lines(said, gone, come, say("dates-lead-told", told=change.told)), ((me_button(),),))


def dates_changed(view: NewDates) -> Message:
    """What changed in the dates that somebody knows, and which are to come now, on their own clock. They are asked nothing new."""
    wanted = view.state in {ApplicationState.APPLIED, ApplicationState.WAITLISTED}
    state, left = Safe(view.state.value), len(view.ahead)
    text = say("dates-changed", name=first_name(view.name), title=view.cohort.title, state=state, left=left)
    gone = say("dates-changed-gone", dates=Safe(", ".join(moment(at) for at in view.gone))) if view.gone else None
    both = say("dates-changed-beside", titles=listed([clean(title, 60) for title in view.beside[:3]])) if view.beside else None
    passed = [say("dates-changed-passed", number=one.number, was=moment(was), at=moment(one.starts_at)) for one, was in view.passed]
    then = lines(gone, *passed, both, say("dates-changed-applied") if wanted else None) or None
    why = [say("dates-changed-because", number=number, reason=reason) for number, reason in view.reasons]
    texts = [
        lines(text, *(_line(view, one, home=home) for one in view.ahead), *reasons, then)
        for reasons, home in ((why, True), (why, False), ([], True), ([], False))
    ]
    own: tuple[Button, ...] = ()
    if view.state is ApplicationState.OFFERED:
        own = answers_to_offer(view.cohort)
    elif wanted:
        own = (Button(say("button-withdraw"), "withdraw", (view.cohort.id,)),)
    last = pause_button() if view.state is ApplicationState.ACCEPTED else me_button()
    return Message(next((one for one in texts if len(one) <= CONTENT_LIMIT), texts[-1]), ((own,) if own else ()) + ((last,),))
