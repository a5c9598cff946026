# Applicants entered by hand: the form (titles and labels of at most 45 characters, hints of at most 100), the receipt, the question to them.

form-entering-title = Enter somebody who wrote to you
field-entering-name = How they are called
    .hint = If I know them here already, they keep the name I know.
field-entering-why = Why this topic, as they put it
    .hint = As much as you know. They see all of it, and may change it before anything counts.
field-entering-bring = What they hope to bring
field-entering-congregation = Where they serve
field-entering-zone = Their time zone, or a city in it
    .hint = Such as Chicago. Where they have told me their own, that one stays.

entering-entered =
    { $name } is entered for **{ $title }**, and noted as entered by you. I write to them at a moment that is not in their quiet time, and ask.
    They have applied once they confirm it themselves; until then nothing is held for them. `/cohort today` shows who is still asked.
entering-letter =
    Hello { $name }. { $by } has begun an application for **{ $title }**, on { $topic }, in your name, from what you wrote to them.
    Nothing is decided, and you are not signed up: that is yours to say.
entering-letter-then =
    With the first button you see what was written, change what you like, and send it: two short forms. With the second it is withdrawn, and no reason is asked. If you do nothing, nothing comes of it.
    A person to write to: { $contact }.
entering-until = Sign-up closes: { $closes }.
entering-staff = One of the managers
