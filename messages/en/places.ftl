# Places that an act of staff gives: how many, and a line for each.

turns = { $count ->
        [one] One person has their turn by it; their letter goes out { $first }
       *[other] { $count } people have their turn by it; their letters go out from { $first } to { $last }
    }, or later where somebody has asked me to wait:
turn-accepted = · **{ $name }**: a place in { $title }
turn-offered = · **{ $name }**: the offer of a place in { $title }
turn-waitlisted = · **{ $name }**: a place on the waiting list of { $title }
turns-more = · and { $count } more
