# A program's own dates, the file they come from, and whose civic days it has.

dates-title = **The calendar of { $program }**
dates-civic = Civic days: { $sets }{ $home ->
        [yes] , as in the country of the program's home clock.
       *[no] .
    }
civic-home = As where the program's home is
civic-none = none
civic-us = United States
civic-canada = Canada
civic-britain = Britain
civic-israel = Israel
civic-australia = Australia
civic-south-africa = South Africa
civic-choose = Whose civic days
dates-none = There are no dates of your own yet. `/program dates import` takes in a file of them: conventions, school breaks, days like 7 October.
dates-own = { $count ->
        [one] One date of your own.
       *[other] { $count } dates of your own.
    } They show up where a series is planned and in the timeline. A note is only shown; light, strong and block say how much it speaks against a session.
dates-line = · { $days }: **{ $name }** · { $level }
dates-option = { $days }: { $name }
dates-span = { $first } to { $last }
dates-remove = Take dates away
date-class-note = note
date-class-light = light
date-class-strong = strong
date-class-block = block
date-does-note = Notes hold no messages back.
date-does-light = Light dates hold no messages back.
date-does-strong = On strong dates I send no nudges.
date-does-block = On block dates I ask, invite and report nothing, and post nothing new in members' channels. Letters, news of a moved session and reminders still come.

date-file = **Dates from this file: nothing is changed yet**
    New: { $added }. Changed: { $changed }. Taken away: { $removed }. As before: { $same }.
date-file-removes = { $count ->
        [one] The file is taken for the whole list, so one date that is not in it goes.
       *[other] The file is taken for the whole list, so { $count } dates that are not in it go.
    } To keep what is not in it, import it again and say yes to *keep*.
date-file-then = The button keeps these dates, within a day. If you do not press it, all stays as it is.
date-file-nothing = There is nothing in it to change.
date-file-left-out = { $count ->
        [one] One line is left out. Mend it in the file, and import the file again at any time.
       *[other] { $count } lines are left out. Mend them in the file, and import the file again at any time.
    }
date-added = · New: { $days }: **{ $name }** · { $level }
date-changed = · Changed: { $days }: **{ $name }** · { $level } (until now: { $was })
date-removed = · Taken away: { $days }: **{ $name }** · { $level }
misread-no-day = · Line { $line }: no day.
misread-bad-day = · Line { $line }: I could not read “{ $typed }” as a day. Write it like 2027-06-30.
misread-backwards = · Line { $line }: “{ $typed }” ends before it begins.
misread-too-long = · Line { $line }: “{ $typed }” lasts more than 120 days.
misread-no-name = · Line { $line }: it does not say what that day is.
misread-long-name = · Line { $line }: “{ $typed }” is longer than 80 characters.
misread-bad-class = · Line { $line }: “{ $typed }” is no class. Write note, light, strong or block.
misread-bad-quotes = · { $count ->
        [one] Line
       *[other] Lines
    } { $line }: the quotation marks do not match. Close them or take them out.
misread-above-titles = · Line { $line }: it stands above the names of the columns.
misread-twice = · Line { $line }: “{ $typed }” on that day is there already.
misread-repeats = · Line { $line }: “{ $typed }” repeats by a rule. Give each of its dates an entry of its own.
misread-broken = · Line { $line }: I could not read this entry of the calendar.

dates-kept =
    It is done. New: { $added }. Changed: { $changed }. Taken away: { $removed }.
dates-kept-before =
    That file has been taken in already; nothing was done twice. New by it: { $added }. Changed: { $changed }. Taken away: { $removed }.
dates-kept-without = Left out, by line: { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. Mend them and import the file again; nothing happens twice.
dates-then = Sessions whose dates stand do not move by it. `/program dates show` lists all dates, `/cohort timeline` what a session falls on.
