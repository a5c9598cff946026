"""Signing up: the forms, their receipts, and the letters about an application."""

from datetime import datetime

from msgspec.structs import replace

from domain.cohort.cohorts import Cohort, Program
from domain.ground.people import Person
from domain.ground.quiet import Observance, default_observance
from domain.ground.times import as_typed, called, on_the_wall
from domain.ground.values import Value
from domain.group.sessions import Term
from domain.joining.signups import SLOTS, Answers, Application, ApplicationState, Decision, unanswered
from domain.joining.waitlist import Freed
from messages.ground.dates import time_words
from messages.ground.values import Ask, Button, Field, Form, Message, Option, Tone
from messages.ground.words import Safe, label, lines, link_to, listed, moment, say
from messages.joining.standing import to_settle
from messages.joining.term import each_date, term_dates, term_line

SETTINGS = ("congregation", "campus", "hospital", "organisation", "other")


class Signup(Value):
    """A person's application as it stands, with everything its receipt needs."""

    cohort: Cohort
    program: Program
    person: Person
    application: Application
    term: Term = Term()  # the sessions that are still to come, once the dates stand
    place: int | None = None  # in the line, as it is now
    in_good_standing: bool = True
    moves: bool = True  # the line: free places go to the next in it
    now: datetime | None = None  # for what is read at once; a letter may be read later
    elsewhere: bool = False  # another cohort is open or coming, in which they have no application

    @property
    def begun(self) -> bool:
        """True when the season has started: its pairs are made, and its first session may be over."""
        return self.cohort.started_at is not None


def first_form(cohort: Cohort, answers: Answers) -> Form:
    """Why, what, where; saved as it is sent, with what was typed before in it."""
    return Form(
        say("form-signup-title"), "signup-why",
        (
            Field("why", say("field-why"), Ask.PARAGRAPH, value=answers.why, most=1000, hint=say("field-why.hint")),
            Field("bring", say("field-bring"), Ask.PARAGRAPH, value=answers.bring, most=1000, required=False),
            Field(
                "setting", say("field-setting"), Ask.ONE,
                options=tuple(Option(say(f"setting-{name}"), name, chosen=answers.setting == name) for name in SETTINGS),
            ),
            Field("congregation", say("field-congregation"), value=answers.congregation, most=100, required=False,
                  hint=say("field-congregation.hint")),
            Field(
                "readiness", say("field-readiness"), Ask.ONE, hint=say("field-readiness.hint"),
                options=tuple(Option(str(n), str(n), chosen=answers.readiness == n) for n in range(1, 6)),
            ),
        ),
        (cohort.id,),
    )  # fmt: skip


def second_form(cohort: Cohort, person: Person, program: Program, answers: Answers) -> Form:
    """Where one's clock stands, when to be quiet, when one is free, and the commitment."""
    zone = person.zone or program.zone
    quiet = person.observance or program.observance or default_observance(zone)
    return Form(
        say("form-signup-title"), "signup-when",
        (
            Field("zone", say("field-zone"), value=as_typed(zone), most=60, hint=say("field-zone.hint")),
            Field(
                "quiet", say("field-quiet"), Ask.ONE, hint=say("field-quiet.hint"),
                options=tuple(Option(say(f"quiet-{o.value}"), o.value, chosen=o is quiet) for o in Observance),
            ),
            Field(
                "hours", say("field-hours"), Ask.SOME, required=False,
                options=tuple(Option(say(f"hours-{slot}"), slot, chosen=slot in answers.hours) for slot in SLOTS),
            ),
            Field(
                "commitment", say("field-commitment"), Ask.SOME, hint=say("field-commitment.hint"),
                options=(Option(say("commitment"), "yes", chosen=answers.committed),),
            ),
        ),
        (cohort.id,),
    )  # fmt: skip


def wishes_form(cohort: Cohort, answers: Answers) -> Form:
    """Private wishes for a chevruta, with what one wished before: used for pairing, shown to nobody else, the facilitator included."""
    wanted, never = (" ".join(str(user) for user in those) for those in (answers.wanted, answers.never))
    return Form(
        say("form-wishes-title"), "signup-wishes",
        (
            Field("wanted", say("field-wanted"), Ask.PEOPLE, required=False, hint=say("field-wanted.hint"), value=wanted, most=5),
            Field("never", say("field-never"), Ask.PEOPLE, required=False, hint=say("field-never.hint"), value=never, most=5),
        ),
        (cohort.id,),
    )  # fmt: skip


