# Finding a time: what is proposed to a pair, passed on between them, and agreed.

times-line = · { $at }
times-line-can = · { $at }: { $names } can
times-line-mine = · { $at }: { $count ->
        [0] you can
       *[other] you and { $names } can
    }
times-proposed =
    Noted: you are looking for a time with { $partners }. By the hours that each of you gave me, these may suit:
    { $times }
    Tap one, and I pass it on to { $partners }. When they tap it too, it is a date.
times-others =
    Then how about one of these?
    { $times }
    Tap one, and I pass it on to { $partners }. When they tap it too, it is a date.
times-nowhere =
    Noted: you are looking for a time. I know of no hour that is usually free for you and for { $partners }.
    If you find one yourselves, *We set a date* takes it. { $asked ->
        [yes] I ask { $partners } for two times that suit them.
       *[no] Or I can ask { $partners } for two times that suit them.
    }
    Your facilitator hears that you are looking, and may help.
times-tried =
    Noted. None of the times I know of suits you and { $partners }, so I propose no more this month.
    If you find one yourselves, *We set a date* takes it. { $asked ->
        [yes] I ask { $partners } for two times that suit them.
       *[no] Or I can ask { $partners } for two times that suit them.
    }
    Your facilitator hears that you are looking, and may help.
times-passed-on = Noted: you can { $at }. I pass it on to { $partners }, and tell you when it suits them too.
times-enough = Noted: you can { $at }. I have written to { $partners } about times twice this month, so please tell them yourself.
times-asked = Noted: I ask { $partners } for two times that suit them, and pass on what they say.
times-agreed = Noted: { $at }, with { $partners }. { $reminding ->
        [comes] I will remind you before it, and this file puts it in your calendar.
       *[none] This file puts it in your calendar; I can't remind you before it.
    }
times-over = Nobody is asked about these times any more. `/me` shows how your month stands.
times-hello =
    Hi { $name }. { $who } would like to find a time to study with you. By the hours that each of you gave me, these may suit:
    { $times }
times-hello-offers =
    Hi { $name }. { $who } can meet you at these times:
    { $times }
times-hello-again =
    Hi { $name }. Here are times that may suit you and { $partners }:
    { $times }
times-needs = Tap one, and I pass it on. When { $partners } { $count ->
        [one] taps it too, it is a date.
       *[other] tap it too, it is a date.
    } No answer is fine too.
times-settles = Where { $count ->
        [one] { $partners } can, your tap makes it a date.
       *[other] { $partners } all can, your tap makes it a date.
    } No answer is fine too.
times-agreed-hello = Hi { $name }. It is a date: { $at }, with { $partners }. { $reminding ->
        [comes] I will remind you before it, and this file puts it in your calendar.
       *[none] This file puts it in your calendar; I can't remind you before it.
    }
times-asked-hello = Hi { $name }. { $who } would like to study with you this month, and so far I know of no hour that suits you both. Would you offer two times? No answer is fine too.
times-none-suits =
    Hi { $name }. None of the times suits { $who }, and I propose no more this month. If you find one yourselves, *We set a date* takes it.
    Your facilitator hears that you are looking, and may help.
times-failed = **{ $title }**, round { $number }: { $who } asked me to help find a time for { $pair }, and there is none yet.
times-failed-tried =
    I proposed these, and none suited all of them:
    { $times }
times-failed-nowhere = By what they wrote in their applications, there is no hour that is usually free for all of them, so I could propose none.
times-failed-step = A next step: offer them one yourself, for example in these words.
times-failed-words = Dear { $pair }, I hear that it is hard to find an hour this month. Would half an hour on the phone do? Tell me two times that you could make, and I'll help you settle on one.

button-no-time = None of these
button-ask-times = Ask them for two times
button-offer-times = Offer two times
form-times-title = Two times that suit you
field-when-first = One time that suits you
field-when-second = Another one
calendar-date = Study with { $partners }
calendar-date-about = { $title }. If it moves, move it between yourselves.
