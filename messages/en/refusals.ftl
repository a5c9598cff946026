# A "no" as a sentence that says what to change, or whom to ask. The names are the values of `domain.refusal.Why`.

refused-unknown-zone = I do not know the time zone “{ $zone }”. Name a large city in it, such as Chicago, or write what time it is there now, such as 3:20 pm.
refused-which-clock = { $count ->
        [one] I'm not sure which place “{ $zone }” is. If it's the one on the button, tap it. If it isn't, write a large city near you instead.
       *[other] “{ $zone }” could be more than one place, and their clocks differ. Tap yours. If it isn't here, write a large city near you instead.
    }
refused-bad-series = I cannot make a series of that. Give one weekday of the month, or every 1 to 8 weeks, and from 2 to 24 sessions.
refused-which-town = { $count ->
        [one] I'm not sure where “{ $typed }” is. If it's the place on the button, tap it. If it isn't, write your city with its state or country.
       *[other] There is more than one “{ $typed }”. Tap yours. If it isn't here, write it with its state or country.
    }
refused-unknown-town = I do not know where “{ $typed }” is. Write a city with its state or country, such as Springfield, Illinois, or a latitude and longitude, such as 69.65, 18.96.
refused-town-elsewhere = “{ $typed }” is not on the clock of { $zone }. Please check the place, or change the clock first.
refused-not-allowed = { $action ->
        [set-up] Setting up a program is for those who manage this server, and for the program's managers.
        [create-cohort] That is for the program's managers. One of them can do it for you.
        [cancel-cohort] That is for the program's managers. One of them can do it for you.
        [attest-standing] Standing is for the program's managers. One of them can do it for you.
        [set-dates] The program's calendar is for its managers. One of them can do it for you.
        [send-news] That is for the program's managers. One of them can do it for you.
        [answer-question] That is for the facilitators and managers of this program, and the question stays with them.
        [enter-applicant] Entering somebody is for the program's managers. One of them can do it for you.
        [appoint] Appointing facilitators is for the program's managers. One of them can do it for you.
        [see-audit] The record of changes is for the program's managers. One of them can look for you.
        [see-report] The report is for the program's managers. One of them can make it for you.
        [see-overview] The overview is for the program's managers. `/cohorts` shows what is open.
        [see-link] The link is for members of this cohort. If you are one, please write to your facilitator.
        [answer-rsvp] That is for members of this cohort. `/me` shows where you have a place.
        [say-i-came] That is for members of this cohort. `/me` shows where you have a place.
        [check-in] That is for members of this cohort. `/me` shows where you have a place.
        [edit-covenant] A facilitator of this cohort writes the covenant down, with its members.
        [sign-covenant] Only members of this cohort sign its covenant. `/me` shows where you have a place.
        [answer-offer] No place is held for you there just now. If you have changed your mind, sign up again while sign-up is open, or write to the facilitator: `/ask` brings your words to them.
        [withdraw] You have no place and no application here, so there is nothing to step back from.
       *[other] That is for this cohort's facilitators and the program's managers. One of them can do it for you.
    }
refused-not-set-up = This server has no program yet. Somebody who manages it can begin with `/program setup`.
refused-no-such-cohort = I know of no such cohort here. Choose one from the list that opens as you type; `/cohorts` shows what is open.
refused-no-such-session = There is no session { $number } in this cohort. `/cohort timeline` shows them all.
refused-no-such-round = { $number ->
        [0] No round is ahead in your cohort. Rounds lie between sessions, so the dates come first: `/session series`.
       *[other] There is no round { $number } in this cohort. Rounds lie between sessions: round 1 follows the first.
    }
