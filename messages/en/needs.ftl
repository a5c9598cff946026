# What somebody is given who writes something else than an answer.

button-of = { $what }: { $title }
button-pass-on = Pass it on

need-not-begun = **{ $title }** hasn't begun yet. There is no partner, text or link in it so far.
need-no-session = **{ $title }** has no session to come.
need-choose = A tap on one of these tells me how you'd like to go on.
need-also = If you meant to tell me about this month as well, one tap does it.

need-text = This is for round { $number } of **{ $title }**, which goes on until { $until }.
need-text-over = This was for round { $number } of **{ $title }**, which ended on { $until }. No other round follows it.
need-text-ahead = No round of study is going on in **{ $title }** just now. The next one begins { $begins }, and its text comes then.
need-text-none = There is no round of study to come in **{ $title }**, so there is no text now.
need-text-others = You're in { $titles } too. For its text, reply with the same words to one of my messages about it.

need-link = Session { $number } of **{ $title }** is { $at }. { $there ->
        [yes] The button shows you the link. I give it only to the people of this group.
       *[no] No link is entered for it yet. Once your facilitator has entered one, the button shows it to you.
    }

need-partner = In **{ $title }** you study with { $partners }. Press { $count ->
        [one] the name
       *[other] a name
    } to write to them, or open a thread for all of you.
need-partner-was = **{ $title }** is over. You studied with { $partners }. Press { $count ->
        [one] the name
       *[other] a name
    } to write to them.
need-partner-away = { $names } { $count ->
        [one] isn't
       *[other] aren't
    } on the server now, so I can't reach them for you.
need-no-partner = In **{ $title }** you have no study partner right now.

need-end = **{ $title }**: { $count ->
        [one] session { $number } is the last one, { $at }.
       *[other] session { $number } is next, { $at }. The last one is { $last }.
    }
need-end-round = The round of study that goes on now ends { $until }.
need-end-was = The last one was { $at }.

need-stop = I hear you: fewer messages, or none. { $leave ->
        [yes] To leave for good, tap *Step back*. I show you first what follows, and nothing happens before you confirm it. To be left in peace for a while:
       *[no] To be left in peace for a while:
    }
need-leaving =
    If you'd like to leave, tap *Step back*. No reason is asked. I show you first what follows and who hears of it, and nothing happens before you confirm it.
    If a break would do, *Pause messages* keeps your place. If you tap nothing, all stays as it is.
need-nothing-to-leave = There is no place of yours to give up just now. `/me` shows what else you asked me for, and how to end it.

need-pass-on =
    You wrote: “{ $words }”
    { $kind ->
        [cannot-open] I can't mend that myself, but a person can.
        [partner-trouble] I'm sorry that it is hard. A person should hear that, and not a bot.
       *[other] I'm sorry. A person should hear that, and not a bot.
    } I've told nobody. If you tap *Pass it on*, what you wrote goes, word for word and with your name, to the managers and facilitators of **{ $program }**, and their answer comes to you here.
    To tell one person instead, write to { $contact }.
need-sorry = I'm so sorry, { $name }.
need-for-another = Thank you for telling me. There is nothing you need to answer or do. If a break would help you too, *Pause messages* keeps your place.
