"""What people say in English beside an answer: that times are hard, that they have not met yet, how it was, thanks and greetings."""

HARD: tuple[str, ...] = (
    (
        r"(?:(?:it|this|that|the last (?:week|month|few weeks)|the past (?:week|month|few weeks)|things) (?:has|have|had|is|was|are|"
        r"had)(?: been)?|having|i am having|we are having|i have had|we have had|what|we have both had|we had|i had|been) ?(?:a|an|"
        r"such a|one of those|quite a|some)? ?{hard}(?: {long})?(?: (?:here|for me|for us|for both of us|for us both|lately|at work|at "
        r"home|around here|in my (?:congregation|community)))*"
    ),
    r"(?:a |such a |what a )?{hard} {long}(?: (?:here|for me|for us|for both of us|lately))*",
    (
        r"(?:i am|we are|we are both) (?:so |very |completely |really |totally |just )*(?:overwhelmed|exhausted|burned out|drained|"
        r"struggling|burnt out|worn out)(?: (?:lately|right now|these days|this week))*"
    ),
)
NOT_YET: tuple[str, ...] = (
    (
        r"(?:{us} )?(?:have not|did not|have not yet|have yet to|still have not|were not able to|have not actually) ?(?:even |been "
        r"able to |managed to |quite )*(?:met|meet|studied|study|got together|get together|meeting|gotten together|met up|manage|"
        r"managed)(?: (?:yet|so far|up|together|up yet|up to now))*"
    ),
    (
        r"not yet|no not yet|not so far|no luck(?: so far| yet)?|nothing yet|(?:we have )?(?:been )?playing phone tag(?: for (?:a|"
        r"two|three) weeks?| for days)?|not quite yet|still (?:trying|working on it|looking|no "
        r"luck)|we are (?:still )?(?:trying|working on it|looking)"
    ),
)
HOW_IT_WAS: tuple[str, ...] = (
    (
        r"(?:and )?(?:it|that|§s|§g|the (?:session|conversation|study|text|texts|learning|meeting|discussion|prompt)|our "
        r"(?:conversation|discussion|learning|session)|all)(?: all)? (?:was|were|went|is|has been) {great}(?: (?:session|conversation|"
        r"time|hour|text|discussion|prompt|experience|for us|for both of us|together|indeed|as always|learning|start|study))*"
    ),
    (
        r"(?:and )?(?:we had )?(?:§s|§g)|so good|(?:such a |a |what a |very |really |so |truly )*(?:{nice} (?:and )?)+(?:conversation|"
        r"session|discussion|learning|time|text|study|hour|talk|prompt|stuff|experience|start|meeting|partner|match|question|questions)"
        r"?(?: (?:together|indeed|as always))*"
    ),
    (
        r"(?:we|i|we both|both of us) (?:really |both |so |truly |thoroughly |very much )*(?:enjoyed|loved|liked) (?:it|the text|the "
        r"session|the conversation|each other|learning together|studying together|every minute|the prompt|that|our time|it very much|"
        r"it a lot|the learning|the passage)(?: (?:very much|a lot|so much|together|immensely))*"
    ),
    (
        r"(?:we|and we|i) (?:talked|spoke|spent|discussed|read|looked at|focused on|covered|explored|got through|worked through|dug "
        r"into|learned|studied)(?: (?:about|over|on|with))*(?: (?:the|a|an|all|of|most|half|some|our|that|this|text|texts|prompt|"
        r"question|questions|passage|sources|source|sheet|page|pages|chapter|chapters|verse|"
        r"verses|lot|and|work|lives|hope|torah|midrash|mishnah|mishna|gemara|talmud|pirkei|avot|rashi|rambam|psalms|psalm|parsha|"
        r"parashah|parashat|genesis|exodus|bereishit|isaiah|ruth|esther|job|tefillah|prayer|much|two|three|one|first|second|together|"
        r"at|length|in|depth|ideas|stories|commentary|commentaries|maimonides|heschel|an|hour|more|everything|leadership|justice|"
        r"community|grief|antisemitism|chaplaincy|israel|family|families|life))+"
    ),
    (
        r"(?:but )?(?:we )?(?:did not|have not|could not) (?:quite )?(?:finish|finished|get through|get to the end of) (?:the (?:text|"
        r"whole text|passage|sources|source sheet)|it all|everything|all of it)|one thing stays with (?:me|us)|the question of the "
        r"stranger"
    ),
)
NOTHING: tuple[str, ...] = (
    (
        r"(?:{partner}|she|he|we|i) (?:is|are|am) (?:both )?(?:away|abroad|traveling|out of town|on vacation|on leave)(?: until (?:mid "
        r"|early |late |the end of )?§[dnmx][0-9]*)?"
    ),
    (
        r"(?:(?:yes|hi|hello|hey|shalom|okay|well|oh|hooray|yay|wow|dear|all|there|everyone|friend|shamash|friends|bot|good|great|"
        r"lovely|wonderful|perfect|nice|sure|fine|morning|afternoon|evening|"
        r"thanks|thank|please|you|so|much|very|many|again|a|lot|bunch|for|asking|checking|in|your|help|patience|reminder|reminding|"
        r"nudge|the|"
        r"prompt|everything|all|understanding|and|this|setting|up|ahead|advance|kindly|kind|note|message|us|match|"
        r"pairing|todah|toda|rabah|raba|shavua|tov|gut|voch|shabbos|shabbat|chodesh|kol|tuv|best|warmly|blessings|cheers|amen|"
        r"appreciate|it|be well|take care|god|baruch|hashem|bless|i|we|really|appreciated|"
        r"love|hug|xo|day|week|happy|to|report|say|forward|looking|excited|soon|update|quick|fyi|just|letting|know|checkin|news|"
        r"mazal|"
        r"mazel|yasher|koach|yashar|hakavod)(?: |$))+"
    ),
    (
        r"(?:i am |we are |so |very |really |both )*(?:sorry|apologies|my apologies|alas|sadly|unfortunately|regrets|with regret|so "
        r"sorry|very sorry|i am afraid|i fear|regretfully)(?: about that| for the (?:delay|late reply|late response|inconvenience|"
        r"trouble|slow reply))?"
    ),
    (
        r"(?:more|we will (?:do it again|be in touch|keep you posted|report back|let you know how it goes|continue|remind each "
        r"other|"
        r"read chapter [0-9]{1,2}|read on)|will report back|more (?:soon|to come)|looking forward(?: to it)?|can not wait|hope "
        r"(?:that "
        r"is|it is) (?:okay|fine|all right|alright)|hope that is okay with you|we will see|see you (?:then|soon)|talk soon|we "
        r"did(?: "
        r"it)?|(?:we are )?done(?: for §m)?|we are stuck|we keep missing each other|we do not know when to meet|(?:and )?(?:we )"
        r"?had "
        r"(?:§s|§g)|(?:we will |let us |hope to |we hope to |will )?(?:meet|study|see you|do it|talk|reconnect|pick up|pick it up)"
        r"(?: "
        r"again)? (?:in )?§x|it is in (?:both )?(?:our|the) (?:calendars?|diary|diaries)|i hope (?:that|it|this) counts|time "
        r"(?:tbd|to be determined|to follow)|all settled|(?:meeting|we are meeting) again|(?:and )?(?:pick|will pick) (?:it |this )"
        r"?up again in §x|hope that is alright|all good|no worries|no problem|all is well|all well|next)"
    ),
    (
        r"(?:there is )?(?:just )?(?:(?:too|so) much (?:going on|happening|on our plates|on my plate|on)|way too much going on|life "
        r"(?:is|has been|got|gets) (?:so |too |very |just )*(?:busy|crazy|full|hectic|in the way)|(?:we|i|we both|{partner}) (?:are|am|"
        r"is)(?: both| all| just)* (?:so |too |very |just |completely |totally )*(?:swamped|slammed|busy|traveling|away|overwhelmed|"
        r"buried|abroad|overcommitted|stretched thin|out of town|on vacation|on the road)|work (?:is|has been) (?:so |too |very )*(?:crazy|"
        r"busy|a lot|hectic|insane)|"
        r"(?:our|my) (?:schedule|schedules|calendar|calendars) (?:is|are) (?:so |too |very |just |completely )*(?:full|crazy|packed|"
        r"impossible|insane)|the (?:holidays|chagim)|busy (?:season|time|month)|too busy|we tried|i tried|we (?:have )?tried "
        r"(?:everything|many times|a few times)|we (?:have been|went) (?:going )?back and forth|we have tried)(?: lately| right now| "
        r"at work| these days| here)*"
    ),
)
