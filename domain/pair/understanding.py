"""What a person wrote back: one of the answers, a date, a wish to be left alone, or nothing that one could be sure of.

People answer the message and not the form. A wrong guess is worse than a question, so whatever is negated, wished, asked or
twofold is left unclear, and the bot asks back with buttons.
"""

import re
from datetime import date, datetime, time
from functools import cache

from domain.ground.spoken import LONGEST, Stated, plainly, when
from domain.ground.times import LocalTime
from domain.ground.values import Value
from domain.pair.checkins import Answer

__all__ = ["Understood", "understand", "when"]


class Understood(Value):
    """`answer` is None when it is not clear; `when` may be missing from a date; `pause` is a hard week, whatever else is said."""

    answer: Answer | None
    when: LocalTime | None = None
    pause: bool = False


def understand(text: str, today: date, zone: str) -> Understood:
    """What somebody means by a free answer on that day; `when` is on the clock of their zone.

    A `datetime` for `today` (their wall time) says the hour too, so that "Monday at 9" after nine is the Monday to come.
    """
    plain = plainly(text)
    pause = _wants_a_pause(plain)
    if len(text) > LONGEST:
        return Understood(None, pause=pause)
    now = today.replace(tzinfo=None) if isinstance(today, datetime) else datetime.combine(today, time())
    found = {answer for sentence in _sentences(plain) for answer in _answers(sentence, now, zone)}
    if _only_a_date(plain) and when(text, now, zone) is not None:
        found.add(Answer.DATE)
    if len(found) != 1:
        return Understood(None, pause=pause)
    (answer,) = found
    return Understood(answer, _when(text, plain, now, zone) if answer is Answer.DATE else None, pause)


def _when(text: str, plain: str, now: datetime, zone: str) -> LocalTime | None:
    """The one time that the whole says, else the one that one of its sentences says."""
    said = {found for sentence in _sentences(plain) if (found := when(sentence, now, zone)) is not None}
    return when(text, now, zone) or (said.pop() if len(said) == 1 else None)


# --- The tables ---

_OFTEN = r"(?:(?:have|had|did|just|finally|already|actually|also|all|both|indeed) )*"
_HELLO = r"^(?:(?:yes|yep|yeah|hi|hello|shalom|oh|ok|okay|well|and|thanks|thank you|so|just|already|finally) )*"
_THEM = r"(?! (?:the|our|some|his|her|their|with (?:the|our|some|his|her|their))\b)"  # "we met with the board"
_STUDIED = rf"(?:met\b{_THEM}|studied|learned together|learnt together|zoomed|got together)\b(?! (?:not|never|yet)\b)"
_PARTNER = r"(?:my )?(?:study )?(?:partner|pair|chevruta|chavruta|hevruta|chevrusa)"
_LIKE_FIND = r"(?: seem to| manage to| to| please)* find (?:us |me )?(?:a|any|some) (?:good |suitable |common )?times?\b"

