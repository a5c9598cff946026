# The dates of a cohort: a draft, what speaks against a date, and dates that replace those people know.

series-title = **{ $title }: { $count } sessions, { $first } to { $last }**
series-again = These dates, or the ones that stand, have changed since you opened this draft. This is how it looks now. Nothing is fixed yet.
series-draft = { $stand ->
    [0] This is a draft. Nothing is fixed and nobody is told before you press *These dates stand*.
   *[other] { $known ->
        [0] This is a draft. The dates that stand now stay until you press *These dates stand*.
        [one] This is a draft. One person knows the dates that stand now. They stay until you press *These dates stand*, and then I show you first who hears of the change.
       *[other] This is a draft. { $known } people know the dates that stand now. They stay until you press *These dates stand*, and then I show you first who hears of the change.
    }
}
series-page = **{ $title }** · page { $page } of { $pages }
series-at = Each at { $clock }.
series-zone = Until now this cohort's home clock was { $before }. These dates are on { $zone } time, as the program is now, and so is the cohort once they stand.
series-clocks = On people's own clocks: { $clocks }.
series-clock = { $zone } { $time } ({ $people })
series-long = The term is longer than a year. If that is a slip, draft it again.
series-night = { $sessions ->
        [one] One session begins at night
       *[other] { $sessions } sessions begin at night
    } ({ $from } to { $to }){ $home ->
        [0] {""}
       *[other] {" "}at home
    }{ $asleep ->
        [0] .
       *[other] { $home ->
            [0] {" "}for up to { $asleep } of { $people } people, on their own clock.
           *[other] , and for up to { $asleep } of { $people } people.
        }
    }{ $home ->
        [0] {""}
       *[other] {" "}If that is a slip, draft it again with a time such as { $such }.
    }
series-line = { $number }. { $date }{ $timed ->
    [yes] {" "}· { $own }
   *[no] {""}
}{ $stands ->
    [yes] {" "}· stands
   *[no] {""}
}
series-clock-change = > The clocks at home change before this one; the time at home stays.
series-elsewhere = > This time the clocks elsewhere are different: { $clocks }.
series-beside = > At the same time as { $cohorts }.
series-both = { $title } ({ $people ->
    [one] one person is in both
   *[other] { $people } people are in both
})
clash = > { $findings }
clash-finding = { $day } ({ $level ->
    [note] a note
    [light] minor
    [strong] serious
   *[block] not a day to meet
}{ $people ->
    [0] {""}
   *[other] , { $touched } of { $people } people
})
clash-inside = { $inside } of { $people } people are in their sacred time
clash-inside-short = { $inside } in their sacred time
days-more = and { $count } more
clash-better = > Better: { $others }
clash-other = { $date } ({ $findings })
none-better = nothing near
series-choose = Take another date
series-option = Session { $number }: { $date } instead
series-nothing-against = Nothing speaks against it
form-dates-title = The dates
field-dates = Dates, one in each line
    .hint = Such as { $day }, or { $day } at { $time }. From 2 to 24 of them.
field-dates-time = The time
    .hint = On the home clock, for each line without its own.
series-replace = **Other dates for { $title }?**
    The dates that stand now stay until you press the button.
series-gone = No longer: { $dates }
series-come = New: { $dates }
series-carried = What was entered for sessions that get another date: { $sessions }
series-carried-one = { $gone ->
    [yes] “{ $topic }” of { $date } is lost with its date
   *[no] “{ $topic }” of { $date } goes to { $to }
}
series-carried-more = and { $count } more
series-told = { $count ->
        [0] Nobody has to be told.
        [one] { $who } hears of it, in one message at a moment that is not in their quiet time.
       *[other] { $who } hear of it, each in one message at a moment that is not in their quiet time.
    }
told-members = { $count ->
        [one] one person with a place
       *[other] { $count } people with a place
    }
told-offered = { $count ->
        [one] one person who is offered a place
       *[other] { $count } people who are offered a place
    }
told-applied = { $count ->
        [one] one person who has applied
       *[other] { $count } people who have applied
    }
series-frozen =
    { $count ->
        [one] The one date of **{ $title }** stands.
       *[other] The { $count } dates of **{ $title }** stand.
    } A single session may still move with `/session move`.
    { $told ->
        [0] { $draft ->
            [yes] Next: `/cohort open` opens sign-up.
           *[no] Nobody had to be told.
        }
        [one] One person is told of the new dates.
       *[other] { $told } people are told of the new dates.
    }
dates-changed = Hi { $name }. The dates of **{ $title }** have changed. { $state ->
        [accepted] Your place is still yours.
        [offered] The place is still held for you.
       *[other] Your application stands as it is.
    } { $left ->
        [0] No session is left to come.
        [one] This is the session to come, on your own clock:
       *[other] These are the sessions to come, on your own clock:
    }
round-ends = Your round with { $partners } ends on { $until }.
dates-lead = Hi { $name }. { $by } changed the dates of **{ $title }**.
dates-lead-unnamed = Hi { $name }. The dates of **{ $title }** were changed.
dates-lead-told = { $told ->
        [0] Nobody else had been told of them, so nobody else hears of the change.
        [one] One other person hears of the change from me. You don't need to do anything.
       *[other] { $told } other people hear of the change from me. You don't need to do anything.
    }
dates-changed-because = Session { $number }, in the words of those who changed it: { $reason }
dates-changed-beside = One or more of them are at the same time as { $titles }, where you have a place too. You can't be at both; your facilitator sees that as well.
dates-changed-applied = If you can't come on these days, you can withdraw. You don't need to do anything else.
dates-changed-line = { $number }. { $at }{ $home }{ $change ->
        [moved] {" "}(it was { $was })
        [new] {" "}(new)
       *[same] {""}
    }
dates-changed-home = {" "}· { $date }, { $clock }
dates-changed-passed = Session { $number } was moved from { $was } to { $at }, before I could tell you. I'm sorry.
dates-changed-gone = No longer: { $dates }.
