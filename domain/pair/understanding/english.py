"""The whole clauses in which people answer in English."""

import re
from functools import cache

from domain.pair.understanding.english_asides import HARD, HOW_IT_WAS, NOT_YET, NOTHING
from domain.pair.understanding.english_words import NAMES
from domain.pair.understanding.grammar import Heard, Row, Tongue, compiled, expanded

_MET: tuple[str, ...] = (
    (
        r"(?:(?:{time} )?{us} (?:{often})*(?:{met})"
        r"|(?:{alone})*(?:met|met and (?:learned|studied)|had chevruta|(?:managed|got|were able|was able) to {meet}|studied|learned "
        r"together|studied together|got together|(?:had|held|completed|finished|did) §s)"
        r"|(?:i )?(?:{often})*(?:met|met up|studied|learned|zoomed|got together|sat down|sat) with {partner}"
        r"|i (?:{often})*(?:had|held|did) §s with {partner}"
        r"|(?:all |it is )?done|done and done|mission accomplished|all done for §m"
        r"|(?:our|the) (?:§m |{nice} |first |study |monthly |chevruta )*(?:session|chevruta|meeting|study|study session|learning) "
        r"(?:happened|took place|is done|has happened|was {time}|went {great}|went well|has taken place|is behind us|did happen)"
        r"|(?:our )?(?:chevruta|session|meeting|study session|chevruta session|learning) (?:is )?(?:done|happened|completed|complete|"
        r"accomplished)"
        r"|(?:you can |please )?(?:mark|put|count|record|log) us (?:down )?(?:as|for) (?:met|having met|done|meeting))(?: {adj})*"
    ),
)
_DATE: tuple[str, ...] = (
    (
        r"(?:(?:on )?zoom )?{time}(?: (?:works|it is|is (?:set|on|good|perfect|great|our date|when we meet|the date|confirmed)|"
        r"works (?:great|well|for "
        r"us|for both of us)|for us|we meet|we are meeting|on zoom|confirmed|with {partner}))?"
    ),
    (
        r"{time} (?:{us} )?(?:{meeting})(?: (?:together|again|on zoom|with {partner}))*|i (?:am|will be) (?:meeting|studying|"
        r"meeting "
        r"up)(?: with)? {partner} {time}|{us} {often}*(?:scheduled|booked) (?:it|§s)|booked|scheduled|date booked|(?:we )?(?:have )"
        r"?put {time} (?:in|on) (?:the|our|both our) (?:calendars?|diary|diaries)"
    ),
    (
        r"{us} (?:{often})*(?:{meeting})(?: (?:each other|together|again|on zoom|next|to meet|for §s|for our next session|for "
        r"(?:chevruta|study)|with {partner}))* {time}(?: {how}| §m| to study| to learn| for (?:chevruta|§s|study))*"
    ),
    r"{us} (?:{often})*{set}(?: (?:with {partner}|already|finally))*(?: {time})?(?: {how})?",
    (
        r"(?:all )?(?:meeting|studying|meeting up|learning together|scheduled|booked|set|planned|confirmed|rescheduled|moved|"
        r"pushed|"
        r"getting together|chevruta|study session|next session|session|date|our date|next meeting|next|next time|next one|"
        r"finishing|continuing|meeting again|studying again|§w)(?: (?:for|to|set "
        r"for|is set for|set|with {partner}|together|scheduled for|is|will be|booked for))? {time}(?: {how}| with {partner})*"
    ),
    (
        r"(?:our|our next|next|our first|the date|(?=§s)) ?(?:§m |study |chevruta |learning )*(?:§s|session|meeting|chevruta|date|"
        r"study|study session|time|study date|call|zoom)(?: is| will be)?(?: now)?(?: set| scheduled| booked| planned| confirmed| "
        r"happening| going to be)?(?: for| on| to)? {time}(?: {how})?"
    ),
    (
        r"(?:we have |there is |got )?(?:§w|§s|§g|date|time|(?:our|the|a) (?:date|time|session|meeting|chevruta)) (?:is |has been |now "
        r"|all )*(?:set|fixed|scheduled|booked|confirmed|in the calendar|on the calendar|arranged|set up|planned)(?: {time})?"
    ),
    r"(?:set|found|picked|made|fixed|scheduled|booked) (?:§w|§s|§g)(?: {time})?|(?:have|got|have got) (?:§w|a date)(?: {time})?",
    (
        r"it is (?:a date|set|on|scheduled|in the calendar|booked|on the calendar|all set|confirmed|settled|{time})(?: {time})?|it "
        r"will be {time}|it is §w {time}"
    ),
    r"(?:please )?(?:put|mark) us (?:down )?for {time}",
    r"(?:we )?(?:have|have got|got) something (?:scheduled|set up|on the calendar|planned|in the books|in the calendar)(?: {time})?",
    r"(?:we are )?(?:on|all set|good|set) for {time}",
)
_NOT_THIS_MONTH: tuple[str, ...] = (
    (
        r"(?:(?:no|sadly|unfortunately|alas|definitely) )*(?:will not happen|can not do(?: it)?|not) (?:(?:going to (?:work|happen) |"
        r"happening |possible |for us |for me |able to {do} |happening for us ))?§m(?: for us| for me)?"
    ),
    (
        r"not in the cards §m|(?:it is )?a no §m|§m (?:has )?(?:got away from|gotten away from|slipped away from|slipped by|flew by)"
        r"(?: us| me| both of us)?|§m is not happening(?: for us)?|no (?:go|can do|dice|way) §m|(?:we )?(?:missed|are missing|will "
        r"miss|will have to miss) §m"
    ),
    (
        r"(?:no )?(?:{weneed} (?:also |both |unfortunately |sadly |really |just |simply )*)?(?:{can_not}|unable to|not able to)(?: "
        r"{do})? (?:together )?§m(?: (?:together|after all|either|anyway))?"
    ),
    (
        r"(?:neither of us|none of us|neither one of us) (?:can|could|will be able to|is able to|are able to|can manage(?: it)?|could "
        r"manage|(?:has|have) (?:the )?(?:time|bandwidth|capacity|room|space|§w)|is available|are available|is free|can swing it|can "
        r"make it(?: work)?|can do it|can meet|is going to be able to meet)(?: §m)?"
    ),
    r"{weneed} will not be {do} §m",
    (
        r"(?:(?:{weneed} )?(?:both |will |would like to |want to |need to |have to |(?:are|am) going to |had better |(?:have )?decided "
        r"to |(?:have )?agreed to |would rather |prefer to |must |are |am )+|let us |going to |please |{weneed} )?(?:just )?(?:{skip}|"
        r"skipping|passing on|passing|sitting out|taking off|sitting|sit)(?: on| for| us)? (?:§m|this one|(?:§m|this one) out|§m s "
        r"(?:session|chevruta|meeting)|it §m|§s §m)(?: (?:off|out))?"
    ),
    (
        r"(?:{weneed} (?:will |would like to |want to |need to |have to |are |am |are going to |decided to |should |are both |both "
        r"need to )*|let us |please )?(?:take|taking|give us|have) (?:§m|a month) off|§m off please|(?:please )?count (?:us|me) "
        r"out(?: of)? §m|(?:we "
        r"are|i am) out §m"
    ),
    (
        r"(?:it is )?(?:there is |we have |i have |have )?no (?:time|chevruta|meeting|session|capacity|bandwidth|study|room|space|"
        r"study session)(?: for (?:chevruta|this|us|study|§s))? §m(?: for (?:us|me|both of us|either of us))?"
    ),
    (
        r"(?:{weneed}|it|things|life|work) (?:are|am|is|is looking|looks|feels)(?: both| all)? {busy}(?: for (?:us|me|both of us))?(?: "
        r"to {do})? §m(?: for (?:us|me|both of us))?"
    ),
    (
        r"§m (?:just |simply |really )*(?:is|is looking|looks|feels|will be|got|gets) {busy}(?: (?:for (?:us|me|both of us)|to meet|to "
        r"study|here))*"
    ),
    (
        r"(?:§m |(?P<that>it|that|§s|chevruta|our chevruta|study) )(?:just |simply |really |unfortunately )*(?:will not|does not|did "
        r"not|is not going to|is not|can not)(?: be)? (?:work|working|possible|happen|happening|good|going to work|going to happen|"
        r"work out)(?: (?:for us|out|for me|out for us|for both of us|for either of us))*(?(that) §m)"
    ),
    (
        r"(?:let us |{weneed} (?:will |would like to |want to |need to |have to |decided to |agreed to |are going to |have decided to |"
        r"would rather |will just |are |have )*|please |going to |better )?(?:just )?(?:wait|hold off|postpone|postponing|postponed|"
        r"pushing|moving|holding off|push|push it|push off|put it off|wait it out|defer|delay|waiting|try again|try|pick it up|pick up|"
        r"resume|reconvene|regroup|start|leave it)(?: again| it| ours| this| chevruta| §s)? (?:until|to|for|in) §x"
    ),
    (
        r"(?:we will |i will |let us |we can |hope to |we hope to )?(?:(?:just )?(?:try|pick up|regroup|aim for|shoot for)(?: again| "
        r"it up)?(?: for| in)? §x(?: instead)?|(?:meet|study|do it|do)(?: in)? §x instead)"
    ),
    (
        r"(?:maybe |perhaps |make it |better |rather |probably )?§x instead(?: please)?|maybe §x|(?:maybe )?(?:better )?§x (?:is|would "
        r"be|works|will be) better(?: for (?:us|both of us|me))?"
    ),
    (
        r"(?:{weneed} )?(?:just |really |both |simply )*(?:do not|does not|did not) have (?:the |any |enough |much )?(?:time|bandwidth|"
        r"capacity|room|space|§w)(?: to {do}| for (?:it|this|chevruta|study))? §m"
    ),
    (
        r"(?:{weneed} (?:are|am) )?(?:both )?(?:way |far |just |simply )*too (?:busy|swamped|overwhelmed|overbooked)(?: all)? (?:all "
        r"month|this whole month|all of §m|§m)"
    ),
)
_HELP: tuple[str, ...] = (
    (
        r"(?:please )?help(?: us| me| please)*(?: (?:with )?(?:to )?(?:(?:{seek} )?§w|scheduling|schedule|this|(?:schedule|coordinate) "
        r"(?:§s|this|it)))?(?: please)?|help wanted|help needed"
    ),
    (
        r"{ask}(?:please )?help(?: us| me)?(?: out)?(?: please)?(?: (?:with )?(?:to )?(?:(?:{seek} )?§w|(?:schedule|scheduling|"
        r"coordinate|coordinating|set|setting)(?: (?:it|this|§s|our (?:schedules|calendars)|it up|this up))?|find something))?(?: "
        r"please)?"
    ),
    r"{ask}(?:please )?{offer} (?:§w|some)(?: please)?",
    (
        r"(?:can|could|may|might) (?:we|i) (?:please )?(?:get|have|ask for|use) (?:some |your |a little |a bit of )?(?:help|assistance)"
        r"(?: (?:with |in )?(?:to )?(?:(?:{seek} )?§w|scheduling))?(?: please)?"
    ),
    (
        r"(?:{weneed} )?(?:could (?:really )?use|would (?:love|appreciate|like|welcome|be (?:so |very |most )?grateful for)|need|"
        r"want|are looking for|really need|might "
        r"need|do need|will need|both need|request|are asking for)(?: some| your| a little| a bit of)? (?:help|assistance|a hand)"
        r"(?: "
        r"(?:please|with|in|to|from you))*(?: (?:(?:{seek} )?§w|(?:the )?scheduling|schedule|scheduling (?:this|it|§s)))?(?: "
        r"please)?"
    ),
    (
        r"(?:{us} (?:are |have been |keep |have )?)?(?:having|have|had|struggling|having a lot of|having some)? ?(?:(?:a |some |such a "
        r"|real |a lot of )*(?:trouble|difficulty|hard time|tough time|difficult time|struggling|problems|stuck|unable)) ?(?:with |to |"
        r"on |in |at )?(?:{seek} (?:§w|it)|(?:scheduling|coordinating)(?: (?:§s|§g|our schedules|this|it|with {partner}))?)(?: and "
        r"(?:could use|need) (?:some |your )?help)?"
    ),
    (
        r"(?:{us} )?(?:just |really |still |both )*(?:can not|could not|are unable to|are not able to|were not able to|are failing to|"
        r"have not been able to)(?: seem to| manage to)? (?:{seek} §w|coordinate(?: our schedules)?)(?: at all| on our own| together)?"
    ),
    (
        r"(?:it is |it has been |it is proving )?(?:so |very |really |proving |quite )*(?:hard|difficult|tricky|tough|impossible) "
        r"(?:for us )?to {seek} §w"
    ),
    (
        r"(?:our|the) (?:schedules|calendars|free times|availabilities|time zones) (?:just |really |simply |still )*(?:do not|does not|"
        r"are not|never|will not|refuse to)(?: seem to)? ?(?:match|line up|align|overlap|work|match up|lining up|work together|agree|"
        r"fit|mesh|aligning|cooperate)(?: at all| together| up)*"
    ),
    (
        r"(?:a )?(?:time )?(?:suggestions?|proposals?)(?: (?:for|of) §w)?(?: (?:would be (?:great|welcome|helpful|appreciated|"
        r"wonderful|lovely)|please|welcome))+|please suggest|(?:any )?suggestions for §w"
    ),
    (
        r"§w please|(?:what|which) §w (?:would |might )?(?:work|works|suit|overlap)(?: (?:for )?(?:us both|us|both of us|both))?|when "
        r"(?:are we both free|can we both meet|could we meet)|which (?:times|hours|slots|§w) (?:work|suit|would work|overlap)(?: for)"
        r"?(?: us both| us| both of us)?"
    ),
)
_PAUSE: tuple[str, ...] = (
    (
        r"(?:please )?(?:can you |could you |would you )?(?:please )?(?:pause|pause me|put me on (?:hold|pause)|pause (?:everything|my "
        r"messages|all messages|this|it all|the messages|my check-ins|check-ins|the check-ins)){tail}"
    ),
    r"(?:can|could|may|would) (?:you|we|i) (?:please |just )*(?:pause|take a (?:break|pause|breather)|have a (?:break|pause)){tail}",
    (
        r"(?:i|we)(?: really| both| just)* (?:need|want|would like|would love|am going|have|am asking|should)(?: to)?(?: take| have| to "
        r"take| for)? ?(?:a|some) ?(?:little |short |long |real |bit of a )*(?:break|pause|breather|time off|time out){tail}"
    ),
    (
        r"(?:i|we) (?:need to|want to|would like to|have to|would love to) (?:pause|hit pause|press pause|step back for a (?:bit|while|"
        r"moment)){tail}"
    ),
    r"(?:taking|need) a (?:little |short )?(?:break|breather|pause){tail}|break please|pause for (?:me|now)",
)
_BEFORE = (
    r"(?:yes|hi|hello|hey|shalom|okay|well|oh|and|but|so|also|just|good news|great news|update|quick update|happy to (?:report|say)"
    r"(?: that)?|glad to (?:report|say)(?: that)?|pleased to (?:report|say)(?: that)?|we are happy to say|i am happy to (?:report|"
    r"say)(?: that)?|"
    r"just (?:letting you know|to say|to let you know|wanted to (?:say|let you know)|writing to say)(?: that)?|letting you know(?: "
    r"that)?|wanted to (?:say|let you know)(?: that)?|fyi|thanks|thank you|baruch hashem|thank god|sorry|so sorry|unfortunately|"
    r"sadly|alas|i am afraid|i am sorry|we are sorry|"
    r"i am happy to say|i can confirm(?: that)?|confirming(?: that)?|to confirm|finally|hooray|yay|dear shamash|dear bot|"
    r"indeed|as planned|for now|now|then|sure|oh well|hi there|good morning|good evening|afraid|apologies|still|however|though|"
    r"because|ok so|all good|regretfully|we regret) "
)
_AFTER = (
    r" (?:thanks|thank you|thanks so much|thanks again|thank you so much|please|sorry|so sorry|alas|baruch hashem|thank god|god "
    r"willing|indeed|after all|unfortunately|sadly|i am afraid|i fear|yay|hooray|too|today i mean|for us|thanks for (?:asking|"
    r"checking|checking in|the reminder)|"
    r"thank you for (?:asking|checking|checking in|the reminder)|happily|as it happens|then|friends|everyone|shamash|again|already|"
    r"todah|toda raba|todah rabah|with thanks|with gratitude|happy to say|for now|no worries|it was {great}|was {great}|went "
    r"{great}|went well|if you can|if possible|right now|at all|at the moment|this time)"
)


@cache
def english() -> Tongue:
    """The rows of English, compiled when the first reply comes."""
    tables = (
        (Heard.MET, _MET), (Heard.DATE, _DATE), (Heard.NOT_THIS_MONTH, _NOT_THIS_MONTH), (Heard.HELP, _HELP), (Heard.PAUSE, _PAUSE),
        (Heard.HARD_TIMES, HARD), (Heard.NOT_YET, NOT_YET), (Heard.HOW_IT_WAS, HOW_IT_WAS),
        (Heard.NOTHING, NOTHING),
    )  # fmt: skip
    rows: list[Row] = [(heard, pattern) for heard, patterns in tables for pattern in patterns]
    before, after = expanded(f"^(?:{_BEFORE})+", NAMES), expanded(f"(?:{_AFTER})+$", NAMES)
    return Tongue(compiled(rows, NAMES), re.compile(before), re.compile(after))
