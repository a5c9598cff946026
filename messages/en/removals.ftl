# A member who is taken out of a cohort by staff: chosen, seen first, done once, and told or not.

remove-question = **Take somebody out of { $title }**
    Choose who. You see what follows before anything happens.
remove-choose = Who
remove-nobody = Nobody has a place in **{ $title }**, so there is nobody to take out. `/cohort today` shows how it stands.
remove-preview = **Take { $name } out of { $title }?** Nothing happens before you press a button.
remove-gone = { $name } is not on this server now.
remove-partners = { $count ->
        [one] { $partners }, their study partner, hears
       *[other] { $partners }, their study partners, hear
    } that { $name } is no longer in the cohort, and that it is nothing they did.
remove-following = The place is offered to { $next }, who is next in line.
remove-place = The place is free.
remove-role = The role that opens the home goes back.
remove-by-name = If you let { $name } into the home by name, take them out there too, under *Edit Channel*, *Permissions*. Until then I hold back what is meant for members.
remove-planned = { $count ->
        [0] No message to { $name } is planned.
        [one] One planned message to { $name } won't go out.
       *[other] { $count } planned messages to { $name } won't go out.
    }
remove-ways = With the first button { $name } gets a short, kind letter. With the second they hear nothing from me.
button-remove-tell = Take out, and tell them
button-remove-quietly = Take out without a word
remove-was-quiet = { $name } was already out of **{ $title }**, and was not told by me. If they should know, write to them yourself.
remove-was-told = { $name } was already out of **{ $title }**, and I write to them about it. That can't be taken back here.
remove-done = { $name } is no longer in **{ $title }**.

removed-letter =
    Hello { $name }. Your place in **{ $title }** has ended, so you won't hear from me about its sessions any more.
    If you have questions, write to { $contact }. `/me` shows what you have here, and you're welcome to sign up for other cohorts.
