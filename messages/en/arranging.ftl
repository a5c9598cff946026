# A curriculum made together, for those who lead: the count, sessions with topics and hosts; what is posted; and to hosts.

arrange-title = **{ $title }: the curriculum**
arrange-sessions = Sessions to come, with what members read:
arrange-no-sessions = There is no session to come.
arrange-slot = { $number } · { $at } · **{ $topic }** · { $hosts }
arrange-no-topic = no topic yet
arrange-no-host = no host yet
arrange-no-proposals = Nobody has proposed a topic yet. Members do it with `/curriculum propose`.
arrange-chose = { $chose ->
        [0] Nobody has chosen topics yet.
        [one] One of { $members } members has chosen topics.
       *[other] { $chose } of { $members } members have chosen topics.
    } { $closed ->
        [yes] Topics and choices are closed.
       *[no] Topics and choices are still open.
    }
arrange-too-few = { $closed ->
        [yes] With fewer than three, a count would show what one person chose, so there is none. The topics as they were proposed:
       *[no] I show a count once three have chosen, so that it shows nobody's own choices. The topics so far:
    }
arrange-not-yours = The count is for those who lead this cohort. The topics as they were proposed:
arrange-rule = How I count: a first choice is worth 5, a second 4, a third 3, a fourth 2, a fifth 1. The same sum is a tie, which only you break.
arrange-so-far = The order so far (the sums come once you close it):
arrange-line = { $place ->
        [0] · **{ $topic }**
       *[other] { $place }. **{ $topic }**
    }{ $closed ->
        [yes] {" "}· { $sum }
       *[no] {""}
    } · { $who }, { $host ->
        [yes] would host
        [maybe] might host
       *[no] not as host
    }{ $session ->
        [0] {""}
       *[other] {" "}· session { $session }
    }
arrange-same-text = > Same text: { $topics }{ $more ->
        [0] .
       *[other] , and { $more } more.
    }
arrange-option = { $number } · { $topic }
arrange-by = { $who }
arrange-host = { $name }{ $host ->
        [yes] {" "}(would host this)
        [maybe] {" "}(might host this)
       *[none] {""}
    }
arrange-setting = A topic that you choose here brings its text, and its host where they offered. { $published ->
        [yes] The post and the announcement follow, and hosts are told.
       *[no] Hosts are told when you publish.
    }
arrange-needs = { $name } needs:
arrange-done = Saved for session { $number }.
arrange-freed = **{ $topic }** is free again.
arrange-follows = The post for the cohort follows by itself.
arrange-preview = { $count ->
        [0] I'll post this in { $home }. No host is told, since no member hosts yet.
        [one] I'll post this in { $home }, and tell { $hosts } as host:
       *[other] I'll post this in { $home }, and tell { $hosts }{ $more ->
            [0] {""}
           *[other] {" "}and { $more } more
        } that they host:
    }
arrange-published = Published. The post in { $home } is planned for { $at }. { $count ->
        [0] No member hosts yet.
        [one] I tell the host.
       *[other] I tell { $count } hosts.
    } You can change any session to come: the post follows.
choose-session = Which session?
choose-topic = A topic for it
choose-hosts = Who hosts it?
button-preview-topics = Preview and publish
button-publish-topics = Publish
button-close-topics = Close topics and choices
button-own-topic = My own topic, teacher, links
button-no-topic = Leave it without a topic
button-all-sessions = All sessions
button-session-topics = See the session
topics-close-question = **Close topics and choices for { $title }?** { $chose ->
        [0] Nobody has chosen yet.
        [one] One of { $members } members has chosen.
       *[other] { $chose } of { $members } members have chosen.
    } Nobody can add or change anything afterwards, and you can't open it again. You can still arrange the sessions in any way.

curriculum-post = **What we'll study together in { $title }**
curriculum-line = **{ $number }** · { $at } · { $topic }
curriculum-open = still open
curriculum-post-end = If something changes, it changes here too.

hosting = Hi { $name }. You're hosting session { $number } of **{ $title }** on { $at }.
    Topic: { $topic }
    If you need anything for it, tap below.
host-asked = Hi { $name }. You host session { $number } of **{ $title }** on { $at }.
    Topic: { $topic }
    Is there anything you need from your facilitator? If not, you don't need to answer.
hosting-over = Hi { $name }. You're not hosting session { $number } of **{ $title }** on { $at } any more; your facilitator has changed who does. You don't need to do anything.
button-host-needs = I need something
form-needs-title = For session { $number }
field-needs = What do you need?
    .hint = Only those who lead your cohort read it.
needs-saved = Saved, for session { $number }. { $leads } will read it.
host-needs = Hi { $name }. { $host } hosts session { $number } of **{ $title }** on { $at }, and asks you for something:

today-topics = { $proposals ->
        [one] One topic is proposed.
       *[other] { $proposals } topics are proposed.
    } { $chose ->
        [0] Nobody has chosen
        [one] One member has chosen
       *[other] { $chose } members have chosen
    }{ $takes ->
        [yes] {" "}so far.
       *[no] , and it is closed.
    } { $bare ->
        [0] Every session to come has its topic.
        [one] One session to come has no topic.
       *[other] { $bare } sessions to come have no topic.
    }
button-arrange = Arrange the curriculum
