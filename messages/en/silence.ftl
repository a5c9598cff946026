# The word to a facilitator about pairs of whom nothing was heard in a round, or nothing that was understood.

silence-title = **{ $title }, round { $number }**
silence-pairs = { $count ->
        [one] This pair hasn't
       *[other] These pairs haven't
    } told me how their month is going, which may mean nothing at all:
silence-wrote = · { $names }: { $wrote } wrote to me, without an answer I understood.
silence-until = The round ends { $until }. There is nothing you have to do, and I won't write about this round again.
silence-ready = A note from a person may be kinder than one from me. If you'd like to send one, here are words to copy:
silence-words = { $names }, I'm thinking of you. If this isn't the month for studying, that's fine. If I can help you find a time, tell me.
silence-words-wrote = { $names }, your note reached our bot, which couldn't tell what you meant. If there's anything I can help with, tell me.

# Words to copy, from the page for today.
button-words = Words to copy
to-send-ready = Words for **{ $title }** to copy, change and send yourself. I send nothing:
to-send-time = { $names }, I hear you're looking for a time to study. Would it help if I found one with you? Tell me a few that work.
to-send-differ = { $names }, how is this round going for you? Whatever you settle on, either of you can tell the bot, and that's what counts.
to-send-over = { $names }, I'm thinking of you. There's nothing to catch up on. If I can make the next round easier, tell me.
to-send-more = { $count ->
        [one] There is no room here for one more pair; the page for today names it.
       *[other] There is no room here for { $count } more pairs; the page for today names them.
    }
to-send-none = In **{ $title }** nobody needs a word from you right now.
