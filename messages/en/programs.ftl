# The program of a server: set up, and changed.

program-saved = **{ $name }** is saved.
    Managers: { $managers }. Staff: { $staff }. Sign-up: { $signups }. Home clock: { $zone }. A person to write to: { $contact }.
program-donations = For donations: { $link }
program-next = To change any of it, run `/program setup` again. Next, for a manager: `/cohort create` makes a cohort, as a draft that nobody else sees.
