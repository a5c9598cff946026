# A cohort's home: who can read it, what to mend there, and its move to another channel.

home-shared = { $home } is the home of { $titles } already. New members see what was written there before, and each cohort sees what the others write.
home-open = Everybody on this server can read { $home }.
home-closed = { $home } can be read by this cohort's people, your managers and this server's administrators.
home-others = Besides this cohort's people, your managers and this server's administrators, { $home } can be read by { $others }.
home-by-role = everybody with { $count ->
        [one] the role { $roles }
       *[other] one of the roles { $roles }
    }
home-by-name = { $names } (let in by name)
home-more = { $count } more
home-opens = So can everybody else who has the role { $role }, which lets members in.
home-shut = No role of this cohort opens it. Let each member in by name under *Edit Channel*, *Permissions*, or name a role: `/cohort home`.
home-waits = I hold back what is meant for members (dates, pairs, threads of sessions) until that is settled: close { $home } to others, or press *Post there anyway*.
home-would-wait = I would hold back what is meant for members there (dates, pairs, threads of sessions) until { $home } is closed to others, or you confirm with `/cohort home` that they may read it.
home-hidden = These members cannot see { $home }: { $names }. Let them in under *Edit Channel*, *Permissions*, or name a role that opens it: `/cohort home`.
home-lacks = In { $home } I lack these rights: { $rights }. Somebody who manages the server can give them to me under *Edit Channel*, *Permissions*.
home-unseen = I do not see the home { $home } any more: it was deleted, or hidden from me. What belongs there would not arrive. `/cohort home` gives the cohort another one.
home-kind = The home { $home } is no ordinary text channel any more. Only in one can I open a private thread for a member whose direct messages are closed. `/cohort home` gives the cohort another one.
home-role-gone = The cohort's role is no longer on this server. `/cohort home` gives the cohort another role, or none.
home-role-managed = The role { $role } belongs to an integration or another bot, so nobody can give it. `/cohort home` gives the cohort another role, or none.
home-role-powerful = The role { $role } now gives more rights than a member should have. I give it to nobody until they are off on the server and in every channel.
home-role-out-of-reach = I cannot give the role { $role } to anybody. Please give me Manage Roles, and put my own role above it in the server's list.
home-with-role = Members get the role { $role }.
home-no-role = Members get no role for it.
home-stands = **{ $title }** is at home in { $home }.
home-admitted = Saved: { $step ->
        [runs] I post for members in { $home }, although others can read it. Posts that waited go out at the next fitting moment.
       *[other] once the cohort has begun, I post for members in { $home }, although others can read it.
    }{ $step ->
        [runs] {""}
        [start] {" "}Next: `/cohort start`.
       *[other] {" "}`/help` shows the next step.
    }
home-same = **{ $title }** is at home in { $home } already, so nothing would change. `/cohort home` with nothing else shows who can read it.
home-move = **Move { $title } from { $before } to { $after }?**
home-change = **Change the role of { $title }?**
home-move-posts = { $posts ->
        [0] Nothing is waiting to be posted.
        [one] One post that is still ahead goes to the new home.
       *[other] { $posts } posts and threads that are still ahead go to the new home.
    }
home-move-told = What I have posted already stays where it is, and changes to it are made there. Members read in the new home that you have moved.
home-gets = { $people ->
        [one] One person gets the new role.
       *[other] { $people } people get the new role.
    }
home-swaps = { $people ->
        [one] One person gets the new role, and loses the old one.
       *[other] { $people } people get the new role, and lose the old one.
    }
home-loses = { $people ->
        [one] One person loses the role.
       *[other] { $people } people lose the role.
    }
home-move-yet = Nothing changes before you press the button.
home-moved = Saved: **{ $title }** is at home in { $home }.
home-here-now = **{ $title }** is at home here from now on. What was posted before stays in the earlier channel. There is nothing you need to do.
home-read = I'm holding back posts for the members of **{ $title }**, because people outside the cohort can read { $home }. Close the channel to them, or run `/cohort home` on the server: it shows who they are, and lets you confirm that they may read it. An announcement that's still waiting when its session starts won't go out.
today-open-home = { $count ->
        [one] One post for members waits
       *[other] { $count } posts for members wait
    }, because others can read { $home }. Close the channel to them, or confirm that they may read it: `/cohort home`.
reason-home-open = People outside the cohort can read its home. `/cohort home` says who, and lets you confirm it.
button-home-admit = Post there anyway
button-home-move = Move it
button-home-role = Change the role
