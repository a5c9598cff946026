"""Days and hours as they are said in Hebrew: weekdays by name and letter, months, parts of the day, hours in digits and words."""

import re

from domain.ground.spoken.days import A_DAY, dated, numbered, weekday_named
from domain.ground.spoken.hours import clock_of
from domain.ground.spoken.parts import Builder, Built, Clock, Day, Elsewhere, Marked, Part, Piece

_WEEKDAYS = {
    "ראשון": 6, "שני": 0, "שלישי": 1, "רביעי": 2, "חמישי": 3, "שישי": 4, "ששי": 4, "שבת": 5,
    "א": 6, "ב": 0, "ג": 1, "ד": 2, "ה": 3, "ו": 4, "ש": 5,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ["ינואר", "פברואר", "מרץ מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"], start=1
    )
    for name in names.split()
}  # fmt: skip
_HOURS = {
    "אחת": 1, "שתיים": 2, "שלוש": 3, "ארבע": 4, "חמש": 5, "שש": 6, "שבע": 7, "שמונה": 8, "תשע": 9, "עשר": 10,
    "אחת עשרה": 11, "שתים עשרה": 12,
}  # fmt: skip
_PARTS = {
    "בבוקר": Part.MORNING, "בבקר": Part.MORNING, "בצהריים": Part.AFTERNOON, "בצהרים": Part.AFTERNOON, "אחרי הצהריים": Part.AFTERNOON,
    "אחר הצהריים": Part.AFTERNOON, "אחהצ": Part.AFTERNOON, "בערב": Part.EVENING, "בלילה": Part.NIGHT,
    "בוקר": Part.MORNING, "ערב": Part.EVENING,
}  # fmt: skip
_START, _END = r"(?<![\w׳])", r"(?![\w׳])"
_MONTH = "|".join(_MONTHS)
_MOD = r"(?: (?P<mod>הבא|הקרוב|שעבר|האחרון|הזה|הבאה|הקרובה))?"
_LETTER = rf"{_START}(?:ב|ל)?יום (?:ה)?(?P<wd>[אבגדהוש]׳?|{'|'.join(_WEEKDAYS)}){_MOD}{_END}"
_NAME = rf"{_START}(?:ב|ל)-?(?P<wd>ראשון|שלישי|רביעי|חמישי|שישי|שני|שבת){_MOD}{_END}"
_CLOCKS = {
    "ישראל": "Asia/Jerusalem", "ירושלים": "Asia/Jerusalem", "לונדון": "Europe/London", "ניו יורק": "America/New_York",
    "שיקגו": "America/Chicago",
}  # fmt: skip
_MINUTES = {"וחצי": 30, "ורבע": 15, "ועשרה": 10, "": 0}


def mark_hebrew(marked: Marked) -> None:
    """Mark every day, hour and part of the day that the text says in Hebrew."""
    if re.search(r"[א-ת]", marked.text) is None:
        return
    for pattern, build in _PATTERNS:
        marked.take(pattern, build)


def _weekday(hit: re.Match[str], marked: Marked) -> Piece:
    today, weekday = marked.now.date(), _WEEKDAYS[hit["wd"].removesuffix("׳")]
    match hit["mod"]:
        case "שעבר" | "האחרון":
            return Day((), behind=today - A_DAY)
        case "הבא" | "הבאה":
            return weekday_named(weekday, today, "next")
        case "הקרוב" | "הקרובה" | "הזה":
            return weekday_named(weekday, today, "coming")
        case _:
            return weekday_named(weekday, today)


def _month_day(hit: re.Match[str], marked: Marked) -> Piece:
    return dated(int(hit[3] or 0) or None, _MONTHS[hit[2]], int(hit[1]), marked.now.date())


def _numbers(hit: re.Match[str], marked: Marked) -> Piece:
    return numbered(int(hit[1]), int(hit[2]), None, marked.now.date())


def _near(hit: re.Match[str], marked: Marked) -> Built:
    today = marked.now.date()
    match hit[1]:
        case "היום":
            return Day((today,), behind=today)
        case "הבוקר":
            return Day((), behind=today)
        case "הערב":
            return Day((today,)), Part.EVENING
        case "מחר":
            return Day((today + A_DAY,))
        case _:
            return Day((today + 2 * A_DAY,))


