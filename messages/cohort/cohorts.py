"""Cohorts: a cohort's steps, its timeline and the facilitator's page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import field

from domain.cohort.cohorts import Cohort, CohortState
from domain.cohort.today import Lacking, LeftOpen
from domain.ground.ids import PairId, PersonId
from domain.ground.values import Value
from domain.group.sessions import Round
from domain.pair.apart import Way
from domain.pair.checkins import Cell
from domain.sending.deliveries import DeliveryState
from messages.cohort.busy import Falls, Held, LeftOut, of_the_day
from messages.ground.dates import time_words
from messages.ground.pages import filled, paging
from messages.ground.values import Button, Field, Form, Message, Tone
from messages.ground.words import Safe, lines, listed, moment, say
from messages.group.arranging import Waits
from messages.group.arranging import today as of_topics
from messages.group.covenants import page_button, today_lines
from messages.pair.reflections import for_lead
from messages.sending import undelivered
from messages.sending.undelivered import Losses


class Audience(StrEnum):
    """Who gets it."""

    HOME = "home"
    MEMBERS = "members"
    FACILITATORS = "facilitators"
    PEOPLE = "people"  # who have applied


class ClockLine(Value):
    """When so many get it on their own clock, and what people call that clock."""

    at: datetime
    clock: str
    people: int


class TimelineLine(Value):
    """One moment of a season: what, when, for how many, and how it stands."""

    at: datetime
    message: str
    number: int | None
    people: int
    state: DeliveryState | None
    to: Audience = Audience.PEOPLE
    clocks: tuple[ClockLine, ...] = ()  # where not all of them have the clock of the home


class Timeline(Value):
    """A season as members will get it."""

    cohort: Cohort
    lines: tuple[TimelineLine, ...]
    page: int = 0
    days: tuple[Falls | LeftOut | Held, ...] = ()  # what sessions fall on, rounds that are left out, dates for which something waits


class Quiet(Value):
    """A pair that has not checked in for the round that is open.

    `wrote`: who of the two wrote in it, without an answer that was understood: that is no silence.
    """

    names: tuple[str, ...]
    wrote: tuple[str, ...] = ()


class LooseEnds(Value):
    """What else stands on that page: by whom and in which pair, so that it is known again a week later.

    `open_pairs`: those that are quiet, or look for a time, in the round that is open; `over`: the last round that is over, if some
    of its pairs said nothing in it.
    """

    open_pairs: Mapping[PairId, tuple[str, ...]] = field(default_factory=dict[PairId, tuple[str, ...]])
    unpaired: Mapping[PersonId, str] = field(default_factory=dict[PersonId, str])
    alone: Mapping[PersonId, str] = field(default_factory=dict[PersonId, str])
    lacking: Lacking | None = None
    over: int | None = None
    silent: Mapping[PairId, tuple[str, ...]] = field(default_factory=dict[PairId, tuple[str, ...]])
    open_round: Round | None = None
    unsettled: tuple[tuple[LeftOpen, tuple[str, ...]], ...] = ()


class Today(Value):
    """The facilitator's page: who is quiet, what the next session lacks, what did not arrive."""

    cohort: Cohort
    next_session: datetime | None
    coming: int
    cannot: int
    members: int
    round: int | None
    quiet: tuple[Quiet, ...]
    helped: tuple[tuple[str, ...], ...]  # pairs that are looking for a time
    grid: tuple[tuple[tuple[str, ...], tuple[Cell, ...]], ...]
    lost: Losses
    unreachable: tuple[str, ...]
    lacks_link: bool
    lacks_prompt: int | None  # the first round whose texts have not gone out, if staff gave it none
    gone: tuple[str, ...] = ()  # facilitators and members who have left the server
    held: int = 0  # places that wait for an answer
    waiting: int = 0  # in the line
    entered: tuple[str, ...] = ()  # by hand, and still asked
    unasked: bool = False  # the open round began in a busy week, and pairs were asked nothing
    for_members: int = 0  # posts that wait because others can read the home
    both: tuple[tuple[str, str], ...] = ()  # members who have a place in another cohort that meets at the same hours, with its title
    loose: LooseEnds = LooseEnds()
    reflections: int = 0  # what members wrote for those who lead; only they are told
    topics: Waits | None = None  # what there is to do about the curriculum
    lacks_covenant: bool = False  # as are the covenant's two lines
    unsigned: tuple[str, ...] = ()
    without: tuple[tuple[str, Way | None], ...] = ()  # members who have no partner, each with how they go on


