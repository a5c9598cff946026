# Calendar files, and one's own page about them.

calendar-name = Shamash sessions
calendar-summary = { $title } · session { $number }
calendar-topic = Topic: { $topic }
calendar-link = Members get the meeting link from Shamash in Discord, privately.

calendar-empty = You don't have any sessions to put in a calendar yet.
calendar-file =
    { $count ->
        [0] Here is a file with your sessions that were called off. Open it on your phone or computer, so that your calendar shows that too.
        [one] Here is your session as a file. Open it on your phone or computer to add it to your calendar.
       *[other] Here are your { $count } sessions as one file. Open it on your phone or computer to add them to your calendar.
    }
    If a session moves, I'll send you a new file with the news.
calendar-follow =
    Your calendar can also follow a private address. Then changes arrive by themselves.
calendar-address =
    Your calendar can follow this private address. Changes then arrive by themselves, usually within a day:
    { $address }
    Anyone who has the address can see when your cohorts meet, so keep it to yourself. A new one ends the one before.
calendar-renewed = This is your new address. If you had one before, it no longer works.
calendar-off = Your address is switched off. A calendar that followed it gets nothing new.
button-feed = Get a private address
button-feed-renew = Get a new address
button-feed-off = Switch the address off
