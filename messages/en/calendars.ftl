# Calendar files, and one's own page about them.

calendar-name = Shamash sessions
calendar-summary = { $title } · session { $number }
calendar-topic = Topic: { $topic }
calendar-link = Members get the meeting link from Shamash in Discord, privately.
