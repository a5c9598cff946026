# The word to staff about the letters of one publication.

publish-receipt-all = { $total ->
        [one] The one letter about places in **{ $title }** has arrived
       *[other] All { $total } letters about places in **{ $title }** have arrived
    }{ $threads ->
        [0] {""}
        [one] , one of them in a private thread
       *[other] , { $threads } of them in private threads
    }. There is nothing you need to do.
publish-receipt = { $arrived } of { $total ->
        [one] one letter
       *[other] { $total } letters
    } about places in **{ $title }** arrived{ $threads ->
        [0] {""}
        [one] , one of them in a private thread
       *[other] , { $threads } of them in private threads
    }.
publish-receipt-unneeded = { $count ->
        [one] One was needed no more, since things had moved on for its reader.
       *[other] { $count } were needed no more, since things had moved on for their readers.
    }
publish-receipt-waiting = { $count ->
        [one] One is still on its way, and I wait no longer with this word. If it does not arrive, `/cohort today` says so.
       *[other] { $count } are still on their way, and I wait no longer with this word. If one does not arrive, `/cohort today` says so.
    }
publish-receipt-lost = · { $name }: not delivered. { $reason }
publish-receipt-perhaps = · { $name }: perhaps delivered. { $reason }
publish-receipt-more = And { $count } more.
publish-receipt-then = A word from you may reach them. The page for today shows how things stand.
