# Without a partner: how a member goes on, a pair that may take a third, and the line to the facilitator.

button-study-as-three = Study as three
button-wait-for-partner = Wait for a partner
button-study-with = Study with { $name }
button-third-yes = Yes, gladly
button-third-no = Not this time
button-pairs-page = Open the pairs

apart-left =
    { $name } has stepped back from **{ $title }** for now.
    You can study as three with another pair, or wait for a new partner. Both are good, and if you choose neither, you wait. Until then you get each month's text to study alone.
apart-left-last =
    { $name } has stepped back from **{ $title }** for now.
    No further round of study begins, so you don't need a new partner. This round's text is yours to study alone if you like, and there's nothing you need to do.
apart-beside = Hi { $name }. You haven't said yet how you'd like to go on in **{ $title }**, and there is somebody now.
apart-study-with = { $who } has no partner either: study together? One tap, and you're a pair. If you choose nothing by { $until }, I put the two of you together then.
apart-not-chosen = In **{ $title }** you're without a partner, and you haven't said yet how you'd like to go on. You can study as three with another pair, or wait for a new partner. If you choose neither, you wait.
apart-goes-on =
    { $name } has stepped back from **{ $title }** for now. You and { $partners } go on as a pair, and nothing else changes.
apart-has-partners = { $count ->
        [one] In **{ $title }** you study with { $partners } now.
       *[other] In **{ $title }** you study with { $partners } now, as three.
    }
apart-asking =
    I'm asking another pair of **{ $title }** in private, and nobody else hears of it. They have about four days; then I ask the next pair, three at most.
    I'll tell you what comes of it. Until then you get each month's text to study alone.
apart-waits =
    You're waiting for a partner in **{ $title }**. As soon as there is one for you, I'll tell you who it is.
    Until then you get each month's text to study alone. Your facilitator can see that you're waiting.
apart-last = You're without a partner in **{ $title }**, and no further round of study begins, so { $asks ->
        [yes] I ask no other pair. If the pair that I have asked says yes, I'll tell you.
       *[no] I don't look for another one.
    } You don't need to do anything.
apart-no-member = You aren't without a partner in **{ $title }**, so nothing changes.

apart-ask =
    Hi { $name }. In **{ $title }**, { $who } is without a partner. Would you and { $partner } study as three?
    I ask { $partner } too. Nobody is told who said what, and you don't need to give a reason. If I don't hear from both of you by { $until }, nothing changes for you.
apart-gladly = Noted: yes. If { $partners } would be glad too, I'll tell all three of you. If not, nothing changes for you.
apart-not-this-time = Noted: not this time. Nothing changes for you, and nobody is told.
apart-agreed = Noted: yes. You're three now, and I'll tell all of you.
apart-settled = Thank you. That is settled by now, and nothing changes for you.
apart-nobody =
    Hi { $name }. There is no pair in **{ $title }** right now that you could study with as three{ $last ->
        [yes] , and no further round of study begins, so I ask no other. Your facilitator knows.
       *[no] , so you're waiting for a partner. Your facilitator knows.
            As soon as there is one for you, I'll tell you who it is. Until then you get each month's text to study alone.
    }

apart-in-words = Thank you. Your words are kept, and nobody else reads them. I won't guess what they mean here: a tap on one of these tells me, and no answer is fine too.

apart-study = Hi { $name }. Here is this month's text in **{ $title }**, to study alone for now. The round ends { $until }.
apart-study-after = Half an hour is plenty. You don't need to tell me anything about it. { $way ->
        [three] I'm still asking whether you can study as three.
        [last] {""}
       *[other] As soon as there is a partner for you, I'll tell you who it is.
    }

apart-lead-came = { $name } has taken a place in **{ $title }**.
apart-lead-alone = { $name } was without a partner in **{ $title }**.
apart-lead-with = { $name } now studies with { $partners }.
apart-lead-waits = { $last ->
        [yes] { $name } has no partner now, and no further round begins, so I look for none.
       *[no] Right now there is nobody { $name } could study with, and I never say why. { $name } waits for a partner, and gets each round's text to study alone. `/cohort pairs` shows who could be moved.
    }
apart-lead-beside = { $other } is without a partner too: I'm asking { $other } whether the two of them study together. `/cohort today` shows how they go on, and `/cohort pairs` can put them together now.
apart-lead-left = { $way ->
        [waits] { $name } is without a partner now, and waits for one.
        [three] { $name } is without a partner now, and would study as three: I'm asking a pair.
        [last] { $name } is without a partner now. No further round begins, so I look for none.
       *[asked] { $name } is without a partner now. I've asked whether to study as three or to wait, and `/cohort today` shows how it goes on.
    }
apart-lead-two = { $names } go on as a pair.

today-without = Without a partner: { $people }. `/cohort pairs` shows who could study with them.
today-without-asked = { $name } (asked whether to study as three or wait)
today-without-three = { $name } (a pair is asked)
today-without-last = { $name } (no further round begins)
today-without-waits = { $name } (waits)

pair-left-and-new =
    Hi { $name }. { $gone } has stepped back from **{ $title }** for now. { $partners } was without a partner too, so from now on you study together.
    If you like, say hello. { $brings ->
        [here] You have this round's text, and { $partners } gets it too.{" "}
        [now] I'll bring you this round's text soon.{" "}
        [next] You begin together with the text that I bring you after the next session.{" "}
       *[nothing] {""}
    }You don't need to answer me.
pair-third-came =
    Hi { $name }. { $third } joins you and { $partner } in **{ $title }**, so you study as three. { $brings ->
        [here] You have this round's text, and { $third } gets it too.
        [now] I'll bring the three of you this round's text soon.
        [next] You begin with the text that I bring you after the next session.
       *[nothing] {""}
    }
    If you like, say hello to { $third }, and tell how the two of you have been studying. You don't need to answer me.
