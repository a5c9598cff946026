"""What somebody is given who writes no answer: the text, the link, their partner, dates, a way out, a person to hear them."""

from collections.abc import Sequence
from datetime import datetime

from domain.cohort.cohorts import ENDED, Cohort, Program
from domain.ground.ids import MessageId, PairId
from domain.ground.values import Value
from domain.group.sessions import Prompt, Round, Session
from domain.pair.understanding import Guess, Kind
from messages.ground.names import first_name
from messages.ground.values import Button, Message, Rows, Tone
from messages.ground.words import Safe, clean, label, lines, listed, moment, say
from messages.joining.signups import me_button, pause_button
from messages.pair import apart
from messages.pair.apart import Placed, Way
from messages.pair.checkins import OwnRound, guess_taps, to_study
from messages.pair.meeting import Partner, pressed, thread_button

MOST_SAID = 3  # of their cohorts, in one answer


class Study(Value):
    """A cohort that somebody has a place in, and what of it they may need; `under_way`: the round of now, else the last one that was.

    `partners` are those who are on the server; `away`: the names of those who are not. `next_round`: when the next one opens.
    """

    cohort: Cohort
    sessions: tuple[Session, ...] = ()  # those to come, the earliest first
    last_held: datetime | None = None
    under_way: Round | None = None
    next_round: datetime | None = None
    given: Prompt | None = None
    pair: PairId | None = None
    partners: tuple[Partner, ...] = ()
    away: tuple[str, ...] = ()
    way: Way | None = None
    facilitators: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether its members know who they study with."""
        return self.cohort.started_at is not None


def text(found: Sequence[Study], now: datetime) -> Message:
    """What to study in the round of now, of the one cohort that this is asked of, or of the first of several."""
    one, *others = found
    also = say("need-text-others", titles=listed([other.cohort.title for other in others])) if others else None
    return Message(lines(_text(one, now), also), ((pause_button(),),))


def _text(one: Study, now: datetime) -> Safe:
    title, round_ = one.cohort.title, one.under_way
    if not one.begun:
        return say("need-not-begun", title=title)
    if round_ is None:
        begins = moment(one.next_round) if one.next_round is not None else None
        return say("need-text-ahead", title=title, begins=begins) if begins else say("need-text-none", title=title)
    ended = one.next_round if round_.closes_at <= now else None
    if ended is not None:
        return say("need-text-ahead", title=title, begins=moment(ended))
    said = "need-text-over" if round_.closes_at <= now else "need-text"
    study = to_study(round_.number, one.given, alone=one.pair is None)
    return lines(say(said, number=round_.number, title=title, until=moment(round_.closes_at, "D")), study)


def link(found: Sequence[Study]) -> Message:
    """The button that gives the link, as everywhere, to the group's own people alone; what holds where there is none to give."""
    shown = found[:MOST_SAID]
    near = [(one.cohort, one.sessions[0]) for one in shown if one.begun and one.sessions]
    buttons = tuple(Button(_of("button-link", cohort, near), "session-link", (session.id,)) for cohort, session in near)
    return Message(lines(*(_link(one) for one in shown)), (*((buttons,) if buttons else ()), (pause_button(),)))


def _of(name: str, cohort: Cohort, among: Sequence[object]) -> str:
    """A label, which says of which cohort it is where there are several."""
    return str(say(name)) if len(among) == 1 else label("button-of", what=str(say(name)), title=cohort.title)


def _link(one: Study) -> Safe:
    title = one.cohort.title
    if not one.begun:
        return say("need-not-begun", title=title)
    if not one.sessions:
        return say("need-no-session", title=title)
    next_ = one.sessions[0]
    return say("need-link", title=title, number=next_.number, at=next_.starts_at, there=one.cohort.link is not None)


def partner(found: Sequence[Study]) -> Message:
    """Who they study with, by a name to press, and their thread; what holds where there is nobody."""
    shown = [_partner(one) for one in found[:MOST_SAID]]
    rows = tuple(row for one in shown for row in one.rows)[: MOST_SAID + 1]
    return Message(lines(*(one.text for one in shown)), (*rows, (pause_button(),)))