refused-wrong-state = This cohort is { cohort-state }, so that step is not possible now. `/help` shows the next one.
refused-called-off = **{ $title }** has been called off, so nothing changes there any more, and there is nothing you need to do. `/cohorts` shows what is open.
refused-not-ready = Not yet. Still missing: { $missing }.
refused-bad-number = Please give a whole number from { $least } to { $most }.
refused-bad-date = I could not read “{ $typed }” as a date. Write a day like 2026-10-13, a month like 2026-10, or a time to study like Thursday 4pm.
refused-other-weekday = { $date } is a { $weekday }, and you wrote { $said }. Did you mean { $weekday }, { $date }, or { $said }, { $near }? Write it once more the way you mean it.
refused-bad-time = I could not read “{ $typed }” as a time. Write it like 13:00 or 1:30 pm.
refused-bad-link = That is not a link I can keep. Paste the whole address; it begins with https:// and has no spaces.
refused-bad-material = I found no link in “{ $typed }”. Put one link on each line, which begins with https://, with its name before it if you like. A text that Sefaria has needs no link: Genesis 18:23.
refused-too-many-materials = There is room for { $most } links. Put the rest in one document, and link to that.
refused-everybody-would-manage = Everybody on this server has that role, so everybody would be a manager. Choose one that only the managers have.
refused-not-a-person = That is a bot. Choose a person who is on this server.
refused-last-facilitator = **{ $title }** would be left without a facilitator. Appoint another one first: `/program facilitator`.
refused-too-few-places = In **{ $title }**, { $members ->
        [one] one place is
       *[other] { $members } places are
    } taken or held for somebody's answer, so it needs at least that many. `/cohort today` shows them.
refused-setup-unfinished = Something is still missing, or in the way, so nothing was saved. `/program setup` shows what it is.
refused-empty = One of the fields was empty that I need. Please fill it in and send it once more.
refused-too-long = That is { $length } characters, and there is room for { $most }. Please shorten it.
refused-signups-closed = { $state ->
        [draft] Sign-up for **{ $title }** has not opened yet. `/cohorts` shows when it has.
       *[other] Sign-up for **{ $title }** has closed. `/cohorts` shows what is open.
    }
refused-not-here = { $name } is not on this server, so I gave nobody the lead.
refused-same-home = That is the channel, or the role, of **{ $title }**: the people who were in that cohort could read the new one. Make a channel of its own, and a role if one opens it, then try again.
refused-managers-role = That is the managers' role: everybody who takes a place would be a manager. Choose one that only this cohort's members get, or leave it out.
refused-home-open = Not yet: people outside **{ $title }** can read its home, and nobody has confirmed that they may. `/cohort home` shows who. Close the channel to them, or press *Post there anyway* there.
refused-home-of-staff = That is the staff channel. What I post for members would stand among what staff write, and members could not be let in. Choose another channel, or make one, then try again.
refused-home-not-yours = You can't see that channel, or can't write in it, so I don't make it a cohort's home for you. Choose one you can write in, or ask somebody who can write in that one.
refused-wrong-channel = { $kind ->
        [news] That is an announcement channel.
        [forum] That is a forum.
        [voice] That is a voice channel.
        [stage] That is a stage.
        [category] That is a category.
        [thread] That is a thread.
       *[other] I do not see that channel on this server.
    } { $use ->
        [home] A cohort's home has to be an ordinary text channel: only in one can I open a private thread for a member whose direct messages are closed.
        [signups] Sign-up needs an ordinary text channel: only in one can I open a private thread for somebody whose direct messages are closed.
       *[other] Staff need a text or announcement channel: each question gets a thread of its own there.
    } Choose another channel, or make one, then try again.
