"""Words that bear on no answer: what may be told beside one without changing it. And words that do, whatever stands around them."""

import re
from functools import cache

_HARMLESS = """
a an the and or of to in on at by for from with as so very really truly quite too also just still even both all some any every each
single many much more most few little lot lots bit bunch couple i we me us my our you your it its he she they her him them his their
this that these those there here who which where what how am is are was were be been being has have had do does did got get gets getting
going went go goes came come comes coming make makes made making take takes took taking feel feels felt love loved loves enjoyed enjoy
like liked thank thanks grateful gratitude appreciate appreciated blessing blessings bless beautiful wonderful lovely great good nice
sweet rich deep moving amazing awesome fantastic terrific excellent perfect fun delightful inspiring powerful meaningful fruitful
productive energizing nourishing uplifting warm holy special worthwhile pleasant successful fine okay better best busy crazy wild hectic
full packed swamped slammed overwhelmed tired exhausted stretched thin frantic insane nuts bonkers madness mad craziness chaos chaotic
sorry apologies alas sadly unfortunately afraid honestly frankly gladly happily baruch hashem god torah text texts source sources sheet
page pages chapter chapters verse verses line lines paragraph paragraphs prompt prompts question questions passage passages reading
readings study chevruta partner session sessions conversation discussion conversations discussions talk insight insights idea ideas
topic topics story stories commentary rashi rambam ramban midrash mishnah mishna gemara talmud psalm psalms parsha parashah avot pirkei
heschel maimonides halacha halachic aggadah tefillah prayer prayers zohar tanya justice grief joy community leadership congregation
congregations congregant congregants synagogue shul temple campus hospital hillel chaplaincy pulpit work job life lives family families
kids baby babies newborn son daughter bris brit bnai bar bat mitzvah mitzvahs weddings funerals holidays holiday chagim purim pesach
passover shabbat shabbatot shabbos weekend weekends season calendar calendars schedule schedules diary diaries inbox email emails
secretary phone zoom video call calls computer laptop wifi coffee tea lunch dinner breakfast babka cake snacks weather snow snowstorm
storm travel traveling trip trips conference conferences retreat vacation sabbatical maternity paternity leave parental move moving
house home office renovations renovation budget taxes deadlines deadline exams finals papers thesis dissertation surgery emergency
emergencies crisis crises lifecycle events event hosting host visiting visitors guests inlaws israel jerusalem london chicago boston
haifa paris honolulu york new old big small huge tiny long short hard heavy easy early late quick slow first second third last-minute
whole half already finally indeed certainly definitely absolutely totally completely surely always together well soon again forward
looking up around through about into away between among against along across because since while than then though although but however
plus hurray hooray yay woohoo wow oh ah phew haha hah lol hi hello hey shalom dear friend friends shamash bot everyone all folks team
bye cheers best warmly regards todah toda rabah raba kol tuv yasher yashar koach mazal mazel tov amen lchaim shavua gut voch chag
sameach refuah shleima minutes hours pm nudge reminder reminders note message messages checking check-in check-ins asking match pairing
setting matching patience understanding kindness support thanks happy glad pleased delighted excited thrilled proud welcome see seeing
seen read reads discussed discussing explored covered focused dug spent laughed cried argued shared sharing learned learning swapped
compared started starting finished finishing begun began ended ending needs need needed turned turns worked works working keep keeps
kept put puts sat sit ran run running gave give gives brought bring brings child children wedding tenure teaching classes semester term
interviews interview hiring search staff cover covering duty call shifts shift one two three four five six seven eight nine ten eleven
twelve dozen hundred zillion million thousand zero several jolly flexible afternoons mornings evenings nights fitting maariv arvit
mincha please count counts halfway through interrupted ice cream cookie cookies gorgeous cutting close habits army crying screaming jet
lag lagged moving packing boxes place street corner room table book books pencil dog cat
"""
_HEBREW = """
היה הייתה היתה היו זה זאת גם מאוד מאד ממש כל הכל עם על של לי לנו לכם לך אני אנחנו אנו הוא היא הם יש יותר מדי הרבה המון קצת תודה רבה ברוך
השם טוב טובה נפלא נהדר נהדרת מקסים מרגש יפה מעניין כיף נעים מעולה מצוין שווה חשוב לימוד טקסט מקור מקורות שיחה מפגש חברותא עומס עבודה
עמוס עמוסים עסוקים חתונות חתונה בר בת מצווה ילדים תינוק תינוקת חגים חג בית קהילה קהילות שבת בקהילה בעבודה בבית סליחה מצטערים מצטערת
מצטער לצערי לצערנו שלום להתראות בשמחה באהבה בהצלחה תזכורת נמשיך פירות שידוך השידוך צבא מילואים במילואים חופשה
"""
_BEARING = re.compile(
    r"§[dtpzbmnxswg]|\b(?:not|no|never|none|nobody|nothing|neither|nor|nope|without|hardly|barely|unable|if|unless|until|whether|"
    r"maybe|perhaps|"
    r"might|may|could|should|would|wish|wishes|hope|hoping|hoped|hopefully|want|wanted|try|tried|trying|almost|nearly|supposed|"
    r"pretend|dream\w*|"
    r"imagine|said|says|say|told|tell|tells|thought|thinks?|heard|claims?|according|wrote|writes|asked|met|meet|meeting|meets|"
    r"studied|learned|"
    r"learnt|study|skip\w*|wait\w*|postpone\w*|resched\w*|cancel\w*|fell|moved|pushed|help|pause|stop|year|years|ago|school|"
    r"college|camp|"
    r"seminary|once upon|last|another|other|others|else|someone|somebody|different|wrong|mistake|ignore|kidding|joke\w*|joking|lie|"
    r"lies|false|"
    r"true|actually|instead|except|rather|only|correction|scratch|disregard|meant|really\?|week|month|months|weeks|tomorrow|today|"
    r"fools?|sarcas\w*|"
    r"test|testing|quote|unquote|hypothetical\w*|theory|theoretically|ideally|long ago|once|back when|used to|anyone|either|doubt|"
    r"lied|forget|nah|"
    r"oops|wait|yeah right|as if|with|board|committee|"
    r"part(?:y|ies)|weddings?|dinner|mayor|reunion|conference|wife|husband)\b|[0-9]|לא|אין|אולי|אם|אמר|הלוואי|שנה|שעבר|לפני|כאילו|סתם|"
    r"בצחוק|טעות|נפגש|למדנו|קבענו"
)
_OPENS_A_REST = re.compile(
    r"(?:with|at|in|on|for|when|where|that|which|who|or|by|from|to|of|as|about|before|after|than|because|per|via|ב|של|עם|כש|ש)\b"
)


