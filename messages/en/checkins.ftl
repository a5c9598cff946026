# Check-ins: the prompt, the one softer note, and what is said to each answer.

prompt-hello = Hi { $name }. Until { $until }, your study { $count ->
        [one] partner
       *[other] partners
    } in **{ $title }** { $count ->
        [one] is
       *[other] are
    } { $partners }.
prompt-text = The text: **{ $reference }**
prompt-any-text = No text is set this time: take any short one that you care about.
prompt-answer =
    Half an hour is plenty. { $way ->
        [taps] Afterwards, or whenever you know, tap a button: I can't read what is written in this thread.
       *[words] Afterwards, or whenever you know, tap a button or just write back in your own words.
    } One answer is enough for { $partners ->
        [one] both
       *[other] all
    } of you, and no answer is fine too.{ $way ->
        [taps] {" "}To get this in direct messages again, allow them for this server and write me one.
       *[words] {""}
    }
    { $first ->
        [yes] Who sees what: your facilitator can see which button you tapped, and so can your { -chevruta }. I'll only mention *Not this month* to your { -chevruta } if you ask me to. Neither of them sees what you write.
       *[no] Who sees your answer hasn't changed since my first note about a round.
    }
nudge = Hi { $name }, no reply needed. If you are meeting with { $partners }, wonderful. If it would help to have a time suggested, one tap below does it. This is the last note from me about this month.

button-answer-met = We met
button-answer-date = We set a date
button-answer-not-this-month = Not this month
button-answer-help = Help us find a time

button-guessed-time = { $time }?
button-something-else = Something else

cell-met = met
cell-date = date set
cell-not-this-month = month off
cell-help = looking for a time
cell-unsettled = two different answers
cell-quiet = quiet
cell-alone = without a partner
cell-others = with others
cell-ahead = ahead

answer-met = Noted: you met. If you like, write down one thing to keep and one thing still open, for yourself or for others. Nothing more is needed for this round.
answer-date = Noted: { $at }. { $reminding ->
        [comes] I will remind you before it. If it moves, move it between yourselves; you need not tell me.
        [over] That has passed by now, so there is nothing to remind you of. If you met, *Change the answer* lets you say so.
       *[none] I can't remind you before it, so please keep it in mind. If it moves, move it between yourselves; you need not tell me.
    }
answer-date-when = Noted: you set a date. If you tell me when, I can remind you before it. Without that, nothing more is needed.
answer-next-times = { $count ->
        [one] And you meet again then? A tap notes it.
       *[other] And you named a next time. Which one is it? A tap notes it.
    }
answer-not-this-month =
    { $late ->
        [yes] Noted: you took the round that ended { $until } off, and there is nothing to catch up on.
       *[no] Noted: not this month, and nothing to catch up on. I am quiet about it until { $until }.
    }
    Shall I tell { $partners } that you { $late ->
        [yes] took that round
       *[no] are taking this month
    } off, without a reason? If you press neither button, I send them nothing.
answer-help = Noted: you are looking for a time with { $partners }. If you find one yourselves, *Change the answer* takes it.
answer-later = You wrote that before your latest answer, so your latest answer stays. { $what }
answer-kept = Noted: nothing is changed. { $what }
answer-for-both =
    Noted for { $count ->
        [one] both
       *[other] all
    } of you. { $what } I'll let { $partners } know.
answer-settled = That is settled already, so I changed nothing. { $what }
stands-met = You met.
stands-met-again = You met, and you meet again { $at }.
stands-date = You meet { $at }.
stands-date-when = You have set a date.
stands-not-this-month = It won't be this month.
stands-help = You are looking for a time.
answer-change = How is it going with { $partners }? You can change it later, and there is no wrong answer.

form-date-title = A date for your study
field-when = When do you mean to meet?
    .hint = Such as Thursday { $four }, or { $day } at { $eight }, on your own clock.
date-reminder = Hi { $name }. You meant to study with { $partners }: { $at }. If something came up, move it between yourselves; you need not tell me.

told-partner = I will tell them, without a reason, at a moment that is not in their quiet time.
tells-them-themselves = Good. I say nothing to them.
partner-month-off = Hi { $name }. { $partner } { $late ->
        [yes] took the round that ended { $until } off from studying. It says nothing about you, and there is nothing you need to do.
       *[no] is taking this month off from studying. It says nothing about you, and there is nothing you need to do. This round ends { $until }.
    }
