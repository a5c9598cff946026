"""What a reply is about when it is none of the answers: found by its words anywhere in it, since nothing is recorded by it."""

import re
from functools import cache

from domain.pair.understanding.harmless import is_harmless
from domain.pair.understanding.values import Kind

_KIN = (
    r"(?:mother|father|mom|mum|dad|sister|brother|son|daughter|child|baby|wife|husband|spouse|partner|aunt|uncle|cousin|niece|"
    r"nephew|"
    r"grandmother|grandfather|grandma|grandpa|bubbe|zayde|saba|savta|abba|ima|mother in law|father in law|mother-in-law|"
    r"father-in-law|in-law|dog|cat|friend|best friend|teacher|"
    r"chevruta|stepfather|stepmother|kids?|children|parents?|twin|fiancee?|toddler|little one|rabbi)"
)
_SOMEBODY = (
    rf"(?:i|we|he|she|they|(?:my|our|his|her|their) (?:[a-z]+ )?{_KIN}(?: s)?|everyone|the kids|the whole (?:house|family)|(?:my|our) "
    rf"(?:whole |entire )?(?:family|house|household)|(?!\b(?:is|are|who)\b)[a-z]+)"
)
_ILL = (
    r"(?:sick|ill|unwell|not (?:feeling )?well|under the weather|in (?:the )?hospital|hospitalized|in the icu|in the er|bedridden|"
    r"contagious|recovering(?: from)?|laid up)"
)

