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
