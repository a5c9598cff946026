"""What a text may mean where not all of it was understood: found by its words anywhere, weighed, and only ever shown."""

import re
from collections.abc import Sequence
from functools import cache

from domain.ground.spoken import Marked
from domain.ground.spoken.parts import Day
from domain.pair.understanding.values import Sense

_SURE, _LIKELY, _FAINT = 4.0, 2.0, 1.0
PLAIN = _SURE  # what is said so plainly that it comes before a pause
_NOT = r"(?:not|never|no|neither|none|nobody|hardly|without|nor|unable|לא|אין|טרם)"
_PATTERNS: tuple[tuple[Sense, float, str], ...] = (
    (Sense.MET, _SURE, r"\b(?:we|i|us|both)\b(?: \w+){0,5} (?:met|studied|learned|zoomed|got together|connected|sat down|talked|spoke)\b"),
    (Sense.MET, _SURE, (
        r"\bhad (?:\w+ ){0,6}(?:session|chevruta|meeting|study|conversation|learning|call|zoom|discussion|talk|time together|hour)\b"
    )),
    (Sense.MET, _LIKELY, (

            r"\b(?:met|studied|learned together|learned with|studied with|learned yesterday|got together|met up|get to meet|managed to "
            r"meet|chevruta happened|were able to meet)\b"

    )),
    (Sense.MET, _LIKELY, (
        r"\b(?:session|chevruta|meeting|study|it|learning|conversation|call)(?: \w+){0,3} (?:happened|took place|went|was (?:\w+ )"
        r"?(?:great|good|wonderful|lovely|done))\b"
    )),
    (Sense.MET, _SURE, r"\bspent\b.{0,25}\b(?:studying|learning|together)\b"),
    (Sense.MET, _FAINT, r"\b(?:done|we did|completed|finished|check|success|accomplished|we made it)\b|^we have$"),
    (Sense.MET, _SURE, (
        r"(?<![א-ת])(?:ש|ו|כש)?(?:נפגשנו|למדנו|נפגשתי|ישבנו|היה לנו מפגש|התקיים|התקיימה|הצלחנו להיפגש|יצא לנו|היה מפגש)(?![א-ת])"
    )),
    (Sense.NOT_THIS_MONTH, _SURE, (
        rf"\b{_NOT}\b.{{0,45}}(?:\bthis (?:month|time|round|one)\b|§n|\bthe month\b)|(?:\bthis (?:month|round)\b|§n)"
        rf".{{0,30}}\b(?:{_NOT}|out|impossible|too)\b"
    )),
    (Sense.NOT_THIS_MONTH, _SURE, (
        r"\b(?:skip|skipping|sit(?:ting)? (?:\w+ ){0,3}out|pass(?:ing)?(?: on| this| for)|take (?:\w+ ){1,3}off|taking (?:\w+ )"
        r"{1,3}off|count (?:me|us) out|rain ?check|leave it|bow out|we will pass|got away from us)\b"
    )),
    (Sense.NOT_THIS_MONTH, _SURE, (
        r"\b(?:wait|postpone|push|hold off|put (?:it|this) off|defer|delay|reschedule|try again|pick (?:it )?up)\b.{0,30}(?:next "
        r"(?:month|round)|§x)|(?:next month|§x) instead\b"
    )),
    (Sense.NOT_THIS_MONTH, _LIKELY, (
        r"\bnext (?:month|round)\b|\bneither of us\b|\bnone of us\b|\b(?:too busy|swamped|overwhelmed|no time|not enough time|out of "
        r"town|traveling|no bandwidth|too much going on|slammed|crazy busy)\b"
    )),
    (Sense.NOT_THIS_MONTH, _LIKELY, (
        r"\b(?:can not|could not|will not|not able to|not going to|unable to|wo not)\b.{0,25}\b(?:meet|make it|study|do it|happen|"
        r"manage|swing|work|able|find (?:the )?time)\b"
    )),
    (Sense.NOT_THIS_MONTH, _SURE, r"לא.{0,25}(?:החודש|חודש זה|§n)|(?:החודש|§n).{0,25}לא|חודש הבא|נדלג|מדלגים|נוותר"),
    (Sense.NOT_THIS_MONTH, _LIKELY, r"(?:לא|אי) (?:אפשר|נוכל|נספיק|נצליח|אוכל|יכולים|מסתדר|יוצא)|אין (?:לנו |לי )?זמן|עמוס"),
    (Sense.HELP, _SURE, (
        r"\bhelp\b(?!ful)|\b(?:suggest|propose|offer|recommend|find) (?:\w+ ){0,4}(?:times?|dates?|slots?|hours?|days?|options)\b|"
        r"\bassist|\bcan you (?:find|suggest|offer)\b"
    )),
    (Sense.HELP, _SURE, (
        r"\b(?:trouble|struggling|hard time|difficult(?:y)?|hard|stuck|tricky|can not|could not|tough|unable)\b.{0,25}\b(?:find|"
        r"finding|agree|agreeing|schedul\w+|coordinat\w+|set|setting|pick|picking)\b.{0,20}\b(?:times?|dates?|slots?|days?|hours?|"
        r"schedules?|schedule|it)?"
    )),
    (Sense.HELP, _SURE, (
        r"\b(?:schedules|calendars|time zones|availability)\b.{0,30}\b(?:not|never|conflict|clash|impossible|nightmare|hard|tough|"
        r"difficult|opposite|different)\b"
    )),
    (Sense.HELP, _LIKELY, (
        r"\b(?:what|which) times?\b|\b(?:find|finding) (?:\w+ ){0,3}(?:time|date|slot)\b|\bwhen (?:could|can|should) we\b|\bneed "
        r"(?:\w+ ){0,3}(?:time|date|slot)\b|\bschedul(?:e|ing)\b|\bcoordinat"
    )),
    (Sense.HELP, _SURE, r"עזר|תמצאו|תמצא|לעזור|עזור|להציע|הצע|(?:למצוא|מציאת|לתאם|לקבוע|תיאום) |מתקשים"),
    (Sense.DATE, _LIKELY, (
        r"\b(?:set|fixed|found|picked|booked|scheduled|arranged|agreed|have|made|chose|got|confirmed|planned|settled)\b(?: \w+){0,4} "
        r"(?:date|time|day|slot|meeting|session|appointment)\b|\b(?:scheduled|booked|rescheduled|on the calendar|in the calendar|"
        r"penciled in)\b"
    )),
    (Sense.DATE, _LIKELY, (
        r"\b(?:meeting|will meet|studying|going to meet|will study|plan to meet|getting together|set for|planning to meet|will be "
        r"meeting|gonna meet|see each other|meet)\b.{0,40}§d"
    )),
    (Sense.DATE, _FAINT, r"\b(?:are meeting|will meet|going to meet|plan to meet|planning to|will be meeting|about to meet)\b"),
    (Sense.DATE, _LIKELY, r"(?:קבענו|נקבע|תיאמנו|ניפגש|נפגשים|נפגשות|נלמד|יש לנו תאריך|סיכמנו)"),
    (Sense.PAUSE, _SURE, (
        r"\b(?:pause|do not pair|on hold|sabbatical|take a break|need a break|a breather|break from|step back|hit pause|time off)\b|"
        r"הפסקה|להשהות|תקפיאו|להקפיא"
    )),
    (Sense.PAUSE, _FAINT, (
        r"\b(?:hard|rough|tough|difficult|terrible|awful|heavy|brutal|overwhelming|crazy) (?:\w+ )?(?:week|month|stretch|few weeks|"
        r"days|weeks|season)\b|\b(?:burned out|burnt out|exhausted|drowning|falling apart|overwhelmed)\b|(?:שבוע|תקופה|חודש) (?:\w+ )"
        r"?קשה|קשה לי"
    )),
)  # fmt: skip
_NOT_US = (
    r"\bmet (?:my|our|the|his|her|their|with (?:the|our board|my board|our staff|my staff|his|her)|some|a|all|every) ?(?:\w+ )"
    r"?(?:deadlines?|goals?|targets?|quota|board|congregants?|needs?|requirements?|expectations|criteria|students?|standards?|"
    r"challenge|bar|committee|wife|husband)\b"
    r"|\blast year\b|\byears? ago\b|\bin (?:school|college|seminary|camp|rabbinical school)\b|\bhelp ?! ?i can not open\b|\blast "
    r"(?:season|cohort|month)\b"
)
_UNREAL = re.compile(
    r"\b(?:if|wish|hope|hoped|hoping|supposed|would have|should have|thought|almost|nearly|never|might|may|maybe|perhaps|want(?:ed)"
    r"? to|try(?:ing)?|tried|until|unless|once|before|when|said|says|told|heard|dream\w*|pretend|imagine|like to|able|going to|"
    r"will|how do|were to)\b|\?|הלוואי|אם|אולי|רצינו|אמר|אמרה|כמעט"
)
_NEGATED_MET = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|hardly|without|unable|yet to)\b(?: \w+){0,5}? (?:met|meet|studied|study|learned|got "
    r"together|connected|session|talked|spoke|happen\w*)\b|לא (?:נפגשנו|למדנו|הצלחנו)|(?:עוד|עדיין) לא|טרם"
)
_NO_PAUSE = re.compile(
    r"\b(?:not|no|never|without) (?:\w+ ){0,3}(?:hard|rough|tough|difficult|break|pause|need|time off)\b|\bhow (?:do|can) i\b"
)
_UNREAL_COUNTS = 0.3


