# What the bot does by itself, by name; how each stands; and why one did not arrive.

planned-letter = the letter about the application
planned-offer = the offer of a place
planned-offer-reminder = the one reminder of an offer
planned-offer-lapsed = word that an offer is over
planned-offer-unreached = word that an offer did not arrive
planned-called-off = word that a cohort is called off
planned-called-off-lead = word to a facilitator that their cohort is called off
planned-publish-receipt = word on whether the letters about places arrived
planned-window-closed = word that sign-up has closed
planned-window-not-opened = word that sign-up could not open
planned-entered = the question about an application that was entered by hand
planned-waitlist-over = word that a waiting list has ended
planned-standing-open = word about an open standing
planned-received = the receipt of the application
planned-role = the role that opens the cohort's home
planned-role-back = the role that opened the cohort's home, taken back
planned-home-here-now = the word that this is the new home
planned-home-read = word to a facilitator that others can read the home
planned-pairs = the post of the { -chevrutot }
planned-pair = word about the { -chevruta }
planned-pair-thread = the private thread of a { -chevruta }
planned-pair-hello = a first word in the thread of a { -chevruta }
planned-no-pair = word that there is no { -chevruta } yet
planned-session = { $number ->
        [0] the announcement of a session
       *[other] the announcement of session { $number }
    }
planned-session-thread = { $number ->
        [0] the thread of a session
       *[other] the thread of session { $number }
    }
planned-session-event = { $number ->
        [0] the event of a session
       *[other] the event of session { $number }
    }
planned-session-reminder = { $number ->
        [0] a reminder of a session
       *[other] a reminder of session { $number }
    }
planned-session-after = { $number ->
        [0] a word to the facilitator after a session
       *[other] a word to the facilitator after session { $number }
    }
planned-session-notes = { $number ->
        [0] the notes of a session
       *[other] the notes of session { $number }
    }
planned-session-words = { $number ->
        [0] what a member wrote to the group
       *[other] what a member wrote to the group about session { $number }
    }
planned-session-lacks = { $number ->
        [0] a word to the facilitator, if a session still lacks something
       *[other] a word to the facilitator, if session { $number } still lacks something
    }
planned-link-changed = { $number ->
        [0] word that the meeting link has changed
       *[other] word that the meeting link has changed since the reminder of session { $number }
    }
planned-link-unused = { $number ->
        [0] a word to the facilitator about a link that nobody has used for long
       *[other] a word to the facilitator before session { $number } about a link that nobody has used for long
    }
planned-session-moved = { $number ->
        [0] word that a session has moved
       *[other] word that session { $number } has moved
    }
planned-session-cancelled = { $number ->
        [0] word that a session is called off
       *[other] word that session { $number } is called off
    }
planned-clocks-changed = word that the rules for the clocks have changed
planned-window-clocks = word that sign-up stays at its hour though the rules for the clocks have changed
planned-date-clocks = word that the date they set stays at its hour though the rules for the clocks have changed
planned-dates-changed = word that the dates have changed
planned-dates-lead = word to a facilitator that somebody else changed the dates
planned-week = a facilitator's page for the week
planned-program-week = the staff's page for the week
planned-prompt = { $number ->
        [0] what to study
       *[other] what to study in round { $number }
    }
planned-round-lacks = { $number ->
        [0] a word to the facilitator, if a round has no text yet
       *[other] a word to the facilitator, if round { $number } has no text yet
    }
planned-nudge = { $number ->
        [0] the one softer note, if still quiet
       *[other] the one softer note in round { $number }, if still quiet
    }
planned-word = { $number ->
        [0] a word to the facilitator, if some are quiet
       *[other] a word to the facilitator in round { $number }, if some are quiet
    }
planned-covenant-talk = the invitation to talk about the covenant
planned-covenant-thread = the thread to talk about the covenant
planned-covenant = the covenant
planned-covenant-pin = the covenant is pinned
planned-covenant-changed = word that the covenant changed
planned-covenant-ask = the covenant, to somebody who came later
planned-reflections = { $number ->
        [0] the post for what pairs keep of a round
       *[other] the post for what pairs keep of round { $number }
    }
planned-reflections-thread = { $number ->
        [0] the thread for what pairs keep of a round
       *[other] the thread for what pairs keep of round { $number }
    }
planned-reflection = what somebody keeps of their study
planned-reflection-pair = what somebody keeps of their study, for their { -chevruta }
planned-curriculum = the post of what is studied when
planned-proposal-partner = word that a topic is in their name too
planned-hosting = { $number ->
        [0] word to a host that a session is theirs
       *[other] word to a host that session { $number } is theirs
    }
planned-hosting-over = { $number ->
        [0] word that a session is no longer theirs to host
       *[other] word that session { $number } is no longer theirs to host
    }
planned-host-asked = { $number ->
        [0] the question to a host whether they need anything
       *[other] the question to the host of session { $number } whether they need anything
    }
planned-host-needs = { $number ->
        [0] word to a facilitator about what a host needs
       *[other] word to a facilitator about what the host of session { $number } needs
    }
