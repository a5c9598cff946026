# Sessions: the announcement, reminders, moves, the link, the prompt of a round.

form-link-title = The meeting link
field-link = The link
    .hint = It begins with https:// and serves all sessions. Only members and facilitators see it.
link-saved =
    The link for **{ $title }** is kept. Members and facilitators see it when they press the button under a session, and members also get it in their private reminder. It is in no post and no event.
link-told = { $told ->
        [one] One member has the earlier link in a reminder. I'll send them this one.
       *[other] { $told } members have the earlier link in a reminder. I'll send them this one.
    }
link-next = `/help` shows the next step.
link-changed =
    Hi { $name }. The meeting link for session { $number } of **{ $title }** on { $at } is another one now. Please don't use the one in your reminder.
link-here =
    { $at }
    { meet-here }
link-off = Session { $number }, planned for { $date }, is called off.
link-over = Session { $number }, on { $date }, is over.
link-none = No session follows it.
link-next-session = The next one is session { $number }.

hebrew-evening = evening of { $date }

session-post = **Session { $number } of { $title }**
    { $at } · { $minutes } minutes
    { $date } · { $clock }
session-moved-line = This session has moved; the time above is the one that holds.
session-clocks-line = The rules for the clocks in { $place } have changed; the time above is the one that holds.
session-because = The reason, in the words of those who changed it:
session-word =
    { $name } cannot come, and writes:
    { $words }
session-word-back = { $name } has taken back what they wrote here.
session-words-more = { $count ->
        [0] What is cut short here is in full in this session's thread, or below.
        [one] One more wrote. Their words are in this session's thread or below, with all that is cut short here.
       *[other] { $count } more wrote. Their words are in this session's thread or below, with all that is cut short here.
    }
session-cancelled-post = **Session { $number } is called off.** It was planned for { $date }.
    { $after ->
        [session] Nothing needs doing. The study in between goes on until the next session.
        [round] No session follows it. The study in between goes on until that day.
       *[nothing] No session follows it, and nothing needs doing.
    }
session-cancelled-with-all = **Session { $number } is called off**, and the cohort with it. It was planned for { $date }.
    Nothing needs doing.
event-description = A session of { $title }. Members get the meeting link from Shamash, privately.
event-place = Online; members get the link privately
session-reminder =
    Hi { $name }. Session { $number } of **{ $title }** is on { $at }{ $own ->
        [yes] {""}
       *[no] {" "}({ $clock })
    }.
session-reminder-open = You don't need to answer.
session-reminder-coming = You said that you'll be there.
meet-here = The link: { $link }
    Please keep it within the group.
meet-behind-button = The link is behind its button.
session-moved =
    Hi { $name }. Session { $number } of **{ $title }** has moved from { $before } to { $at }.
    { $date }
    If that changes whether you can come, one tap below is enough.
session-moved-beside = It's now at the same time as { $titles }, where you have a place too. You can't be at both; your facilitator sees that as well.
session-moved-late = Hi { $name }. Session { $number } of **{ $title }** was moved from { $before } to { $at }, and { $over ->
        [yes] is over
       *[no] has begun
    }. I couldn't tell you in time. I'm sorry.
clocks-changed =
    Hi { $name }. The rules for the clocks in { $place } have changed. The sessions of **{ $title }** stay where they are on the clock there. On your own clock they may begin at another time than before.
clocks-line = { $number }. { $date }, { $time }: for you { $at }
clocks-changed-file = The file has them for your own calendar. You don't need to answer.
clocks-changed-wish = Your application stands as it is. You don't need to answer.
clocks-changed-lead = The file has them for your own calendar. Everybody who already knew these dates hears the same from me.
session-cancelled =
    Hi { $name }. Session { $number } of **{ $title }**, planned for { $date }, is called off.
session-in-words = I read your words as being about session { $number } of **{ $title }**, on { $at }. A tap tells me whether you will be there.
session-in-words-over = I read your words as being about session { $number } of **{ $title }**, which is over.
session-in-words-off = I read your words as being about session { $number } of **{ $title }**, which is called off. There is nothing you need to do.
session-in-words-else = If you meant your { -chevruta }, `/me` lets you say so; nothing has changed.
form-cannot-title = I cannot come
field-words = A word for the group, if you like
    .hint = { $others ->
        [yes] No reason is asked. It is shown in the cohort's home, where others on this server can read it too.
       *[no] No reason is asked. What you write here is shown in the cohort's home.
    }