refused-lead-brings-role = A facilitator of **{ $title }** gets its role { $role }, so to appoint one you need *Manage Roles* yourself, and a role above that one in the server's list. Ask somebody who has both to appoint them, or let the cohort do without a role first: `/cohort home` with `without_role`.
refused-role-gone = The role of **{ $title }** is no longer on this server, so I could not give it to its facilitator. `/cohort home` gives the cohort another role, or none. Then try again.
refused-role-managed = The role { $role } belongs to an integration or another bot, so nobody can give it. Choose a role that only this cohort's members get.
refused-role-powerful = The role { $role } gives more than a member should have: { $powers }. Turn that off for the role under *Server Settings*, *Roles*, or in the permissions of the channel that gives it, or choose a role that gives no rights of its own.
refused-role-not-yours = To let me give out the role { $role }, you need *Manage Roles* yourself, and a role above it in the server's list. Ask somebody who has both to do this, or leave the role out.
refused-role-out-of-reach = I cannot give the role { $role } to anybody. Give me *Manage Roles*, and put my own role above it in the server's list. Then try again.
refused-cohorts-role = A cohort's members get that role, so they would all be managers. Choose one that only the managers have.
refused-everybody-would-be-in = That is the role that everybody on this server has. Choose one that only this cohort's members get, or leave it out.
refused-places-given = The places in **{ $title }** have been given, so the draft is closed. `/cohort today` shows who has one, and who waits.
refused-already-decided = The places in **{ $title }** have been given, so this can't change here any more. If you'd like to know more, `/ask` brings your question to the people who lead it.
refused-has-application = { $name } has an application for **{ $title }** already, or had one, and it stays theirs. They can go on with the button in `/cohorts`.
refused-not-committed = To sign up, tick the one promise. If you cannot give it now, that is a good answer too: your first answers are kept, and other cohorts will come.
refused-no-such-question = I know of no such question here. The staff channel has those that were asked on this server.
refused-no-question-here = “Send as answer” works on a message in the thread of a question. Open that thread, and pick the message there.
refused-no-words = There are no words of a person in that message, so there is nothing to send. Pick one that somebody wrote in the thread of the question.
refused-too-many-questions = { $most } questions of yours from the last day wait for an answer, so let us give people time to read. Tomorrow you may ask more; if it cannot wait, write to { $contact }.
refused-enough-shared = I pass on at most { $most } of your notes about one round to the same people. You can still keep this one for yourself: *Only me*.
refused-enough-proposed = { $own ->
        [yes] You have proposed { $most } topics here, which is as many as one person can. Change or withdraw one of them with `/curriculum topics`.
       *[no] There are { $most } topics here already, which is as many as people can choose from. `/curriculum topics` shows them.
    }
refused-enough-beside = { $partner } has heard of { $most } topics in both your names already, which is as many as I tell. Propose this one in your own name.
refused-enough-chosen = You have chosen { $most } topics already. Tap one of them to take it away, then this one.
refused-topics-closed = Topics and choices are not open in **{ $title }** now, so nothing was changed. `/curriculum topics` shows what was proposed.
refused-topic-arranged = That topic is arranged for session { $number } already, so nothing was changed. Those who lead the cohort can free it with `/curriculum arrange`.
refused-nothing-arranged = No session to come of **{ $title }** has a topic yet. Choose a session in `/curriculum arrange` first.
refused-no-application = I have no application from you here yet. It begins with the button in `/cohorts`.
refused-too-many-accepted = { $accepted } people would be in, and there are { $capacity } places. Take some out of the draft, then publish.
refused-standing-not-good =
    Not yet: the standing of { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } is not settled, and they would be in. A manager settles it with `/program standing attest`, or you move them to the waiting list in the draft.
refused-left-server =
    Not yet: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } would be in, and no longer on this server. Ask them whether they mean to come back, or move them to the waiting list in the draft, where they keep their turn.
refused-paired-and-left =
    Not yet: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } left this server, and somebody would be paired with nobody. `/cohort pairs` draws again without them, and `/cohort remove` takes somebody out of the cohort.