planned-date-reminder = a reminder of a pair's own date
planned-month-off = word that a month is off
planned-partner-changed = word that a partner's answer changes theirs
planned-partner-first = a question about two answers that differ
planned-off-asked = a question to somebody whose partner counts on them
planned-times = times that may suit a pair
planned-times-asked = a partner's question for two times
planned-times-failed = a word to the facilitator that a pair finds no time
planned-time-agreed = word that a time suits both
planned-member-left = word that a member stepped back
planned-removed = a letter to somebody who was taken out
planned-partners-changed = word to a facilitator about who has a new partner, or none
planned-no-third = word that no pair can take a third now
planned-third-asked = the question whether a pair would study as three
planned-partner-beside = word that somebody else waits for a partner too
planned-study-alone = { $number ->
        [0] a text to study alone
       *[other] round { $number }: a text to study alone
    }
planned-fit = the question whether it fits
planned-fit-proposal = word to a facilitator about other pairs
planned-partner-left = word that a partner is no longer there
planned-partner-paused = word that a partner is away
planned-pause-over = word on the morning a pause ends
planned-setup-test = a test message
planned-facilitator-appointed = word about leading a cohort
planned-facilitator-removed = word about no longer leading a cohort
planned-answer = an answer to what was written
planned-question = a question for the staff
planned-question-thread = the thread of a question
planned-question-answered = the mark that a question is answered
planned-question-answer = an answer to a question
planned-question-more = what somebody added to their question
planned-interest-opened = word that a cohort has opened
planned-news = news of the program
planned-standing-waits = word to staff that somebody waits for standing
planned-board = the board of cohorts in the sign-up channel
planned-here-again = a first direct message after a while
planned-trouble = word to staff about what went wrong
planned-private-thread = the opening of a private thread

state-pending = planned
state-sending = on its way
state-sent = sent
state-expired = left out
state-dead = not delivered
state-held = kept for a person
state-uncertain = perhaps delivered
state-cancelled = taken back

reason-unwanted = It was no longer needed.
reason-merged = It was said together with a later answer.
reason-late = Its moment had passed.
reason-no-fit = There was no fitting moment while it was of use.
reason-paused = Automatic messages are paused there.
reason-away = I was not on your server then.
reason-left = They were not on this server then.
reason-budget = Enough had been asked that week.
reason-dm-closed = Direct messages are closed, and no private thread could be opened.
reason-refused = Discord refused it.
reason-exhausted = Ten attempts brought no clear answer.
reason-unknowable = Discord gives no way to see whether it arrived.
reason-hush = It was quiet time.
reason-season = It was a time when I hold back.
reason-after = It waits for something that has not gone out yet.
reason-gone = The person, the channel or the server is no longer there.
reason-no-pin = I may not pin messages there. The post itself is there.
reason-role-gone = The role that opens the home is no longer on the server. `/cohort home` gives the cohort another one.
reason-role-managed = That role belongs to an integration, so nobody can give it. `/cohort home` gives the cohort another one.
reason-role-powerful = That role now gives more rights than a member should have, so I did not give it. Turn them off under *Server Settings*, *Roles*, or in the permissions of the channel that gives them: the role then follows by itself.
reason-role-out-of-reach = I may not give that role. Give me *Manage Roles*, and put my own role above it in the server's list: the role then follows by itself.
reason-unreadable = A fault of mine stopped it; the log says more.
reason-no-place = I can't use that channel.

# Discord's own refusals, by its error codes: what is in the way, and what to do about it.
refusal-10003 = That channel or thread is no longer there. Choose another one.
refusal-10004 = I am no longer on that server. Invite me again, then send it again.
refusal-10007 = That person is no longer on the server.
refusal-10008 = The message that it belongs to was deleted.
refusal-10011 = That role is no longer there. Make a new one and name it to me, then send it again.
refusal-10013 = That Discord account is no longer there. Please reach the person another way.
refusal-10070 = That event was deleted on the server.
refusal-30033 = That thread has as many people as Discord allows. Take somebody out of it, then send it again.
refusal-30038 = The server has as many scheduled events as Discord allows. Delete some of them, then send it again.
refusal-30046 = That message is old, and Discord takes few changes to it in an hour. Send it again in an hour.
refusal-40067 = That forum wants a tag on each post. Switch that off in the forum's settings, then send it again.
refusal-50001 = I cannot see that channel. Let me in.
refusal-50007 = They take no direct messages from me. Please reach them another way.
refusal-50013 = I lack a permission for it there, or my role stands below the one that I am to give. Mend that.
refusal-50024 = That kind of channel cannot hold it. Choose an ordinary text channel.
refusal-50035 = Discord does not take it in this form. That is a fault of mine: please tell the person who runs me, and send it yourself this time.
refusal-50083 = That thread is archived. Open it once more.
refusal-50278 = They are on no server with me any more, so Discord lets me write nothing to them. Please reach them another way.
refusal-160004 = There is a thread on that message already.
refusal-160005 = That thread is locked. Unlock it, or allow me to manage threads.
refusal-160006 = The server has as many open threads as Discord allows. Close some of them, then send it again.
refusal-200000 = The server's AutoMod blocked it. Exempt my role from that rule, then send it again.
refusal-240000 = Discord considers a link in it harmful. Take the link out, then send it again.
refusal-other = Discord refused it, with its error number { $code }. The person who runs me can look that up.
waits-for-place = { $why } It goes out by itself once that is mended, if it is still of use by then.
