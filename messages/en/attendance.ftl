# After a session: who was there, and what is kept of it.

button-i-was-there = I was there
button-who-was-there = Who was there
button-write-notes = Write notes
session-after =
    Session { $number } of **{ $title }** was on { $date }. If you like, write down who was there, and a few notes for those who weren't.
    Each takes a minute or two, and you can leave out either.
record-of-session = **Session { $number } of { $title }** · { $date }
session-there = There: { $names }
session-not-there = Not there: { $names }
session-nothing-said = Nothing said yet: { $names }
session-notes-are = Notes: { $notes ->
        [posted] written, and members can read them
        [wait] written, and on their way; members can't read this version yet
        [lost] written, but I couldn't post them, so members can't read them here. `/program undelivered` shows why.
       *[none] none yet
    }
form-who-title = Who was at session { $number }
field-there = Who was there
    .hint = Only facilitators and managers see this.
field-there-more = And of these
who-saved = Saved: { $count } of { $members } were at session { $number } of **{ $title }**. Only facilitators and managers see it.
i-was-there = Saved: you were at session { $number } of **{ $title }**. Your facilitator can see it.
form-notes-title = Notes of session { $number }
field-notes = For the group, in your words
    .hint = Members read it in the session's thread.
notes-saved = The notes of session { $number } of **{ $title }** are saved. They go to its thread in the cohort's home, outside quiet time.
session-notes = **Notes of session { $number }** · { $date }
    { $notes }
