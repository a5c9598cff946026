# What managers see of a whole program: all cohorts at a glance, a season in numbers, the record of what staff did.

overview-empty = There is no cohort yet. `/cohort create` makes one, as a draft that nobody else sees.
overview-title = **{ $program }: { $count ->
        [one] one cohort
       *[other] { $count } cohorts
    }**
overview-line = { $number } · **{ $title }**: { $state }, { $members } of { $places } places taken.
overview-line-cancelled = { $number } · **{ $title }**: { $state }, { $members ->
        [0] before it had members.
        [one] with one member.
       *[other] with { $members } members.
    }
overview-session = Next session: { $at }.
overview-round = Round { $number }: { $said } of { $pairs } pairs have said how it goes{ $quiet ->
        [0] .
        [one] , one is quiet so far.
       *[other] , { $quiet } are quiet so far.
    }
overview-corner = Cohort
overview-bar = Places taken
overview-beside = Pairs in the open round
overview-places = { $members } of { $places }
overview-open-round = Round { $number }
overview-no-round = no open round
overview-alt = Places and check-ins of { $count ->
        [one] one cohort
       *[other] { $count } cohorts
    }, by their numbers in the message.
overview-alt-line = { $number }: { $members } of { $places } places taken. { $round ->
        [0] No round is open.
       *[other] Round { $round }: { $cells }.
    }
overview-alt-cell = { $count } { $cell }

report-here = The season of **{ $program }** in numbers, { $count ->
        [one] one cohort
       *[other] { $count } cohorts
    }: a file for any spreadsheet. It holds counts, and neither names of persons nor anything they wrote.
column-cohort = Cohort
column-state = State
column-capacity = Places
column-applied = Applied
column-accepted = Accepted
column-waiting = Waiting
column-withdrawn = Withdrawn
column-members = Members
column-held = Sessions held
column-planned = Sessions planned
column-cancelled = Sessions called off
column-pairs = { -chevrutot(case: "title") }
column-round = Round { $number }: { $cell }

record-title = **What was changed, latest first**
record-empty = Nothing has been changed yet. What staff do from now on is written down here.
record-line = { $at } · { $by } { $did }{ $about }
record-about = {" "}· { $title }
record-somebody = somebody who is no longer here
record-other = did something that I have no words for

audit-set-up = { $what ->
        [new] set the program up
        [tested] sent a test message
       *[changed] changed the program's settings: { $settings }
    }
audit-create-cohort = { $what ->
        [copied] made the cohort, after another
       *[made] made the cohort
    }
audit-cancel-cohort = called the cohort off; { $count ->
        [0] nobody was to be told
        [one] one person is told
       *[other] { $count } people are told
    }
audit-edit-cohort = { $what ->
        [terms] changed how one signs up, and how places are offered
        [busy] named the busy weeks
       *[changed] changed the cohort: { $settings }
    }
audit-attest-standing = { $what ->
        [imported] took in a file about the standing of { $count ->
            [one] one person
           *[other] { $count } people
        }
        [none] noted that the standing of { $who } is not settled
       *[good] attested the standing of { $who }
    }
audit-set-dates = { $what ->
        [taken-in] took in a file of the program's dates; { $count ->
            [one] one changed
           *[other] { $count } changed
        }
        [removed] took { $count ->
            [one] one of the program's dates
           *[other] { $count } of the program's dates
        } away
       *[civic] chose whose civic days the program has
    }
audit-enter-applicant = entered { $who } as an applicant
audit-remove-member = { $what ->
        [told] took { $who } out of the cohort, and told them
       *[quietly] took { $who } out of the cohort without a word
    }
audit-answer-question = answered question { $number }
audit-send-news = sent news to { $count ->
        [one] one person
       *[other] { $count } people
    }
audit-open-cohort = { $what ->
        [planned] planned when sign-up opens
        [closed] closed sign-up
        [prolonged] set another end of sign-up
       *[opened] opened sign-up
    }
audit-start-cohort = started the season
audit-plan-sessions = { $what ->
        [drafted] drafted { $count } dates
        [swapped] took another date for session { $number }
        [frozen] let { $count } dates stand
        [moved] moved session { $number }
       *[cancelled] called off session { $number }
    }
audit-set-link = entered the meeting link
audit-select = { $what ->
        [theirs] gave the place that was held to { $who }
        [passed-on] let the place that was held for { $who } go on
        [moved] { record-moved }
        [explained] { record-explained }
        [fitted] { record-fitted }
        [redrawn] { record-redrawn }
        [weighed] { record-weighed }
        [decided] { record-decided }
       *[published] published who is in, for { $count }
    }
record-moved = moved { $count } in the draft of who is in
record-explained = said why { $count } were moved in the draft of who is in
record-fitted = said of { $count } whether they fit the aim
record-redrawn = drew the draft of who is in again
record-weighed = changed what counts for who is in
record-decided = took in a file of decisions on { $count }
audit-pair = { $what ->
        [redrawn] drew the { -chevrutot } again
        [locked] chose which { -chevrutot } stay
        [undone] undid the last change of the { -chevrutot }
        [changed] changed the { -chevrutot }
        [swapped] had two people change places
       *[published] published the { -chevrutot }
    }
audit-edit-covenant = { $what ->
        [talk] opened a thread to talk about the covenant
       *[published] published text { $number } of the covenant
    }
audit-arrange = { $what ->
        [closed] closed the topics and choices
        [published] published what is studied when
       *[session] arranged the topic or hosts of session { $number }
    }
audit-edit-session = changed what session { $number } is about
audit-say-who-came = { $what ->
        [notes] wrote the notes of session { $number }
       *[came] said who was at session { $number }
    }
audit-set-prompt = gave round { $number } its text
audit-resolve-delivery = { $what ->
        [again] had { $count ->
            [one] one thing
           *[other] { $count } things
        } sent again
       *[seen] took { $count ->
            [0] a line
            [one] a line
           *[other] { $count } lines
        } off the list of what was not delivered
    }
audit-appoint = { $what ->
        [removed] took the lead back from { $who }
       *[appointed] appointed { $who } to lead
    }
