"""Offers of a place: the offer, its one reminder, what is said to each answer, and when it is over."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from messages.ground.names import first_name
from messages.ground.places import Reach, numbered, when
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, label, lines, listed, moment, say
from messages.joining.signups import Signup, me_button, no_place_then, tell_me
from messages.joining.term import term_dates, term_line


class More(Value):
    """What more places would send, first in line first."""

    cohort: Cohort
    places: int
    reach: Reach
    mark: int  # of those who are named


class Beside(Value):
    """Another cohort that meets at the same hours: a place in it is theirs, or `offered` to them as well."""

    cohort: Cohort
    offered: bool


class Taken(Value):
    """A place that is theirs now, beside others of the same hours; `let_go`: the title of the one whose offer went on by it."""

    view: Signup
    beside: tuple[Beside, ...] = ()
    let_go: str | None = None


def offer(view: Signup, until: datetime, beside: tuple[Beside, ...] = ()) -> Message:
    """A place is held; one tap takes it, and what happens if one does nothing. `beside`: their other cohorts of the same hours."""
    then = say("offer-then", until=moment(until), begun=view.begun, contact=view.program.contact)
    hello, held = say("letter-hi", name=first_name(view.person.name)), say("offer", title=view.cohort.title)
    return Message(lines(hello, held, term_line(view.term), *_beside(beside), then), (_ways(view, beside), (me_button(),)))


def _beside(beside: Sequence[Beside]) -> tuple[Safe | None, ...]:
    """Which others meet then: one that is offered too is a choice between the two, those where they have a place are named."""
    either = next((one for one in beside if one.offered), None)
    others = [one.cohort.title for one in beside if one is not either]
    return (
        None if either is None else say("offer-either", title=clean(either.cohort.title, 60)),
        say("offer-beside", titles=_titles(others)) if others else None,
    )


def _titles(titles: Sequence[str]) -> Safe:
    return listed([clean(title, 60) for title in titles[:3]])


def _ways(view: Signup, beside: Sequence[Beside]) -> tuple[Button, ...]:
    """The answers to an offer; where another at the same hours is open too, one of them takes the one and lets go of the other."""
    either = next((one.cohort for one in beside if one.offered), None)
    if either is None:
        return answers_to_offer(view.cohort)
    both = ((view.cohort, either), (either, view.cohort))
    take = [Button(label("button-i-am-in-of", title=one.title), "offer-choose", (one.id, other.id), Tone.GOOD) for one, other in both]
    return (*take, *(answers_to_offer(one, named=True)[1] for one, _ in both))


def answers_to_offer(cohort: Cohort, *, named: bool = False) -> tuple[Button, ...]:
    """The two buttons of an offer; `named`: with its cohort, where there are others beside them."""
    title = cohort.title
    yes = label("button-i-am-in-of", title=title) if named else say("button-i-am-in")
    no = label("button-cannot-after-all-of", title=title) if named else say("button-cannot-after-all")
    return Button(yes, "offer-yes", (cohort.id,), Tone.GOOD), Button(no, "withdraw", (cohort.id,))


def offer_reminder(view: Signup, until: datetime, beside: tuple[Beside, ...] = ()) -> Message:
    """The only one."""
    name = first_name(view.person.name)
    text = say("offer-reminder", name=name, title=view.cohort.title, until=moment(until), contact=view.program.contact)
    return Message(lines(text, *_beside(beside)), (_ways(view, beside), (me_button(),)))


def accepted(taken: Taken) -> Message:
    """They are in; what comes next, which offer has gone on by it, and which of their cohorts meet at the same hours."""
    view, others = taken.view, [one.cohort.title for one in taken.beside]
    both = say("accepted-beside", titles=_titles(others)) if others else None
    gone = None if taken.let_go is None else say("accepted-let-go", title=taken.let_go)
    then = say("offer-accepted-then", begun=view.begun)
    leave = Button(say("button-cannot-after-all"), "withdraw", (view.cohort.id,), Tone.CARE)
    dates = term_line(view.term), term_dates(view.term)
    return Message(lines(say("offer-accepted", title=view.cohort.title), *dates, gone, both, then), ((leave,),))


def lapsed(view: Signup, line_moves: bool, *, asked: bool = True) -> Message:
    """The place has gone on, without blame; the way back, while there is one. `asked`: the offer had reached them."""
    back = Button(say("button-back-in-line"), "offer-again", (view.cohort.id,), Tone.MAIN)
    name = first_name(view.person.name)
    text = say("offer-lapsed" if asked else "offer-passed", name=name, title=view.cohort.title, contact=view.program.contact)
    return Message(lines(text, say("offer-lapsed-back") if line_moves else None), (((back,) if line_moves else ()) + (me_button(),),))


def over(view: Signup) -> Message:
    """To whoever still stands in the line: it has come to its end, and what one may do instead."""
    hello = say("letter-hi", name=first_name(view.person.name))
    return Message(lines(hello, say("waitlist-over", title=view.cohort.title), no_place_then(view)), ((tell_me(view.cohort), me_button()),))


def back_in_line(view: Signup) -> Message:
    """One's place in the line, or a place at once if one was free."""
    if view.place is None:
        return Message(say("back-with-an-offer", title=view.cohort.title), (answers_to_offer(view.cohort),))
    leave = Button(say("button-leave-list"), "withdraw", (view.cohort.id,))
    return Message(say("back-in-line", title=view.cohort.title, place=view.place), ((leave,),))


def unreached(view: Signup) -> Message:
    """To a facilitator: an offer did not arrive, and only a person can know what that means."""
    args = (view.cohort.id, view.application.id, view.application.offers)
    text = say("offer-unreached", name=view.person.name, title=view.cohort.title)
    return Message(text, ((Button(say("button-theirs"), "offer-theirs", args, Tone.GOOD), Button(say("button-next"), "offer-next", args)),))


def settled(view: Signup) -> Message:
    """The receipt of a facilitator's decision on an offer."""
    taken = view.application.state.value == "accepted"
    return Message(say("offer-settled-theirs" if taken else "offer-settled-next", name=view.person.name, title=view.cohort.title))


def more_places(view: More) -> Message:
    """Who is offered a place by it, in which order and when; nothing goes out before the button."""
    names = view.reach.names
    text = say(
        "more-places", title=view.cohort.title, before=view.cohort.capacity, places=view.places, count=len(names), names=numbered(names),
        when=when(len(names), view.reach.first, view.reach.last),
    )  # fmt: skip
    args = (view.cohort.id, view.cohort.capacity, view.places, view.mark)
    return Message(text, ((Button(say("button-offer-places", count=len(names)), "places-yes", args, Tone.GOOD),),))


def places_raised(cohort: Cohort, offered: int) -> Message:
    """How many places there are now, and what that moved; or what stands, for whoever presses again."""
    return Message(say("places-raised", title=cohort.title, places=cohort.capacity, offered=offered))


def in_words(offers: Sequence[tuple[Signup, datetime | None]]) -> Message:
    """To an answer in words: nothing is decided by them alone, and each offer has its two taps; four fit into one message."""
    shown = offers[:4]
    held = [
        say("offer-in-words-held", title=view.cohort.title) if until is None
        else say("offer-in-words-until", title=view.cohort.title, until=moment(until))
        for view, until in shown
    ]  # fmt: skip
    more = say("offer-in-words-more") if len(offers) > len(shown) else None
    rows = [answers_to_offer(view.cohort, named=len(offers) > 1) for view, _ in shown]
    return Message(lines(say("offer-in-words"), *held, more), (*rows, (me_button(),)))
