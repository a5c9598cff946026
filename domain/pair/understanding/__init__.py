"""What a person wrote back, in English or Hebrew: recorded where every word is accounted for, else offered as buttons, best first.

A wrong record is worse than a question, and a question is cheap. Where somebody speaks of a death or an illness, that is what the text
is about, whatever plain answer stands beside it, and a pause is offered.
"""

import re
from datetime import date, datetime, time

from domain.ground.spoken import HORIZON, LONGEST, marked, plainly, quotes, resolved, when
from domain.ground.times import LocalTime
from domain.pair.understanding.english import english
from domain.pair.understanding.english_words import chunked
from domain.pair.understanding.grammar import TIME, Clause, Heard, clauses
from domain.pair.understanding.guesses import PLAIN, guesses, is_said
from domain.pair.understanding.harmless import is_apart, names_an_event, names_an_occasion
from domain.pair.understanding.hebrew import hebrew
from domain.pair.understanding.kinds import kinds
from domain.pair.understanding.months import mark_months
from domain.pair.understanding.names import named
from domain.pair.understanding.values import Guess, Kind, Sense, Understood

__all__ = ["HORIZON", "OF_GRIEF", "Guess", "Kind", "Sense", "Understood", "understand", "when"]

MOST_READ = 500  # characters that may be understood in full; what is longer tells a story
MOST_SHOWN = 5  # buttons in a row
OF_GRIEF = frozenset({Kind.BEREAVEMENT, Kind.ILLNESS})
_SENSES = {
    Heard.MET: Sense.MET, Heard.DATE: Sense.DATE, Heard.NOT_THIS_MONTH: Sense.NOT_THIS_MONTH,
    Heard.HELP: Sense.HELP, Heard.PAUSE: Sense.PAUSE,
}  # fmt: skip
_TOGETHER = ({Sense.MET, Sense.DATE},)
_CLAUSES = re.compile(r",|\b(?:so|but|because)\b")
_IS_SET = re.compile(r"\b(?:moved|set|meeting|meet|scheduled|booked|pushed|found|agreed|picked|next|have)\b|קבענו|נפגש")
_AS_QUESTIONS = {Heard.HELP, Heard.PAUSE, Heard.NOTHING}


def understand(text: str, today: date, zone: str, partners: tuple[str, ...] | None = None) -> Understood:
    """What somebody means by a free answer on that day; times are on the clock of their zone.

    `partners`: the names of those they study with, None where nobody knows: to have met with anybody else is no answer.

    A `datetime` for `today` (their wall time) says the hour too, so that "Monday at 9 am" after nine is the Monday to come.
    """
    now = today.replace(tzinfo=None) if isinstance(today, datetime) else datetime.combine(today, time())
    said = _Said(text, now, zone, partners)
    if len(text) > LONGEST:
        return Understood(shown=said.pauses(), kind=said.kind(meant=False))
    clauses_ = said.clauses()
    recorded, at, open_times = ((), None, ()) if clauses_ is None else _recorded(clauses_, now, zone)
    if recorded and clauses_ is not None:
        hard = said.in_grief or any(clause.heard is Heard.HARD_TIMES for clause in clauses_)
        return Understood(recorded, at, _beside(open_times, hard=hard and Sense.PAUSE not in recorded), said.kind_of_record)
    return Understood(shown=said.shown(recorded, at), kind=said.kind(meant=bool(recorded) or said.is_meant))