_MET = (
    rf"\bwe {_OFTEN}{_STUDIED}",
    r"\bwe did meet\b",
    r"\bwe had (?:a |our )(?:first |very |great |good |lovely |wonderful |beautiful |nice |short )*(?:session|chevruta|study)\b",
    rf"{_HELLO}{_STUDIED}",
    rf"{_HELLO}(?:rabbi |cantor |rav )?[a-z]+ and i {_OFTEN}{_STUDIED}",
    rf"\b{_PARTNER} and i {_OFTEN}{_STUDIED}",
    rf"\bi {_OFTEN}met (?:with )?{_PARTNER}\b",
    r"^(?:all )?done$",
)
_SET = (
    rf"\bwe {_OFTEN}(?:set|fixed|found|agreed on|picked|booked|scheduled|arranged) (?:a|the|our|another) (?:date|time|meeting|session)\b",
    r"\b(?:we|i) have (?:a|our) date\b",
    r"^(?:(?:the |our |have |got |a )*(?:date|time) (?:is )?set\b|(?:have|got) (?:a|our) date\b)",
)
_COMING = (  # only with a day and a time: "we will meet soon" is no date
    r"\bwe (?:(?:are|will|be|have|all) )+(?:meet|meeting|study|studying|getting together|on for|set for|scheduled|booked|planned)\b",
    r"\b(?:scheduled|booked|planned|set|arranged) (?:for|on)\b",
    r"\bwe (?:plan|planned) (?:to meet|for)\b",
    rf"{_HELLO}(?:meeting|studying) ",
)
_NOT_THIS_MONTH = (
    r"\bnot this month\b",
    r"\b(?:can|ca|could|wo|will|are|am|is) not (?:(?:be|going|to|able|make|manage|meet|do|study|it|get|happen|work|at|all) )*this month\b",
    r"\b(?:no time|too busy|too much on|overwhelmed) this month\b",
    r"\bthis month (?:is not|will not|does not|wo not) (?:going to |be )?(?:work|working|possible|happen|good)\b",
    r"\bthis month is (?:impossible|too much|too full|too busy)\b",
    r"\bnext month instead\b",
)
_SKIP = (
    r"\b(?:skip|skipping|pass on|passing on|sit out|sitting out) this (?:month|round|one)\b",
    r"\bsit(?:ting)? this (?:month|round|one) out\b",
)
_HELP = (
    r"\bhelp (?:us |me |please |with )*(?:to )?(?:find|finding|set|setting|schedule|scheduling|arrange|pick|coordinate)\b",
    rf"\b(?:please|you|can not|could not|ca not|not|unable to){_LIKE_FIND}",
    r"\bsuggest (?:(?:us|some|a|two|few) )*times?\b",
    r"\b(?:trouble|difficulty|struggling|struggle|hard time|hard)(?: to)? (?:find|finding|scheduling|setting)\b",
    r"\bneed (?:some |your )?help\b",
    r"^(?:please )?help(?: us| me| please)*$",
    r"\bcan not agree on a (?:date|time)\b",
)
_KIN = "mother|father|mom|mum|dad|sister|brother|son|daughter|child|baby|wife|husband|spouse|grandmother|grandfather"
_PAUSE = (
    r"\b(?:hard|rough|tough|difficult|terrible|awful|heavy|brutal) (?:week|month|stretch|few weeks|few days|days|weeks)\b",
    r"\b(?:need|take|taking|want|like) (?:to take )?a (?:little |short |long |real )?(?:break|pause|breather)\b",
    r"(?<!is )(?<!they are )\b(?:in|sitting|sit) (?:shiva|shivah|shloshim|mourning|avelut|aveilut)\b",
    r"\bmy (?:whole )?family is (?:in|sitting) (?:shiva|shivah|mourning)\b",
    rf"\bmy (?:{_KIN}) (?:(?:has|just|suddenly) )*(?:died|passed away|passed|is dying)\b",
    r"^(?:please )?(?:pause|stop)(?: please| me| everything| for now)*$",
    r"\bpause (?:me|everything|my messages|all messages|for now|this)\b",
    r"\b(?:please|need to|want to|like to) pause\b",
    r"\bstop (?:writing|messaging|texting)\b",
    r"\bpause please\b",
)
_ASKED_FOR = re.compile(r"\b(?:can|could|may|would) (?:you|we|i) (?:please |just )*(?:pause|stop|take a (?:break|pause))\b")
_NEGATIONS = frozenset(["not", "never", "no", "nobody", "none", "neither", "nor", "without", "hardly", "unable", "nothing"])
_UNREAL = frozenset(
    ["if", "unless", "until", "till", "once", "before", "when", "after", "almost", "nearly", "wish", "hope", "hoped", "hoping", "supposed",
     "should", "would", "could", "might", "may", "maybe", "perhaps", "want", "wanted", "try", "trying", "tried", "pretend", "since"]
)  # fmt: skip
_UNSURE = _UNREAL | frozenset(
    ["hopefully", "tentative", "tentatively", "possibly", "probably", "suggest", "propose", "proposed", "or", "either", "was", "were"]
)
_FILLERS = frozenset(
    ["on", "at", "the", "in", "we", "are", "meeting", "will", "meet", "be", "it", "is", "yes", "ok", "okay", "great", "let", "us", "for",
     "see", "you", "then", "good", "works", "work", "my", "time", "set", "date", "of", "hi", "hello", "thanks", "thank", "morning", "s",
     "afternoon", "evening", "our", "a", "this", "coming"]
)  # fmt: skip


@cache  # when somebody first writes, and not at each start
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_REFUTING = _NEGATIONS | _UNREAL


def _sentences(plain: str) -> list[str]:
    """Its sentences without commas; a question keeps its mark. What follows a "but" stands for itself."""
    parts = re.findall(r"(?:[^.!?;\n]|\.(?=\d))+\??", re.sub(r"\b(?:but|however|though)\b", ".", plain))
    return [" ".join(re.sub(r"[^\w\s'?:/@.-]|(?<!\d)-|-(?!\d)", " ", part).split()) for part in parts]


def _answers(sentence: str, now: datetime, zone: str) -> set[Answer]:
    """The answers that one sentence gives beyond doubt."""
    words, found = sentence.rstrip("? ").split(), set[Answer]()
    if _hit(_HELP, sentence) and not re.search(r"\b(?:no|not|without) (?:really )?(?:need|any help|help)\b", sentence):
        found.add(Answer.HELP)
    if sentence.endswith("?"):
        return found
    met = _hit(_MET, sentence)
    if met and not _REFUTING & set(_before(met, sentence)) and "yet" not in words:
        found.add(Answer.MET)
    skips = _hit(_SKIP, sentence)
    if _hit(_NOT_THIS_MONTH, sentence) or (skips and not _REFUTING & set(_before(skips, sentence))):
        found.add(Answer.NOT_THIS_MONTH)
    if not (_NEGATIONS | _UNSURE) & set(words):
        coming = _hit(_COMING, sentence) and when(sentence, now, zone) is not None
        if _hit(_SET, sentence) or coming:
            found.add(Answer.DATE)
    return found


def _before(hit: re.Match[str], sentence: str) -> list[str]:
    return sentence[: hit.start()].split()


def _hit(patterns: tuple[str, ...], sentence: str) -> re.Match[str] | None:
    return next((hit for pattern in _compiled(patterns) if (hit := pattern.search(sentence))), None)


def _wants_a_pause(plain: str) -> bool:
    for sentence in _sentences(plain):
        if _ASKED_FOR.search(sentence):
            return True
        hit = _hit(_PAUSE, sentence)
        if hit and not sentence.endswith("?") and not _NEGATIONS & set(_before(hit, sentence)[-4:]):
            return True
    return False


def _only_a_date(plain: str) -> bool:
    """Nothing is said but a day and a time."""
    left = Stated(plain).left
    return "?" not in left and set(re.findall(r"\w+", left)) <= _FILLERS