_OF_SOMEBODY = re.compile(r"(?:and |but |so |with )?§[fo] (?:is|was|has|had|got|needs|and i (?:are|were|had|have))\b")
_ANOTHER_EVENT = re.compile(
    r"\b(?:conferences?|interviews?|trips?|retreat|surgery|exams|finals|classes|teaching|bris|brit|weddings?|funerals?|mitzvahs?|"
    r"events?|"
    r"hosting|lunch|dinner|breakfast|coffee|calls?|vacation|deadlines?|visiting|visitors|shifts?|duty|travel\w*|congregants?|staff|"
    r"semester|"
    r"renovations?|prayers?|tefillah|shul|synagogue|temple|hospital|work|job)\b|חתונ|מצווה|עבודה|קהילה"
)


_OCCASION = re.compile(r"\b(?:weddings?|dinner|lunch|breakfast|bris|brit|funerals?|conferences?|retreat|events?|reunion)\b|חתונ")


def names_an_event(aside: str) -> bool:
    """Whether an aside names what a bare day and hour beside it may be of, other than a pair's study."""
    return _ANOTHER_EVENT.search(aside) is not None


def names_an_occasion(aside: str) -> bool:
    """Whether an aside names what people meet at, other than to study."""
    return _OCCASION.search(aside) is not None


@cache
def _words() -> frozenset[str]:
    return frozenset((_HARMLESS + _HEBREW).split())


def is_harmless(clause: str) -> bool:
    """Whether every word of a clause is known to bear on no answer; §f and §o are somebody's name and §l a length."""
    if ("§f" in clause or "§o" in clause) and _OF_SOMEBODY.match(clause) is None:
        return False  # a bare name says whose words these are, or who it was
    words = re.sub(r"§[fo]|§l[0-9]+", " ", clause).replace("'", " ").split()
    return bool(words) and all(word in _words() for word in words)


def is_apart(sentence: str) -> bool:
    """Whether a whole sentence, of at least three words, says something of its own that touches on no answer and no time."""
    words = sentence.split()
    return len(words) > 2 and _BEARING.search(sentence) is None and _OPENS_A_REST.match(sentence) is None and '"' not in sentence
