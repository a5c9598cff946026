# Weeks in which less is asked of a cohort, and what its timeline says of its days.

form-busy-title = Busy weeks
field-weeks = Which weeks are busy for this group?
    .hint = A day in each, such as 2027-01-10, or 2027-01-10 to 2027-01-30. Empty for none.
busy-saved = Busy weeks of **{ $title }**, from Sunday to Shabbat:
busy-none = No week of **{ $title }** is named busy.
busy-means = In such weeks, and in the seasons when all clergy are busy (15 Elul to 23 Tishrei, 7 to 14 Nisan), I send no nudges. Of the texts to study that would come then, I leave out every second one.
busy-unasked = { $count ->
        [0] As the dates stand, no round is left out.
        [one] As the dates stand, pairs hear nothing from me in round { $rounds }.
       *[other] As the dates stand, pairs hear nothing from me in rounds { $rounds }.
    } `/cohort timeline` shows it.
timeline-falls = { $at } · Session { $number } falls on: { $days }{ $inside ->
        [0] {""}
        [one] {" "}· one member in sacred time
       *[other] {" "}· { $inside } members in sacred time
    }
timeline-inside = { $at } · Session { $number }: { $inside ->
        [one] one member in sacred time
       *[other] { $inside } members in sacred time
    }
timeline-held = { $days } · **{ $name }**: { $level ->
        [strong] I send no nudges.
       *[block] I ask and report nothing, and post nothing new here.
    } What was due then waits until it is over.
timeline-left-out = { $at } · Round { $number }: no text and no nudge, in a busy season
today-left-out = Round { $number } began in a busy season, so I asked no pair how it goes. `/cohort busy` shows which weeks those are.
