# Meeting one's partner: when all are usually free, and a private thread for the two or three of them.

free-part = { $days } { $part ->
        [morning] mornings
        [afternoon] afternoons
       *[evening] evenings
    }
free-days = { $first } to { $last }
usually-free = You're { $count ->
        [2] both
       *[other] all
    } usually free { $when }.
button-pair-thread = A thread for the { $count ->
        [2] two
       *[other] three
    } of us
pair-thread-opening = I'm opening a private thread in the home of **{ $title }** for you and { $partners }. You'll see it there in a moment; I let { $partners } in at a time that isn't in their quiet hours.
    Nobody else is in it, but administrators of the server and those who manage its threads can read it. Press the button again for the link.
pair-thread-there = Your thread with { $partners }: { $thread }
    Administrators of the server and those who manage its threads can read it too.
pair-thread-failed = I couldn't open a thread in the home of **{ $title }**. Your facilitator can see that, and why. Until then, you can write to each other directly.
pair-thread-name = { -chevruta } { $number } · { $mark }
pair-thread-hello = { $name }, this thread is for you and { $others }. Nobody else is in it, but administrators of the server and those who manage its threads can read it. I can't read what you write here.
