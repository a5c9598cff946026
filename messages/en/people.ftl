# One's own corner, help, and what is said when something went wrong on our side.

me-empty = You are in no cohort yet, and nothing is waiting for you. The button shows what is open.
me-title = **What you have here, { $name }**
me-cohort = **{ $title }** · your { -chevruta }: { $partners }
me-cohort-alone = **{ $title }** · without a partner: { $way ->
        [three] I'm asking another pair whether you can study as three
        [waits] you're waiting for one
       *[asked] study as three, or wait for one? You haven't said yet
    }
me-cohort-beside = { $who } has no partner there either.
no-pair-yet = not known yet
me-open = Round { $number } of **{ $title }** runs until { $until }. A word on how it goes is welcome, and not needed.
me-answered = Round { $number } of **{ $title }**: { $answer }. The button changes it, if that is not so.
me-more-places = There is more than has room here: *All my places* has each one, with its buttons.
me-called-off = **{ $title }** was called off on { $at }. There is nothing you need to do.
me-letters = I wrote to you: { $letters }.
me-letter = { $what }, { $at }
me-letter-of = { $what } for { $title }
me-paused = A quiet time until { $until }: nothing comes from me by itself, and your place is kept.
me-closed = Your direct messages are closed, so { $thread ->
        [yes] I write to you in a private thread.
       *[no] I'll open a private thread for you when there's something to say.
    }
direct-tried = I'm trying to send you a direct message. If none arrives in the next minutes, they are still closed, and { $thread ->
        [yes] your letters go on coming to the private thread.
       *[no] I'll try to open a private thread for your letters.
    }
here-again = Here I am. My letters to you come here.
me-settings = Your clock: { $zone }, where it is { $time } now. I am quiet: { $quiet }. Session reminders: { $reminder }.
me-town = For Shabbat times you are in { $town }{ $evenings ->
        [yes] , and I may write again 45 minutes after nightfall
       *[no] {""}
    }.
town-clock = Your clock is that of { $zone }.
town-forgotten = I no longer know your city.
form-town-title = Your city
field-town = Your city, for the times of Shabbat
    .hint = Such as Oslo, or 69.65, 18.96. It also sets your clock; empty, I forget it. Shown to nobody.
field-evenings = After Shabbat and holidays
    .hint = Never at night, in any case.
evenings-no = Write to me on the next morning
evenings-yes = Write to me again 45 minutes after nightfall
reminder-day = a day before
reminder-hour = an hour before
reminder-none = none
form-clock-title = Your clock
field-hours-written = How should I write the time?
    .hint = The order of day and month goes by where your clock is.
hours-written-usual = As people do where my clock is
hours-written-12 = 1:00 pm
hours-written-24 = 13:00
places-title = **What you wished for, and where you have a place**
places-none = You have no place and no application here. `/cohorts` shows what is open.
place-taken = **{ $title }**: you have a place.
choose-reminder = When to remind you of a session
choose-quiet = When I should be quiet
choose-pause = How long I should be quiet
pause-days = { $days ->
        [7] A week
        [14] Two weeks
        [30] A month
        [one] One day
       *[other] { $days } days
    }

hard-week =
    { $grief ->
        [yes] I'm so sorry, { $name }. Nothing is asked of you. If it helps, choose until when I should be quiet.
       *[no] Of course, { $name }. Until when should I be quiet?
    } Everything I send by myself stops, your place is kept, and there will be nothing to catch up on.
    You don't have to give a reason. Nobody is told unless you say so afterwards, and you'll see the exact words first. If you choose nothing, all stays as it is.
pause-session = Until the next session, { $date }
form-pause-title = Quiet until another day
field-pause = Which day should I be back?
    .hint = Such as January 12, 2027, or 2027-01-12.
paused = I'm quiet until { $until }, and will be back gently that morning. Your place is kept. To come back sooner, tap *I am back*.
paused-partner = { $partners } won't hear about it from me, unless you tap the first button. Then I send exactly this:
partner-paused = Hi { $name }. { $partner } is taking some time, until { $until }, and asked me to tell you. There is nothing you need to do.
pause-over = Hi { $name }. Your pause ends today, so you'll hear from me again. There is nothing to catch up on.
pause-over-session = Session { $number } of **{ $title }** is { $at }.
pause-over-again = If it's too soon, pause again for as long as you like.
resumed = Welcome back. There is nothing to catch up on.

help-title = **Likely next for you**
help-set-up = `/program setup` tells me your program's name, people and channels.
help-create-cohort = `/cohort create` makes a first cohort, as a draft.
help-add-sessions = **{ $fact }** has no dates yet: `/session series` drafts them.
help-freeze-dates = The dates of **{ $fact }** are a draft: `/session series` shows them, with the button that lets them stand.
help-open-cohort = **{ $fact }** is ready for sign-up: `/cohort open`.
help-select = `/cohort select` shows who has applied for **{ $fact }**, with a draft of who is in.
help-set-link = **{ $fact }** has no meeting link yet: `/session link`.
help-pair = **{ $fact }** has no { -chevrutot } yet: `/cohort pairs` drafts them.
help-start = **{ $fact }** is ready: `/cohort start` shows what would be sent.
help-prompt = The coming round of **{ $fact }** has no text from you: `/session prompt`.
help-today = `/cohort today` shows how **{ $fact }** is doing.
help-board = `/cohorts` shows what is open or coming.
help-apply-more = One short form is left of your sign-up for **{ $fact }**: `/cohorts` opens it.
help-check-in = `/me` lets you say how the month goes in **{ $fact }**, if you like.
help-topics = Members of **{ $fact }** propose topics: `/curriculum topics` shows them, and you can choose.
help-arrange = Sessions of **{ $fact }** have no topic yet: `/curriculum arrange`.
help-next-session = `/me` shows the next session of **{ $fact }**.
help-me = `/me` shows all that you have here, and your settings.
help-contact = A person to write to: { $contact }.

slow = Sorry, this takes longer than it should, and I can't tell yet whether it is saved. When I know, I'll say so here. If nothing comes in a few minutes, please look first whether it is there (`/me` shows what is yours, `/cohorts` the cohorts), and try once more only if it isn't.
slow-form = Sorry, I can't open that just now. Nothing has changed, and nothing is lost. Please try again in a minute.
fault = Something went wrong on my side, not yours. Please try once more; if it happens again, give this mark to the person who looks after me: **{ $mark }**
give-back = This is what you typed, to use again:
