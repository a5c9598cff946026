"""Check-ins: the prompt, the one nudge, and what is said to each answer."""

from collections.abc import Callable, Sequence
from datetime import datetime, time

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PairId
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.group.sessions import Prompt
from domain.pair.checkins import Answer, Reminding
from domain.pair.formats import in_turn, numbered
from domain.pair.understanding import Guess
from messages.ground.citations import quoted_and_cited, referred
from messages.ground.dates import SUCH_AS, civil_words, time_words
from messages.ground.names import first_name
from messages.ground.values import Button, Choice, Field, Form, Message, Rows, Tone
from messages.ground.words import Safe, clean, lines, listed, moment, say
from messages.joining.signups import me_button, pause_button
from messages.pair.formats import described

MOST_MERGED, MOST_ROWS = 1800, 5  # characters and rows of an answer to several messages; Discord's limits are 2000 and 5
MOST_IN_A_ROW = 5


class OwnRound(Value):
    """A pair's round as one of its members sees it."""

    cohort: Cohort
    pair: PairId
    number: int
    until: datetime
    partners: tuple[str, ...]
    standing: Answer | None = None  # where one's own page is shown: what the pair has answered so far


class Noted(Value):
    """What is known beside an answer that was noted; `at`: when they mean to meet, and whether they are reminded of it.

    `late`: its round was over by then.
    """

    at: datetime | None = None
    reminding: Reminding = Reminding.COMES
    late: bool = False


_ALONE = Noted()
Said = Callable[[OwnRound, Noted], Message]


class AnswerRow(Value):
    """One answer, as a row of the table of all: what its button does, and is called once it is out there (`act`), how it is drawn in
    the facilitator's picture, and what is said to it, of a round and what was noted with it.

    Its words are `button-answer-…` and `cell-…`; what a partner hears of it is `partner-said-…`.
    """

    answer: Answer
    act: str
    colour: str  # of its cell, as #rrggbb; its shape is drawn in white on it
    said: Said
    tone: Tone = Tone.PLAIN
    asks_when: bool = False  # its button opens the form about a day and time


def _answers(round_: OwnRound) -> tuple[tuple[Button, ...], ...]:
    return _answer_taps(round_), (pause_button(),)


def _answer_taps(round_: OwnRound, first: Sequence[Answer] = ()) -> tuple[Button, ...]:
    return tuple(_answer_tap(round_, answer) for answer in dict.fromkeys((*first, *ANSWERS)))


def _answer_tap(round_: OwnRound, answer: Answer) -> Button:
    row = ANSWERS[answer]
    return Button(say(f"button-answer-{answer.value}"), row.act, (round_.pair, round_.number), row.tone)


def guess_taps(round_: OwnRound, guesses: Sequence[Guess]) -> tuple[Button, ...]:
    """What may be meant, best first, a time by itself; beside times the others are one tap further away, else they stand there too."""
    if all(guess.at is None for guess in guesses):
        return _answer_taps(round_, [answer for guess in guesses if (answer := guess.sense.answer) is not None])
    likely = [tap for guess in guesses if (tap := _guess_tap(round_, guess)) is not None][: MOST_IN_A_ROW - 1]
    return (*likely, Button(say("button-something-else"), "change", (round_.pair, round_.number)))


def _guess_tap(round_: OwnRound, guess: Guess) -> Button | None:
    """A time that is tapped is taken at once: the button carries its instant."""
    if guess.at is not None:
        return _time_tap(round_, guess.at, "date-at")
    return None if guess.sense.answer is None else _answer_tap(round_, guess.sense.answer)


def _time_tap(round_: OwnRound, at: LocalTime, act: str) -> Button:
    """`act` takes it as the time of their study, or of the next one after they met."""
    time_ = f"{civil_words(at.date, weekday=True, year=False)}, {time_words(at.as_shown().time)}"
    return Button(say("button-guessed-time", time=Safe(time_)), act, (round_.pair, round_.number, int(at.instant().timestamp())))


