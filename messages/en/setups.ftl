# Setting a program up, step by step (form titles and labels of at most 45 characters, hints of at most 100).

setup-title-about = **Setting up, 1 of 3: the program**
setup-title-places = **Setting up, 2 of 3: people and channels**
setup-title-clock = **Setting up, 3 of 3: clock and quiet times**
setup-title-check = **Setting up: all of it**
setup-about-about = What the program is called, and a person to write to. Each step is kept as you send it, so you may stop and come back: `/program setup` goes on here.
setup-about-places = The role of those who look after all cohorts, a channel that only staff can read, and the channel where people sign up.
setup-about-clock = The clock that sessions are planned by. People who say nothing about quiet times are left in peace as you set it here; everybody may choose for themselves.

setup-line = { $part }: { $value }
setup-part-name = Name
setup-part-contact = A person to write to
setup-part-donation = Donations
setup-part-dues = Dues
setup-part-wording = Words
setup-part-managers = Managers
setup-part-staff = Staff channel
setup-part-signups = Sign-up channel
setup-part-zone = Home clock
setup-part-city = City, for the times of Shabbat
setup-part-quiet = Quiet, if somebody says nothing
setup-open = not yet
setup-none = none
setup-long-link = { $start } and so on, kept whole
setup-city-stands-in = { $city } stands in, from the home clock
setup-city-wanted = please name it: on the clock of { $city } people live so far north that in winter Shabbat can begin before I go quiet
setup-quiet-usual = As is usual where they live

setup-missing = Still missing: { $parts }.
setup-trouble-no-role = The managers' role is no longer on this server. Choose another one.
setup-trouble-everybody = Everybody on this server has the managers' role, so everybody would be a manager. Choose one that only the managers have.
setup-trouble-no-staff = I know no such staff channel on this server. Choose a text channel.
setup-trouble-no-signups = I know no such sign-up channel on this server. Choose a text channel.
setup-trouble-staff-kind = The staff channel has to be a text or announcement channel: each question gets a thread of its own there. Choose another one.
setup-trouble-signups-kind = The sign-up channel has to be an ordinary text channel: only in one can I open a private thread for somebody whose direct messages are closed. Choose another one.
setup-trouble-staff-open = Everybody on this server can read the staff channel. You may save it so; what staff should see alone belongs in a channel that others cannot open.
setup-trouble-one-channel = Staff and sign-up share one channel, so members read what is meant for staff. You may save it so; two channels are better.
setup-lacks = In { $channel } I lack these rights: { $rights }. Somebody who manages the server can give them to me there, under *Edit Channel* and then *Permissions*. Saving does not wait for it.
right-view-channel = View Channel
right-send-messages = Send Messages
right-read-message-history = Read Message History
right-create-public-threads = Create Public Threads
right-create-private-threads = Create Private Threads
right-send-messages-in-threads = Send Messages in Threads

setup-apart = Dates that stay on the clock they were set by: { $count ->
        [0] those of { $more } cohorts
       *[other] { $cohorts }{ $more ->
            [0] {""}
           *[other] {" "}and { $more } more
        }
    }. `/session series` drafts others, until a cohort starts.
setup-apart-one = **{ $title }** ({ $place })
setup-save = None of this holds before you save it.
setup-not-yet = It can be saved once what is named above is settled. What you answered is kept until then.
setup-stands = This is what stands. The buttons change it. Next, for a manager: `/cohort create` makes a cohort, as a draft that nobody else sees.

form-setup-about-title = The program
field-name = Its name
field-contact = A person to write to
    .hint = A name and an address, as members will see it.
field-donation = A link for donations, if there is one
    .hint = It begins with https://. It is shown when somebody signs up, and asks for nothing.
field-dues = A link for paying dues, if there is one
    .hint = It begins with https://.
field-wording = Whose words are used
    .hint = What people who study together are called, here and in every message.
wording-jewish = Chevruta and chevrutot
wording-plain = Study pair and study pairs
form-setup-places-title = People and channels
field-managers = The managers' role
    .hint = The people who have it look after all cohorts of this program.
field-staff = The staff channel
    .hint = One that only staff can read.
field-signups = The sign-up channel
    .hint = Where people find the cohorts and sign up.
form-setup-clock-title = Clock and quiet times
field-home-zone = The home time zone, or a city in it
    .hint = Such as Chicago; or what time it is there now, such as 3:20 pm.
field-home-city = The home's city, for the times of Shabbat
    .hint = Such as Detroit, or 42.33, -83.05. Left empty, the city that the clock is named for stands in.
field-usual-quiet = Quiet, if somebody says nothing
    .hint = Never at night, in any case. Each person may choose otherwise.

setup-tested = A few words from me go to { $staff } now. If they do not appear within a minute, `/program undelivered` says why.
setup-test-lacks = I sent nothing, because in { $staff } I lack these rights: { $rights }.
    Somebody who manages the server can give them to me: open the channel's settings with *Edit Channel*, then *Permissions*, add me there, and allow them. Then press the button once more.
setup-test = This is a test from Shamash, for **{ $program }**. What staff should know will come here. There is nothing you need to do.
