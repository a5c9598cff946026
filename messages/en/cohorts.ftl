# The board, a cohort's steps, its timeline, the facilitator's page, and how its state is called.

cohort-state = { $state ->
    [draft] in draft
    [open] open for sign-up
    [selecting] choosing its members
    [forming] forming
    [meeting] meeting
    [closing] closing
    [complete] complete
   *[cancelled] cancelled
}

board-title = **Cohorts of { $program }**
board-goes-on = { $count ->
        [one] One more is behind *More*, and `/cohorts` shows all.
       *[other] { $count } more are behind *More*, and `/cohorts` shows all.
    }
board-moved = The board of cohorts is in { $channel } now. `/cohorts` shows it anywhere on this server.
board-empty = No cohort is open or coming just now. { $contact } knows what is planned.
board-mine = { $state ->
    [started] You have begun to apply; one short form is left.
    [applied] You have applied.
    [offered] A place is held for you, and waits for your word.
    [accepted] You have a place.
   *[waitlisted] You are on the waiting list; `/me` shows your place in it.
}
board-line = **{ $title }** · { $topic }
    { $state ->
        [draft] Sign-up opens { $opens }, free of charge.
        [open] Sign-up is open until { $closes }, free of charge.{ $policy ->
            [first-come] {" "}Places go to the people who sign up first.
           *[other] {""}
        }
        [selecting] Sign-up has closed; the members are being chosen.
        [forming] Sign-up has closed, and the group is coming together.
       *[other] The group is meeting, and sign-up has closed.
    } Led by { $facilitators }. { $places } places. { $dates }
no-dates-ahead = { $begun ->
        [yes] There is no session left to come.
       *[no] The dates are not fixed yet.
    }

cohort-created = **{ $title }** is saved as a draft, and nobody else sees it yet. Led by { $facilitators }.
    Next: `/session series` drafts the dates. After that, `/cohort open` opens sign-up.
form-edit-title = Change the cohort
field-title = Its title
field-topic = What it is about
field-places = How many places
    .hint = From 2 to 24, and no fewer than are taken or held.
field-aim = What it aims at, if you like to say
    .hint = In one line, shown with the cohort; what fits it may count when members are chosen.
cohort-edited = **{ $title }**, on { $topic }, with { $places } places: that stands now. What I send from here on says so; what is already posted stays as it was.
cohort-part-title = title
cohort-part-topic = topic
cohort-part-places = places
cohort-part-aim = aim
cohort-part-home = home
cohort-part-role = role
cohort-part-readers = who may read its home
cohort-aim = Its aim: { $aim }
cohort-start-preview = **Start { $title }?**
    Over the season this puts { $posts } posts and threads in the cohort's home, and { $events ->
        [one] one event
       *[other] { $events } events
    } on the server. Everyone on the server can see an event: the cohort's name, the session's number and when it is, never the link.
    { $hears } Each goes out at a moment that is not in anybody's quiet time; `/cohort timeline` then shows them all.
    Nothing goes out before you press the button.
cohort-started = **{ $title }** has begun. First session: { $first }.
    { $hears } Each hears at a moment that is not in their quiet time. `/cohort today` shows how it goes.
cohort-hears = { $paired ->
        [0] I tell { $alone ->
            [one] one member
           *[other] { $alone } members
        } that there is no partner for them yet.
       *[other] I tell { $paired } members who they study with{ $alone ->
            [0] .
            [one] , and one member that there is no partner for them yet.
           *[other] , and { $alone } members that there is no partner for them yet.
        }
    }

timeline-title = **{ $title }: the season as members get it**
timeline-empty = Nothing is planned for **{ $title }** yet. `/help` shows the next step.
timeline-line = { $at } · { $what } · { $to ->
        [home] in the home
        [members] { $people ->
            [one] one member
           *[other] { $people } members
        }
        [facilitators] { $people ->
            [one] one facilitator
           *[other] { $people } facilitators
        }
       *[people] { $people ->
            [one] one person
           *[other] { $people } people
        }
    } · { $state }
timeline-clock = { $day }{ $time } { $clock }
timeline-clocks = > Where they are: { $clocks }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }

timeline-called-off = **{ $title } was called off, { $at }.** Nothing of its season comes any more. Word of it:
today-called-off = **{ $title } was called off, { $at }.** There is nothing you need to do. `/cohort timeline` shows who has had word of it.
today-title = **{ $title } today**
today-places = Places: { $members } of { $places } are taken, { $held } held for somebody's answer. On the waiting list: { $waiting }.{ $state ->
        [open] {" "}Next, once sign-up has closed: `/cohort select`.
        [selecting] {" "}Next: `/cohort select`.
       *[other] { $waiting ->
            [0] {""}
           *[other] {" "}I ask the next in line when a place is free.
        }
    }
today-session = Next session: { $at }. Coming: { $coming }. Cannot come: { $cannot }. No word yet: { $silent }; I remind them.
today-lacks = Session { $number }, { $at }, still lacks { $lacks }. Next: *Edit the session*.
today-lacks-link = There is no meeting link yet. Next: `/session link`.
today-lacks-prompt = Round { $number } has no text from you. Without one, a way to study from my own list goes out. Next: `/session prompt`.
today-quiet =
    Round { $number }, quiet so far:
    { $pairs }
    It may mean nothing. Next, if you like: a word from you, which may be kinder than one from me.
today-quiet-line = · { $names }
today-wrote = { $names }: { $wrote } wrote to me, without an answer I understood. Next: a word from you.
today-all-in = Round { $number }: every pair has said how it goes.
today-help =
    Looking for a time to study, and perhaps glad of a hand:
    { $pairs }
    Next: a word from you, with a time that could suit both.
today-over =
    Round { $number } is over, and I heard nothing from:
    { $pairs }
    Next, if you like: a word from you. `/cohort progress` shows every round.
today-unpaired = Without a { -chevruta }: { $names }. Next: `/cohort pairs`, and a word from you.
today-alone = { $count ->
        [one] The last of a pair, with nobody to study with
       *[other] The last of their pairs, with nobody to study with
    }: { $names }. Next: `/cohort pairs`, and a word from you.
today-unsettled =
    Two different answers, and neither is taken back yet:
    { $pairs }
    I have asked about it. Next: a word from you to both, if it stays so. What they last agreed on is what counts.
today-unsettled-line = · { $names }, round { $number }
today-grid = Round by round:
today-unreachable = Direct messages from me are closed for { $names }. I write to them in a private thread instead; nobody else knows. You need not do anything.
today-entered = Entered by hand, and not confirmed by themselves yet: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. They may do so until sign-up closes. Next: a word from you.
today-both = Meets at the same hours as another of their cohorts: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. They know. Next: a word from you, or `/session move`.
today-both-one = { $name } ({ $title })
today-gone = No longer on this server: { $names }. I changed nothing, and wrote to nobody about it. Next: a word from you. If they come back, they go on as before.
the-channel = the channel
