# Twelve ways for two people to study, for a round without a text from the facilitator. One paragraph each: it stands in a quotation.

format-1 = **One line, twice.** Choose one line and read it aloud, each in your own voice. Say what you heard; then read it once more, knowing what the other heard. At the end: one thing to keep, one thing still open.
format-2 = **The missing voice.** Who is in the story, or touched by the ruling, and never speaks? Give that person three sentences each, and listen to the other's. At the end: one thing to keep, one thing still open.
format-3 = **Translate it again.** Each of you puts two lines into the language of someone you serve. Compare, and stay longest with the word you disagree on. At the end: one thing to keep, one thing still open.
format-4 = **Both sides, then trade.** Find the disagreement in the text and take a side each, for five minutes. Then trade sides, and argue just as warmly. At the end: one thing to keep, one thing still open.
format-5 = **The question behind the question.** Write down the question that the text asks. Ask three times in turn what someone would have to worry about to ask it. At the end: one thing to keep, one thing still open.
format-6 = **Where it lives in my week.** Each of you tells of one moment of the past week, with nobody in it recognisable, that this text was about. The other only asks questions. At the end: one thing to keep, one thing still open.
format-7 = **What I would cut.** If you had to teach this text with one line left out, which would it be, and what would be lost? Try it aloud both ways. At the end: one thing to keep, one thing still open.
format-8 = **Sing it.** Find a tune for one line, old or made up on the spot, and sing it together, over the telephone if need be. What did the tune decide that the words had left open? At the end: one thing to keep, one thing still open.
format-9 = **A neighbour text.** Each of you brings one other text that belongs on the shelf beside this one, from any place and time. Read all three, and say what they have to say to one another. At the end: one thing to keep, one thing still open.
format-10 = **Before and after.** Read what comes just before and just after the passage. What changes when it stands there, and not alone on a sheet? At the end: one thing to keep, one thing still open.
format-11 = **The hard verse.** Choose the line that you would rather not read aloud where you serve. Stay with it for ten minutes without defending it or dismissing it. At the end: one thing to keep, one thing still open.
format-12 = **A letter.** Each of you writes four sentences to the one who wrote this text, or to a person in it. Read them to each other, and answer in their name. At the end: one thing to keep, one thing still open.
