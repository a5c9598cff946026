# Ways to study from our own list, proposed to who leads a week before a round opens without a text.

round-lacks = **{ $title }**: round { $number } opens on { $at } and has no text yet. Tap one of these ways to study to send it, or write your own.
round-lacks-else = { $paired ->
        [yes] Pairs can have different texts: `/session prompt` takes a pair too.
       *[no] Nobody has a partner now, so each member gets it to study alone.
    } If you do nothing, a way to study from my own list goes out.
button-write-own = Write my own
way-chosen = { $what ->
        [kept] Nothing has changed: round { $number } of **{ $title }** already has a text from you or another facilitator. *Write my own* opens it.
        [sent] Saved: *{ $way }* for round { $number } of **{ $title }**. This round's texts have already gone out, so only people who don't have theirs yet get it.
       *[chosen] Saved: *{ $way }* goes out in round { $number } of **{ $title }**, about a day after the session before. *Write my own* replaces it.
    }
