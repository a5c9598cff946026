# Places that an act of staff gives: how many, and a line for each.

letters-go-out = { $count ->
        [one] The letter goes out { $first }
       *[other] The letters go out { $together ->
            [yes] { $first }
           *[no] from { $first } to { $last }
        }
    }, or later where somebody has asked me to wait.
turns = { $count ->
        [one] One person has their turn by it.
       *[other] { $count } people have their turn by it.
    } { $when }
turn-accepted = · **{ $name }**: a place in { $title }
turn-offered = · **{ $name }**: the offer of a place in { $title }
turn-waitlisted = · **{ $name }**: a place on the waiting list of { $title }
turns-more = · and { $count } more
