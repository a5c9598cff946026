# A cohort's home: who can read it, what to mend there, and its move to another channel.

home-shared = { $home } is the home of { $titles }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } already. New members read there what was written before, and all of them read each other; a channel of its own keeps a cohort to itself.
home-open = Everybody on this server can read { $home }.
home-roles = Besides the cohort's own people, { $home } can be read by everybody with the role { $roles }{ $more ->
        [0] {""}
       *[other] {" "}or one of { $more } more
    }.
home-closed = Only this cohort's people and your managers can read { $home }. Members get in through the cohort's role.
home-shut = { $home } is closed, and no role of this cohort opens it. Let each member in by hand, or name a role: `/cohort home`.
home-waits = I hold back what is meant for members (dates with their words, the list of pairs, threads of sessions) until that is settled: close { $home } to others, or press *Post there anyway*.
home-hidden = These members cannot see { $home }: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. Let them in under *Edit Channel*, *Permissions*, or name a role that opens it: `/cohort home`.
home-lacks = In { $home } I lack these rights: { $rights }. Somebody who manages the server can give them to me there, under *Edit Channel* and then *Permissions*.
home-unseen = I do not see the home { $home } any more: it was deleted, or hidden from me. What belongs there would not arrive. `/cohort home` gives the cohort another one.
home-kind = The home { $home } is no ordinary text channel any more. Only in one can I open a private thread for a member whose direct messages are closed. `/cohort home` gives the cohort another one.
home-role = I cannot give the role { $role } to anybody. Please give me Manage Roles, and put my own role above it in the server's list.
home-with-role = Members get the role { $role }.
home-no-role = Members get no role for it.
home-stands = **{ $title }** is at home in { $home }. { $role }
home-admitted = Saved: I post for members in { $home }, although others can read it. Posts that waited go out at the next fitting moment.
home-move = { $changes ->
        [role] **Change the role of { $title }?**
       *[other] **Move { $title } from { $before } to { $after }?**
    } { $role }{ $changes ->
        [role] {""}
       *[other] {" "}{ $posts ->
            [0] Nothing is waiting to be posted.
            [one] One post that is still ahead goes to the new home.
           *[other] { $posts } posts and threads that are still ahead go to the new home.
        } What I have posted already stays where it is, and changes to it are made there. Members read in the new home that you have moved.
    }{ $people ->
        [0] {""}
        [one] {" "}One person gets the new role, and loses the old one.
       *[other] {" "}{ $people } people get the new role, and lose the old one.
    }
    Nothing changes before you press the button.
home-moved-to = **{ $title }** is at home in { $home } now. { $role }
home-here-now = **{ $title }** is at home here from now on. What was posted before stays in the earlier channel. There is nothing you need to do.
today-open-home = { $count ->
        [one] One post for members waits
       *[other] { $count } posts for members wait
    }, because others can read { $home }. Close the channel to them, or say that they may read along: `/cohort home`.
reason-home-open = People outside the cohort can read its home. `/cohort home` says who, and lets you confirm it.
button-home-admit = Post there anyway
button-home-move = Move it
