# Signing up: forms (titles and labels of at most 45 characters, hints of at most 100), receipts, letters.

form-signup-title = Sign up
field-why = Why this topic, in your work?
    .hint = This form is read by the facilitators and the managers of this program.
field-bring = What do you hope to bring?
field-setting = Where do you mostly serve?
setting-congregation = A congregation
setting-campus = A campus or school
setting-hospital = A hospital, or other chaplaincy
setting-organisation = An organisation
setting-other = Somewhere else
field-congregation = Its name, if you like
    .hint = So that two from one place are not paired. Those who decide on applications see it too.
field-readiness = How ready are you to speak on this in public?
    .hint = 1 is not at all, 5 is entirely. Nobody is chosen by it; it is asked again at the end.

town-wanted = So far north, Shabbat can begin in winter before I go quiet. Tell me your city with *My city* in `/me`, and I'll go by its sunset.
field-zone = Your time zone, or a city in it
    .hint = Such as Chicago; or what time it is for you now, such as 3:20 pm.
field-quiet = When should I be quiet?
    .hint = Never at night, in any case. Shown to nobody.
quiet-none = At night only
quiet-shabbat = Shabbat and Yom Kippur
quiet-one-day = Shabbat and holidays, one day
quiet-two-day = Shabbat and holidays, two days
quiet-default = as is usual where you live
field-hours = When are you usually free to study?
hours-weekday-mornings = Monday to Thursday, 9 to 12
hours-weekday-afternoons = Monday to Thursday, 12 to 5
hours-weekday-evenings = Monday to Thursday, 7 to 10 in the evening
hours-friday-mornings = Friday, 9 to 12
hours-sundays = Sunday, 10 to 5
field-commitment = One promise
    .hint = The only one I ask. You may still step back at any time.
commitment = I will come to the sessions and study once in between

form-wishes-title = Private wishes for a { -chevruta }
field-wanted = I would gladly study with
    .hint = Used for pairing only. Shown to nobody, the facilitator included.
field-never = Please never pair me with
    .hint = Such as a supervisor. Used for pairing only; shown to nobody, the facilitator included.

signup-saved =
    Your answers for **{ $title }** are saved, and one short form is left: about two minutes.
    You are signed up once you send it. If you stop here, your answers are kept and nothing is sent.
signup-sessions = { $count ->
        [one] The group meets once, for { $minutes } minutes:
       *[other] The group meets { $count } times, { $minutes } minutes each. Please check that you can come:
    }
field-own = Question { $number }
signup-own-left =
    Saved. The facilitator of **{ $title }** asks a little more: one last short form.
    You are signed up once you send it. If you stop here, your answers are kept and nothing is sent.
signup-received =
    You have applied for **{ $title }**{ $good ->
        [yes] , and there is nothing more to do now.
       *[no] {"."}
    }
    { $policy ->
        [first-come] Places go to the people who sign up first, and yours waits for one thing more. I write to you as soon as there is an answer. Until then you may change or withdraw your application.
       *[other] Sign-up closes: { $closes }. After that the facilitators read every application, and I write to you whatever the answer is. Until it closes, you may change or withdraw yours.
    }
    A person to write to: { $contact }.
signup-offered = A place in **{ $title }** is free, and held for you. I write to you about it, with two buttons and the last day it is held.
signup-free = It is free of charge.
signup-donate = If you wish to support this work: { $link }
signup-clock = Your clock: { $zone }, where it is { $time } now. If that is wrong, `/me` changes it.
letter-clock = Your clock: { $zone }. If that is wrong, `/me` changes it.
wishes-saved = Your wishes are kept. They are used for pairing and shown to nobody, the facilitator included.

