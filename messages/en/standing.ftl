# Good standing: what was attested, and who waits for it. To the person it is one and the same, whatever the cause.

standing-good = **{ $name }** is noted as in good standing, { $until }.
standing-sends-nothing = This sends nothing to anybody.
standing-tells = { $count ->
        [one] One person has applied, and does not know yet that their standing is open. If it still is in the morning, they read
       *[other] { $count } people have applied, and do not know yet that their standing is open. If it still is in the morning, each reads
    } privately how to settle it.
standing-who-waits = `/program standing renewals` shows who still waits.
standing-not-good = The standing of **{ $name }** is noted as not settled.
standing-not-good-then = If they apply, their application is kept and they read privately how to settle it; they are accepted once it is.
standing-until = through { $day }
standing-no-end = with no end
standing-is-good = good { $until }
standing-is-open = not settled
standing-is-unknown = nothing noted

standing-to-settle = One thing is open: I could not yet confirm that you are in good standing. Please write to { $contact }, who can settle it. Your application is kept meanwhile.
standing-open = It is about your application for **{ $title }**.
standing-dues = Dues can be paid here: { $link }
me-standing = Your standing is still open. { $contact } can settle it, and your application is kept meanwhile.

standing-waits = { $people ->
        [one] One person has applied and waits until a manager confirms their good standing; until then they are offered no place.
       *[other] { $people } people have applied and wait until a manager confirms their good standing; until then none of them is offered a place.
    } The button shows managers who it is.
renewals-unused = Nobody's standing has been attested here yet, so nobody waits for it. `/program standing attest` notes one person, `/program standing import` takes in a file.
renewals-none = Nobody waits for standing, and nobody's ends within sixty days. There is nothing to do.
renewals-title = **Standing to settle**
    Applicants who wait: { $waiting }. Ending within sixty days, or ended: { $ending }.
renewals-waiting = · **{ $name }** waits, for { $title }
renewals-ending = · **{ $name }**: good { $until }
renewals-next = `/program standing attest` settles one; `/program standing import` many.
