# A file of who is in good standing.

import-preview = **Standing from this file: nothing is changed yet**
    For the first time: { $new }. Different from before: { $changed }. As before: { $same }.
import-strangers = { $count ->
        [one] One of them I have not met here; a Discord id is enough to keep it.
       *[other] { $count } of them I have not met here; a Discord id is enough to keep it.
    }
import-then = The button takes these in, within a day. If you do not press it, all stays as it is.
import-nothing = There is nothing in it to change.
import-unread = { $count ->
        [one] One line is left out. Mend it in the file, and import the file again at any time.
       *[other] { $count } lines are left out. Mend them in the file, and import the file again at any time.
    }
import-change = · Line { $line }: **{ $name }**: { $to } (until now: { $was })
unread-no-name = · Line { $line }: neither a name nor a Discord id.
unread-no-answer = · Line { $line }: neither yes nor no.
unread-bad-answer = · Line { $line }: “{ $typed }” is neither yes nor no.
unread-bad-date = · Line { $line }: I could not read “{ $typed }” as a day. Write it like 2027-06-30.
unread-bad-quotes = · { $count ->
        [one] Line
       *[other] Lines
    } { $line }: the quotation marks do not match. Close them or take them out.
unread-rounded-id = · Line { $line }: a spreadsheet has rounded the Discord id “{ $typed }”. Make that column text, then enter it again.
unread-above-titles = · Line { $line }: it stands above the names of the columns.
unread-twice = · Line { $line }: “{ $typed }” is also in line { $also }. Keep one line for each person.
unread-nobody = · Line { $line }: I know nobody here called “{ $typed }”. A Discord id works for anybody.
unread-several = · Line { $line }: several people here are called “{ $typed }”. Their Discord ids tell them apart.

importing = { $done } of { $all } lines are taken in. It goes on by itself.
imported =
    It is done. New or different: { $changed }. As before: { $same }.
imported-before =
    That file has been taken in already; nothing was done twice. It made new or different: { $changed }. It left as before: { $same }.
imported-kept = { $count ->
        [one] One was attested by somebody after the preview, and stays as it is.
       *[other] { $count } were attested by somebody after the preview, and stay as they are.
    }
imported-without = Left out, by line: { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. Mend them and import the file again; nothing happens twice.
imported-given = { $count ->
        [one] One person had their turn by it, and hears in a letter.
       *[other] { $count } people had their turn by it, and hear in letters.
    }
