# On what terms one joins a cohort.

form-terms-title = Sign-up and offers
field-own-question = Your own question, number { $number }
    .hint = Asked after the usual ones, if you like. At most 100 characters.
field-offer-days = How many days is an offered place held?
    .hint = Days of rest and nights do not count. Usually 4.
field-offers-until = Until what session is it offered on?
    .hint = The session's number. Before it, a free place still goes to the next in line by itself.
terms-saved = It is kept for **{ $title }**. A place is held for { $days ->
        [one] one day
       *[other] { $days } days
    } of its reader's open hours, and a free one is offered until a day before session { $until }.
terms-questions = People who sign up are also asked:
terms-no-questions = People who sign up are asked the usual questions only.