def _past(hit: re.Match[str], marked: Marked) -> Piece:
    return Day((), behind=marked.now.date() - A_DAY)


def _digits(hit: re.Match[str], marked: Marked) -> Piece:
    hour, written = int(hit[1]), hit[1]
    return clock_of(hour, int(hit[2] or 0), "24" if hour > 12 or written.startswith("0") else "")


def _quarter_to(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of((_HOURS[hit[1]] - 2) % 12 + 1, 45, "")


def _length(hit: re.Match[str], marked: Marked) -> Piece:
    return None


def _clock_of_a_place(hit: re.Match[str], marked: Marked) -> Piece:
    return Elsewhere(_CLOCKS[hit[1]])


def _words(hit: re.Match[str], marked: Marked) -> Piece:
    return clock_of(_HOURS[hit[1]], _MINUTES[hit[2] or ""], "")


def _part(hit: re.Match[str], marked: Marked) -> Piece:
    return _PARTS[hit[1]]


def _noon(hit: re.Match[str], marked: Marked) -> Piece:
    return Clock(12, 0, "pm")


_WORD = "|".join(sorted(_HOURS, key=len, reverse=True))
_PATTERNS: tuple[tuple[str, Builder], ...] = (
    (_LETTER, _weekday),
    (_NAME, _weekday),
    (rf"{_START}(?P<wd>שלישי|רביעי|חמישי|שישי){_MOD}{_END}(?= (?:ב|ה|ל)?-?[0-9]| (?:ב)?(?:{_WORD}){_END})", _weekday),
    (rf"{_START}(?P<wd>חמישי|שלישי|רביעי|שישי) (?P<mod>הבא|הקרוב){_END}", _weekday),
    (rf"{_START}(?:ב-?|ל-?)?רבע ל({_WORD}){_END}", _quarter_to),
    (rf"{_START}({_WORD})(?: (וחצי|ורבע|ועשרה))?(?= (?:בערב|בבוקר|בצהריים|אחרי הצהריים|אחהצ|בלילה))", _words),
    (rf"{_START}(?:ל)?(?:כ)?(?:כמעט )?(?:חצי שעה|שעתיים|שעה וחצי|שעה){_END}", _length),
    (rf"{_START}(?:ב|לפי |על פי )?שעון (ישראל|ירושלים|לונדון|ניו יורק|שיקגו){_END}", _clock_of_a_place),
    (rf"{_START}(?:ב|ל|ה|בה)?-?([0-9]{{1,2}}) ?(?:ב|ל)?-?({_MONTH})(?:,? (20[0-9][0-9]))?{_END}", _month_day),
    (rf"{_START}(?:ב|ל)-?([0-9]{{1,2}})[./]([0-9]{{1,2}}){_END}(?![./])", _numbers),
    (rf"{_START}(?:ל|מ)?(היום|הבוקר|הערב|מחרתיים|מחר){_END}", _near),
    (rf"{_START}(?:אתמול|אמש|שלשום|בשבוע שעבר|השבוע|לפני (?:יומיים|שבוע|שבועיים)){_END}", _past),
    (rf"{_START}(?:ב|ל)?-?(?:שעה )?-?([0-9]{{1,2}}):([0-9]{{2}}){_END}", _digits),
    (rf"{_START}(?:(?:ב|ל)שעה |(?:ב|ל)-?)([0-9]{{1,2}})(){_END}(?![./:-])", _digits),
    (rf"{_START}(?:בשעה |ב-?)({_WORD})(?: (וחצי|ורבע|ועשרה))?{_END}", _words),
    (rf"{_START}(?:ב-?12 )?(?:בצהרי היום|בחצות היום){_END}", _noon),
)
_PART = rf"{_START}({'|'.join(sorted(_PARTS, key=len, reverse=True))}){_END}"


def mark_hebrew_parts(marked: Marked) -> None:
    """Mark the parts of the day."""
    marked.take(_PART, _part)
