"""Without a partner: how one goes on, a pair that may take a third, and the one line to whoever leads the cohort."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.values import Value
from domain.group.sessions import Prompt
from domain.pair.apart import Way
from messages.ground.names import first_name
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, lines, listed, moment, say
from messages.joining.signups import pause_button
from messages.pair.checkins import to_study


class Placed(Value):
    """How somebody goes on: with these partners, or alone in that way."""

    cohort: Cohort
    partners: tuple[str, ...]
    way: Way | None


class Left(Value):
    """Those whom a leaver left, who go on in one way: with these partners, or alone. Without either, one simply stays."""

    names: tuple[str, ...]
    partners: tuple[str, ...]
    way: Way | None


def left_alone(cohort: Cohort, name: str) -> Message:
    """To the one who is left of a pair: two ways to go on, both of them good, and what comes meanwhile."""
    wait = Button(say("button-wait-for-partner"), "apart-wait", (cohort.id,))
    return Message(say("apart-left", name=name, title=cohort.title), ((_three(cohort), wait), (pause_button(),)))


def _three(cohort: Cohort) -> Button:
    return Button(say("button-study-as-three"), "apart-three", (cohort.id,))


def goes_on(cohort: Cohort, name: str, partners: Sequence[str]) -> Message:
    """To those who are left of three: they go on as they are."""
    text = say("apart-goes-on", name=first_name(name), title=cohort.title, partners=listed(list(partners)))
    return Message(text, ((pause_button(),),))


def chosen(placed: Placed) -> Message:
    """What stands after somebody without a partner said how they go on."""
    if placed.partners:
        return Message(say("apart-has-partners", title=placed.cohort.title, partners=listed(placed.partners), count=len(placed.partners)))
    match placed.way:
        case Way.THREE:
            wait = Button(say("button-wait-for-partner"), "apart-wait", (placed.cohort.id,))
            return Message(say("apart-asking", title=placed.cohort.title), ((wait,),))
        case Way.WAITS:
            return Message(say("apart-waits", title=placed.cohort.title))
        case _:
            return Message(say("apart-no-member", title=placed.cohort.title))


def asked(cohort: Cohort, ask: int, name: str, who: str, partner: str, until: datetime) -> Message:
    """To each of a pair, in private: would they study as three? No reason is asked."""
    yes = Button(say("button-third-yes"), "third-yes", (ask,), Tone.GOOD)
    no = Button(say("button-third-no"), "third-no", (ask,))
    text = say("apart-ask", name=first_name(name), title=cohort.title, who=who, partner=partner, until=moment(until, "D"))
    return Message(text, ((yes, no), (pause_button(),)))


def ask_again(ask: int) -> Message:
    """To words under that question: nothing is guessed from them."""
    yes = Button(say("button-third-yes"), "third-yes", (ask,), Tone.GOOD)
    return Message(say("apart-in-words"), ((yes, Button(say("button-third-no"), "third-no", (ask,))), (pause_button(),)))


def choose_again(cohort: Cohort, *, three: bool) -> Message:
    """To words of somebody without a partner under what they were sent about it; `three`: no pair is asked for them now."""
    wait = Button(say("button-wait-for-partner"), "apart-wait", (cohort.id,))
    return Message(say("apart-in-words"), ((*((_three(cohort),) if three else ()), wait), (pause_button(),)))


def gladly(partners: Sequence[str]) -> Message:
    """One of a pair said yes."""
    return Message(say("apart-gladly", partners=listed(list(partners))))


def not_this_time() -> Message:
    """One of a pair said no, of whom nothing is kept."""
    return Message(say("apart-not-this-time"))


def agreed() -> Message:
    """Both said yes."""
    return Message(say("apart-agreed"))


def settled() -> Message:
    """The question is over, whatever ended it."""
    return Message(say("apart-settled"))


def nobody(cohort: Cohort, name: str, facilitators: Sequence[str]) -> Message:
    """No pair was there to ask, or none of those asked suits: they wait, and who leads the cohort knows."""
    ask = say("pair-waits-ask", facilitators=listed(list(facilitators))) if facilitators else None
    return Message(lines(say("apart-nobody", name=first_name(name), title=cohort.title), ask), ((Button(say("button-me"), "me"),),))


def study(cohort: Cohort, name: str, number: int, until: datetime, given: Prompt | None, way: Way) -> Message:
    """The round's text, to study alone: nothing is asked about it."""
    text = lines(
        say("apart-study", name=first_name(name), title=cohort.title, until=moment(until, "D")),
        to_study(number, given),
        say("apart-study-after", way=way.value),
    )
    return Message(text, ((*(() if way is Way.THREE else (_three(cohort),)), pause_button()),))


def to_leader(cohort: Cohort, name: str, partners: Sequence[str], *, came: bool) -> Message:
    """One line about one change, and the way to the pairs."""
    begin = say("apart-lead-came", name=name, title=cohort.title) if came else say("apart-lead-alone", name=name, title=cohort.title)
    how = say("apart-lead-with", name=name, partners=listed(list(partners))) if partners else say("apart-lead-waits", name=name)
    return Message(lines(begin, how), ((_page(cohort),),))


def _page(cohort: Cohort) -> Button:
    return Button(say("button-pairs-page"), "pairs-page", (cohort.id,))


def left_behind(left: Sequence[Left]) -> Safe | None:
    """To a facilitator: how those go on who studied with somebody who left; None where there is nobody."""
    return lines(*(_goes_on(one) for one in left)) if left else None


def _goes_on(one: Left) -> Safe:
    names = listed(one.names)
    if one.way is not None:
        return say("apart-lead-left", name=names, way=one.way.value)
    if one.partners:
        return say("apart-lead-with", name=names, partners=listed(one.partners))
    return say("apart-lead-two", names=names)
