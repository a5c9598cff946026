"""Finding a time: times that may suit a pair, as buttons on the reader's own clock; what each said to them, and the date they agreed on."""

from collections.abc import Sequence
from datetime import datetime, time
from enum import StrEnum

from domain.cohort.cohorts import Cohort
from domain.ground.ids import OfferId
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.pair.checkins import Answer, Reminding
from messages.ground.dates import SUCH_AS, civil_words, short, time_words
from messages.ground.names import first_name
from messages.ground.values import Button, Field, File, Form, Message, Tone
from messages.ground.words import Safe, lines, listed, moment, quoted, say
from messages.joining.signups import pause_button
from messages.pair.checkins import ANSWERS, OwnRound

_FOUR, _EIGHT = time(16), time(20)  # where somebody is shown how to write a time


class Found(StrEnum):
    """What became of a search for a time."""

    PROPOSED = "proposed"
    OTHERS = "others"  # the first ones suited somebody not
    NOWHERE = "nowhere"  # there is no hour at which all of them are usually free
    TRIED = "tried"  # nothing that was proposed suited
    PASSED_ON = "passed-on"  # they can at one of the times, and the others are asked
    ENOUGH = "enough"  # the others have been asked as often as is right
    ASKED = "asked"  # the others are asked for two times
    AGREED = "agreed"
    OVER = "over"


class Proposed(Value):
    """A time that is proposed; `when`: on the reader's clock; `can`: the names of the others who can then; `mine`: the reader can."""

    offer: OfferId
    when: LocalTime
    can: tuple[str, ...] = ()
    mine: bool = False


class TimesView(Value):
    """A search for a time as one of the pair sees it.

    `at`: the time they chose or agreed on, and whether they are reminded of it; `asked`: each of the others is asked for times that suit
    them.
    """

    round: OwnRound
    found: Found
    times: tuple[Proposed, ...] = ()
    attempt: int = 0
    at: datetime | None = None
    file: File | None = None
    asked: bool = False
    reminding: Reminding = Reminding.COMES


def shown(view: TimesView) -> Message:
    """What is answered to somebody who looks for a time."""
    at = moment(view.at) if view.at is not None else Safe("")
    partners = listed(view.round.partners)
    text = say(
        f"times-{view.found.value}", partners=partners, times=_listed(view.times), at=at, asked=view.asked,
        reminding=view.reminding.value,
    )  # fmt: skip
    if view.found in {Found.PROPOSED, Found.OTHERS}:
        return Message(text, _rows(view))
    if view.found in {Found.NOWHERE, Found.TRIED}:
        ask = Button(say("button-ask-times"), "ask-times", (view.round.pair, view.round.number))
        asks = () if view.asked else (ask,)
        return Message(text, ((_date(view.round), *asks), (_change(view.round), pause_button())))
    return Message(text, ((_change(view.round), pause_button()),), view.file)


def invitation(view: TimesView, name: str, who: str | None, *, offers: bool = False) -> Message:
    """The times, to a partner; `who`: of the others wanted them, None where it was the reader, whom the first ones did not help.

    `offers`: they can at each of these times, which they may have written themselves.
    """
    partners, times, count = listed(view.round.partners), _listed(view.times), len(view.round.partners)
    if who is None:
        text = say("times-hello-again", name=first_name(name), partners=partners, times=times)
    else:
        text = say("times-hello-offers" if offers else "times-hello", name=first_name(name), who=who, times=times)
    settles = any(len(one.can) == count for one in view.times if not one.mine)
    return Message(lines(text, say("times-settles" if settles else "times-needs", partners=partners, count=count)), _rows(view))


def none_suits(round_: OwnRound, name: str, cannot: Sequence[str]) -> Message:
    """To somebody who waits for others to choose: none of the times suits those."""
    return Message(
        say("times-none-suits", name=first_name(name), who=listed(list(cannot))), ((_date(round_), _change(round_)), (pause_button(),))
    )


def agreed(view: TimesView, name: str) -> Message:
    """To those who had chosen that time before: it suits the others too."""
    at = moment(view.at) if view.at is not None else Safe("")
    return Message(
        say("times-agreed-hello", name=first_name(name), partners=listed(view.round.partners), at=at, reminding=view.reminding.value),
        ((_change(view.round), pause_button()),),
        view.file,
    )


def asked(round_: OwnRound, name: str, who: str) -> Message:
    """A partner asks for two times that would suit."""
    offer = Button(say("button-offer-times"), "offer-times", (round_.pair, round_.number), Tone.MAIN)
    return Message(say("times-asked-hello", name=first_name(name), who=who), ((offer, _change(round_)), (pause_button(),)))


def offer_form(round_: OwnRound) -> Form:
    """Two times that would suit, in one's own words and zone."""
    day = civil_words(SUCH_AS, year=False)
    hint = say("field-when.hint", four=time_words(_FOUR), day=day, eight=time_words(_EIGHT))
    first = Field("when-first", say("field-when-first"), most=80, hint=hint)
    second = Field("when-second", say("field-when-second"), most=80, hint=hint, required=False)
    return Form(say("form-times-title"), "times-offered", (first, second), (round_.pair, round_.number))


def failed(cohort: Cohort, number: int, names: Sequence[str], asked: str | None, tried: Sequence[datetime]) -> Message:
    """To those who lead: a pair has found no time; which of them asked, what was tried, and a next step."""
    pair = listed(list(names))
    times = Safe("\n".join(f"· {moment(at)}" for at in tried))
    text = lines(
        say("times-failed", pair=pair, title=cohort.title, number=number, who=asked or pair),
        say("times-failed-tried", times=times) if tried else say("times-failed-nowhere"),
        say("times-failed-step"),
        quoted(say("times-failed-words", pair=pair), 400),
    )
    return Message(text, ((Button(say("button-today"), "today", (cohort.id,)),),))


def in_words(when: LocalTime) -> Safe:
    """A time in few letters on the reader's own clock: "Tue, Dec 8, 7:00 pm"."""
    return Safe(f"{short(when.date)}, {time_words(when.time)}")


def _listed(times: Sequence[Proposed]) -> Safe:
    return Safe("\n".join(_line(one) for one in times))


def _line(one: Proposed) -> str:
    at = moment(one.when.instant())
    if one.mine:
        return say("times-line-mine", at=at, names=listed(one.can), count=len(one.can))
    return say("times-line-can", at=at, names=listed(one.can)) if one.can else say("times-line", at=at)


def _rows(view: TimesView) -> tuple[tuple[Button, ...], ...]:
    times = tuple(Button(in_words(one.when), "time-yes", (one.offer,), Tone.GOOD if one.can else Tone.PLAIN) for one in view.times)
    none = Button(say("button-no-time"), "times-none", (view.round.pair, view.round.number, view.attempt))
    return times, (none, _date(view.round), pause_button())


def _date(round_: OwnRound) -> Button:
    return Button(say("button-answer-date"), ANSWERS[Answer.DATE].act, (round_.pair, round_.number))


def _change(round_: OwnRound) -> Button:
    return Button(say("button-change"), "change", (round_.pair, round_.number))
