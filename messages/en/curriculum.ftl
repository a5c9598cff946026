# A curriculum made together, for members: topics that are proposed, and what each would choose.

form-topic-title = A topic for our sessions
field-topic-title = The topic, in a few words
field-topic-why = Why this topic, for you and for the group
field-topic-text = A text to study with it
    .hint = Such as { -reference }, a book or an article. You can leave it empty.
field-topic-host = Would you host that session?
    .hint = You'd open and close it, and have help if you want it.
field-topic-name = In whose name?
    .hint = I tell your partner, who can take their name off.
topic-alone = Mine alone
topic-together = Mine and that of { $partner }
topic-host = { $host ->
        [yes] Yes, I'd host it
        [maybe] Maybe
       *[no] No, I'd rather not
    }
topic-option = { $topic }

button-topics = All topics
button-topic-new = Propose a topic
button-topic-edit = Change it
button-topic-withdraw = Withdraw this topic
button-choose-topics = Choose topics
button-topic-tap = { $place ->
        [0] { $topic }
       *[other] { $place } · { $topic }
    }
button-name-off = Take my name off
choose-own-topic = Change or withdraw one of yours

topic-saved = { $new ->
        [yes] Your topic for **{ $title }** is saved. Everybody in the cohort can read it in `/curriculum topics`.
       *[no] Your topic for **{ $title }** is changed. The cohort reads:
    }
topic-head = **{ $topic }** · { $who }{ $session ->
        [0] {""}
       *[other] {" "}· arranged for session { $session }
    }
topic-nobody = a former member
topic-text = To study: { $text }
topic-text-unread = I don't know a place in a text called “{ $typed }”, so it stays as you typed it, without a link. Did you mean { $near }?
topic-line = · **{ $topic }**
topic-partner-told = I'll tell { $partners } that it's in their name too. They can take it off.
topic-withdrawn = **{ $topic }** is withdrawn from the topics of **{ $title }**.
topics-title = { $count ->
        [0] **{ $title }: topics.** Nobody has proposed one yet.
        [one] **{ $title }: one topic**
       *[other] **{ $title }: { $count } topics**
    }{ $open ->
        [yes] {""}
       *[no] {" "}Topics and choices are closed.
    }
topics-yours = **{ $title }: what would you choose?** Up to { $most } topics, your first choice first. Nobody else sees what you choose. Your facilitator sees only the count of all.
topic-chosen = { $place }. **{ $topic }**
topics-none-chosen = You haven't chosen any yet, and you don't have to.
topics-tap = Tap a topic to add it, and tap it again to take it away. You can change this until your facilitator closes it. On this page:

topic-partner = Hi { $name }. { $author } has proposed a topic for **{ $title }** in both your names:
topic-partner-ways = If that's fine, you don't need to do anything.
topic-name-off = Your name is off **{ $topic }** in **{ $title }**. The topic itself stays.

me-topics = In **{ $title }** you have proposed { $proposed ->
        [0] no topic
        [one] one topic
       *[other] { $proposed } topics
    } and chosen { $chosen ->
        [0] none
       *[other] { $chosen }
    }: `/curriculum topics`.
