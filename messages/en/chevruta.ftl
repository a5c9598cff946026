# Chevrutot: the draft with its reasons, its publication, and the word to each.

pairs-title = **{ -chevrutot(case: "title") } of { $title }: a draft**
    Nobody hears anything before you publish. To make two people change places, choose them below.
    -# Draw { $seed }: the same people and this number give the same pairs.
pairs-published-title = **{ -chevrutot(case: "title") } of { $title }**
    -# Draw { $seed }
pair-line = · { $names }: { $reasons }
reason-pair-shared-hours = { $fact ->
        [1] one free hour a week in common
       *[other] { $fact } free hours a week in common
    }
reason-pair-near-zones = { $fact ->
        [0] the same clock
        [1] clocks one hour apart
       *[other] clocks { $fact } hours apart
    }
reason-pair-far-zones = clocks { $fact } hours apart, so a time takes some looking for
reason-pair-different-settings = different settings
reason-pair-new-to-each-other = new to each other
reason-pair-trio = three of them, since the number is odd
reason-pair-none = nothing speaks against it
pairs-alone = Without a partner in this draft: { $names }. Another draw may help, or a word with them.
pairs-left = Not paired, because they left this server: { $names }. If they come back, draw again. `/cohort remove` takes somebody out of the cohort.
pairs-choose = Two people who change places
pairs-publish-preview = **Publish the { -chevrutot } of { $title }?**
    Once the season has started, { $letters ->
        [one] one person hears
       *[other] { $letters } people hear
    } from me who they study with, and the pairs are posted in the cohort's home. Until then nobody hears anything.
pairs-published =
    The { -chevrutot } of **{ $title }** stand. Members hear of them once the season has started.
    Next: `/cohort start` shows what would be sent.
pairs-post = **The { -chevrutot } of { $title }**
    { $pairs }
    Each studies once between two sessions; half an hour is plenty.
pair-told =
    Hello { $name }. In **{ $title }** you study with { $partners }{ $count ->
        [1] {""}
       *[other] , as three
    }.
    Once between two sessions, half an hour is plenty; for each round I bring you a text or a way to study. If you like, say hello now: a name in brackets can be pressed. You need not answer me.