def next_times(round_: OwnRound, times: Sequence[LocalTime]) -> Message:
    """They met, and named a next time that may be one of several."""
    return Message(say("answer-next-times", count=len(times)), (tuple(_time_tap(round_, at, "again-at") for at in times),))


def prompt(round_: OwnRound, name: str, given: Prompt | None, *, first: bool = False, by_thread: bool = False) -> Message:
    """What to study, with its citations linked, with whom, until when; one tap is enough, words are fine where they can be read.

    `first`: it is the first that they get in this season, and says in full who sees what; later ones say it in a line.
    """
    partners = len(round_.partners)
    text = lines(
        say(
            "prompt-hello", name=first_name(name), partners=listed(round_.partners), count=partners, until=moment(round_.until, "D"),
            title=round_.cohort.title,
        ),
        to_study(round_.number, given),
        say("prompt-answer", way=Safe("taps" if by_thread else "words"), first=first, partners=partners),
    )  # fmt: skip
    return Message(text, _answers(round_))


def to_study(number: int, given: Prompt | None, *, alone: bool = False) -> Safe:
    """The text, and the question that staff wrote, the way to study that they chose, or without either the next one from our own list."""
    asked = given is not None and bool(given.question)
    named = say("prompt-text", reference=referred(given.reference)) if given is not None and given.reference else None
    way = numbered(in_turn(number) if given is None or given.format is None else given.format)
    how = quoted_and_cited(given.question, 1000) if given is not None and asked else described(way, alone=alone)
    return lines(named or (None if asked else say("prompt-any-text")), how)


def nudge(round_: OwnRound, name: str) -> Message:
    """The only one: softer than the prompt, and the last about this month."""
    return Message(say("nudge", name=first_name(name), partners=listed(round_.partners)), _answers(round_))


def answered(round_: OwnRound, answer: Answer, noted: Noted = _ALONE) -> Message:
    """What is said to each answer that stands; corrections are as welcome as answers."""
    return ANSWERS[answer].said(round_, noted)


def _met(round_: OwnRound, noted: Noted) -> Message:
    reflect = Button(say("button-reflect"), "reflect", (round_.pair, round_.number), Tone.MAIN)  # who may read it is asked first
    return Message(say("answer-met"), ((reflect, *_going_back(round_)),))


def _date(round_: OwnRound, noted: Noted) -> Message:
    if noted.at is not None:
        return Message(say("answer-date", at=noted.at, reminding=noted.reminding.value), (_going_back(round_),))
    when = Button(say("button-say-when"), ANSWERS[Answer.DATE].act, (round_.pair, round_.number), Tone.MAIN)
    return Message(say("answer-date-when"), ((when, *_going_back(round_)),))


def _not_this_month(round_: OwnRound, noted: Noted) -> Message:
    tell = Button(say("button-tell-them"), "tell-them", (round_.pair, round_.number), Tone.MAIN)
    myself = Button(say("button-tell-myself"), "tell-myself", (round_.pair, round_.number))
    text = say("answer-not-this-month", partners=listed(round_.partners), until=moment(round_.until, "D"), late=noted.late)
    return Message(text, ((tell, myself), _going_back(round_)))


def _help(round_: OwnRound, noted: Noted) -> Message:
    return Message(say("answer-help", partners=listed(round_.partners)), (_going_back(round_),))


def _going_back(round_: OwnRound) -> tuple[Button, ...]:
    return Button(say("button-change"), "change", (round_.pair, round_.number)), pause_button()


ANSWERS = {
    row.answer: row
    for row in (  # in the order of their buttons
        AnswerRow(Answer.MET, "met", "#0f6b4f", _met, Tone.GOOD),
        AnswerRow(Answer.DATE, "date", "#2f7fd0", _date, asks_when=True),
        AnswerRow(Answer.NOT_THIS_MONTH, "not-this-month", "#5b2a86", _not_this_month),
        AnswerRow(Answer.HELP, "help-us", "#c2620c", _help),
    )
}


def change(round_: OwnRound) -> Message:
    """The answers again."""
    return Message(say("answer-change", partners=listed(round_.partners)), _answers(round_))


