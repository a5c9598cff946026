# A cohort that is made after another.

cohort-copied = **{ $title }** is saved as a draft, made after **{ $of }**, and nobody else sees it yet. Led by { $facilitators }, as that one is now.
copied-taken = Taken over: { $parts }. Dates, the meeting link, people, the channel and the role were not.
copied-topic = the topic { $topic }
copied-aim = the aim
copied-places = { $places } places, { $policy ->
        [first-come] given to the people who sign up first
        [accept-all] given to everybody when there are enough of them
       *[draft] each of them given by a person
    }
copied-questions = { $count ->
        [one] one question of your own
       *[other] { $count } questions of your own
    }
copied-terms = offers held for { $days ->
        [one] one day
       *[other] { $days } days
    } and made until session { $until }
copied-weights = what counts when members are chosen
copied-prompts = { $count ->
        [one] the text of one round
       *[other] the texts of { $count } rounds
    }
copied-next =
    Next: `/session series` drafts the dates, and `/session link` takes the link. `/cohort edit`, `/cohort terms` and `/session prompt` change what was taken over.
    After that, `/cohort open` opens sign-up.