_PATTERNS: dict[Kind, tuple[str, ...]] = {
    Kind.BEREAVEMENT: (
        r"(?<!phone )(?<!battery )(?<!laptop )(?<!computer )(?<!internet )(?<!wifi )(?<!car )\b(?:died|passed away)\b",
        (
            r"\b(?:sitting|sit|sat|in|at|up from|out of|during|finished|observing|started|starting) (?:shiva|shivah|shloshim|sheloshim|"
            r"avelut|aveilut|mourning|aninut)\b(?! minyan| house of a congregant)"
        ),
        (
            rf"\b(?:my|our|his|her) (?:[a-z]+ )?{_KIN}(?: [a-z]+)? (?:(?:has|have|just|suddenly|also) )*(?:died|passed away|passed|is "
            rf"dying|was niftar|was killed|is gone|is in hospice|is on hospice)\b"
        ),
        (
            rf"\b(?:lost|buried|burying|mourning|grieving|burial of|funeral of|funeral for|death of|passing of|loss of|levaya of|"
            rf"eulogy for|unveiling for|yahrzeit of) (?:my|our|his|her) (?:[a-z]+ )?{_KIN}\b"
        ),
        rf"\bmy (?:[a-z]+ )?{_KIN} s (?:funeral|death|passing|burial|levaya|shiva|unveiling)\b",
        (
            r"\b(?:death|loss) in (?:the|my|our) family\b|\bfamily (?:death|loss|funeral)\b|\bmy family is (?:in|sitting) (?:shiva|"
            r"shivah|mourning)\b|\bi am (?:in mourning|an? (?:avel|onen|mourner)|grieving)\b|\b(?:miscarriage|stillbirth|stillborn)\b|"
            r"\blost (?:the|our|a) (?:baby|pregnancy)\b"
        ),
        (
            r"\b(?:dana|partner|chevruta|she|he|[a-z]+) (?:is|has been|was) (?:sitting |in )(?:shiva|shivah|mourning)\b|\b(?:died|"
            r"passed away|niftar|niftera) (?:this|last|on|yesterday|today|in|suddenly|two|a)\b|\bbaruch dayan\b"
        ),
        (

                r"(?<![א-ת])(?:(?:יושבת|יושב|יושבים|יושבות) שבעה|יושבת|יושב|יושבים|יושבות|בשבעה|שבעה על|השבעה של|בשלושים|באבל|נפטר|"
                r"נפטרה|נפטרו|הלך לעולמו|הלכה לעולמה|הלוויה "
                r"של|לוויה של|ברוך דיין|אבלים|באבלות|פטירת|מת|מתה)(?![א-ת])(?! ללמוד)"

        ),
    ),
    Kind.ILLNESS: (
        r"(?<![א-ת])עם (?:חום|דלקת|שפעת)(?![א-ת])|\b(?:with|have|has|had|got) (?:a )?(?:high )?(?:fever|pneumonia)\b",
        (
            rf"\b{_SOMEBODY} (?:am|is|are|was|were|has been|have been|got|gets|fell|feel|feels|became|been|have|has)(?: (?:very|really|"
            rf"so|quite|both|all|too|still|just|also|home|pretty|terribly|been|back|now))* {_ILL}\b(?! of\b)"
        ),
        (
            r"\b(?:covid|corona|coronavirus|the flu|flu|strep|pneumonia|chemo|chemotherapy|cancer|a stroke|heart attack|surgery|"
            r"appendicitis|migraine|migraines|stomach bug|norovirus|concussion|bronchitis|shingles|kidney stones?|a fever|high fever|"
            r"laryngitis|vertigo)\b"
        ),
        (
            r"\b(?:diagnos(?:ed|is)|hospitali[sz]ed|tested positive|an? operation|broke my|broken (?:leg|arm|hip|ankle|wrist|foot)|in "
            r"the (?:hospital|icu) (?:with|since|for)|sick (?:kids?|child|parent|baby|day|leave)|down with|came down with|medical "
            r"(?:emergency|leave|issue)|sick in bed|home sick|health (?:issue|crisis|problem|scare)s?|not feeling (?:well|great|good)|"
            r"feeling (?:ill|sick|unwell|lousy))\b"
        ),
        (
            r"(?<![א-ת])(?:חולה|חולים|חולות|חליתי|קורונה|שפעת|בבית חולים|בבית החולים|מאושפז|מאושפזת|אושפז|אושפזה|ניתוח|סרטן|לא מרגיש "
            r"טוב|לא מרגישה טוב|חום גבוה|חלתה|חלה|נדבקתי)(?![א-ת])"
        ),
    ),
    Kind.STOP: (
        r"(?<![א-ת])די כבר(?![א-ת])|\b(?:just |please )stop(?: it)?(?: already)?[.! ]*$",
        (
            r"\bunsubscribe\b|\bopt(?:ing)? (?:me )?out(?: of (?:these|the|all|your) (?:messages|reminders|emails|check-?ins))?(?=$|"
            r"[.!])|\bstop (?:writing|messaging|texting|sending|emailing|contacting|bothering|pinging|dming|these|the (?:messages|"
            r"reminders|dms)|all (?:messages|reminders)|it|notif\w+)\b|^(?:please )?(?:stop|stop please|stop it|stop this)[.! ]*$"
        ),
        (
            r"\b(?:take|remove) me (?:off|from) (?:this|the|your|all)? ?(?:list|mailing|mailing list|messages|reminders|distribution)|"
            r"\bno more (?:messages|reminders|emails|dms|texts|check-?ins)\b|\bleave me alone\b|\bdo not (?:write|message|text|contact|"
            r"dm|email|send) (?:to )?(?:me|any)\b|\bi do not want (?:these|any more|to (?:get|receive)|your) ?(?:messages|reminders|"
            r"any|these|them)?\b|\bturn (?:off|these off)\b"
        ),
        (
            r"(?:תפסיקו|תפסיק|הפסיקו|די|להפסיק) (?:לשלוח|לכתוב|להציק|עם ההודעות|לי)|(?<![א-ת])(?:הסירו אותי|תסירו אותי|להסיר אותי|אל "
            r"תשלחו|אל תכתבו|לא רוצה הודעות|בלי הודעות)(?![א-ת])|^(?:די|תפסיקו|עצור)[.! ]*$"
        ),
    ),
    Kind.LEAVING: (
        (
            r"\b(?:leave|leaving|quit|quitting|drop(?:ping)? out|withdraw(?:ing)?|step(?:ping)? (?:down|away|back) from|resign(?:ing)?|"
            r"dropping|drop) (?:of |from |out of )?(?:the|this|our|my) (?:cohort|group|program|programme|chevruta|course|series|"
            r"community|project|study|learning)\b"
        ),
        (
            r"\bi (?:(?:need|want|have|would like|wish|am going|am afraid i have|may have|think i (?:need|have)|decided|have decided) "
            r"to |will |must |am )(?:be )?(?:leave|leaving|quit|quitting|drop out|dropping out|withdraw|withdrawing|step(?:ping)? "
            r"(?:down|away)|resign|bow out|bowing out|exit|end my participation|give up my (?:place|spot))\b(?! (?:early|now for|town|"
            r"for|at))"
        ),
        (
            r"^i quit\b(?! (?:smoking|my|the|work))"
            r"|\bi am out for good\b|\bi want out\b|\bhow do i (?:leave|quit|withdraw|drop out)\b|\bcan not (?:continue|go on) (?:with|"
            r"in) (?:the|this) (?:cohort|program|group|chevruta)\b|\bno longer (?:want|able|wish) to (?:participate|be part|continue|"
            r"be in)|\bdrop(?:ping)? out\b|\bremove me from (?:the|this) (?:cohort|group|program|chevruta)\b|\bgive (?:up )?my "
            r"(?:place|spot) (?:up|to)\b"
        ),
        r"(?<![א-ת])(?:לעזוב|עוזב|עוזבת|פורש|פורשת|לפרוש|להפסיק להשתתף|לא ממשיך|לא ממשיכה|לצאת מה?תוכנית)(?![א-ת])",
    ),
    Kind.CANNOT_OPEN: (
        r"\b(?:blank|empty|white) (?:page|screen)\b",
        (
            r"\b(?:can not|could not|unable to|not able to|can not seem to|trouble|problems?|how do i|having trouble|will not let me) "
            r"(?:seem to |even |to )*(?:open|opening|download|downloading|access|accessing|load|loading|view|viewing|get into|log in|"
            r"log into|click|read the (?:file|pdf)|see the (?:pdf|file|attachment|button|buttons|image|picture|text|document|source))\b"
        ),
        (
            r"\b(?:pdf|file|files|attachment|link|links|button|buttons|document|doc|page|website|site|download|image|zoom|sheet)(?: "
            r"(?:that )?you sent)?(?: [a-z]+)? (?:is |are |seems? )?(?:broken|dead|blank|corrupt(?:ed)?|empty|expired|(?:does|do|did|"
            r"will|is|are) not (?:open|opening|work|working|load|loading|download|respond|responding|go|do anything)|gives? (?:me )"
            r"?an? error|will not)\b"
        ),
        (
            r"\b(?:broken|dead|expired|wrong) (?:link|pdf|file|button)\b|\berror (?:message|404|when)\b|\b404\b|\bpermission denied\b|"
            r"\bneed (?:access|permission) (?:to|for)\b|\bsays? (?:i (?:need|do not have) (?:access|permission)|interaction failed)\b"
        ),
        r"(?:לא (?:נפתח|נפתחת|מצליח לפתוח|מצליחה לפתוח|עובד|עובדת|יכול לפתוח|יכולה לפתוח|ניתן לפתוח))|הקישור (?:שבור|לא)|הקובץ (?:לא|פגום)",
    ),
    Kind.PARTNER_TROUBLE: (
        (
        r"\bnot (?:answer|respond|reply)\w* (?:to )?(?:my|any|me)\b|\b(?:do|did) not get (?:on|along)\b|\bhung up on me\b|\bno answer\b|"
        r"(?<![א-ת])לא (?:עונה|עונים|ענתה|ענה|מגיבה|מגיב)(?![א-ת])"
        ),
        (
            r"\b(?:partner|chevruta|she|he|they|pair|buddy)(?: [a-z]+)? (?:(?:just|still|also|has|have|is|does|did|never|simply|keeps?|"
            r"always|hardly|barely|will|really) )*(?:not )?(?:(?:answers?|answered|answering|respond(?:s|ed|ing)?|repl(?:y|ies|ied|"
            r"ying)|write(?:s)? back|written back|wrote back|call(?:s|ed)? back|showed|shown|shows? up|show up|ghosted|ghosting|ghosts|"
            r"stood|cancel(?:s|l?ed|l?ing)?|disappeared|vanished|ignor(?:es|ed|ing)|dominat(?:es|ed|ing)|is rude|rude|unresponsive|"
            r"dropped out|quit|left the (?:group|cohort|program)))\b"
        ),
        (
            r"\bno (?:response|answer|reply|word|sign) from (?:my|her|him|them|the|[a-z]+)\b|\b(?:have|has) not (?:heard|had (?:a |any "
            r")?(?:reply|response|answer|word)) (?:back )?(?:from|yet)\b|\bnever (?:heard|hear) (?:back )?from\b|\bcan not (?:reach|"
            r"get (?:hold of|a hold of|an answer from)) (?:my|her|him|them|[a-z]+)\b|\bghosted\b|\bstood me up\b|\bno[ -]show\b"
        ),
        (
            r"\b(?:not getting along|do not get along|not a (?:good |great )?(?:fit|match)|(?:new|different|another) (?:partner|"
            r"chevruta|match|study partner)|switch (?:partners|chevrutas)|change (?:my )?(?:partner|chevruta|partners)|uncomfortable "
            r"(?:with|around)|made me uncomfortable|conflict with my|problem(?:s)? with my (?:partner|chevruta)|issue(?:s)? with my "
            r"(?:partner|chevruta)|trouble with my (?:partner|chevruta)|do not (?:feel|want to (?:study|meet|work|be paired)) "
            r".{0,20}(?:with (?:my|her|him|them)))\b|\bwaiting (?:for|to hear from) (?:my partner|her|him|my chevruta) to\b"
        ),
        (
            r"(?:חברותא|שותפה?|הוא|היא)(?: שלי)?(?: [א-ת]+)? (?:לא (?:עונה|ענה|ענתה|מגיב|מגיבה|הגיע|הגיעה|משיב|משיבה)|נעלם|נעלמה)|"
            r"(?:חברותא|שותף|שותפה) אחרת?"
        ),
    ),
    Kind.COMPLAINT: (
        r"\b(?:nag|nags|nagged|robot|far too (?:long|short|hard))\b|(?<![א-ת])(?:מעליב|מעליבה|מרגיז)(?![א-ת])",
        (
            r"\b(?:too many (?:messages|reminders|dms|pings)|you (?:already|just) asked|you keep (?:asking|writing|sending|messaging)|"
            r"i (?:already|just) (?:told|answered|said|replied|responded|wrote|tapped|did)|stop asking|why (?:do|are) you (?:keep|"
            r"asking|still)|asked (?:me )?(?:this )?(?:twice|already|again)|that is not what i (?:said|meant|wrote)|i did not (?:say|"
            r"write) that|you (?:got|have) (?:it|that|this) wrong|you misunderstood|you are wrong|wrong (?:time|date|name|person))\b"
        ),
        (
            r"\b(?:annoying|annoyed|ridiculous|useless|frustrat(?:ed|ing)|spam|spamming|stupid|dumb|terrible bot|bad bot|hate (?:this|"
            r"these|bots)|waste of time|not helpful|unhelpful|disappointed|disappointing|complain|complaint|unacceptable|intrusive|"
            r"invasive|insulting|offensive|pestering|nagging|fed up|tired of (?:this|these|you)|sick of|leave us be|impersonal|talk to "
            r"a (?:human|person)|real person)\b"
        ),
        r"(?<![א-ת])(?:מעצבן|מציק|מציקים|מטריד|יותר מדי הודעות|כבר עניתי|כבר אמרתי|מיותר|נמאס|חוצפה|מתסכל|גרוע|מאכזב)(?![א-ת])",
    ),
    Kind.PARTNER: (
        (
            r"\bwho (?:is|was|are) (?:my|our) (?:new |study )*(?:partner|chevruta|pair|match|study partner|buddy|partners)\b|\bwho "
            r"(?:am i|are we|did you) (?:paired|pair|studying|matched|match|meeting|supposed|learning|put)\b|\bwho (?:do|should|would|"
            r"will) i (?:study|meet|contact|write|call|be paired|learn)\b|\bwhich (?:person|one) is my\b|\bwhat is (?:my|her|his|their)"
            r" (?:partner s |chevruta s )?(?:name|email|e-mail|number|phone|contact)\b|\bremind me who\b|\bforgot who\b"
        ),
        (
            r"\bhow (?:do|can|should|would|could) (?:i|we) (?:reach|contact|get in touch|get hold|find|message|write to|call|email|get "
            r"a hold|connect with|dm)\b|\b(?:her|his|their|partner s|chevruta s|your partner|[a-z]+ s) (?:email|e-mail|phone|phone "
            r"number|number|contact|contact info|cell|address|whatsapp|handle)\b|\b(?:email|phone number|contact info(?:rmation)?|"
            r"contact details) (?:for|of) (?:my|her|him|them|[a-z]+)\b|\bput (?:me|us) in touch\b"
        ),
        (
            r"מי (?:ה)?(?:חברותא|שותף|שותפה|בן הזוג|בת הזוג)|עם מי (?:אני|אנחנו)|איך (?:אני |אפשר |ניתן )?(?:יוצר קשר|ליצור קשר|להשיג|"
            r"יוצרת קשר|משיג|משיגה)|(?:הטלפון|המייל|האימייל|מספר) של"
        ),
    ),
    Kind.TEXT: (
        r"\blost the (?:pdf|file|sheet|document|handout)\b|איפה ה-?(?:source|text|pdf|דף|טקסט|מקור)",
        (
            r"\b(?:resend|re-send|send|see|get|have|find|repeat|share|show|post|lost|deleted|where is|where are|what is|what was|what "
            r"are|remind (?:me|us)|which|what)\b.{0,30}\b(?:texts?|passages?|sources?|source sheets?|prompts?|questions?|readings?|"
            r"material|materials|assignments?|sugya|verses|study guide|instructions|topic|handout)\b|\bwhat (?:are|do|should|were|am) "
            r"(?:we|i) (?:supposed|meant|study|studying|read|reading|to study|to read|learn|learning|discuss)"
        ),
        (
            r"(?:שלחו|תשלחו|לשלוח|אפשר|איפה|מה|איזה|לקבל|שוב)(?: [א-ת]+){0,3} (?:ה)?(?:טקסט|מקור|מקורות|מקורות|דף|דף המקורות|שאלה|חומר|"
            r"חומרים|נושא)|מה (?:לומדים|ללמוד|הטקסט|המקור)"
        ),
    ),
    Kind.LINK: (
        (
            r"\b(?:zoom|meeting|session|meet) ?(?:link|url|address|room|info|details|code|password|id|invite)\b|\b(?:what|where|send|"
            r"resend|need|have|get|lost|share|is there|the|a) (?:is |me |us |you |the |a |again )*(?:link|url|password|passcode)\b"
        ),
        r"(?:ה)?(?:קישור|לינק)",
    ),
    Kind.END: (
        (
            r"\bwhen (?:does|do|is|will|are|did|must|should)\b.{0,40}\b(?:end|ends|over|close|closes|finish|due|deadline|up|last|done|"
            r"next session|next meeting|next one|start|begin)\b|\b(?:until|till|by) when\b|\bhow (?:long|much time|many (?:weeks|days|"
            r"months|sessions|rounds))\b.{0,40}\b(?:have|is|are|left|does|do|will|remain)\b|\b(?:what|when) (?:is|are|was) (?:the|our) "
            r"(?:deadline|due date|last day|end date|final date|next session|next date|schedule)\b|\bis (?:it|there) (?:too late|a "
            r"deadline|still time)\b|\bhow late can\b|\bend date\b"
        ),
        r"מתי (?:זה |ה)?(?:נגמר|נגמרת|מסתיים|מסתיימת|הסוף|הסיום|המועד|סיבוב|סבב|המפגש הבא|הפגישה הבאה|חודש|תוכנית)|עד מתי|כמה זמן",
    ),
    Kind.NO_LUCK: (
        (
            r"\bno luck\b|\bnot yet\b|\bnothing yet\b|\bstill (?:trying|working|looking|waiting|figuring|hoping|no)\b|\b(?:have|has) "
            r"(?:not|yet to) (?:yet )?(?:\w+ )?(?:met|meet|studied|connected|talked|spoken|managed|set|found|scheduled|been able|"
            r"gotten|heard)\b|\bphone tag\b|\bdid not (?:manage|happen|get|work|meet|end up|make it)\b|\btrying to\b|\bnot been able\b|"
            r"\bhave not\b|\bfell through\b|\bhad to (?:cancel|reschedule|postpone)\b|\bworking on it\b|\bback and forth\b|\bno "
            r"(?:progress|date yet|time yet|word yet)\b|\bcould not\b"
        ),
        r"עוד לא|עדיין לא|טרם|לא הצלחנו|לא נפגשנו|מנסים|בינתיים לא|לא הסתדר",
    ),
}  # fmt: skip
_THANKS = re.compile(
    r"(?:(?:thanks|thank|you|so|very|much|again|many|a|lot|for|the|this|your|all|reminder|asking|checking|in|help|kind|kindly|"
    r"everything|appreciate|appreciated|it|i|we|great|todah|toda|rabah|raba|yasher|koach|"
    r"bless|received|got|noted|okay|and|nudge|note|message|obliged|kind|you|גדול|מאד|מכל|הלב|that|is|of|too|תודה|רבה|תודות|לך|לכם|"
    r"על|מאוד|התזכורת|ההודעה|יישר|כח|כוח|"
    r"הכל|!|\.|,)(?: |$|(?=[!.,])))*"
)
_GRATEFUL = re.compile(r"thank|obliged|appreciate|todah|toda\b|yasher|תודה|תודות|יישר")