def own_form(cohort: Cohort, answers: Answers) -> Form:
    """What this cohort's facilitator asks beside the usual."""
    known = dict(answers.own)
    fields = tuple(
        Field(f"own-{n}", say("field-own", number=n), Ask.PARAGRAPH, value=known.get(question, ""), most=500, hint=question)
        for n, question in enumerate(cohort.questions, start=1)
    )
    return Form(say("form-signup-title"), "signup-own", fields, (cohort.id,))


def saved(cohort: Cohort, term: Term) -> Message:
    """The first form is kept; one short one is left, in which they promise to come to these sessions."""
    go = Button(say("button-continue"), "signup-more", (cohort.id,), Tone.MAIN)
    meets = say("signup-sessions", count=len(term.ahead), minutes=term.ahead[0].minutes) if term.ahead else None
    return Message(lines(say("signup-saved", title=cohort.title), meets, *each_date(term)), ((go,),))


def applied(view: Signup) -> Message:
    """The application is in: what happens next and when, and that it is free of charge. Or one form of the facilitator's is left."""
    if unanswered(view.cohort.questions, view.application.answers):
        go = Button(say("button-continue"), "signup-own", (view.cohort.id,), Tone.MAIN)
        return Message(say("signup-own-left", title=view.cohort.title), ((go,),))
    wishes = Button(say("button-wishes"), "signup-wish", (view.cohort.id,))
    if view.application.state is ApplicationState.APPLIED:
        return Message(
            lines(_received(view), *_clock(view), *_free(view)),
            ((wishes, *_own_buttons(view.cohort)),),
        )
    if view.application.state is ApplicationState.OFFERED:
        return Message(
            lines(say("signup-offered", title=view.cohort.title), *_clock(view), *_free(view)),
            ((wishes,),),
        )
    text, button = _told(view, Decision(view.application.state.value))  # places go to whoever comes first
    return Message(lines(text, *_clock(view), *_free(view)), ((wishes, button),))


def _own_buttons(cohort: Cohort) -> tuple[Button, ...]:
    return (
        Button(say("button-edit"), "signup", (cohort.id,)),
        Button(say("button-withdraw"), "withdraw", (cohort.id,), Tone.CARE),
    )


def _received(view: Signup) -> str:
    closes = moment(view.cohort.closes_at) if view.cohort.closes_at else say("no-date")
    policy, good = Safe(view.cohort.policy.value if view.cohort.policy else "choosing"), view.in_good_standing
    return lines(
        say("signup-received", title=view.cohort.title, closes=closes, contact=view.program.contact, good=good, policy=policy),
        None if good else to_settle(view.program),
    )


def _clock(view: Signup) -> tuple[Safe | None, ...]:
    """The clock that was understood, with the hour on it, so that a wrong one is seen; and why a city is asked for, far north."""
    zone = view.person.zone or view.program.zone
    now = view.now
    clock = say("letter-clock", zone=called(zone)) if now is None else say("signup-clock", zone=called(zone), time=clock_time(now, zone))
    return clock, town_wanted(view.person, view.program)


def town_wanted(person: Person, program: Program) -> Safe | None:
    """Why somebody far north is asked for their city: by the zone alone I may go quiet too late for them."""
    wanted = person.wanted_town(program.zone, program.observance)
    return say("town-wanted", zone=called(person.zone or program.zone)) if wanted else None


def clock_time(now: datetime, zone: str) -> Safe:
    """What a clock in that zone shows."""
    return time_words(on_the_wall(now, zone).time())


def _free(view: Signup) -> tuple[Safe, ...]:
    """That it costs nothing, and how one may give."""
    donate = (say("signup-donate", link=link_to(view.program.donation)),) if view.program.donation else ()
    return (say("signup-free"), *donate)


def received_letter(view: Signup) -> Message:
    """The same by direct message, so that nothing lives only where it can vanish, and the conversation is open."""
    text = lines(
        say("letter-hello", name=view.person.name),
        _received(view),
        *_clock(replace(view, now=None)),
        town_wanted(view.person, view.program),
        *_free(view),
    )
    return Message(text, ((*_own_buttons(view.cohort), me_button()),))


