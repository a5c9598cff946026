# What was not delivered, or perhaps not: a list for staff, and what they can do about each line.

lost-of = { $what } ({ $title })
lost-line = { $number }. Not delivered: { $what }, for { $who }, { $at }. { $reason }
lost-uncertain = { $number }. Perhaps delivered: { $what }, for { $who }, { $at }. { $reason } Please look for it before you send it yourself.
dismissed = { $count ->
        [0] Nothing of that kind is on the list any more.
        [one] It is off the list.
       *[other] { $count } lines are off the list.
    }

undelivered-none = Nothing is waiting for a person here: all that was to go out went out.
undelivered-title = **Not delivered, or perhaps not**
    A person has to see to these. The button with its number takes a line off the list.
undelivered-more = And { $count } more.

choose-again = Send again, or take off the list …
option-again-one = Send { $number } again: { $what }
option-again-all = Send all { $count } of these again: { $what }
option-dismiss-all = All { $count } of these are seen to: { $what }
tried-again = { $count ->
        [0] There is nothing left to send: it went out meanwhile, or its moment has passed.
        [one] I'll look whether it is there, and send it if it isn't. If that fails too, it comes back to this list.
       *[other] I'll look for each of the { $count }, and send those that aren't there. Any that fail come back to this list.
    }
