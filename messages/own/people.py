"""One's own corner: what one has, a hard week, reminders, and the three likely next things."""

from datetime import datetime

from domain.cohort.cohorts import Cohort, Program
from domain.ground.habits import Hours
from domain.ground.people import Person, Reminder
from domain.ground.quiet import Observance
from domain.ground.times import as_typed, called
from domain.ground.values import Value
from domain.group.sessions import Session
from domain.joining.signups import Application, ApplicationState
from domain.pair.apart import Way
from domain.sending.deliveries import Delivery
from messages.ground.pages import paging
from messages.ground.values import CONTENT_LIMIT, Ask, Button, Choice, Field, Form, Message, Option, Rows, Tone
from messages.ground.words import Safe, clean, label, lines, listed, moment, say
from messages.group import covenants
from messages.group.curriculum import own_line as own_line_of_topics
from messages.joining.interests import news_button, own_line
from messages.joining.signups import clock_time, me_button, pause_button, standing_line, town_wanted
from messages.pair.apart import Placed, choices
from messages.pair.checkins import OwnRound
from messages.pair.reflections import own_line as own_line_of_notes

USUAL = "usual"  # of how hours are written: as where their clock is
MOST_STEPS = 3
MOST_WISHES = 5  # on the page of all
PLACES_PAGE = 4  # a row of buttons for each, and one to turn the page


class Place(Value):
    """A place in a cohort. Who has left the server (`there` is false), or may have, reads nothing more of it than that they have it."""

    cohort: Cohort
    session: Session | None = None
    partners: tuple[str, ...] = ()
    there: bool = True
    covenant: covenants.Own | None = None  # how they stand to its covenant, where it has one
    alone: Placed | None = None  # how they go on, while they have no partner in a season under way


class Own(Value):
    """Everything that one person has here."""

    person: Person | None
    cohorts: tuple[Place, ...]
    applications: tuple[tuple[Application, str], ...]
    open: tuple[OwnRound, ...]
    letters: tuple[tuple[Delivery, str | None], ...]  # the last ones, each with the title of its cohort
    now: datetime
    ask_about_standing: tuple[str, ...] = ()  # whom to write to about one's standing, where an application waits for it
    program: Program | None = None  # of the server, or that they belong to
    topics: tuple[str, ...] = ()  # of which they wish to hear when a cohort opens
    reads_news: bool = False
    called_off: tuple[Cohort, ...] = ()  # in which they had a place, or wished for one
    notes: int = 0  # what they keep of their study
    thread: bool = False  # there is a private thread for them
    proposed: tuple[tuple[str, int, int], ...] = ()  # by cohort: how many topics they have proposed, and how many they choose


class Next(Value):
    """What is likely next for one person, by facts."""

    steps: tuple[tuple[str, str], ...]
    contact: str | None


def me(view: Own) -> Message:
    """My cohorts, next session, chevruta, open check-in, letters and settings."""
    something = view.cohorts or view.applications or view.letters or view.topics or view.reads_news or view.called_off or view.notes
    if view.person is None or not something:
        return Message(say("me-empty"), ((Button(say("button-board"), "board", (0,)), *_following(view)),))
    parts: list[str | None] = [say("me-title", name=view.person.name)]
    for place in view.cohorts:
        partners = listed(place.partners) or say("no-pair-yet")
        title = place.cohort.title
        named = _alone(place.alone) if place.alone is not None else say("me-cohort", title=title, partners=partners)
        parts.append(named if place.there else say("place-taken", title=title))
        parts.append(say("me-session", at=place.session.starts_at) if place.session is not None else None)
    parts += [line for line, _ in _wished(view)[:MOST_WISHES]]
    parts.append(say("me-more-places") if _has_more(view) else None)
    parts += [say("me-called-off", title=one.title, at=_day(one.cancelled_at)) for one in view.called_off]
    parts += [say("me-standing", contact=contact) for contact in view.ask_about_standing]
    parts += [_open_line(round_) for round_ in view.open]
    parts.append(own_line_of_notes(view.notes) if view.notes else None)
    parts.append(say("me-letters", letters=Safe("; ".join(_letter(*one) for one in view.letters))) if view.letters else None)
    if view.person.is_paused(view.now) and view.person.paused_until is not None:
        parts.append(say("me-paused", until=moment(view.person.paused_until, "D")))
    parts.append(say("me-closed", thread=view.thread) if view.person.dm_closed else None)
    parts.append(own_line(view.topics, view.program, reads=view.reads_news) if view.program is not None else None)
    parts.append(_settings(view.person, view.program, view.now))
    text = _with_covenants(view, lines(*parts))
    for more in (_town(view.person, view.program), *(own_line_of_topics(*one) for one in view.proposed)):
        fits = more is not None and len(text) + len(more) < CONTENT_LIMIT  # on a full page, *My city* and `/curriculum` still say it
        text = lines(text, more) if fits else text
    return Message(text, _me_rows(view))


