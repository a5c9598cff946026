"""Without a partner: how one goes on, a pair that may take a third, and the one line to whoever leads the cohort."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.ground.values import Value
from domain.group.sessions import Prompt
from domain.pair.apart import Way
from messages.ground.names import first_name
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, label, lines, listed, moment, say
from messages.joining.signups import pause_button
from messages.pair.checkins import to_study


class Beside(Value):
    """Somebody else without a partner, whom one may study with; `until`: when the two are put together if nothing is said."""

    person: PersonId
    name: str
    until: datetime


class Placed(Value):
    """How somebody goes on: with these partners, or alone in that way; `beside`: who waits, while they have not chosen.

    `last`: no round is to come in which they could study with somebody else.
    """

    cohort: Cohort
    partners: tuple[str, ...]
    way: Way | None
    beside: Beside | None = None
    last: bool = False


class Left(Value):
    """Those whom a leaver left, who go on in one way: with these partners, or alone. Without either, one simply stays.

    `last`: as for `Placed`.
    """

    names: tuple[str, ...]
    partners: tuple[str, ...]
    way: Way | None
    last: bool = False


def left_alone(cohort: Cohort, name: str, beside: Beside | None = None, *, last: bool = False) -> Message:
    """To the one who is left of a pair: the ways to go on, all of them good, and what comes meanwhile; none in the last round."""
    if last:
        return Message(say("apart-left-last", name=name, title=cohort.title), ((pause_button(),),))
    text = lines(say("apart-left", name=name, title=cohort.title), None if beside is None else _study_with(beside))
    return Message(text, (choices(Placed(cohort, (), Way.ASKED, beside)), (pause_button(),)))


def beside(cohort: Cohort, name: str, other: Beside) -> Message:
    """To somebody who was left, and has not chosen: there is somebody else by now. The choices are as they were."""
    text = lines(say("apart-beside", name=first_name(name), title=cohort.title), _study_with(other))
    return Message(text, (choices(Placed(cohort, (), Way.ASKED, other)), (pause_button(),)))


def _study_with(other: Beside) -> Safe:
    return say("apart-study-with", who=other.name, until=moment(other.until, "D"))


def choices(placed: Placed) -> tuple[Button, ...]:
    """The ways to go on that somebody without a partner has not chosen: none for whoever has one, nor in the last round."""
    id_ = placed.cohort.id
    three = Button(say("button-study-as-three"), "apart-three", (id_,))
    wait = Button(say("button-wait-for-partner"), "apart-wait", (id_,))
    other = placed.beside
    if placed.last:
        return ()
    match placed.way:
        case Way.ASKED:
            with_them = () if other is None else (Button(label("button-study-with", name=other.name), "apart-with", (id_, other.person)),)
            return (*with_them, three, wait)
        case Way.THREE:
            return (wait,)
        case Way.WAITS:
            return (three,)
        case None:
            return ()


def goes_on(cohort: Cohort, name: str, partners: Sequence[str]) -> Message:
    """To those who are left of three: they go on as they are."""
    text = say("apart-goes-on", name=first_name(name), title=cohort.title, partners=listed(list(partners)))
    return Message(text, ((pause_button(),),))


def chosen(placed: Placed) -> Message:
    """What stands after somebody without a partner said how they go on."""
    if placed.partners:
        return Message(say("apart-has-partners", title=placed.cohort.title, partners=listed(placed.partners), count=len(placed.partners)))
    rows = (choices(placed),) if choices(placed) else ()
    return Message(_alone(placed), rows)


def _alone(placed: Placed) -> Safe:
    title = placed.cohort.title
    if placed.last and placed.way is not None:
        return say("apart-last", title=title, asks=placed.way is Way.THREE)
    match placed.way:
        case Way.ASKED:
            with_them = None if placed.beside is None else _study_with(placed.beside)
            return lines(say("apart-not-chosen", title=title), with_them)
        case Way.THREE:
            return say("apart-asking", title=title)
        case Way.WAITS:
            return say("apart-waits", title=title)
        case None:
            return say("apart-no-member", title=title)


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


def choose_again(placed: Placed) -> Message:
    """To words of somebody without a partner under what they were sent about it."""
    return Message(say("apart-in-words"), (choices(placed), (pause_button(),)))


def without_partner(placed: Placed) -> Message:
    """To an answer about a month in which nobody is left to study with."""
    return Message(say("refused-without-partner", title=placed.cohort.title), (choices(placed), (pause_button(),)))


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


def nobody(cohort: Cohort, name: str, facilitators: Sequence[str], *, last: bool = False) -> Message:
    """No pair was there to ask, or none of those asked suits: they wait, and who leads the cohort knows."""
    ask = say("pair-waits-ask", facilitators=listed(list(facilitators))) if facilitators else None
    return Message(
        lines(say("apart-nobody", name=first_name(name), title=cohort.title, last=last), ask), ((Button(say("button-me"), "me"),),)
    )


def study(cohort: Cohort, name: str, number: int, until: datetime, given: Prompt | None, way: Way, *, last: bool = False) -> Message:
    """The round's text, to study alone: nothing is asked about it. `last`: nor is a partner looked for any more."""
    text = lines(
        say("apart-study", name=first_name(name), title=cohort.title, until=moment(until, "D")),
        to_study(number, given, alone=True),
        say("apart-study-after", way="last" if last else way.value),
    )
    three = choices(Placed(cohort, (), Way.WAITS, last=last)) if way is not Way.THREE else ()
    return Message(text, ((*three, pause_button()),))


def to_leader(cohort: Cohort, name: str, partners: Sequence[str], beside: str | None, *, came: bool, last: bool = False) -> Message:
    """One line about one change, and the way to the pairs. `beside`: who is asked whether the two study together."""
    begin = say("apart-lead-came", name=name, title=cohort.title) if came else say("apart-lead-alone", name=name, title=cohort.title)
    if partners:
        how = say("apart-lead-with", name=name, partners=listed(list(partners)))
    else:
        how = say("apart-lead-waits", name=name, last=last) if beside is None else say("apart-lead-beside", name=name, other=beside)
    return Message(lines(begin, how), ((pairs_button(cohort),),))


def pairs_button(cohort: Cohort) -> Button:
    """Opens the page of the pairs, for those who lead the cohort."""
    return Button(say("button-pairs-page"), "pairs-page", (cohort.id,))


def left_behind(left: Sequence[Left]) -> Safe | None:
    """To a facilitator: how those go on who studied with somebody who left; None where there is nobody."""
    return lines(*(_goes_on(one) for one in left)) if left else None


def _goes_on(one: Left) -> Safe:
    names = listed(one.names)
    if one.way is not None:
        return say("apart-lead-left", name=names, way="last" if one.last else one.way.value)
    if one.partners:
        return say("apart-lead-with", name=names, partners=listed(one.partners))
    return say("apart-lead-two", names=names)
