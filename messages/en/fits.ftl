# Whether a pair fits: the private question, its receipts, and the word about other pairs.

button-fit-good = It's good
button-fit-another = I'd rather have another partner
button-propose-pairs = Propose other pairs

fit-question = Hi { $name }. The first round in **{ $title }** is over. Is it good to study with { $partners }? One tap is enough, and no answer is fine too.
fit-who-sees =
    Only you and I know what you tap: neither your partner nor your facilitator sees it.
    If you'd rather have another partner, your facilitator may later see a proposal of other pairs. It never says who asked.
fit-good = Noted, between you and me: it's good with { $partners }.
fit-another =
    Noted, between you and me: you'd rather have another partner. { $partners } never hears of it.
    If other pairs are possible, your facilitator sees them as a proposal within two weeks, without a name. Nothing is certain, and until something changes you study together as before.
fit-proposal =
    After a round is a good moment to look at the pairs of **{ $title }** again. I can propose other pairs, as the page of the pairs can at any time.
    Nothing changes, and nobody hears anything, until you have seen them and confirm.
pairs-propose-none = I can't propose other pairs: there is no second pair, or these people can only study as they do now. I never say why.
