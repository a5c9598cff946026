# What the bot could not do by itself, for the staff of a program.

trouble-title = Something went wrong on my side, and these things didn't happen by themselves:
trouble-turn-window-opens = Sign-up for **{ $title }** didn't open. `/cohort open` opens it.
trouble-turn-window-closes = Sign-up for **{ $title }** didn't close. `/cohort open` shows a button that closes it.
trouble-turn-offer-lapses = An offer of a place in **{ $title }** has run out, and the place didn't go to the next person.
trouble-turn-session-ends = { $number ->
        [0] A session of **{ $title }** is over, and I didn't note it.
       *[other] Session { $number } of **{ $title }** is over, and I didn't note it.
    }
trouble-turn-ask-lapses = In **{ $title }**, a pair didn't answer whether they would study as three, and I couldn't ask the next one. `/cohort pairs` lets you place people yourself.
trouble-turn-pause-ends = In **{ $title }**, somebody waits for a partner, and I couldn't look for one again. `/cohort pairs` lets you place people yourself.
trouble-turn-choice-lapses = In **{ $title }**, somebody was left without a partner and hasn't chosen, and I couldn't go on from there. `/cohort pairs` lets you place people yourself.
trouble-turn-returned = Somebody came back to your server, and I couldn't give them their roles again.
trouble-turn-other = A change in **{ $title }** that was planned for now didn't happen.
trouble-a-cohort = one of your cohorts
trouble-held = { $count ->
        [one] Not sent: { $what }.
       *[other] Not sent, { $count } times: { $what }.
    }
trouble-held-next = `/program undelivered` lists what wasn't sent.
trouble-job-backup = There was no backup last night, and I have tried three times.
trouble-job-soundness = I couldn't check last night whether the database is sound, and I have tried three times.
trouble-job-forget = Old data that should be deleted by now is still there.
trouble-job-presence = I couldn't look last night who has left your server.
trouble-job-standing = I couldn't look last night whose membership is unconfirmed.
trouble-job-weeks = I couldn't prepare the pages for the week. `/cohort today` shows what they would say.
trouble-job-other = One of the things I do each night didn't work.
trouble-damaged = **The database is damaged.** Please tell the person who runs me today, before you change anything else: a backup may have to be put back.
trouble-more = { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
trouble-next = You didn't do anything wrong. The person who runs me finds the reasons with `shamash check`; please let them know.
button-all-cohorts = All cohorts
