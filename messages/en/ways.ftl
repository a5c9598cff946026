# Ways to study from our own list, proposed to who leads a week before a round opens without a text.

round-lacks = **{ $title }**: round { $number } opens on { $at } and has no text yet. Tap one of these ways to study to give it to every pair, or write your own.
round-lacks-else = Pairs can have different texts: `/session prompt` takes a pair too. If you do nothing, each pair gets a way to study from my own list.
button-write-own = Write my own
way-chosen = { $what ->
        [kept] Nothing has changed: round { $number } of **{ $title }** already has a text from you or another facilitator. *Write my own* opens it.
        [sent] Saved: *{ $way }* for round { $number } of **{ $title }**. This round's texts have already gone out, so only pairs who don't have theirs yet get it.
       *[chosen] Saved: every pair gets *{ $way }* in round { $number } of **{ $title }**, about a day after the session before. *Write my own* replaces it.
    }
