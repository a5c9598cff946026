# The pairs of a cohort by its rounds: the text beside the picture, the words in it, and those that stand for it.

progress-none = **{ $title }** has no pairs and rounds to show yet. `/session series` makes the dates, and `/cohort pairs` the { -chevrutot }.
progress-title = **{ $title }: its pairs, round by round**
progress-ahead = No round has begun yet. The picture has a row for each pair, by its number here.
progress-open = Round { $number } is open; how it goes is beside each name. The picture shows every round, with a row for each pair, by its number here.
progress-over = Round { $number } was the last to begin, and is over; how it went is beside each name. The picture shows every round, with a row for each pair, by its number here.
progress-pair = { $number } · { $names }
progress-pair-now = { $number } · { $names }: { $cell }
progress-nobody = nobody who has a place now

progress-corner = Pair
progress-across = Round
progress-alt = A table of { $pairs ->
        [one] one pair
       *[other] { $pairs } pairs
    } by { $rounds ->
        [one] one round
       *[other] { $rounds } rounds
    }.{ $begun ->
        [0] {" "}None of them has begun.
       *[other] { $ahead ->
            [none] {""}
           *[other] {" "}Still ahead: { $ahead }.
        }
    }
progress-alt-pair = Pair { $number }: { $cells }.
progress-alt-cell = { $cell } in { $rounds }
picture-more = { $count ->
        [one] One more row is in the picture; its line is in the message.
       *[other] { $count } more rows are in the picture; their lines are in the message.
    }
