# Word of a cohort that opens, and news of the program: asked for, given once, taken back with one button.

interest-kept = I will tell you when a cohort on **{ $topic }** opens, each time once, by direct message, until you sign up for one or press the button.
interest-stands = That stands already: I tell you when a cohort on **{ $topic }** opens, each time once. The button takes it back.
interest-open = Sign-up for **{ $title }** is open now, so there is nothing to wait for. The button opens a short form.
interest-taken-back = You will hear nothing from me about cohorts on **{ $topic }**. `/cohorts` shows at any time what is open.
interests-taken-back = You will hear nothing from me about cohorts that open. `/cohorts` shows at any time what is open.
interest-opened =
    Hello { $name }. You asked to hear when a cohort on **{ $topic }** opens: sign-up for **{ $title }** is open until { $closes }, free of charge.
    It takes about five minutes. If you do nothing, nothing happens, and I will not remind you.
    A person to write to: { $contact }.
board-topics = If one of these topics is yours, its button has me tell you when a cohort on it opens.

form-news-title = News of the program
field-headline = Its title
field-news = The news
    .hint = Each reader gets it once, by direct message. You see it first as they will.
news-preview = { $readers ->
        [one] **One reader gets this:**
       *[other] **{ $readers } readers get this:**
    }
news-preview-next = Each gets it once, at a fitting moment of the next two weeks; people who were asked enough this week get it after that. Nothing goes out before you press the button.
news-no-readers = Nobody has asked for the news of this program yet, so there is nobody to send it to. People ask for it with a button in `/me`.
news-sent = { $readers ->
        [one] “{ $title }” goes to one reader, at a fitting moment of the next two weeks.
       *[other] “{ $title }” goes to { $readers } readers, to each at a fitting moment of the next two weeks.
    } `/program undelivered` lists what could not be delivered.
news-sent-already = “{ $title }” was sent before, and goes out once. `/program news` writes another.
news = **{ $title }** · news of { $program }
news-next = You asked for this news; no answer is needed, and the button ends it. A person to write to: { $contact }.
news-in = You get the news of **{ $program }** from now on, now and then, by direct message. One button in each ends it, and so does this one.
news-out = You get no more news of **{ $program }**. All else stays as it is, and `/me` has the button to ask for it again.

me-interests = { $more ->
        [0] I tell you when a cohort opens on { $topics }.
       *[other] I tell you when a cohort opens on { $topics }, and on { $more } more.
    }
me-news = { $reads ->
        [yes] You get the news of { $program }.
       *[no] You get no news of { $program } unless you ask for it.
    }
