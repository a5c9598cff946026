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

cell-met = met
cell-date = date set
cell-not-this-month = month off
cell-help = looking for a time
cell-quiet = quiet
cell-alone = without a partner
cell-ahead = ahead

answer-met = Noted: you met. If you like, write down one thing to keep and one thing still open, for yourself or for others. Nothing more is needed for this round.
answer-date = Good: { $at }. I will remind you before it. If it moves, move it between yourselves; you need not tell me.
answer-date-when = Good. If you tell me when, I remind you before it. Without that, nothing more is needed.
answer-not-this-month =
    Understood, and nothing to catch up on. I am quiet about it until { $until }.
    Shall I tell { $partners } that you are taking this month off, without a reason? If you press neither button, I send them nothing.
answer-help =
    By the usual free hours that each of you gave me, these times may suit you for studying with { $partners }:
    { $times }
    Send them on, and when one of them holds, write it to me or change the answer to a date. Nothing is fixed until you agree among yourselves.
answer-help-none =
    I know of no hour that is usually free for you and for { $partners }. Offer them two times that suit you; any hour of the week is a good one.
    Your facilitator sees that you are looking for a time, and may help.
answer-change = How is it going with { $partners }? The latest answer counts, and there is no wrong one.

form-date-title = A date for your study
field-when = When do you mean to meet?
    .hint = Such as Thursday { $four }, or { $day } at { $eight }, on your own clock.
date-reminder = Hi { $name }. You meant to study with { $partners }: { $at }. If something came up, move it between yourselves; you need not tell me.

told-partner = I will tell them, without a reason, at a moment that is not in their quiet time.
tells-them-themselves = Good. I say nothing to them.
partner-month-off = Hi { $name }. { $partner } is taking this month off from studying. It says nothing about you, and there is nothing you need to do. This round ends { $until }.
partner-said-met = { $name } has told me that you met. If that is not so, `/me` lets you correct it.
partner-said-date = { $name } has told me that you set a date. If that is not so, `/me` lets you correct it.
partner-said-help = { $name } has asked me to help your { -chevruta } find a time. If you have one by now, `/me` lets you say so.

asked-back =
    You wrote: “{ $words }”
    I kept it, and am not sure what it says about this month. One tap tells me; no answer is fine too.
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
