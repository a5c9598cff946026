# What people keep of their study: who may read it is chosen first, then it is written.

button-reflect = Write something down
button-tier-me = Only me
button-tier-pair = My { -chevruta }
button-tier-facilitator = My facilitator
button-tier-cohort = The cohort
button-notes = My notes
button-note-back = Take it back
button-reflections = Read the notes for me

reflect-who = One thing to keep, one thing still open. **Who may read it?** Choose first; then you write.
reflect-tier-me = · *Only me*: nobody else. You find it again under *My notes* in `/me`.
reflect-tier-pair = · *My { -chevruta }*: { $partners }. I send it from you, as a message.
reflect-tier-facilitator = · *My facilitator*: { $leads }. Nobody else in the cohort, and no manager.
reflect-tier-cohort = · *The cohort*: everyone in **{ $title }**. I post it with your name in a thread in the cohort's home{ $others ->
        [yes] , where others can read it too
       *[no] {""}
    }.
reflect-admins = People who manage this server can read its threads, also the private ones I use where direct messages are closed.
form-reflect-me = For you alone
form-reflect-pair = For your { -chevruta }
form-reflect-facilitator = For your facilitator
form-reflect-cohort = For the whole cohort
field-keep = One thing to keep
field-open = One thing still open
field-keep-me = Nobody else reads it.
field-keep-pair = I send it to your { -chevruta }, from you.
field-keep-facilitator = Only those who lead your cohort read it.
field-keep-cohort = I post it for the cohort with your name. Please leave out what would identify anyone.

reflection-saved = Saved, for round { $number } of **{ $title }**:
reflection-keep = To keep:
reflection-open = Still open:
reflection-taken-back = Taken back: your note is deleted here.{ $tier ->
        [pair] {" "}Your { -chevruta } may have read it; I empty the message I sent.
        [cohort] {" "}Others may have read it; I empty the post.
       *[other] {""}
    }
reflection-partner = Hi { $name }. { $author } wrote this down for you both after round { $number }:
reflection-emptied = There was a note here, which its author has taken back.
reflection-post = { $author } writes:
reflections-post = **Round { $number } of { $title }**: what people keep from their study, and what is still open for them. It's in the thread, from those who want to share it.
reflections-thread = Round { $number }: to keep, and still open

me-notes = You have { $count ->
        [one] one note
       *[other] { $count } notes
    } from your study, under *My notes*.
notes-title = **Your notes from your study**
notes-none = You have no notes from your study.
notes-one = **Round { $number } of { $title }** · { $tier ->
        [me] only you
        [pair] your { -chevruta }
        [facilitator] your facilitator
       *[cohort] the cohort
    }
notes-round = Round { $number }
choose-note-back = Take a note back
today-reflections = Members have written { $count ->
        [one] one note
       *[other] { $count } notes
    } for you. Nobody else can read them.
reflections-title = **{ $title }: notes for those who lead it**
reflections-none = Nobody in **{ $title }** has written a note for those who lead it.
reflections-one = **{ $name }**, round { $number }