partner-said-met = { $name } has told me that you met. If that is not so, `/me` lets you correct it.
partner-said-met-again = { $name } has told me that you met, and that you meet again { $at }. If that is not so, `/me` lets you correct it.
partner-said-date = { $name } has told me that you set a date. If that is not so, `/me` lets you correct it.
partner-said-date-at = { $name } has told me that you meet { $at }. If that is not so, `/me` lets you correct it.
partner-said-help = { $name } has asked me to help your { -chevruta } find a time. If you have one by now, `/me` lets you say so.

# Where an answer meets another one.

clash-somebody = Somebody you studied with
clash-met = { $name } told me on { $day } that you met.
clash-met-again = { $name } told me on { $day } that you met, and that you meet again { $at }.
clash-date = { $name } told me on { $day } that you meet { $at }.
clash-date-when = { $name } told me on { $day } that you set a date.
clash-not-this-month = { $name } told me on { $day } that it won't be this month.
clash-help = { $name } asked me on { $day } to help you find a time.
clash-ask =
    Keep that, or change it for { $count ->
        [one] both
       *[other] all
    } of you? If you change it, I let { $partners } know. Until you choose, nothing changes.
button-keep-met = Keep: we met
button-keep-date = Keep that date
button-keep-not-this-month = Keep: not this month
button-keep-help = Keep: we need a time
button-for-both-met = Change for all: we met
button-for-both-date = Change for all: my date
button-for-both-not-this-month = Change for all: not this month
button-for-both-help = Change for all: we need a time
partner-changed-met = Hi { $name }. { $partner } has told me that you met already.
partner-changed-met-again = Hi { $name }. { $partner } has told me that you met already, and that you meet again { $at }.
partner-changed-date = Hi { $name }. { $partner } has told me that you meet { $at }.
partner-changed-date-when = Hi { $name }. { $partner } has told me that you set a date.
partner-changed-not-this-month = Hi { $name }. { $partner } has told me that { $late ->
        [yes] your study wasn't to be in the round that ended { $until }.
       *[no] it won't be this month for your study.
    } There is nothing to catch up on.
partner-changed-help = Hi { $name }. { $partner } has asked me to help your { -chevruta } find a time.
partner-changed-yours = You had told me that { $answer ->
        [met] you met
        [date] you set a date
        [not-this-month] it won't be this month
       *[help] you were looking for a time
    }.
partner-changed-reminds = { $reminding ->
        [comes] I will remind you before it.
       *[none] I can't remind you before it, so please keep it in mind.
    }
partner-changed-before = So I won't remind you of { $before }.
partner-changed-end = If that is not so, *Change the answer* lets you say it.
off-asked-date = Hi { $name }. { $partner } has set { $at } with you.
off-asked-date-when = Hi { $name }. { $partner } has set a date with you.
off-asked-help = Hi { $name }. { $partner } would like to find a time to study with you.
off-asked-ask = You told me that you take this month off, and I have not told { $partner }. Which is it?
button-join-date = We are meeting
button-join-help = I'd like to find a time
button-tell-off = Tell { $name } it won't be this month

asked-back =
    You wrote: “{ $words }”
    Thank you. I wasn't sure how to read that, so nothing is noted yet. One tap tells me, and no answer is fine too.
    Nobody else reads what you wrote. A person to write to: { $contact }.
asked-back-which = The upper buttons are about { $first }, the lower ones about { $second }.
reply-nothing-open =
    Thank you. I asked nothing just now, so nothing changes; your words are kept, and nobody else reads them.
    A person to write to: { $contact }.
reply-too-much =
    That is more than I can keep from one person in a day ({ $messages } messages, or { $signs } characters), so this message and what you write in the next hours is not kept.
    What you wrote before is safe. Please write again tomorrow, or to { $contact }.
reply-unreadable =
    Something went wrong on my side, and I could not make out what you wrote. Your words are kept, and nothing was changed by them.
    To answer what I asked, please use its buttons. For anything else, write to { $contact }.
answers-merged = I have read and kept all of your last messages. About the latest:
reply-stranger = Hello. I look after groups of { -clergy } who study together, and only answer about that. On a server where I serve, `/cohorts` shows what is open.