refused-file-too-big = That file is more than I read at once: 1 MiB, or { $lines } lines. Split it in two, and import one after the other.
refused-file-not-text = That file is no plain table. Save it as CSV in your spreadsheet, then import that.
refused-file-empty = There is nothing in that file. A line is a name or Discord id, yes or no, and if you like the last day, such as 2027-06-30.
refused-file-unreached = I could not get that file from Discord. Please attach it once more.
refused-no-dates = There is no date in that file. A line is a day such as 2026-10-07, what it is, and if you like note, light, strong or block.
refused-dates-gone = That file is no longer here: it was taken in, or its preview is older than a day. `/program dates show` shows what stands; attach the file again to go on.
refused-too-many-weeks = That is more than { $most } weeks. Name the busiest ones.
refused-too-many-dates = With that file there would be { $count } dates, and I keep { $most } at most. Leave out those that are over, and import it again.
refused-import-gone = That file is no longer here: it was taken in, or its preview is older than a day. `/program standing renewals` shows how things stand; attach the file again to go on, and nothing is done twice.
refused-decisions-too-big = That file is more than 1 MiB, and two of its columns are enough: Application and Decision. Take the others out, and attach it once more.
refused-no-decisions = There is nothing in that file. A line is the number of an application and its decision: in, waiting or no.
refused-decisions-gone = That file is no longer here: it was taken in, or its preview is older than a day. `/cohort select` shows the draft as it stands; attach the file again to go on, and nothing is done twice.
refused-frozen = The group of **{ $title }** has begun to meet, so its dates stand. `/session move` moves one of them; `/session extend` and `/session shorten` change how long the term is.
refused-date-past = { $date } has passed. Give dates that are still to come; a series may begin in { $month }.
refused-begins-before = Sign-up for **{ $title }** closes { $closes }, and every session has to come after that. Choose a later date, or have sign-up close earlier.
refused-bad-month = I could not read “{ $typed }” as a month. Write it like 2026-10 or October 2026.
refused-too-many-sessions = That would be { $count } sessions, and a term has at most { $most }. Give a smaller number.
refused-too-few-sessions = There are { $ahead } sessions left that could go, so give a smaller number. To call the whole cohort off, use `/cohort cancel`.
refused-no-draft = There is no draft yet. `/session series` drafts dates; `/cohort select` drafts who is in, once somebody has applied.
refused-holds-link = That has the meeting link in it, and this is read in places where the link should not be. Members get the link from me. Take it out and send the rest again.
refused-link-stands = { $where ->
        [title] That link is in the cohort's title, which everybody on the server can read. Take it out with `/cohort edit`,
        [topic] That link is in the cohort's topic, which everybody on the server can read. Take it out with `/cohort edit`,
        [aim] That link is in the cohort's aim, which everybody on the server can read. Take it out with `/cohort edit`,
        [prompt] That link is in what pairs study in round { $number }, which moderators may read in a private thread. Take it out with `/session prompt`,
        [session] That link is in what is said about session { $number }, which others can read. Take it out with `/session edit`,
        [notes] That link is in the notes of session { $number }, which others can read. Take it out with `/session after`,
       *[words] That link is in what { $name } wrote to the group about session { $number }, which others can read. Ask them to tap *{ button-cannot-come }* again and leave it out,
    } then enter it here again. Or use a new link.
refused-covenant-not-now = A group writes and signs its covenant while it forms and meets, which **{ $title }** doesn't do now. `/cohort today` shows how it stands.
refused-stale = Things have changed since that was shown, so I did nothing. Open it once more to see how they stand.
refused-time-over = That time has passed by now, so I noted nothing. Write me a new day and time, or tap *Something else*.
refused-round-over = That was about round { $number }, and another round has begun since, so I noted nothing. For the round that is open now, write me the day and time, or use `/me`.
refused-without-partner = Nobody studies with you in **{ $title }** just now, so I noted nothing. `/me` shows how you can go on.
refused-never-together = These two cannot be paired, and I never say why.
refused-link-missing = There is no meeting link yet. Your facilitator can enter it with `/session link`.
refused-session-past = { $what ->
        [off] Session { $number }, planned for { $at }, is called off, so I haven't changed anything.
        [begun] Session { $number }, on { $at }, has begun, so I haven't changed anything.
       *[over] Session { $number }, on { $at }, is over, so I haven't changed anything.
    }{ $next ->
        [0] {""}
       *[other] {" "}The next one is session { $next }, on { $next_at }.
    }