def created(cohort: Cohort, facilitators: Sequence[str]) -> Message:
    """A new cohort, and the next steps it needs."""
    return Message(say("cohort-created", title=cohort.title, id=str(cohort.id), facilitators=listed(list(facilitators))))


EDITABLE = {"title": "title", "topic": "topic", "places": "capacity", "aim": "aim"}  # field of the form: part of the cohort
NOTED = (*EDITABLE, "home", "role", "readers")  # parts of a cohort that the record of changes names


def edit_form(cohort: Cohort) -> Form:
    """What may still change, with what stands."""
    return Form(
        say("form-edit-title"), "cohort-edit",
        (
            Field("title", say("field-title"), value=cohort.title, most=60),
            Field("topic", say("field-topic"), value=cohort.topic, most=60),
            Field("places", say("field-places"), value=str(cohort.capacity), most=3, hint=say("field-places.hint")),
            Field("aim", say("field-aim"), value=cohort.aim or "", most=100, required=False, hint=say("field-aim.hint")),
        ),
        (cohort.id,),
    )  # fmt: skip


def edited(cohort: Cohort) -> Message:
    """What stands now."""
    aim = say("cohort-aim", aim=cohort.aim) if cohort.aim else None
    return Message(lines(say("cohort-edited", title=cohort.title, topic=cohort.topic, places=cohort.capacity), aim))


class Hearing(Value):
    """How many members hear who they study with, and how many that there is nobody now."""

    paired: int
    alone: int


def start_preview(cohort: Cohort, posts: int, events: int, hearing: Hearing, *, waits: bool) -> Message:
    """Who will get what, before anything goes out. `waits`: staff have to settle first who may read in the home."""
    go = Button(say("button-start"), "cohort-start", (cohort.id,), Tone.MAIN)
    text = say("cohort-start-preview", title=cohort.title, posts=posts, events=events, hears=_hears(hearing))
    return Message(text, () if waits else ((go,),))


def started(cohort: Cohort, first: datetime | None, hearing: Hearing) -> Message:
    """The season runs."""
    first_at = first if first is not None else say("no-date")
    return Message(say("cohort-started", title=cohort.title, first=first_at, hears=_hears(hearing)))


def _hears(hearing: Hearing) -> Safe:
    return say("cohort-hears", paired=hearing.paired, alone=hearing.alone)


TIMELINE_PAGE = 9
MOST_CLOCKS = 3
MOST_BOTH = 3
MOST_ENTERED = 5


def timeline(view: Timeline) -> Message:
    """The whole season, a page at a time, each moment once with how many it reaches."""
    moments = sorted((*view.lines, *view.days), key=lambda line: line.at)
    shown = moments[view.page * TIMELINE_PAGE : (view.page + 1) * TIMELINE_PAGE]
    off = view.cohort.state is CohortState.CANCELLED
    if not shown and not off:
        return Message(say("timeline-empty", title=view.cohort.title))
    title = say("timeline-called-off", title=view.cohort.title, at=_off_at(view.cohort)) if off else None
    text = lines(title or say("timeline-title", title=view.cohort.title), *(_timeline_line(line) for line in shown))
    pages = paging("timeline", (view.cohort.id,), view.page, more=(view.page + 1) * TIMELINE_PAGE < len(moments))
    return Message(text, (pages,) if pages else ())


def _off_at(cohort: Cohort) -> Safe:
    return moment(cohort.cancelled_at, "f") if cohort.cancelled_at is not None else say("no-date")


def _timeline_line(line: TimelineLine | Falls | LeftOut | Held) -> Safe:
    if not isinstance(line, TimelineLine):
        return of_the_day(line)
    what = say(f"planned-{line.message}", number=line.number or 0)
    state = say(f"state-{line.state.value}") if line.state is not None else say("state-pending")
    first = say("timeline-line", at=moment(line.at, "f"), what=what, people=line.people, to=Safe(line.to.value), state=state)
    return lines(first, _on_their_clocks(line))


