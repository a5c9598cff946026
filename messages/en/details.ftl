# What a session is about, who teaches and hosts it, what is read for it; and what it still lacks.

session-topic = Topic: { $topic }
session-teacher = With { $teacher }
session-host = Host: { $host }
session-materials = To read or look at:
session-material = - { $name }: { $address }
form-details-title = Session { $number }
field-session-topic = Its topic
field-session-teacher = A teacher from outside
    .hint = Their name, as members read it.
field-session-contact = How to reach that teacher
    .hint = Only facilitators and managers see it.
field-session-host = Who hosts it
field-session-materials = Links
    .hint = One on each line: Source sheet https://sefaria.org/sheets/1, or just a text: Genesis 18:23
details-saved = { $changed ->
        [yes] Session { $number } of **{ $title }** is saved.
       *[no] Session { $number } of **{ $title }** stays as it was.
    } { $posted ->
        [yes] Its announcement is brought up to date. Members read:
       *[no] When it is announced, members read:
    }
details-contact = How to reach the teacher, for staff only: { $contact }
details-topic-kept = { $off ->
        [yes] Its topic, **{ $topic }**, is free for another session: `/curriculum arrange`.
       *[no] Its topic, **{ $topic }**, moves with it.
    }
details-empty = Nothing beyond its date yet.
session-lacks = Session { $number } of **{ $title }** is on { $at }. Still open: { $lacks }.
    If that's as it should be, you don't need to do anything.
link-unused = The meeting link of **{ $title }** was last used or changed on { $since }, and session { $number } is on { $at }. Some services close a link that nobody uses for a year.
    Please check that it still opens. If it doesn't, enter another one.
gap-topic = its topic
gap-host = who hosts it
gap-link = the meeting link
button-session-edit = Edit the session
button-enter-link = Enter the link