def _with_covenants(view: Own, text: Safe) -> Safe:
    """How they stand to the covenants of their cohorts, as far as there is room; their reminder and the post say it too."""
    for place in view.cohorts:
        line = covenants.own_line(place.cohort, place.covenant) if place.covenant is not None else None
        if line is not None and len(text) + len(line) < CONTENT_LIMIT:
            text = lines(text, line)
    return text


def _alone(placed: Placed) -> Safe:
    """How they go on without a partner, and who waits beside them."""
    stands = say("me-cohort-alone", title=placed.cohort.title, way="asked" if placed.way is None else placed.way.value)
    return lines(stands, None if placed.beside is None else say("me-cohort-beside", who=placed.beside.name))


def _following(view: Own) -> tuple[Button, ...]:
    """News in or out; openings out, since the way in is on the board."""
    if view.program is None:
        return ()
    none = (Button(say("button-no-openings"), "tell-me-nothing", (view.program.id,)),) if view.topics else ()
    return (news_button(view.program.id, reads=view.reads_news), *none)


def _open_line(round_: OwnRound) -> Safe:
    """Asked once: whoever has answered is told what stands, and asked nothing."""
    if round_.standing is None:
        return say("me-open", number=round_.number, title=round_.cohort.title, until=moment(round_.until, "D"))
    return say("me-answered", number=round_.number, title=round_.cohort.title, answer=say(f"cell-{round_.standing.value}"))


def _letter(letter: Delivery, title: str | None) -> Safe:
    what = say(f"planned-{letter.message}", number=0)
    what = say("me-letter-of", what=what, title=clean(title, 24)) if title is not None else what
    return say("me-letter", what=what, at=_day(letter.settled_at))


def _day(at: datetime | None) -> Safe:
    return say("no-date") if at is None else moment(at, "D")


def _settings(person: Person, program: Program | None, now: datetime) -> Safe:
    quiet = say(f"quiet-{person.observance.value}") if person.observance else say("quiet-default")
    zone = _zone(person, program)
    return say("me-settings", zone=called(zone), time=clock_time(now, zone), quiet=quiet, reminder=say(f"reminder-{person.reminder.value}"))


def town_saved(view: Own) -> Message:
    """Where they said that they are, and the clock that came with it; or that it is forgotten."""
    assert view.person is not None  # noqa: S101
    clock = called(_zone(view.person, view.program))
    return Message(lines(_town(view.person, view.program) if view.person.town else say("town-forgotten"), say("town-clock", zone=clock)))


def _town(person: Person, program: Program | None) -> Safe | None:
    """Where they said that they are; or why they are asked for it, where the civil rule may begin too late."""
    zone = _zone(person, program)
    if person.town is not None and person.town.zone == zone:
        return say("me-town", town=clean(person.town.name, 40), evenings=person.town.evenings)
    return None if program is None else town_wanted(person, program)


