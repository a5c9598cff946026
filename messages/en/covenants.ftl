# A group's covenant: talked about, written, signed, changed.

button-covenant = The covenant
button-covenant-talk = Open a thread to talk about it
button-covenant-write = Write it
button-covenant-change = Change it
button-covenant-preview = See what would be sent
button-covenant-publish = Publish it
button-covenant-sign = Sign
button-covenant-read = Read and sign

form-covenant-title = The covenant
field-covenant = What you agree on
    .hint = Nobody in the group sees it before you publish it.
covenant-example =
    What is said here stays here.
    We listen before we advise.
    We begin and end on time.
    Each of us may pass, and need not say why.
    If something goes wrong between us, we say so to each other.

covenant-page = **The covenant of { $title }**
covenant-none = There is no text yet. Many groups talk about it first, and then one of you writes down what you agree on.
covenant-draft = Your draft is saved. Only those who lead this cohort see it, until you publish it.
covenant-draft-differs = Your draft is saved, and differs from what is posted. Only those who lead this cohort see it, until you publish it.
covenant-talk-there = You talk about it in { $thread }.
covenant-talk-waits = The thread to talk about it is planned for { $at }. I post nothing at night or on holy days; if something else is in the way, `/cohort today` says so.
covenant-talk-failed = I couldn't open a thread to talk about it. You can open one in the channel yourself.
covenant-posted = Text { $number } is posted: { $link }
covenant-waits = Text { $number } is planned for { $at }. I post nothing at night or on holy days; if something else is in the way, `/cohort today` says so.
covenant-failed = Text { $number } couldn't be posted. `/cohort today` says why.
covenant-unpinned = It isn't pinned, since I may not pin messages there. You can pin it yourself, or give me *Pin Messages*.
covenant-signed = Signed: { $names }.
covenant-earlier = Signed an earlier text only: { $names }.
covenant-unsigned = Not signed yet: { $names }.
covenant-for-you = Only those who lead this cohort see who has signed.
covenant-everyone = All of you have signed it.

covenant-preview = **What would be sent for { $title }**
covenant-preview-same = This is the text that is posted already, so there is nothing to send.
covenant-preview-post = I'd post it { $thread ->
        [yes] in your thread about it
       *[no] in { $home }
    }, with a button to sign for { $count ->
        [one] one member
       *[other] { $count } members
    }.
covenant-preview-edit = I'd change the post. { $count ->
        [0] Nobody who has a place signed an earlier text, so I'd write to nobody.
        [one] One person who signed an earlier text ({ $names }) would get a message with what changed, and a button to sign again.
       *[other] { $count } people who signed an earlier text ({ $names }{ $more ->
            [0] {""}
           *[other] {" "}and { $more } more
        }) would each get a message with what changed, and a button to sign again.
    }
covenant-preview-waits = It would go out on { $at }.
covenant-before = Before:
covenant-after = Now:
covenant-only-gone = Left out:
covenant-only-come = New:
covenant-whole = The whole text:

covenant-talk = **{ $title }: what do we want to promise each other?**
    A covenant is a few lines on how you'll treat one another here, written by the group before it meets. Say in the thread what you need from each other, and your facilitator will write down what you agree on.
covenant-thread = Our covenant
covenant-post = **The covenant of { $title }**
covenant-post-sign = Tap *Sign* if you agree. Nobody here sees who hasn't signed; your facilitator does.
covenant-post-all = All of us have signed.
covenant-changed = Hi { $name }. The covenant of **{ $title }**, which you signed, has changed:
covenant-sign-again = Tap *Sign* if you agree with it as it is now. If you'd rather not, you don't need to do anything. { $link ->
        [none] {""}
       *[other] The whole text: { $link }
    }
covenant-ask = Hi { $name }. Before you came, the group of **{ $title }** agreed on this:
covenant-ask-sign = Tap *Sign* if you agree. If you'd rather talk about it first, write to your facilitator. I won't ask again.
covenant-read = **The covenant of { $title }**
covenant-read-signed = You have signed it.
covenant-signed-now = You have signed the covenant of **{ $title }**. Thank you.
covenant-stood = You had already signed the covenant of **{ $title }**, and that stands.
covenant-newer = The covenant of **{ $title }** has changed since that was posted, so I haven't noted anything yet. Please read it as it is now:
covenant-signed-before = What changed since the text you signed:

session-covenant = Before you meet for the first time, here is the covenant of your group: { $link }
today-covenant = Your group has no covenant yet: a few lines on how you'll treat each other, before you meet.
today-covenant-unsigned = Not signed the covenant yet: { $names }. Only those who lead this cohort see this.
me-covenant = The covenant of **{ $title }**: { $state ->
        [signed] you have signed it.
        [changed] it has changed since you signed.
       *[open] you haven't signed it.
    } { $link ->
        [none] {""}
       *[other] { $link }
    }
help-sign-covenant = Read and sign the covenant of **{ $fact }**: `/me`
copied-covenant = the covenant, as a draft