def _on_their_clocks(line: TimelineLine) -> Safe | None:
    """When they get it where they are; the weekday is named where it is not the same for all."""
    if not line.clocks:
        return None
    days = {one.at.date() for one in line.clocks}
    shown = [
        say("timeline-clock", day=Safe(f"{one.at:%a} " if len(days) > 1 else ""), time=time_words(one.at.time()), clock=one.clock)
        for one in line.clocks[:MOST_CLOCKS]
    ]
    return say("timeline-clocks", clocks=Safe(", ".join(shown)), more=len(line.clocks) - len(shown))


def today(view: Today, done: Safe | None = None, page: int = 0) -> Message:
    """What a facilitator may want to look at now, each with a next step; silence is only "quiet". `done`: what they just did here."""
    pages = filled([part for part in _found(view, done) if part])
    page = max(0, min(page, len(pages) - 1))
    off = view.cohort.state is CohortState.CANCELLED
    turn = paging("today-page", (view.cohort.id,), page, more=page + 1 < len(pages))
    buttons = (*(() if page or off else _steps(view)), *turn)
    rows = tuple(buttons[n : n + 5] for n in range(0, len(buttons), 5))
    return Message(pages[page], (*(() if page else undelivered.ways(view.lost)), *rows))


def _found(view: Today, done: Safe | None) -> list[str | None]:
    """What there is to look at: what did not arrive first, since its buttons are under the first page."""
    off = view.cohort.state is CohortState.CANCELLED
    title = say("today-called-off", title=view.cohort.title, at=_off_at(view.cohort)) if off else None
    parts: list[str | None] = [done, title or say("today-title", title=view.cohort.title)]
    if not off and (view.held or view.waiting or view.members < view.cohort.capacity):
        counts = {"members": view.members, "places": view.cohort.capacity, "held": view.held, "waiting": view.waiting}
        parts.append(say("today-places", state=Safe(view.cohort.state.value), **counts))
    if view.next_session is not None:
        silent = max(view.members - view.coming - view.cannot, 0)
        parts.append(say("today-session", at=view.next_session, coming=view.coming, cannot=view.cannot, silent=silent))
    parts += undelivered.listed(view.lost)
    parts.append(_lacking(view.loose.lacking) if view.loose.lacking is not None else None)
    parts.append(say("today-lacks-link", id=str(view.cohort.id)) if view.lacks_link and not off else None)
    parts.append(say("today-lacks-prompt", number=view.lacks_prompt) if view.lacks_prompt is not None else None)
    parts += _open_round(view)
    parts += _loose(view)
    parts += today_lines(lacks=view.lacks_covenant, unsigned=view.unsigned)
    parts.append(for_lead(view.reflections) if view.reflections else None)
    parts.append(of_topics(view.topics) if view.topics is not None else None)
    if view.for_members:
        parts.append(say("today-open-home", count=view.for_members, home=Safe(f"<#{view.cohort.home}>")))
    parts += _by_name(view, off=off)
    if view.both and not off:
        names = listed([say("today-both-one", name=name, title=title) for name, title in view.both[:MOST_BOTH]])
        parts.append(say("today-both", names=names, more=max(0, len(view.both) - MOST_BOTH)))
    if not off and any(cells for _, cells in view.grid):
        parts += [say("today-grid"), *(grid((row,)) for row in view.grid)]
    return parts


def _open_round(view: Today) -> list[str | None]:
    """How the round that is open goes: who is quiet, and who looks for a time."""
    if view.round is None:
        return []
    if view.unasked:
        return [say("today-left-out", number=view.round)]
    quiet = "\n".join(say("today-quiet-line", names=listed(pair.names)) for pair in view.quiet if not pair.wrote)
    heard = [say("today-wrote", names=listed(pair.names), wrote=listed(pair.wrote)) for pair in view.quiet if pair.wrote]
    pairs = any(len(names) > 1 for names, _ in view.grid)
    all_in = None if heard or not pairs else say("today-all-in", number=view.round)
    helped = Safe("\n".join(say("today-quiet-line", names=listed(names)) for names in view.helped))
    return [
        say("today-quiet", number=view.round, pairs=Safe(quiet)) if quiet else all_in,
        *heard,
        say("today-help", pairs=helped) if helped else None,
    ]


