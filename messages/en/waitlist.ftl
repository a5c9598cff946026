# Offers of a place and the line behind them.

offer =
    A place in **{ $title }** is yours if you would like it, and we would be glad.
offer-either =
    A place in **{ $title }** is offered to you too, and they meet at the same hours, so choose one. Taking one lets the other go to the next person.
offer-beside = It meets at the same hours as { $titles }, where you have a place too, or the offer of one. You may have both, but you can't be at both, so take this one only if you can come.
accepted-beside = It meets at the same hours as { $titles }, where you have a place too, or the offer of one. You can't be at both. If you step back from one, somebody who waits can have it.
accepted-let-go = The place that was held for you in **{ $title }** goes to the next person.
offer-then =
    A tap is enough: I am in, or I cannot after all; no reason is asked. The place is held for you until { $until }; that already allows for nights and days of rest. If you do nothing, I remind you once, and after that the place goes on to somebody else.
    { $begun ->
        [yes] The group has begun. Once you are in, I tell you who you'll study with as soon as that is settled.
       *[no] Before the first session I tell you who your { -chevruta } is.
    } A person to write to: { $contact }.
offer-reminder =
    Hello { $name }. The place in **{ $title }** is still held for you, until { $until }. A tap is enough, and no is as fine as yes. This is the last time I ask.
    A person to write to: { $contact }.
offer-in-words = Thank you. A tap makes it certain; until then nothing is decided.
offer-in-words-held = The place in **{ $title }** is held for you.
offer-in-words-until = The place in **{ $title }** is held for you until { $until }.
offer-in-words-more = `/me` shows the others.
offer-accepted = Wonderful: you are in **{ $title }**.
offer-accepted-then =
    There is nothing more to do now. { $begun ->
        [yes] The group has begun: I tell you who you'll study with as soon as that is settled, and remind you of each session.
       *[no] Before the first session I tell you who your { -chevruta } is, and remind you of the day.
    } If you cannot after all, the button below is enough.
offer-lapsed =
    Hello { $name }. I had no answer about the place in **{ $title }**, so I hold it no longer. It says nothing about you, and there is nothing you need to do.
    A person to write to: { $contact }.
offer-passed =
    Hello { $name }. A place in **{ $title }** was held for you, and I could not ask you in time, so it goes on to the next in line. It says nothing about you, and there is nothing you need to do.
    A person to write to: { $contact }.
offer-lapsed-back = If you would still like one, the button puts you at the end of the line, and a free place is offered to you again.
waitlist-over =
    The waiting list of **{ $title }** has come to its end: no place is offered any more. It says nothing about you, and there is nothing you need to do.
    More communities are to open; `/cohorts` shows them. If places are short again, people who found none before come first.
    A person to write to: { $contact }.
back-in-line = You are in the line for **{ $title }** again, number { $place }. There is nothing you need to do; `/me` shows your place.
back-with-an-offer = A place in **{ $title }** is free, and held for you. A tap is enough; I also write to you about it, with the last day it is held.
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