class _Said:
    """A text, in the forms in which it is looked at."""

    def __init__(self, text: str, now: datetime, zone: str, partners: tuple[str, ...] | None) -> None:
        self._plain = plainly(text)
        self._found = kinds(self._plain)
        self._marked = marked(self._plain, now, zone)
        mark_months(self._marked)
        self._marked.text = named(self._marked.text, partners)
        self._sentences = _sentences(self._marked.text)
        self._whole = len(text) <= MOST_READ and not quotes(self._plain)
        self._weighed = guesses(self._sentences, self._marked)

    @property
    def in_grief(self) -> bool:
        """Whether it speaks of a death or an illness, anybody's."""
        return any(kind in self._found for kind in OF_GRIEF)

    @property
    def is_meant(self) -> bool:
        """Whether one of the answers is meant at all, however unclear."""
        return not quotes(self._plain) and is_said(self._sentences, self._weighed)

    @property
    def kind_of_record(self) -> Kind:
        """An answer, unless it speaks of a death or an illness as well."""
        return self._found[0] if self.in_grief else Kind.ANSWER

    def kind(self, *, meant: bool) -> Kind:
        """What it is about; an answer, where one is meant and nothing else is found."""
        kind = self._found[0] if self._found else Kind.UNKNOWN
        return Kind.ANSWER if meant and kind in {Kind.UNKNOWN, Kind.THANKS} else kind

    def clauses(self) -> list[Clause] | None:
        """Every clause of the whole, or None where a word is left over."""
        found = list[Clause]()
        for sentence in _sentences(chunked(self._marked.text)) if self._whole else ():
            read = clauses(sentence.rstrip("? "), self._marked, (english(), hebrew()))
            answered = any(clause.heard in _SENSES for clause in found)
            if read is None and answered and not sentence.endswith("?") and is_apart(sentence):
                read = [Clause(Heard.ASIDE, text=sentence)]
            if read is None or (sentence.endswith("?") and not _may_be_asked(read)):
                return None
            found += read
        return found if self._whole else None

    def shown(self, clear: tuple[Sense, ...], at: LocalTime | None) -> tuple[Guess, ...]:
        """The guesses, best first; what was plainly said, in grief, comes before a pause, and that before what may be meant."""
        ranked = sorted(self._weighed, key=lambda sense: -self._weighed[sense])
        mine = self.in_grief and re.search(r"\b(?:i|my|we|our)\b|[א-ת]", self._plain) is not None
        first = [Sense.PAUSE] if mine or Kind.STOP in self._found else []
        plain = [sense for sense in ranked if self._weighed[sense] >= PLAIN]
        order = [*dict.fromkeys((*clear, *plain, *first, *ranked))]
        if not order and Kind.NO_LUCK in self._found:
            order = [Sense.HELP, Sense.NOT_THIS_MONTH, Sense.DATE]
        times = [at] if at is not None else self._options() or [None]
        guessed = [Guess(sense, time_) for sense in order for time_ in (times if sense is Sense.DATE else [None])]
        return tuple(guessed[:MOST_SHOWN])

    def pauses(self) -> tuple[Guess, ...]:
        """All that is heard in a letter."""
        return (Guess(Sense.PAUSE),) if Sense.PAUSE in self._weighed or self.in_grief else ()

    def _options(self) -> list[LocalTime]:
        """The times that are named anywhere, each sentence by itself, else all of it together."""
        clauses_ = [clause for sentence in self._sentences for clause in _CLAUSES.split(sentence)]
        clauses_.sort(key=lambda clause: _IS_SET.search(clause) is None)  # what was set comes before what is in the way
        parts = [self._marked.named(clause) for clause in clauses_]
        options = [at for part in parts for at in resolved(part, self._marked.now, self._marked.zone).options]
        whole = resolved(self._marked.named(self._marked.text), self._marked.now, self._marked.zone).options
        return [*dict.fromkeys(options or whole)][:3]


def _sentences(text: str) -> list[str]:
    """Its sentences; a question keeps its mark."""
    parts = re.findall(r"(?:[^.!?;\n]|\.(?=[0-9]))+[?]?", text)
    return [" ".join(part.split()) for part in parts if part.strip()]


def _may_be_asked(read: list[Clause]) -> bool:
    heard = {clause.heard for clause in read}
    return heard <= _AS_QUESTIONS and heard != {Heard.NOTHING}


def _recorded(read: list[Clause], now: datetime, zone: str) -> tuple[tuple[Sense, ...], LocalTime | None, tuple[LocalTime, ...]]:
    """What may be recorded of clauses that were all understood, its time, and the times among which one must still choose."""
    heard = {clause.heard for clause in read}
    senses = {_SENSES[one] for one in heard if one in _SENSES}
    times = resolved([piece for clause in read for piece in clause.pieces], now, zone)
    unsure = bool(times.options) and times.one is None
    if unsure:
        senses -= {Sense.DATE}
    answers = senses - {Sense.PAUSE}
    several = len(answers) > 1 and answers not in _TOGETHER
    denied = Sense.MET in answers and Heard.NOT_YET in heard
    unfounded = Sense.MET not in answers and Heard.HOW_IT_WAS in heard
    elsewhere = (Sense.DATE in senses and _may_be_of_something_else(read)) or (Sense.MET in senses and _may_be_another_meeting(read))
    elsewhere = elsewhere or (Sense.HELP in senses and _may_be_other_help(read))
    if several or denied or unfounded or elsewhere or (unsure and answers - {Sense.MET}):
        return (), None, ()
    at = times.one if Sense.DATE in senses else None
    return tuple(sense for sense in Sense if sense in senses), at, times.options if unsure else ()


def _may_be_of_something_else(read: list[Clause]) -> bool:
    """A day and an hour, beside which an event is named that is not a pair's study."""
    bare = all(re.fullmatch(TIME, clause.text) for clause in read if clause.heard is Heard.DATE and clause.pieces)
    return bare and any(names_an_event(clause.text) for clause in read if clause.heard in {Heard.ASIDE, Heard.GRIEF})


def _may_be_another_meeting(read: list[Clause]) -> bool:
    """They met, and an occasion is named at which people meet."""
    return any(names_an_occasion(clause.text) for clause in read if clause.heard is Heard.ASIDE)


def _may_be_other_help(read: list[Clause]) -> bool:
    """Beside a death or an illness, a cry for help is not for a time."""
    asked = [clause.text for clause in read if clause.heard is Heard.HELP]
    return any(clause.heard is Heard.GRIEF for clause in read) and not any("§w" in text or "schedul" in text for text in asked)


def _beside(times: tuple[LocalTime, ...], *, hard: bool) -> tuple[Guess, ...]:
    """What is offered beside what was recorded: the times that are still open, and a pause after hard times."""
    dates = tuple(Guess(Sense.DATE, at) for at in sorted(times, key=lambda at: (at.date, at.time)))
    return (*dates, Guess(Sense.PAUSE)) if hard else dates
