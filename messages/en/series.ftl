# The dates of a cohort: a draft, what speaks against a date, and dates that replace those people know.

series-title = **{ $title }: { $count } sessions**
    Nothing is fixed and nobody is told before you say that these dates stand.
series-line = { $number }. { $date } · { $clock }
series-clock-change = > The clocks change before this one; the time at home stays.
clash-with-others = { $clash } · free: { $others }
clash = > { $reasons }{ $inside ->
        [0] {""}
       *[other] {" "}· { $inside } of { $people } people inside it
    }
clash-sacred-time = sacred time of members
none-free = nothing near
series-choose = Take another date
series-option = Session { $number }: { $date } instead
series-replace = **Other dates for { $title }?**
    People know the dates that stand now, and those stand until you press the button.
series-gone = No longer: { $dates }
series-come = New: { $dates }
series-told = { $count ->
        [one] { $who } hears of it, in one message at a moment that is not in their quiet time.
       *[other] { $who } hear of it, each in one message at a moment that is not in their quiet time.
    }
told-members = { $count ->
        [one] one person with a place
       *[other] { $count } people with a place
    }
told-offered = { $count ->
        [one] one person who is offered one
       *[other] { $count } people who are offered one
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
        [one] This is the session to come:
       *[other] These are the sessions to come:
    }
dates-changed-applied = If you can't come on these days, you can withdraw. You don't need to do anything else.