def town_form(person: Person | None) -> Form:
    """Where one is, and whether to be written to again in the evening after a rest day."""
    town = None if person is None else person.town
    again = town is not None and town.evenings
    options = (Option(say("evenings-no"), "no", chosen=not again), Option(say("evenings-yes"), "yes", chosen=again))
    return Form(
        say("form-town-title"), "town",
        (
            Field("town", say("field-town"), value="" if town is None else town.name, required=False, most=60, hint=say("field-town.hint")),
            Field("evenings", say("field-evenings"), Ask.ONE, hint=say("field-evenings.hint"), options=options),
        ),
    )  # fmt: skip


def _zone(person: Person | None, program: Program | None) -> str:
    own = None if person is None else person.zone
    return own or (program.zone if program is not None else "UTC")


def clock_form(person: Person | None, program: Program | None) -> Form:
    """Where one's clock stands, with what I go by now in it, and how its hours are written."""
    chosen = None if person is None else person.hours
    usual = Option(say("hours-written-usual"), USUAL, chosen=chosen is None)
    named = tuple(Option(say(f"hours-written-{one.value}"), one.value, chosen=one is chosen) for one in Hours)
    return Form(
        say("form-clock-title"), "clock",
        (
            Field("zone", say("field-zone"), value=as_typed(_zone(person, program)), most=60, hint=say("field-zone.hint")),
            Field("hours", say("field-hours-written"), Ask.ONE, hint=say("field-hours-written.hint"), options=(usual, *named)),
        ),
    )  # fmt: skip


def _me_rows(view: Own) -> Rows:
    assert view.person is not None  # noqa: S101
    reminder = Choice(
        "reminder",
        tuple(Option(str(say(f"reminder-{r.value}")), r.value, chosen=view.person.reminder is r) for r in Reminder),
        say("choose-reminder"),
    )
    quiet = Choice(
        "quiet",
        tuple(Option(str(say(f"quiet-{o.value}")), o.value, chosen=view.person.observance is o) for o in Observance),
        say("choose-quiet"),
    )
    pauses = (pause_button(),) if view.cohorts else ()
    pause = (Button(say("button-back-again"), "resume"),) if view.person.is_paused(view.now) else pauses
    checkins = tuple(Button(say("button-check-in", number=r.number), "change", (r.pair, r.number), Tone.MAIN) for r in view.open[:2])
    leave = tuple(_leave(place.cohort) for place in view.cohorts[max(0, len(view.cohorts) - _room_to_leave(view)) :])
    direct = (Button(say("button-try-direct"), "direct-again"),) if view.person.dm_closed else ()
    notes = (Button(say("button-notes"), "notes", (0,)),) if view.notes else ()
    following = (Button(say("button-clock"), "clock"), Button(say("button-town"), "town"), *notes, *direct, *_following(view))[:5]
    more = tuple(row for row in (_places_row(view), following) if row)
    own = (*_choices(view), *checkins, *_to_sign(view), *pause, *leave)
    return (reminder, quiet, *((own,) if own else ()), *more)


def direct_tried(*, thread: bool) -> Message:
    """A direct message is on its way, to see whether one arrives. `thread`: there is a private thread if not."""
    return Message(say("direct-tried", thread=thread))


def here_again() -> Message:
    """The direct message that tries whether one arrives."""
    return Message(say("here-again"), ((me_button(),),))


def _room_to_leave(view: Own) -> int:
    """How many cohorts have their button beside the open rounds, the pause and the ways to go on without a partner."""
    return max(0, 4 - len(view.open[:2]) - len(_choices(view)) - len(_to_sign(view)))


def _to_sign(view: Own) -> tuple[Button, ...]:
    """The first covenant that they have not signed as it is now, where a button has room; else its link leads there."""
    unsigned = [place.cohort for place in view.cohorts if place.covenant is not None and place.covenant.state != "signed"]
    room = 4 - len(view.open[:2]) - len(_choices(view)) > 0
    return tuple(covenants.read_button(cohort) for cohort in unsigned[:1]) if room else ()