def _lacking(lacking: Lacking) -> Safe:
    missing = listed([say(f"gap-{gap.value}") for gap in lacking.gaps])
    return say("today-lacks", number=lacking.number, at=lacking.at, lacks=missing)


def _loose(view: Today) -> list[str | None]:
    """Pairs of which nothing was heard in the round that is over, and people without a partner, each with the next step."""
    loose = view.loose
    silent = Safe("\n".join(say("today-quiet-line", names=listed(names)) for names in loose.silent.values()))
    over = say("today-over", number=loose.over, pairs=silent) if loose.over is not None else None
    lines_ = [say("today-unsettled-line", names=listed(names), number=one.round) for one, names in loose.unsettled]
    differ = say("today-unsettled", pairs=Safe("\n".join(lines_))) if lines_ else None
    if view.without and view.cohort.state is not CohortState.CANCELLED:
        people = tuple(say(f"today-without-{way.value if way is not None else 'last'}", name=name) for name, way in view.without)
        return [differ, over, say("today-without", people=listed(people))]
    alone, unpaired = tuple(loose.alone.values()), tuple(loose.unpaired.values())
    return [
        differ,
        over,
        say("today-unpaired", names=listed(unpaired)) if unpaired else None,
        say("today-alone", names=listed(alone), count=len(alone)) if alone else None,
    ]


def _steps(view: Today) -> tuple[Button, ...]:
    """The next step of each line that has one at a tap."""
    of, loose = (view.cohort.id,), view.loose
    steps = (
        Button(say("button-enter-link"), "session-link-form", of) if view.lacks_link else None,
        Button(say("button-session-edit"), "session-edit", (loose.lacking.session,)) if loose.lacking is not None else None,
        Button(say("button-write-prompt", number=view.lacks_prompt), "prompt-write", (*of, view.lacks_prompt))
        if view.lacks_prompt is not None
        else None,
        Button(say("button-progress"), "progress", (*of, 0)) if any(cells for _, cells in view.grid) else None,
        Button(say("button-words"), "words-ready", of) if _to_write_to(view) else None,
        Button(say("button-pairs-page"), "pairs-page", of) if view.without or loose.unpaired or loose.alone else None,
        Button(say("button-reflections"), "reflections", (*of, 0)) if view.reflections else None,
        page_button(view.cohort) if view.lacks_covenant or view.unsigned else None,
        Button(say("button-arrange"), "arrange", (*of, 0)) if view.topics is not None else None,
        Button(say("button-close-window"), "window-close", of) if view.cohort.state is CohortState.OPEN else None,
    )
    return tuple(step for step in steps if step is not None)


def _to_write_to(view: Today) -> bool:
    """Some pairs to whom a word may help."""
    return bool((view.quiet and not view.unasked) or view.helped or view.loose.unsettled or view.loose.silent)


def _by_name(view: Today, *, off: bool) -> Iterator[Safe]:
    """Of whom there is something to know: not reached, gone, still asked."""
    if view.unreachable:
        yield say("today-unreachable", names=listed(view.unreachable))
    if view.gone and not off:
        yield say("today-gone", names=listed(view.gone))
    if view.entered:
        more = len(view.entered) - MOST_ENTERED
        yield say("today-entered", names=listed(view.entered[:MOST_ENTERED]), more=max(0, more))


def grid(rows: Sequence[tuple[tuple[str, ...], tuple[Cell, ...]]]) -> Safe:
    """Pairs by rounds, in words short enough for a phone; meaning is never in a colour or a picture alone."""
    return Safe("\n".join(f"{listed(names)}: {' · '.join(say(f'cell-{cell.value}') for cell in cells)}" for names, cells in rows if cells))


def cohort_label(cohort: Cohort) -> str:
    """A cohort's name in a list of choices: plain text, as Discord shows it there."""
    return f"{cohort.title} · {cohort.state.value}"[:100]
