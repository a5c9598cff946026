"""The phrases that recur in English answers, by the names under which the rows of the grammar ask for them."""

import re
from functools import cache

from domain.pair.understanding.grammar import TIME

_PARTNER = (
    r"(?:(?:my|our) (?:wonderful |great |lovely |dear |new |study )*(?:chevruta partner|study partner|study pair|study buddy|partner|"
    r"chevruta|pair|buddy)"
    r"(?:,? §f)?|§f)"
)
_NICE = (
    r"great|good|lovely|wonderful|beautiful|nice|rich|amazing|fantastic|terrific|deep|meaningful|fruitful|productive|excellent|"
    r"delightful|"
    r"inspiring|moving|powerful|fabulous|awesome|sweet|warm|fun|fascinating|interesting|thoughtful|fine|okay|special|holy|superb|"
    r"energizing|"
    r"nourishing|uplifting|honest|helpful|enjoyable|incredible|brilliant|stimulating|joyful|joyous|gentle|needed|worthwhile|"
    r"pleasant|successful|perfect"
)
COMMON = (
    r"my|our|the|a|an|some|his|her|their|your|no|nobody|not|never|he|she|they|it|this|that|these|those|you|we|us|me|i|who|if|when|"
    r"how|"
    r"what|why|where|people|everyone|someone|somebody|anyone|nothing|one|all|both|congregants?|students?|members?|board|committee|"
    r"clergy|wife|husband|hubby|wifey|spouse|neighbou?r|"
    r"mother|father|mom|dad|sister|brother|kids?|friends?|boss|president|staff|team|colleagues?|others?|couple|family|bride|groom|"
    r"mayor|"
    r"wish|hope|think|thought|dreamed|pretend|say|says|said|tell|told|maybe|perhaps|almost|nearly|before|after|until|once|last|"
    r"next|in|on|at|for|to|"
    r"or|yes|well|than|as|since|while|unless|whether|neither|nor|only|had|have|has|would|could|should|is|are|was|were|be|with|"
    r"about|of|from|too|"
    r"now|then|here|there|very|really|please|help|god|moses|rashi|therapist|doctor|lawyer|roommate|cohort|group|facilitator|"
    r"synagogue|shul|"
    r"hardly|barely|supposedly|allegedly|sadly|today|tomorrow|yesterday|hi|hello|hey|thanks|because|so|did|does|do|can|will|may|"
    r"might"
)
_NAME = rf"(?:§f|(?:(?:rabbi|rav|cantor|chazzan|hazzan|reb|dr|rabba|rabbanit|maharat)\.? )?(?!(?:{COMMON})\b)[a-z]{{2,14}})"
NAMES = {
    "time": TIME,
    "partner": _PARTNER,
    "tail": (
        r"(?: (?:please|for now|everything|this|things|it|all messages|the messages|from (?:this|everything|the messages|chevruta)|"
        r"(?:for|until|through) (?:a |the |two |three |after |end |of |about |few |some |my |further |beginning )*(?:while|bit|weeks?|"
        r"months?|summer|holidays|chagim|"
        r"spring|fall|winter|notice|pesach|passover|shloshim|shavuot|purim|sukkot|baby|year|semester|january|february|march|april|may|"
        r"june|july|august|"
        r"september|october|november|december|§[dlmnx][0-9]*|elul)))*"
    ),
    "us": (
        r"we|we both|both of us|we two|we three|all three of us|the three of us|the two of us|our (?:chevruta|pair|trio|study pair|"
        r"little trio)"
    ),
    "often": (
        r"(?:have|had|did|just|finally|already|actually|also|all|both|indeed|even|certainly|definitely|now|happily|gladly|do|in fact|"
        r"thankfully) "
    ),
    "alone": r"(?:have|had|did|just|finally|already|actually|indeed|even|happily) ",
    "met": (
        r"met|met up|met each other|got together|studied|learned|zoomed|sat down together|have been meeting|have been studying|made it "
        r"happen|"
        r"(?:had|held|completed|finished|did|enjoyed) §s|did our (?:chevruta|studying|learning|study)|"
        r"(?:managed to|were able to|got to|did|made time to|found (?:the |some )?time to|found §w to|had (?:a|the) chance to) {meet}|"
        r"met and (?:studied|learned|talked|spoke|read|discussed)|spent §l[0-9]+ (?:studying|learning)|connected and (?:studied|"
        r"learned)|sat and (?:learned|studied)|had (?:chevruta|our time)"
    ),
    "meet": r"meet|meet up|get together|study|learn|study together|learn together|have §s|connect and study|zoom|get it done|fit it in",
    "nice": _NICE,
    "how": (
        r"(?:on|over|by|via) zoom|by phone|over the phone|on the phone|in person|online|over video|by video|face to face|over facetime|"
        r"on facetime|over whatsapp|over coffee|over lunch|at the jcc"
    ),
    "adj": (
        r"together|already|twice|once|three times|two times|again|as planned|as a (?:pair|trio|chevruta)|for the first time|{how}|"
        r"{time}|§m|this time|"
        r"this week|over the weekend|on the weekend|last sunday|earlier|just now|a few days ago|a couple of days ago|recently|with "
        r"{partner}|"
        r"for (?:our )?(?:chevruta|study|session|our session|our first session|§s)|in chevruta|and (?:it )?(?:was|went) (?:so |"
        r"very |"
        r"really |just )?{nice}|as scheduled|"
        r"for a (?:{nice} |long |short |full )*(?:session|hour|while|study session|chevruta)|for §s|(?:(?:the|our|some|a little) )"
        r"?(?:text|texts|sources|source sheet|passage|prompt|pirkei avot|avot|torah|talmud|mishnah|midrash|gemara|rambam|rashi|"
        r"parsha|"
        r"psalms)|"
        r"and (?:studied|learned|read|discussed) (?:together|the (?:text|texts|sources|passage|prompt))|(?:with )?each other|it|"
        r"(?:only|just) §l[0-9]+|and had "
        r"§s|thank god|baruch hashem"
    ),
    "can_not": (
        r"(?:(?:simply|just|really) )?(?:can not(?: seem to)?|could not|will not|would not be able to|(?:are|am) (?:not able|unable|"
        r"not going) to(?: be able to)?|will not be able to|will be unable to|are not|am not)"
    ),
    "do": (
        r"(?:(?:be able to|manage to|get to|find (?:the )?time to|going to|quite|really|possibly|even) )*(?:(?:meet|meeting|meet up|"
        r"study|studying|learn)(?: together)?|do (?:it|this|chevruta|our chevruta|§s)|make it(?: work| happen)?|manage it|manage|"
        r"get together|participate|swing it|fit it in|get to it|have §s|find (?:time|the time|§w)|commit|join|connect)"
    ),
    "weneed": r"we|i|we both|both of us|us",
    "skip": (
        r"skip|skip over|pass|pass on|sit out|take off|miss|opt out of|opt out|leave it|bow out of|bow out|give a miss|forgo|"
        r"skip out on"
    ),
    "busy": (
        r"(?:way |just |far |simply |really |so |much |a bit |a little )*(?:too (?:busy|much|full|hectic|crazy|packed|hard|tight)|"
        r"impossible|not (?:possible|going to happen|happening|going to work|workable|doable)|out|a no go|a wash|off the table)"
    ),
    "seek": (
        r"find|set|pick|choose|schedule|arrange|coordinate|settle on|figure out|agree on|set up|find us|get|come up with|work out|"
        r"identify|nail down|finding|setting|picking|scheduling|arranging|coordinating|settling on|agreeing on|"
        r"figuring out|coming up with|setting up|working out"
    ),
    "offer": r"(?:suggest|propose|offer|recommend|give|send|find|show|pick|come up with|provide|share|throw out|float)(?: us)?",
    "ask": (
        r"(?:please |kindly )?(?:(?:can|could|would|will) (?:you|the bot|shamash) (?:please |possibly |maybe |kindly |perhaps |be able "
        r"to )*|are you able to |would you be able to |would you mind |we would (?:like|love|love for) you to |we need you to |any "
        r"chance you (?:can|could) |"
        r"is there any chance you could |i would appreciate it if you could |it would be great if you could |would love it if you "
        r"could |(?:maybe|perhaps) you (?:can|could) )?"
    ),
    "meeting": (
        r"(?:are|will be) (?:all )?(?:meeting|meeting up|studying|learning|getting together|zooming|set|on|booked|scheduled|set to "
        r"meet|scheduled to meet|planning to meet|going to meet|going to study|confirmed|planned|having §s|doing chevruta)|"
        r"will (?:meet|meet up|study|learn|get together|zoom|be meeting|be studying|be learning|have §s|do it|talk and study)|meet|"
        r"study|(?:plan|have plans|have a plan) to (?:meet|study|learn|get together)|are planning (?:to meet|to study|for|on)|"
        r"(?:have )?(?:scheduled|planned|arranged|booked)(?: (?:to meet|to study|§s|§g|chevruta|something|it))?|(?:have )?(?:agreed|"
        r"decided|settled|arranged) (?:on|to meet|to study)|"
        r"said|(?:have )?(?:rescheduled|moved it|pushed it|postponed|moved|switched)(?: (?:to|for|until|it to))?|have (?:§s|§w|§g)(?: "
        r"(?:scheduled|set|planned|booked|set up))?|have it (?:scheduled|set|down|booked|in the calendar)|"
        r"set it|settled on|landed on|picked|chose|locked in|are going with|went with"
    ),
    "set": (
        r"(?:set|fixed|found|agreed on|agreed to|picked|booked|scheduled|arranged|chose|made|settled on|have|got|have got|nailed down|"
        r"confirmed|locked in|planned|put|decided on|set up|have set) (?:(?:a|the|our) date(?! §p)|§w|§s|§g)"
        r"(?: (?:set|in place|together|in the (?:calendar|diary)|on the (?:calendar|books)|for §s))?"
    ),
    "great": r"(?:so |very |really |truly |just |quite |absolutely |pretty |such a )*{nice}",
    "long": (
        r"week|month|stretch|few weeks|couple of weeks|few days|couple of days|days|weeks|time|season|winter|year|start to the year|"
        r"few months|patch"
    ),
    "hard": (
        r"(?:really |very |such a |so |pretty |incredibly |quite |extremely |particularly )*(?:hard|rough|tough|difficult|terrible|"
        r"awful|heavy|brutal|exhausting|draining|overwhelming|horrible|painful|stressful|trying|challenging|intense|crazy|long and "
        r"hard|sad)"
    ),
}
_FILL = (
    rf"(?:{_NICE}|first|second|third|next|short|long|quick|brief|study|learning|zoom|monthly|chevruta|§n|and|whole|full|real|really|so|"
    rf"very|truly|actual) "
)
_ALONE = r"(?! (?:is|and i|will|was|happened|took|went|are|has|did|met|partner|session|meeting|pair|trio)\b)"
_CHUNKS = (  # what recurs in many rows is put into a mark of its own first, so that a row is short
    (
        (
            rf"(?<![\w§])(?:(?:{_PARTNER} and (?:i|me)|(?:i|me) and {_PARTNER}|{_NAME}(?:,? (?:and )?{_NAME})? and (?:i|me)|"
            rf"{_PARTNER} {_NAME} "
            rf"and i|me and {_NAME})(?= ))"
        ),
        "we",
    ),
    (
        (
            rf"\b(?:our (?:{_FILL})*(?:sessions?|chevruta|meeting|study session|learning|conversation|get together|study date|zoom|"
            rf"call|study)"
            rf"|(?:a|the|another|one|such a|quite a|this month s|this round s|§n s) (?:{_FILL})*(?:study |learning |chevruta )"
            rf"?(?:sessions?|chevruta|learning|study date))\b(?: together)?{_ALONE}"
        ),
        "§s",
    ),
    (
        (
            rf"\b(?:a|the|another|one|such a|quite a) (?:{_FILL})*(?:meeting|conversation|get together|zoom|call|discussion|talk)\b(?: "
            rf"together)?{_ALONE}"
        ),
        "§g",
    ),
    (
        (
            r"\b(?:(?:a|an|another|some|the|our|any|a few|few|two|three|several|a couple of|some possible|our next|a mutual|a common|a "
            r"new|a firm|one|a better) (?:good |suitable |common |mutual |possible |workable |free |meeting |study |best |other |"
            r"different |better |next |first |firm |definite )*"
            r"(?:times?|dates?|slots?|days?|hours?|time slots?|options|meeting time|windows?|openings?)|(?:good |suitable |possible |"
            r"common |free |meeting |other |alternative )*(?:times|dates|slots|time slots|options)|date and time|date and a time|day "
            r"and time|time and date)(?: and times?| and dates?)?\b"
            rf"(?: (?:that|which) (?:works?|suits?|fits?|would work|might work)(?: for)?(?: (?:us both|us|both of us|all of us|"
            rf"everyone|the two of us|our schedules))?| for us(?: both)?| for both of us| (?:for us )?to (?:meet up|meet|study|learn|"
            rf"get together)(?: together)?| for (?:§s|§g|studying|learning|study|chevruta)| with {_PARTNER})*(?! is\b| has\b| was\b| §p)"
        ),
        "§w",
    ),
    (r"\b(?:(?:(?:for|in) )?(?:this month|the month|this round|this cycle|this §n)|in the month of §n)\b|(?:\b(?:for|in) )?§n", "§m"),
    (r"\b(?:next month|the next (?:month|round)|next round)\b", "§x"),
)


@cache
def _chunks() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), mark) for pattern, mark in _CHUNKS)


def chunked(text: str) -> str:
    """A text with one mark for each phrase that recurs: "we" for a pair however it is named, §s a session, §w a time to be found,
    §m this month, §x the next.
    """
    for pattern, mark in _chunks():
        text = pattern.sub(mark, text)
    return text
