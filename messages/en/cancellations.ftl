# A cohort that is called off: asked about first, done once, told to everybody whom it concerns.

form-cancel-cohort-title = Call the cohort off
field-because-off = Why, in words that everybody will read
    .hint = In their letter, as you write it here. Left empty, no reason is given. You see everything first.
cancel-cohort-question = **Call { $title } off?** It is { cohort-state }. Nothing happens before you press the button; once pressed, it cannot be taken back.
cancel-cohort-letters = { $told ->
        [0] Nobody has a place in it or wishes for one, so there is no letter to anybody but those who lead it.
       *[other] A letter goes to { $who }, at a moment that is not in their quiet time.
    }
cancel-cohort-members = { $count ->
        [one] one member
       *[other] { $count } members
    }
cancel-cohort-offered = { $count ->
        [one] one person who was offered a place
       *[other] { $count } people who were offered a place
    }
cancel-cohort-waiting = { $count ->
        [one] one person on the waiting list
       *[other] { $count } people on the waiting list
    }
cancel-cohort-applied = { $count ->
        [one] one applicant
       *[other] { $count } applicants
    }
cancel-cohort-leads = { $leaders ->
        [0] Nobody leads it.
        [one] Its facilitator has a letter of their own.
       *[other] Its { $leaders } facilitators have letters of their own.
    }
cancel-cohort-no-reason = No reason is given. To give one, run the command once more.
cancel-cohort-session = { $number } ({ $at })
cancel-cohort-sessions = Called off with it, by number: { $sessions }. { $events ->
        [0] None of them has a native event now.
        [one] One native event is taken away.
       *[other] { $events } native events are taken away.
    }
cancel-cohort-stops = From then on sign-up, offers and the waiting list are over, nobody is asked or reminded of anything, and the board shows it no more.{ $role ->
        [yes] {" "}The role of its members goes back, after their letter.
       *[no] {""}
    }
cohort-called-off = **{ $title }** is called off. { $letters ->
        [0] Nobody had to be told.
        [one] One letter goes out, at a moment that is not in its reader's quiet time.
       *[other] { $letters } letters go out, each at a moment that is not in its reader's quiet time.
    }
    `/cohort timeline` shows who has had theirs, and `/program undelivered` what could not be delivered. `/cohort copy` makes a new draft after it.

called-off =
    Hello { $name }. I am sorry to write this: **{ $title }**, { $was ->
        [accepted] where you have a place
        [offered] where a place was held for you
        [waitlisted] where you are on the waiting list
       *[applied] where you applied
    }, { $met ->
        [yes] does not go on
       *[no] will not take place
    }. It has been called off. There is nothing you need to do, and all that I had planned for it is taken back.
called-off-because = The reason, in the words of those who decided it:
called-off-first = When places are short another time, the people who lose theirs now come first.
called-off-then =
    If you like, the button has me tell you when a cohort on { $topic } opens; if you do nothing, nothing comes of it. A person to write to: { $contact }.
called-off-lead =
    Hello { $name }. **{ $title }**, which you lead, has been called off by the managers of the program. { $told ->
        [0] Nobody had a place in it or wished for one.
        [one] The one person who had a place in it or wished for one has a letter from me.
       *[other] The { $told } people who had a place in it or wished for one have a letter from me, each at a fitting moment.
    }
called-off-lead-then =
    All that I had planned for it is taken back, and there is nothing you need to do. Thank you for what you gave to it; a word of your own to the group may do good. A person to write to: { $contact }.