refused-session-ahead = Session { $number } hasn't begun yet. It is on { $at }.
refused-settle-first = One thing is open before the place in **{ $title }** is yours: your standing is not confirmed any more. { $contact } can settle it with you; the place is held for as long as its offer lasts. Then press the button once more.
refused-no-offer = There is no offer for you in **{ $title }** just now. `/me` shows where you stand.
refused-same-time = Session { $number } is at that time already: { $at }. Please give another one.
refused-time-taken = Session { $number } meets then: { $at }. Please give a time when the group isn't already together.
refused-too-far-ahead = { $at } is more than two years away, so I take it for a slip. Please check the year.
refused-in-the-past = { $at } is already past. Please give a later time.
refused-ends-before = Sign-up would close { $closes }, before it opens { $opens }. Please give a later end, or an earlier beginning.
refused-rest-day = { $at } is Shabbat or a holiday, when nobody should have to answer. Please give another last day.
refused-after-session = Session { $number } is { $at }, and by then sign-up has to be over and the group together. Please give earlier dates.
refused-unknown-button = I no longer know what that button does. `/me` and `/help` show what is possible now.
refused-not-yours = That belongs to other people. `/me` shows what is yours.
refused-on-a-server-only = That works on a server, not in a direct message. Open the server of your program, and try it there.
refused-server-unseen = I can't see the server's channels and roles just now, so nothing was changed. Try again in a minute.
refused-not-on-server = You're not on the server of **{ $program }** any more, so I can't do that from here, and nothing was changed. If you join again, try once more.{ $own ->
        [yes] {" "}`/me` still shows what is yours, and you can step back from there.
       *[no] {""}
    }
refused-cannot-tell = { $away ->
        [yes] I'm not on the server of **{ $program }** any more, so I can't do that, and nothing was changed.
       *[no] I can't check just now whether you're on the server of **{ $program }**, so nothing was changed. Try again in a minute, or do it on the server itself.
    }

# Said on the command line, to the person who runs the bot.
refused-database-missing = There is no database at { $path }. If the bot has run before, mount or restore it, or correct storage.url. Otherwise the first run makes it.
refused-database-exists = There is a database at { $path } already, so nothing was changed. `--overwrite` replaces it.
refused-database-in-use = The database at { $path } is in use, so nothing was changed. Stop the bot first, then try again.
refused-database-newer = A later version of Shamash has migrated this database (to { $revision }; this version knows { $known }). Run that version, or restore a backup from before.
refused-database-damaged = The database at { $path } is damaged ({ $found }), so nothing was done with it. `shamash restore` puts a backup in its place.
refused-backup-missing = There is no backup at { $file }. Give the path of a file that `shamash backup` wrote.
refused-backup-damaged = The backup at { $file } is damaged ({ $found }), so nothing was changed. Take another one.

# What a step still waits for, in a row after "Still missing:".
missing-facilitator = a facilitator
missing-dates = dates that stand (`/session series`)
missing-link = the meeting link (`/session link`)
missing-members = at least two members (`/cohort select`)
missing-pairs = published { -chevrutot } (`/cohort pairs`)

# Rights that a role may not bring with it, by the names that Discord shows.
power-administrator = Administrator
power-ban_members = Ban Members
power-bypass_slowmode = Bypass Slowmode
power-create_events = Create Events
power-create_expressions = Create Expressions
power-deafen_members = Deafen Members
power-kick_members = Kick Members
power-manage_channels = Manage Channels
power-manage_events = Manage Events
power-manage_expressions = Manage Expressions
power-manage_guild = Manage Server
power-manage_messages = Manage Messages
power-manage_nicknames = Manage Nicknames
power-manage_roles = Manage Roles
power-manage_threads = Manage Threads
power-manage_webhooks = Manage Webhooks
power-mention_everyone = Mention Everyone
power-moderate_members = Timeout Members
power-move_members = Move Members
power-mute_members = Mute Members
power-pin_messages = Pin Messages
power-priority_speaker = Priority Speaker
power-send_tts_messages = Send Text-to-Speech Messages
power-unknown = a right that I do not know
power-view_audit_log = View Audit Log
power-view_creator_monetization_analytics = View Server Earnings
power-view_guild_insights = View Server Insights
