# Twelve ways for two people to study, for a round without a question from the facilitator. One paragraph each: it stands in a quotation.

format-one-line-twice = Choose one line and read it aloud, each in your own voice. Say what you heard. Then read it once more, now that you know what the other heard. Ten minutes will do. At the end: one thing to keep, one thing still open.
    .title = One line, twice
format-missing-voice = Who is in the story, or affected by the ruling, and never speaks? Take ten minutes and give that person three sentences each. Read them to each other before you discuss them. At the end: one thing to keep, one thing still open.
    .title = The missing voice
format-translate-again = Each of you puts two lines into the words of someone you serve. Compare, and stay longest with the word you disagree about. Fifteen minutes will do. At the end: one thing to keep, one thing still open.
    .title = Translate it again
format-both-sides = Find the disagreement in the text and take a side each for ten minutes. Then trade sides and argue just as warmly for another ten. At the end: one thing to keep, one thing still open.
    .title = Both sides, then trade
format-question-behind = Write down the question the text asks. Then ask three times, taking turns: what would someone have to be worried about to ask that? Fifteen minutes will do. At the end: one thing to keep, one thing still open.
    .title = The question behind the question
format-in-my-week = Each of you describes one moment from the past week that this text was about, with nobody in it recognisable. The other only asks questions. Ten minutes each will do. At the end: one thing to keep, one thing still open.
    .title = Where it lives in my week
format-what-i-would-cut = If you had to teach this text with one line left out, which would it be, and what would be lost? Try it aloud both ways. Fifteen minutes will do. At the end: one thing to keep, one thing still open.
    .title = What I would cut
format-sing-it = Find a tune for one line, old or made up on the spot, and sing it together, over the phone if you need to. What did the tune decide that the words had left open? Ten minutes will do. At the end: one thing to keep, one thing still open.
    .title = Sing it
format-neighbour-text = Each of you brings one other text that belongs on the shelf beside this one, from any place and time. Read all three aloud. What do they say to each other? Plan on thirty minutes. At the end: one thing to keep, one thing still open.
    .title = A neighbour text
format-before-and-after = Read what comes just before the passage and just after it. What changes when you see it there, and not alone on a sheet? Twenty minutes will do. At the end: one thing to keep, one thing still open.
    .title = Before and after
format-hard-verse = Choose the line you would rather not read aloud where you serve. Stay with it for fifteen minutes. Don't defend it, and don't dismiss it. At the end: one thing to keep, one thing still open.
    .title = The hard verse
format-letter = Each of you writes four sentences to the person who wrote this text, or to someone in it. Read them to each other and answer in that person's name. Twenty minutes will do. At the end: one thing to keep, one thing still open.
    .title = A letter
