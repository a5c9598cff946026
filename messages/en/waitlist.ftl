# Offers of a place and the line behind them.

letter-hi = Hi { $name }.
offer =
    There's a place for you in **{ $title }**, if you'd like it.
offer-either =
    A place in **{ $title }** is offered to you too, and they meet at the same hours, so choose one. Taking one lets the other go to the next person.
offer-beside = It meets at the same hours as { $titles }, where you have a place too, or the offer of one. You may have both, but you can't be at both, so take this one only if you can come.
accepted-beside = It meets at the same hours as { $titles }, where you have a place too, or the offer of one. You can't be at both. If you step back from one, somebody who waits can have it.
accepted-let-go = The place that was held for you in **{ $title }** goes to the next person.
offer-then =
    Tap one of the buttons. You don't need to give a reason. I'm holding the place for you until { $until }; that already allows for nights and days of rest. If I don't hear from you, I'll remind you once, and after that I can't hold it any longer.
    { $begun ->
        [yes] The group has begun. Once you have the place, I'll write to you about your { -chevruta }.
       *[no] Before the first session I'll write to you about your { -chevruta }.
    } A person to write to: { $contact }.
offer-reminder =
    Hi { $name }. I'm still holding your place in **{ $title }**, until { $until }. Tap one of the buttons; no is as fine as yes. This is the last time I ask.
    A person to write to: { $contact }.
offer-in-words = Thank you. A tap makes it certain; until then nothing is decided.
offer-in-words-held = The place in **{ $title }** is held for you.
offer-in-words-until = The place in **{ $title }** is held for you until { $until }.
offer-in-words-more = `/me` shows the others.
offer-accepted = You have a place in **{ $title }**.
offer-accepted-then =
    { $begun ->
        [yes] The group has begun. I'll write to you about your { -chevruta }, and remind you of each session.
       *[no] Before the first session I'll write to you about your { -chevruta }, and remind you of the day.
    } If that changes, tap *{ button-cannot-after-all }*.
offer-lapsed =
    Hi { $name }. I didn't hear back about your place in **{ $title }**, so I've stopped holding it.
    A person to write to: { $contact }.
offer-passed =
    Hi { $name }. I was holding a place in **{ $title }** for you, but I couldn't ask you in time, so I've stopped holding it. I'm sorry.
    A person to write to: { $contact }.
offer-lapsed-back = If you'd still like a place, tap *{ button-back-in-line }*. You'll be at the end of the line, and I'll offer you a free place when it's your turn.
waitlist-over =
    No more places opened up in **{ $title }** this time. Thank you for waiting.
back-in-line = You are in the line for **{ $title }** again, number { $place }. There is nothing you need to do; `/me` shows your place.
back-with-an-offer = A place in **{ $title }** is free, and held for you. Tap one of the buttons. I'll also write to you about it, with the last day I'm holding it.
offer-unreached =
    The place in **{ $title }** was offered to { $name }, and my letter about it did not arrive, or nobody can know whether it did. The place is held, and nothing happens by itself.
    If you can ask them, please do; then one of the buttons says what is to be.
offer-settled-theirs = { $name } has a place in **{ $title }**.
offer-settled-next = The place in **{ $title }** that was held for { $name } is free for the next in line. I write to { $name } that the offer is over.
more-places =
    The rest is saved; the places are not changed yet. From { $before } to { $places } places in **{ $title }** means that { $count ->
        [one] one person who waits is offered one:
       *[other] { $count } people who wait are offered one, first in line first:
    }
    { $names }
    { $when } Nothing is sent before you press the button.
places-raised = **{ $title }** has { $places } places now. { $offered ->
        [0] {""}
        [one] One person who waited is offered one.{" "}
       *[other] { $offered } people who waited are offered one.{" "}
    }`/cohort today` shows who has a place, and who is asked.