def wishes_saved() -> Message:
    """Wishes are kept, and private."""
    return Message(say("wishes-saved"))


def pause_button() -> Button:
    """In every direct message to members: it stops everything automatic for a while."""
    return Button(say("button-hard-week"), "hard-week")


def me_button() -> Button:
    """In direct messages to people without a place, who have nothing to pause: what they have here."""
    return Button(say("button-me"), "me")


def withdraw_question(cohort: Cohort, was: ApplicationState | None) -> Message:
    """Asks once, and says what is given up with it and who hears of it."""
    go = Button(say("button-withdraw-yes"), "withdraw-yes", (cohort.id,), Tone.CARE)
    return Message(say("withdraw-question", title=cohort.title, was=Safe(was.value if was else "accepted")), ((go,),))


def withdrawn(cohort: Cohort, was: ApplicationState | None) -> Message:
    """It is off; no reason asked."""
    return Message(say("withdrawn", title=cohort.title, was=Safe(was.value if was else "accepted")))


def letter(view: Signup, decision: Decision) -> Message:
    """Accepted, waiting with one's place, or not this time: each makes sense alone."""
    text, button = _told(view, decision)
    return Message(lines(say("letter-hello", name=view.person.name), text), ((button, me_button()),))


def _told(view: Signup, decision: Decision) -> tuple[Safe, Button]:
    """What was decided, and the one button that goes with it."""
    contact = view.program.contact
    match decision:
        case Decision.ACCEPT:
            then = say("letter-accepted-then", begun=view.begun, contact=contact)
            text = lines(say("letter-accepted", title=view.cohort.title), term_line(view.term), term_dates(view.term), then)
            return text, Button(say("button-cannot-after-all"), "withdraw", (view.cohort.id,), Tone.CARE)
        case Decision.WAIT if not view.moves:
            return lines(say("letter-no-place-any-more", title=view.cohort.title), no_place_then(view)), tell_me(view.cohort)
        case Decision.WAIT:
            leave = Button(say("button-leave-list"), "withdraw", (view.cohort.id,))
            if view.in_good_standing:
                return say("letter-waitlisted", title=view.cohort.title, place=view.place or 1, contact=contact), leave
            return lines(say("letter-waits-for-standing", title=view.cohort.title, place=view.place or 1), to_settle(view.program)), leave
        case Decision.DECLINE:
            return lines(say("letter-declined", title=view.cohort.title), no_place_then(view)), tell_me(view.cohort)


def no_place_then(view: Signup) -> Safe:
    """What else there is for somebody without a place, and whom to write to."""
    return say("letter-no-place-then", elsewhere=view.elsewhere, topic=view.cohort.topic, contact=view.program.contact)


def tell_me(cohort: Cohort) -> Button:
    """The button that keeps an interest in that cohort's topic."""
    return Button(label("button-tell-me", topic=cohort.topic), "tell-me", (cohort.id,))


def member_left(name: str, cohort: Cohort, freed: Freed, partners: Safe | None, *, by: str | None = None) -> Message:
    """To a facilitator: somebody stepped back, with no reason asked, or was taken out by another of the staff.

    And what becomes of the place, and of those they studied with.
    """
    place = say(f"place-left-{freed}")
    left = say("facilitator-member-left", name=name, title=cohort.title, place=place)
    removed = None if by is None else say("facilitator-member-removed", name=name, title=cohort.title, by=by, place=place)
    by_name = None if cohort.role is not None else say("remove-by-name", name=name)
    text = lines(removed or left, partners, by_name)
    pairs = () if partners is None else (Button(say("button-pairs-page"), "pairs-page", (cohort.id,)),)
    return Message(text, ((Button(say("button-today"), "today", (cohort.id,)), *pairs),))


def partner_left(name: str, cohort: Cohort, leads: list[str] | tuple[str, ...]) -> Message:
    """To a partner: in words that blame nobody, with the name of somebody to ask."""
    return Message(say("partner-left", name=name, title=cohort.title, lead=listed(leads)), ((pause_button(),),))


def standing_line(application: Application, title: str) -> str:
    """One's application in one's own corner."""
    place = application.place if application.state is ApplicationState.WAITLISTED and application.place else 0
    over = application.state is ApplicationState.WAITLISTED and not place
    state = say("application-line-over") if over else say(f"application-{application.state.value}")
    return say("me-application", title=title, state=state, place=place)
