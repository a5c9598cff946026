# The sign-up window.

window-opened =
    Sign-up for **{ $title }** is open until { $closes }, with { $places } places. People find it with `/cohorts`.
    Next, whenever you like: `/cohort select` shows a draft of who is in. Nobody hears anything before you publish it.
window-will-open = Sign-up for **{ $title }** opens by itself { $opens }, until { $closes }. Until then it is a draft that `/cohorts` announces.
window-closed = { $state ->
        [forming] Sign-up for **{ $title }** has closed, and the places are given: { $applied ->
            [one] one person
           *[other] { $applied } people
        } applied. Next: `/cohort pairs`, once those who are asked have answered.
       *[other] Sign-up for **{ $title }** has closed, with { $applied ->
            [one] one application
           *[other] { $applied } applications
        }. Next: `/cohort select` shows a draft of who is in. Nobody hears anything before you publish it.
    }
window-not-opened =
    Sign-up for **{ $title }** was to open now, and did not. What is missing: { $missing }.
    Nobody has been told anything. `/cohort open` opens it once that is there.
nothing-missing = nothing any more

window-closing = **Close sign-up for { $title } now?**
window-closing-choose = { $applied ->
        [0] Nobody has applied yet.
        [one] One person has applied, and hears nothing by it: `/cohort select` then shows a draft of who is in.
       *[other] { $applied } people have applied, and hear nothing by it: `/cohort select` then shows a draft of who is in.
    } Until places are given, `/cohort open` opens it again.
window-closing-gives = { $count ->
        [one] One person has applied, there is a place, and it is offered at once:
       *[other] There is a place for everybody who has applied, and it is offered at once:
    }
    { $names }
    { $when }
window-closing-full = Places went to the people who signed up first, so nobody is waiting for a decision. The group then forms, and nobody else can sign up; people in the line keep their turn.
window-closing-begun = { $count ->
        [one] One person has begun to apply, and can no longer finish.
       *[other] { $count } people have begun to apply, and can no longer finish.
    }
window-closing-then = Nothing happens before you press the button.