withdraw-question = { $was ->
        [offered] Let the place in **{ $title }** go? No reason is asked, nobody is told, and it is offered to the next in line.
        [waitlisted] Leave the waiting list of **{ $title }**? No reason is asked, and nobody is told.
        [lapsed] Have nothing more to do with **{ $title }**? No reason is asked, and nobody is told.
        [accepted] Step back from **{ $title }**? No reason is asked. Your place becomes free for somebody else; your facilitator, and your { -chevruta } if you have one, hear that you stepped back, and nothing more.
       *[other] Withdraw your application for **{ $title }**? No reason is asked, and nobody is told.
    }
    If you do nothing, everything stays as it is.
withdrawn = { $was ->
        [offered] Thank you for saying so. The place in **{ $title }** goes on to the next in line.
        [waitlisted] You are off the waiting list of **{ $title }**.
        [accepted] You have stepped back from **{ $title }**.
       *[other] It is withdrawn: you have nothing more to do with **{ $title }**.
    }
    You are welcome another time: `/cohorts` shows what is open.

letter-hello = Hello { $name }.
letter-accepted =
    A place in **{ $title }** is yours, and we are glad. There is nothing you need to do now.
term = { $begun ->
        [yes] Next session: { $first }.
       *[no] First session: { $first }.
    } { $count ->
        [one] { $begun ->
            [yes] It is the last one.
           *[no] It is the only one.
        }
       *[other] { $begun ->
            [yes] { $count } are still to come
           *[no] { $count } in all
        }{ $weekly ->
            [yes] , on { $day }
           *[no] {""}
        }, the last on { $last }.
    }
term-dates = All dates, on your own clock:
term-date = { $number }. { $at }
letter-accepted-then =
    { $begun ->
        [yes] The group has begun. I tell you who you'll study with as soon as that is settled, and remind you of each session.
       *[no] Before the first session I'll write to you about your { -chevruta }, and remind you of the day.
    }
    You may step back at any time with the button below; no reason is asked. A person to write to: { $contact }.
letter-waitlisted =
    Thank you for asking for a place in **{ $title }**. The places are taken for now, and you are number { $place } on the waiting list.
    If a place becomes free, I offer it in this order. There is nothing you need to do; `/me` shows your place, and you may leave the list at any time with the button below.
    A person to write to: { $contact }.
letter-waits-for-standing =
    Thank you for asking for a place in **{ $title }**. A place may be yours once your standing is settled; until then I keep your place in the line, number { $place }.
letter-no-place-any-more =
    Thank you for asking for a place in **{ $title }**. The places are taken, and no more are offered this time. Please read nothing more into it.
letter-declined =
    Thank you for asking for a place in **{ $title }**. There were fewer places than people, and this time there is none for you. Please read nothing more into it.
letter-no-place-then = { $elsewhere ->
        [yes] Other communities are open or coming: `/cohorts` shows them.{" "}
       *[no] {""}
    }Next time you'll be near the front. If you'd like to hear when one opens, tap *{ button-tell-me }*.
    A person to write to: { $contact }.

application-started = begun, one short form is left
application-applied = your application is in
application-offered = a place is held for you, and waits for your word
application-lapsed = the offer is over
application-accepted = you have a place
application-waitlisted = on the waiting list
application-line-over = the waiting list has come to its end
application-declined = not this time
application-withdrawn = withdrawn
application-removed = over
application-cancelled = called off, with its cohort
me-application = **{ $title }**: { $state }{ $place ->
        [0] {""}
       *[other] , number { $place }
    }.

facilitator-member-left =
    { $name } has stepped back from **{ $title }**. No reason was asked. { $place }
facilitator-member-removed =
    { $by } has taken { $name } out of **{ $title }**. { $place }
place-left-later = The place is free when you decide who comes in.
place-left-ended = The waiting list has ended, so the place stays free.
place-left-offered = The place is offered to the next person on the waiting list.
place-left-free = Nobody on the waiting list can be offered the place now. If somebody can later, I offer it by myself.
partner-left =
    { $name } is no longer in **{ $title }**. It is nothing that you did.
    { $lead } knows. Please write to them about how you would like to go on studying.
