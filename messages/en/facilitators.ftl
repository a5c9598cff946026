# Facilitators: appointed, and replaced.

facilitator-leads =
    { $name } leads **{ $title }** and hears so from me, at a moment that is not in their quiet time. It is led by { $leaders }.
    To replace somebody, run `/program facilitator` again with `remove`.
facilitator-leads-not = { $name } does not lead **{ $title }**. It is led by { $leaders }. If they led it until now, they get a short line from me.
facilitator-appointed =
    Hello { $name }. You are now a facilitator of **{ $title }**, a cohort of { $program } on { $topic }. It is { $state }.
    On the server, `/help` says which step comes next for it; the button below shows how it stands. A person to write to: { $contact }.
facilitator-removed =
    Hello { $name }. You no longer lead **{ $title }**; thank you for what you gave to it. There is nothing you need to do. A person to write to: { $contact }.
