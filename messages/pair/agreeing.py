"""What is said where two answers of a pair meet: shown first to who gives the later one, and told to the others when it changes theirs."""

from datetime import datetime

from domain.ground.values import Value
from domain.pair.checkins import Answer, CheckIn, Manner, Reminding
from messages.ground.names import first_name
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, label, lines, listed, moment, say
from messages.joining.signups import pause_button
from messages.pair.checkins import Noted, OwnRound, answered, merged
from messages.pair.times import TimesView, shown


class Clash(Value):
    """An answer that contradicts another's; `name`: whose, None for somebody who has no place any more."""

    theirs: CheckIn
    mine: CheckIn
    name: str | None


class Taken(Value):
    """An answer that was taken; `later`: what its author has said since they gave it; `times`: those that are proposed to them.

    `reminding`: whether they are reminded of its date. `late`: its round was over by then.
    """

    round: OwnRound
    given: CheckIn
    clash: Clash | None = None
    later: CheckIn | None = None
    times: TimesView | None = None
    reminding: Reminding = Reminding.COMES
    late: bool = False


def taken(view: Taken) -> Message:
    """What was noted, or what stands against it."""
    given = view.given
    if view.later is not None:
        return Message(say("answer-later", what=stands_words(view.later)), (_change(view.round),))
    if view.clash is not None:
        return first_shown(view.round, view.clash)
    if view.times is not None:
        return shown(view.times)
    match given.manner:
        case Manner.KEPT:
            return Message(say("answer-kept", what=stands_words(given)), (_change(view.round),))
        case Manner.FOR_BOTH:
            said = say("answer-for-both", what=stands_words(given), partners=listed(view.round.partners), count=len(view.round.partners))
            return Message(said, (_change(view.round),))
        case Manner.SAID:
            return _noted(view)


def _noted(view: Taken) -> Message:
    """Who has met may have named the next time as well: both are noted."""
    given, noted = view.given, Noted(view.given.date, view.reminding, view.late)
    if given.answer is Answer.MET and given.date is not None:
        return merged(answered(view.round, Answer.MET), answered(view.round, Answer.DATE, noted))
    return answered(view.round, given.answer, noted)


def first_shown(round_: OwnRound, clash: Clash) -> Message:
    """Somebody's answer contradicts their partner's: they are shown it, and choose."""
    args = (round_.pair, round_.number, clash.mine.id)
    name = clash.name or say("clash-somebody")
    when = moment(clash.theirs.at, "D")
    told = say(_by_day("clash", clash.theirs), name=name, day=when, at=_at(clash.theirs))
    text = lines(told, say("clash-ask", count=len(round_.partners), partners=listed(round_.partners)))
    keep = Button(say(f"button-keep-{clash.theirs.answer.value}"), "keep-theirs", args)
    change = Button(say(f"button-for-both-{clash.mine.answer.value}"), "for-both", args, Tone.CARE)
    return Message(text, ((keep, change),))


def settled(round_: OwnRound, stands: CheckIn) -> Message:
    """The press came too late, or a second time: this is what stands."""
    return Message(say("answer-settled", what=stands_words(stands)), (_change(round_),))


def changed(
    round_: OwnRound, name: str, partner: str, stands: CheckIn, before: datetime | None, yours: Answer | None,
    reminding: Reminding | None = None, *, late: bool = False,
) -> Message:  # fmt: skip
    """To a partner, at once: it is otherwise than they believe.

    `before`: the date that they are not reminded of any more. `yours`: what they had said themselves, where it is not that.
    `reminding`: whether they are reminded of the date that stands, if there is one. `late`: that round is over.
    """
    text = lines(
        say(
            _by_day("partner-changed", stands),
            name=first_name(name),
            partner=partner,
            at=_at(stands),
            late=late,
            until=moment(round_.until, "D"),
        ),
        say("partner-changed-yours", answer=yours.value) if yours is not None else None,
        None if reminding in {None, Reminding.OVER} else say("partner-changed-reminds", reminding=reminding),
        say("partner-changed-before", before=before) if before is not None else None,
        say("partner-changed-end"),
    )
    return Message(text, (_change(round_),))


def off_asked(round_: OwnRound, name: str, partner: str, theirs: CheckIn) -> Message:
    """To somebody who takes the month off and told nobody: a partner counts on them."""
    text = lines(
        say(_by_day("off-asked", theirs), name=first_name(name), partner=partner, at=_at(theirs)), say("off-asked-ask", partner=partner)
    )
    join = Button(say(f"button-join-{theirs.answer.value}"), "join", (round_.pair, round_.number, theirs.id), Tone.GOOD)
    tell = Button(label("button-tell-off", name=partner), "tell-them", (round_.pair, round_.number))
    return Message(text, ((join, tell), (pause_button(),)))


def stands_words(stands: CheckIn) -> Safe:
    """An answer, in a sentence to one of the pair."""
    return say(_by_day("stands", stands), at=_at(stands))


def _by_day(name: str, one: CheckIn) -> str:
    """The sentence of that name about an answer; a date without its day, and a next time beside "we met", have their own."""
    if one.answer is Answer.MET and one.date is not None:
        return f"{name}-met-again"
    return f"{name}-{one.answer.value}-when" if one.answer is Answer.DATE and one.date is None else f"{name}-{one.answer.value}"


def _at(one: CheckIn) -> Safe:
    return moment(one.date) if one.date is not None else Safe("")


def _change(round_: OwnRound) -> tuple[Button, ...]:
    return Button(say("button-change"), "change", (round_.pair, round_.number)), pause_button()