@cache
def _compiled() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, tuple(re.compile(one) for one in patterns)) for kind, patterns in _PATTERNS.items())


def kinds(plain: str) -> list[Kind]:
    """Every kind of words that is found in a plain text, the one that comes before the others first."""
    found = [kind for kind, patterns in _compiled() if any(pattern.search(plain) for pattern in patterns)]
    if _GRATEFUL.search(plain) and _THANKS.fullmatch(" ".join(re.sub(r"([!.,])", r" \1 ", plain).split())):
        found.append(Kind.THANKS)
    return found


_ANSWERS = re.compile(r"§[tmxswg]|\b(?:met|meet|meeting|studied|learned|skip|help|set|scheduled|postponed?)\b|נפגש|למד|קבענו|החודש")
_DENIED = re.compile(
    r"\b(?:not|no|never|nobody|none|says?|said|tells?|told|wrote|writes|wish|hoped?|if|thinks?|thought|true|false|lies?|according|jok\w*|"
    r"kidding|dream\w*|would|could|should|might|maybe|perhaps|last year|years? ago)\b|(?<![א-ת])(?:לא|אמר|אמרה|הלוואי|ש?אם|שנה)(?![א-ת])"
)


def is_of_grief(clause: str) -> bool:
    """Whether a clause speaks of a death or an illness, and its other words bear on no answer."""
    if _ANSWERS.search(clause) or _DENIED.search(clause):
        return False
    rest = clause
    for kind, patterns in _compiled():
        if kind in {Kind.BEREAVEMENT, Kind.ILLNESS}:
            for pattern in patterns:
                rest = pattern.sub(" ", rest)
    beside = re.sub(rf"(?:\buntil )?§[a-z][0-9]*|\b{_KIN}\b|\b(?:having|back|home|sadly)\b", " ", rest)
    return rest != clause and (not beside.strip() or is_harmless(beside))