@cache
def _compiled() -> tuple[tuple[Sense, float, re.Pattern[str]], ...]:
    return tuple((sense, weight, re.compile(pattern)) for sense, weight, pattern in _PATTERNS)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(_NOT_US)


def guesses(sentences: Sequence[str], marked: Marked) -> dict[Sense, float]:
    """How much speaks for each sense, over all sentences; nothing where nothing does."""
    found = dict[Sense, float]()
    for sentence in sentences:
        if _others().search(sentence):
            continue
        for sense, weight in _of(sentence, marked).items():
            found[sense] = max(found.get(sense, 0), weight)
    return found


def is_said(sentences: Sequence[str], weighed: dict[Sense, float]) -> bool:
    """Whether one of the answers is meant at all, however unclear, and not only its words used: in a wish, a question, another's words."""
    likely = max(weighed.values(), default=0) >= _LIKELY
    return likely and not all(_UNREAL.search(sentence) for sentence in sentences)


def _of(sentence: str, marked: Marked) -> dict[Sense, float]:
    weighed = dict[Sense, float]()
    for sense, weight, pattern in _compiled():
        if pattern.search(sentence):
            weighed[sense] = weighed.get(sense, 0) + weight
    if Sense.MET in weighed:
        if _NEGATED_MET.search(sentence):
            del weighed[Sense.MET]
        elif _UNREAL.search(sentence):
            weighed[Sense.MET] *= _UNREAL_COUNTS
    if Sense.PAUSE in weighed and _NO_PAUSE.search(sentence):
        del weighed[Sense.PAUSE]
    _add_days(weighed, sentence, marked)
    if re.search(r"\b(?:no|not|without) (?:really )?(?:need|any help|help)\b|\bno need\b", sentence):
        weighed.pop(Sense.HELP, None)
    return weighed


def _add_days(weighed: dict[Sense, float], sentence: str, marked: Marked) -> None:
    """What the days and hours in a sentence speak for."""
    days = [piece for piece in marked.named(sentence) if isinstance(piece, Day)]
    if any(day.ahead for day in days) and Sense.MET not in weighed:
        weighed[Sense.DATE] = weighed.get(Sense.DATE, 0) + (_LIKELY if re.search(r"§t", sentence) else _FAINT)
    elif not weighed and any(day.behind is not None for day in days):
        weighed[Sense.MET] = _FAINT  # a day that was is hardly named for anything else
    elif not weighed and "§t" in sentence:
        weighed[Sense.DATE] = _FAINT