def date_form(round_: OwnRound) -> Form:
    """When a pair means to meet, in one's own words and zone."""
    day = civil_words(SUCH_AS, year=False)
    hint = say("field-when.hint", four=time_words(time(16)), day=day, eight=time_words(time(20)))
    field = Field("when", say("field-when"), most=80, hint=hint)
    return Form(say("form-date-title"), "date-set", (field,), (round_.pair, round_.number))


def date_reminder(name: str, partners: Sequence[str], at: datetime) -> Message:
    """To each who studies this month, before the time they set themselves."""
    return Message(say("date-reminder", name=first_name(name), partners=listed(list(partners)), at=at), ((pause_button(),),))


def told_partner() -> Message:
    """The partner will hear it, in approved words and without a reason."""
    return Message(say("told-partner"))


def tells_them_themselves() -> Message:
    """Nothing is said to the partner."""
    return Message(say("tells-them-themselves"))


def month_off(name: str, partner: str, until: datetime, *, late: bool = False) -> Message:
    """To the partner: this month is off, without a reason. `late`: that round is over."""
    text = say("partner-month-off", name=first_name(name), partner=partner, until=moment(until, "D"), late=late)
    return Message(text, ((pause_button(),),))


def partner_said(name: str, answer: Answer, at: datetime | None = None) -> Safe:
    """What one's partner answered for both, at the next natural message; `at`: when they mean to meet."""
    if at is None:
        return say(f"partner-said-{answer.value}", name=name)
    return say("partner-said-met-again" if answer is Answer.MET else "partner-said-date-at", name=name, at=at)


def asked_back(rounds: Sequence[OwnRound], written: str, contact: str, guesses: Sequence[Guess] = ()) -> Message:
    """Words that could mean several things: what was written is kept, and the buttons ask once, the likeliest first."""
    rows = tuple(guess_taps(round_, guesses) for round_ in rounds[:2])
    titles = [round_.cohort.title for round_ in rounds]
    which = say("asked-back-which", first=titles[0], second=titles[1]) if len(rounds) > 1 else None
    return Message(lines(say("asked-back", words=clean(written, 200), contact=contact), which), (*rows, (pause_button(),)))


def nothing_open(contact: str) -> Message:
    """A word came while nothing was asked: it is kept, and a person is named."""
    return Message(say("reply-nothing-open", contact=contact), ((me_button(),),))


def merged(earlier: Message, later: Message) -> Message:
    """One answer to several messages: what both say, once; where that is too long, the later one, and that all of it was read."""
    if later.text in earlier.text:
        text = earlier.text
    elif len(earlier.text) + len(later.text) < MOST_MERGED:
        text = lines(earlier.text, later.text)
    else:
        text = lines(say("answers-merged"), later.text)
    return Message(text, _each_once((*later.rows, *earlier.rows))[:MOST_ROWS])


def _each_once(rows: Rows) -> Rows:
    """Rows without what a row before them has: Discord takes no message with two buttons of one id."""
    seen, kept = set[tuple[str, tuple[str | int, ...]]](), list[Choice | tuple[Button, ...]]()
    for row in rows:
        parts = (row,) if isinstance(row, Choice) else row
        new = tuple(part for part in parts if (part.act, part.args) not in seen)
        seen.update((part.act, part.args) for part in new)
        if new:
            kept.append(row if isinstance(row, Choice) else tuple(part for part in new if isinstance(part, Button)))
    return tuple(kept)


def too_much(messages: int, signs: int, contact: str) -> Message:
    """Somebody wrote more in a day than is kept of one person."""
    return Message(say("reply-too-much", messages=messages, signs=signs, contact=contact))


def unreadable(contact: str) -> Message:
    """A fault of ours kept what they wrote from being understood."""
    return Message(say("reply-unreadable", contact=contact))


def stranger() -> Message:
    """Somebody wrote who belongs to nothing yet."""
    return Message(say("reply-stranger"), ((Button(say("button-me"), "me"),),))
