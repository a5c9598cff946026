# The weekly digests: a facilitator's, with names, and the program's, with counts alone.

week-hello = Hi { $name }. This week, these may want a look:
week-cohort = **{ $title }**
week-still = Still so since I last wrote:
week-more = { $count ->
        [one] One more cohort has something; `/cohort today` shows it.
       *[other] { $count } more cohorts have something; `/cohort today` shows it.
    }
week-beyond = · { $count ->
        [one] One more thing is on the page for today.
       *[other] { $count } more things are on the page for today.
    }
week-lost = · { $count ->
        [one] One message did not arrive. The page for today says which.
       *[other] { $count } messages did not arrive. The page for today says which.
    }
week-link = · There is no meeting link yet: `/session link`.
week-lacks = · Session { $number }, { $at }, still lacks { $lacks }: `/session edit`.
week-text = · Round { $number } has no text from you: `/session prompt`. Without one, a way to study from my own list goes out.
week-unpaired = · Without a { -chevruta }: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } `/cohort pairs` shows the pairs.
week-alone = · The last of a pair: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } `/cohort pairs` shows the pairs.
week-unsettled = · Two different answers in round { $number }, and neither is taken back: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } A word from you to both may settle it; `/cohort progress` shows the round.
week-quiet = · Quiet so far in round { $number }: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } It may mean nothing; a word from you may be welcome.
week-help = · Looking for a time to study: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } A time from you may help.
week-over = · Round { $number } is over, and I heard nothing from: { $who }{ $more ->
        [0] .
       *[other] ; and { $more } more.
    } `/cohort progress` shows every round.
button-today-of = Today: { $title }

program-week = **{ $program } this week**
program-week-new = · **{ $title }**: { $new }.
program-week-both = · **{ $title }**: { $new }. Still so since I last wrote: { $still }.
program-week-still = · **{ $title }**, still so since I last wrote: { $still }.
program-week-next = Its facilitators hear the details. `/cohort today` shows a cohort's page.
count-lost = { $count ->
        [one] one message did not arrive
       *[other] { $count } messages did not arrive
    }
count-link = no meeting link
count-lacks = the next session lacks a topic or a host
count-text = the next round has no text
count-unpaired = { $count ->
        [one] one member has no { -chevruta }
       *[other] { $count } members have no { -chevruta }
    }
count-alone = { $count ->
        [one] one member is the last of a pair
       *[other] { $count } members are the last of their pairs
    }
count-quiet = { $count ->
        [one] one pair is quiet
       *[other] { $count } pairs are quiet
    }
count-help = { $count ->
        [one] one pair looks for a time
       *[other] { $count } pairs look for a time
    }
count-over = { $count ->
        [one] one pair said nothing in the last round
       *[other] { $count } pairs said nothing in the last round
    }
