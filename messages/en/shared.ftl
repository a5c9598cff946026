# What many sentences use, and every button. A button's words must fit in 80 characters and carry no mark-up.

list-and = { $head } and { $last }
no-date = a day still to be set
nobody-yet = nobody yet
home-clock = { $time } { $zone } time
home-weekday = { $day } ({ $zone } time)

button-back = Back
button-more = More
button-me = What I have here
button-board = Open cohorts
button-places = All my places
button-today = Open the page for today
button-progress = Round by round
button-write-prompt = Write the text of round { $number }
button-hard-week = Pause messages
button-back-again = I am back
button-try-direct = Try direct messages

button-save = Save
button-setup-fill = Fill in
button-setup-next = Next
button-setup-about = Name and links
button-setup-places = People and channels
button-setup-clock = Clock and quiet times
button-setup-test = Send a test message
button-setup-over = Start over

button-sign-up = Sign up: { $title }
button-answers-of = My answers: { $title }
button-renewals = Who waits
button-tell-me = Tell me when one opens: { $topic }
button-no-more-of-these = No more of these
button-no-openings = No word of openings
button-news-in = Send me news of this program
button-news-out = No more news
button-ask = Ask a question
button-answer = Answer
button-send = Send it
button-continue = Continue
button-form-again = Open the form again
button-clock = Change my clock
button-town = My city
button-wishes = Private wishes for a { -chevruta }
button-edit = Change my answers
button-look-and-sign-up = Look, and sign up
button-not-me = No, withdraw it
button-withdraw = Withdraw
button-withdraw-yes = Yes, step back
button-cannot-after-all = I cannot after all
button-cannot-after-all-of = I cannot after all: { $title }
button-i-am-in = I am in
button-i-am-in-of = I am in: { $title }
button-back-in-line = Put me back in the line
button-theirs = The place is theirs
button-next = Offer it to the next
button-offer-places = { $count ->
        [one] More places, and one offer
       *[other] More places, and { $count } offers
    }
button-leave-list = Leave the list
button-leave-list-of = Leave the list: { $title }
button-withdraw-of = Withdraw: { $title }
button-leave = Step back: { $title }

button-publish = See what would be sent
button-publish-yes = Publish
button-because = Why moved
button-weights = What counts
button-compare = Compare
button-as-file = As a file
button-open-draft = Open the draft
button-decide = { $count ->
        [one] Take in one decision
       *[other] Take in { $count } decisions
    }
button-redraw = Draw again
button-undo = Undo the last change
button-place = Find a partner
button-change-pairs = Change it
button-start = Start
button-close-window = Close sign-up
button-close-window-yes = Close it
button-freeze = These dates stand
button-keep-dates = Keep these dates
button-write-dates = Write the dates myself
button-change-dates = { $count ->
        [0] Change the dates
        [one] Change the dates, and tell one person
       *[other] Change the dates, and tell { $count } people
    }
button-take-in = { $count ->
        [one] Take in one person
       *[other] Take in { $count } people
    }
button-dismiss = { $number } is seen to

button-move-session = Move it
button-cancel-session = Call it off
button-cancel-cohort = Call the cohort off
button-coming = I will be there
button-cannot-come = I cannot come
button-link = The link
button-next-session = My next session

button-change = Change the answer
button-say-when = Say when
button-tell-them = Tell them for me
button-tell-myself = I will tell them myself
button-tell-partner-pause = Send that to my { -chevruta }
button-pause-day = Until another day
button-check-in = Round { $number }: how it goes