def _partner(one: Study) -> Message:
    title = one.cohort.title
    if not one.begun:
        return Message(say("need-not-begun", title=title))
    if one.partners and one.pair is not None:
        over, people = one.cohort.state in ENDED, len(one.partners) + 1
        names = listed([pressed(partner) for partner in one.partners])
        said = say("need-partner-was" if over else "need-partner", title=title, partners=names, count=len(one.partners))
        away = say("need-partner-away", names=listed(one.away), count=len(one.away)) if one.away else None
        return Message(lines(said, away), () if over else ((thread_button(one.pair, people),),))
    ask = say("pair-waits-ask", facilitators=listed(one.facilitators)) if one.facilitators else None
    if one.away:
        return Message(lines(say("need-partner-away", names=listed(one.away), count=len(one.away)), ask))
    none = say("need-no-partner", title=title)
    match one.way:
        case None:
            return Message(lines(none, ask))
        case Way.ASKED:
            return Message(lines(none, say("need-choose")), (apart.choices(Placed(one.cohort, (), Way.ASKED)),))
        case _:
            placed = apart.chosen(Placed(one.cohort, (), one.way))
            return Message(lines(none, placed.text), placed.rows)


def end(found: Sequence[Study], now: datetime) -> Message:
    """When they meet next and last, and when the round ends."""
    return Message(lines(*(_end(one, now) for one in found[:MOST_SAID])), ((me_button(), pause_button()),))


def _end(one: Study, now: datetime) -> Safe:
    title = one.cohort.title
    if not one.sessions:
        held = say("need-end-was", at=one.last_held) if one.last_held is not None else None
        return lines(say("need-no-session", title=title), held)
    next_, last = one.sessions[0], one.sessions[-1]
    ends = one.under_way.closes_at if one.begun and one.under_way is not None and one.under_way.closes_at > now else None
    return lines(
        None if one.begun else say("need-not-begun", title=title),
        say("need-end", title=title, number=next_.number, at=next_.starts_at, last=last.starts_at, count=len(one.sessions)),
        say("need-end-round", until=moment(ends, "D")) if ends is not None else None,
    )


def stop(pause: Message, cohorts: Sequence[Cohort]) -> Message:
    """Quiet until a day they name, or the way out, which is shown before anything happens. `pause`: what asks until when."""
    leave = leave_row(cohorts)
    return Message(lines(say("need-stop", leave=bool(leave)), pause.text), (*pause.rows, *leave))


def leaving(cohorts: Sequence[Cohort]) -> Message:
    """The way out, which is shown before anything happens, and the pause beside it."""
    if not cohorts:
        return Message(say("need-nothing-to-leave"), ((me_button(),),))
    return Message(say("need-leaving"), (*leave_row(cohorts), (pause_button(),)))


def leave_row(cohorts: Sequence[Cohort]) -> Rows:
    """A button for each of them, which asks before anything is given up."""
    row = tuple(Button(label("button-leave", title=one.title), "withdraw", (one.id,), Tone.CARE) for one in cohorts[:MOST_SAID])
    return (row,) if row else ()


def may_pass_on(kind: Kind, written: str, program: Program, cohort: Cohort | None, reply: MessageId) -> Message:
    """Trouble that a person should hear of: their words go on by a tap, as they stand, and not before."""
    title = None if cohort is None else say("question-about", title=cohort.title)
    offer = say("need-pass-on", kind=Safe(kind.value), words=clean(written, 200), program=program.name, contact=program.contact)
    go = Button(say("button-pass-on"), "pass-on", (program.id, 0 if cohort is None else cohort.id, reply), Tone.MAIN)
    return Message(lines(offer, title), ((go, me_button() if cohort is None else pause_button()),))


def sorry(name: str) -> Safe:
    """To somebody in grief or ill, before anything else."""
    return say("need-sorry", name=first_name(name))


def for_another(name: str) -> Message:
    """To words about somebody else's grief or illness: nothing is asked."""
    return Message(lines(sorry(name), say("need-for-another")), ((pause_button(),),))


def with_guesses(given: Message, round_: OwnRound, guesses: Sequence[Guess]) -> Message:
    """The same, with what the words may also say about this month."""
    return Message(lines(given.text, say("need-also")), (*given.rows, guess_taps(round_, guesses)))