def _choices(view: Own) -> tuple[Button, ...]:
    """The ways to go on in the first cohort in which they have no partner; in another one, once that is chosen."""
    alone = [place.alone for place in view.cohorts if place.alone is not None]
    first = next((one for one in alone if one.way is Way.ASKED), alone[0] if alone else None)
    return () if first is None else choices(first)[: 4 - len(view.open[:2])]


def _leave(cohort: Cohort) -> Button:
    return Button(label("button-leave", title=cohort.title), "withdraw", (cohort.id,), Tone.CARE)


def _wished(view: Own) -> list[tuple[str, tuple[Button, ...]]]:
    """Each application, what waits for an answer first and what is over last, with its buttons."""
    waits = {ApplicationState.OFFERED: 0, ApplicationState.LAPSED: 2, ApplicationState.DECLINED: 2}
    wished = sorted(view.applications, key=lambda one: waits.get(one[0].state, 1))
    return [(standing_line(application, title), _ways(application, title)) for application, title in wished]


def _has_more(view: Own) -> bool:
    """True when not every wish, or not every button about a place, has room on the page."""
    wished = _wished(view)
    return len(wished) > MOST_WISHES or sum(len(ways) for _, ways in wished) > 5 or len(view.cohorts) > _room_to_leave(view)


def _places_row(view: Own) -> tuple[Button, ...]:
    """The buttons of what was wished for, no two of one offer apart; where not all have room, the last leads to the rest."""
    row: list[Button] = []
    more = _has_more(view)
    for _, ways in _wished(view):
        if len(row) + len(ways) > (4 if more else 5):
            break
        row += ways
    return (*row, Button(say("button-places"), "places", (0,))) if more else tuple(row)


def places(view: Own, page: int) -> Message:
    """Everything that one was offered, wished for, or has a place in, a few on a page, each with its buttons."""
    mine = [(str(say("place-taken", title=place.cohort.title)), (_leave(place.cohort),)) for place in view.cohorts]
    found = [*_wished(view), *mine]
    page = min(max(page, 0), max(len(found) - 1, 0) // PLACES_PAGE)
    shown = found[page * PLACES_PAGE : (page + 1) * PLACES_PAGE]
    pages = paging("places", (), page, more=(page + 1) * PLACES_PAGE < len(found))
    text = lines(say("places-title") if found else say("places-none"), *(line for line, _ in shown))
    return Message(text, tuple(row for row in (*(ways for _, ways in shown), pages) if row))


def _ways(application: Application, title: str) -> tuple[Button, ...]:
    """What one may do about an application from one's own corner."""
    match application.state:
        case ApplicationState.OFFERED:
            yes = Button(label("button-i-am-in-of", title=title), "offer-yes", (application.cohort,), Tone.GOOD)
            return yes, Button(label("button-cannot-after-all-of", title=title), "withdraw", (application.cohort,))
        case ApplicationState.WAITLISTED if application.place:
            return (Button(label("button-leave-list-of", title=title), "withdraw", (application.cohort,)),)
        case ApplicationState.APPLIED:
            return (Button(label("button-withdraw-of", title=title), "withdraw", (application.cohort,)),)
        case _:
            return ()


def resumed() -> Message:
    """Back, with nothing to catch up on."""
    return Message(say("resumed"))


def help_(view: Next) -> Message:
    """The three likely next things for this person, not a list of commands."""
    steps = [say(f"help-{step}", fact=fact) for step, fact in view.steps[:MOST_STEPS]]
    contact = say("help-contact", contact=view.contact) if view.contact else None
    return Message(lines(say("help-title"), *(Safe(f"· {step}") for step in steps), contact))


def thread_name(name: str, mark: str) -> str:
    """A private thread's name: plain text, unique by its mark."""
    return f"For {name[:60]} · {mark}"
