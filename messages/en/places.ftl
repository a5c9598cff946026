# Places that an act of staff gives: how many, and a line for each.

letters-go-out = { $count ->
        [one] The letter goes out { $first }
       *[other] The letters go out { $together ->
            [yes] { $first }
           *[no] from { $first } to { $last }
        }
    }, or later where somebody has asked me to wait.
given-places = { $count ->
        [one] One person has their turn by it.
       *[other] { $count } people have their turn by it.
    } { $when }
given-accepted = · **{ $name }**: a place in { $title }
given-offered = · **{ $name }**: the offer of a place in { $title }
given-waitlisted = · **{ $name }**: a place on the waiting list of { $title }
given-more = · and { $count } more