rsvp-yes = Your answer is saved: you're coming. See you on { $at }. If that changes, tap *{ button-cannot-come }*.
rsvp-no = Your answer is saved: you can't come on { $at }. You don't need to give a reason, and I won't remind you. If that changes, tap *{ button-coming }*.
rsvp-words = Your words go into the session's post in the cohort's home, or in full into its thread where the post is full.{ $others ->
        [yes] {" "}Others on this server can read it too.
       *[no] {""}
    }
move-question = **Move session { $number } of { $title }?**
    From { $before } to { $at }
    { $date } · { $clock }
move-skipped = > The clocks go forward then, so { $time } doesn't exist that day. It becomes { $clock }.
move-odd = { $what ->
        [before] > That's before session { $number } ({ $date }), so the sessions would be out of order.
        [after] > That's after session { $number } ({ $date }), so the sessions would be out of order.
        [same-day] > Session { $number } is on the same day.
       *[far] > That's more than three months from when it is now. Please check the month and the year.
    }
cancel-question = **Call off session { $number } of { $title }?**
    It is planned for { $at }
    { $date }
change-no-reason = Members read no reason. To give one, run the command again with a `reason`.
change-told = { $told ->
        [0] Nobody has been told of this session yet, so nobody hears of the change.
        [one] { $who } hears of it, at a moment that is not in their quiet time. The session's post and event follow by themselves.
       *[other] { $who } hear of it, each at a moment that is not in their quiet time. The session's post and event follow by themselves.
    }
change-members = { $count ->
        [one] One member
       *[other] { $count } members
    }
change-too-late = > { $all ->
        [yes] I can't tell them in time: it's night or sacred time for them until then. Please reach them another way. They hear from me afterwards.
       *[no] { $late ->
            [one] I can't tell one of them in time: it's night or sacred time for them until then. Please reach them another way. They hear from me afterwards.
           *[other] I can't tell { $late } of them in time: it's night or sacred time for them until then. Please reach them another way. They hear from me afterwards.
        }
    }
session-changed = Session { $number } has moved to **{ $date } · { $clock }**.
session-changed-off = Session { $number }, planned for { $date } · { $clock }, is called off.
session-changed-told = { $told ->
        [0] Nobody had been told of it yet.
        [one] { $who } hears of it, at a moment that is not in their quiet time.
       *[other] { $who } hear of it, each at a moment that is not in their quiet time.
    }

move-night = { $home ->
        [yes] It begins at night at home ({ $from } to { $to }){ $asleep ->
            [0] .
           *[other] , and at night for { $asleep } of { $people } people.
        } If that is a slip, type the time again, such as { $such }.
       *[no] It begins at night ({ $from } to { $to }) for { $asleep } of { $people } people, on their own clock.
    }

form-prompt-pair = Round { $number }: { $names }
form-prompt-title = To study in round { $number }
field-reference = The text, by its reference
    .hint = Such as { -reference }. Leave it empty if there is none. What Sefaria has becomes a link.
field-question = A question, and a way to study it
    .hint = It goes out as you write it here.
prompt-saved = Round { $number } of **{ $title }** has its text. It goes out about a day after the session before.
prompt-reference = Pairs can tap the text to open it: { $reference }
prompt-reference-unread = { $why ->
        [no-place] “{ $typed }” doesn't say where in { $near }, so it goes out without a link. A page and side (5b) or a chapter and verse (4:1) would make it one.
        [not-there] I can't find “{ $typed }” in { $near }, so it goes out as you typed it, without a link. Please check the numbers.
       *[unknown] I don't know a text called “{ $typed }”, so it goes out as you typed it, without a link. Did you mean { $near }?
    }
field-question-sent = This round's texts have gone out. Only people who don't have theirs yet get this one.
prompt-saved-pair = Saved for this pair, in place of what the others study in round { $number }. { $sent ->
        [yes] At least one of them has already had a text for this round, which stays as it was.
       *[no] They get it about a day after the session before.
    }
prompt-saved-sent = The text of round { $number } of **{ $title }** is saved. This round's texts have already gone out, so only people who don't have theirs yet get it.
prompt-saved-unasked = The text of round { $number } of **{ $title }** is kept, but nobody gets it as things stand: the round begins in a busy season and is left out. `/cohort busy` shows the weeks.
me-session = Next session: { $at }.
window-clocks =
    Hi { $name }. The rules for the clocks in { $place } have changed. Sign-up for **{ $title }** stays at its hour on the clock there. On your own clock that may be another time than before.
window-clocks-opens = It opens on { $date } at { $time }: for you { $at }
window-clocks-closes = It closes on { $date } at { $time }: for you { $at }
date-clocks =
    Hi { $name }. The rules for the clocks in { $place } have changed. You and { $partners } set a date for { $date } at { $time } there, and it stays at that hour. For you that is { $at }
    If you meant another time, tap *We set a date* again.
