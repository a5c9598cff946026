# Chevrutot: the draft with its reasons, its publication, and the word to each.

pairs-title = **{ -chevrutot(case: "title") } of { $title }: a draft**
    Nobody hears anything before you publish. Below you can have two people change places, and choose who stays together when you draw again.
    -# Draw { $seed }: the same people and this number give the same pairs.
pairs-published-title = **{ -chevrutot(case: "title") } of { $title }**
    -# Draw { $seed }
pair-line = · { $names }{ $locked ->
        [0] {""}
       *[other] {" "}(stay together)
    }: { $reasons }
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
reason-pair-trio = three of them
reason-pair-none = nothing speaks against it
pairs-alone = Without a partner: { $names }. No other draw pairs more people{ $locked ->
        [0] {""}
       *[other] {" "}while these stay together
    }, and I never say why. If you publish, they come to the sessions and wait for a partner; I tell them so when the season starts.
pairs-standing-alone = Without a partner: { $names }. *Find a partner* shows who could study with them now.
pairs-nobody = No two of these people can be paired, and I never say why. No other draw changes that. You can publish all the same: everybody comes to the sessions and waits for a partner. When somebody else joins, `/cohort pairs` can pair them.
pairs-only = There is no other draw that is as good as this one, so it stays as it is.
pairs-left = Not paired, because they left this server: { $names }. If they come back, draw again. `/cohort remove` takes somebody out of the cohort.
pairs-choose = Two people who change places
pairs-choose-locks = Who stays together when you draw again
pairs-choose-exchange = Two people who change places
pairs-choose-move = One person to move to somebody else
pairs-publish-preview = **Publish the { -chevrutot } of { $title }?**
    Nobody hears anything before the season starts. { $letters ->
        [0] There are no pairs, so nothing is posted in the cohort's home.
       *[other] Then { $letters } people hear from me who they study with, and the pairs are posted in the cohort's home.
    }
pairs-publish-alone = { $names } will hear that there is no partner for them yet, and not why.
pairs-published =
    { $letters ->
        [0] Saved: **{ $title }** starts without { -chevrutot }. Once the season has started, I tell each member that there is no partner for them yet.
       *[other] The { -chevrutot } of **{ $title }** are saved. Once the season has started, I tell { $letters } people who they study with{ $alone ->
            [0] .
            [one] , and one person that there is no partner for them yet.
           *[other] , and { $alone } people that there is no partner for them yet.
        }
    }
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
pair-changed =
    Hi { $name }. { $first ->
        [yes] In **{ $title }** you study with
       *[no] There is a change in **{ $title }**: from now on you study with
    } { $partners }{ $count ->
        [1] {""}
       *[other] , as three
    }.
    If you like, say hello now: a name in brackets can be pressed. { $brings ->
        [here] You have this round's text, and { $partners } gets it too.{" "}
        [now] I'll bring you this round's text soon.{" "}
        [next] You begin together with the text that I bring you after the next session.{" "}
       *[nothing] {""}
    }You don't need to answer me.
pair-waits =
    Hi { $name }. In **{ $title }** there is no study partner for you right now. You're part of the group all the same, and the sessions are yours as everybody's.
    As soon as you have a partner, I tell you who it is. You don't need to do anything.
pair-waits-beside =
    Hi { $name }. In **{ $title }** there is somebody who has no partner either: { $who }. I'm asking { $who } whether the two of you study together. If so, I tell you by { $until }; if not, you wait for another partner. You don't need to do anything.
    Until then you're part of the group as everybody is, and each round brings you its text to study alone.
pair-waits-ask = If you'd like to talk about it, write to { $facilitators }.
pairs-move = Who will { $name } study with? I say first what follows, and nothing changes until you confirm it.
pairs-choose-to = A pair to join, or somebody without a partner
pairs-move-nowhere = There is no pair that { $name } can join as the third, and nobody else without a partner.
pairs-place-nobody = Nobody can be paired with { $names } now, and I never say why. They wait for a partner.
pairs-place-none = Everybody has a partner.
pairs-change-preview = **Change the { -chevrutot } of { $title }?**
pairs-change-ended = · Ends: { $names }
pairs-change-begun = · Begins: { $names }: { $reasons }
pairs-change-alone = Without a partner afterwards: { $names }.
pairs-change-told = { $started ->
        [0] Nobody hears anything before the season starts.
       *[other] { $people ->
            [one] One person hears
           *[other] { $people } people hear
        } from me what changes for them, and nobody hears why. { $more ->
            [yes] A new pair begins with the round that opens after the next session.
           *[no] No further round begins, so a new pair has none to study in.
        }
    }
pairs-change-done = { $started ->
        [0] The { -chevrutot } of **{ $title }** are changed. Members hear of them once the season has started.
       *[other] The { -chevrutot } of **{ $title }** are changed, and I tell those concerned.
    }
