# Selection: the draft and its grounds, forms (titles and labels of at most 45 characters, hints of at most 100), the preview.

draft-title = **{ $title }: a draft of who is in**
    { $accepted } chosen for { $places } places, of { $all } who applied. Nobody hears anything before you publish.
draft-empty = Nobody has applied for **{ $title }** yet. When somebody does, `/cohort select` shows the draft.
draft-line = · **{ $name }**: { $decision } ({ $grounds }). { $why }
draft-because = moved by hand: { $because }
draft-footer = Order: { $order }.
draft-then = { $first }, then { $second }
draft-draw = a draw (number { $seed }, kept)
draft-counts-away = people turned away before
draft-counts-setting = new settings
draft-counts-zone = new time zones
draft-counts-aim = people who fit the aim
draft-weighed = { $what } (weight { $weight })
draft-fit-choose = Those who fit the aim, of the people above
draft-no-choose = Of the people above, those to be told not this time
form-because-title = Why they were moved
field-because = The reason, in a line
field-because-hint = For { $names }. Shown to staff in the draft only.
form-weights-title = What counts for who is in
field-weight-away = Found no place before
field-weight-setting = Brings another setting
field-weight-zone = Brings another time zone
field-weight-aim = Fits the announced aim
field-weight-hint = A number from 0 to 10. 0: it does not count. 10: before all that has less.
compare-title = **{ $title }: who is in, by the last two drafts**
compare-draft = · { $at }: { $order }
compare-names = { $which ->
        [both] In both
        [first] Only in the first
       *[second] Only in the second
    } ({ $count }): { $names }
compare-more = { $names } and { $more } more
compare-nobody = nobody
draft-standing-not-good = Standing: not settled.
draft-left = Has left the server.
draft-choose = Those who are in, of the people above
decision-accepted = in
decision-waitlisted = waiting list
decision-declined = not this time
ground-room-for-all = there is room for everybody
ground-turned-away-before = found no place before
ground-fits-aim = fits the aim
ground-adds-setting = brings another setting
ground-adds-zone = brings another time zone
ground-lot = by lot
ground-by-hand = moved by hand
publish-preview = **Publish for { $title }?**
    Letters that go out: in { $accepted }, waiting list { $waiting }, not this time { $declined }. Each arrives at a moment that is not in its reader's quiet time.
publish-left = { $left ->
        [one] One place is left free, so the first of the waiting list is offered it at once.
       *[other] { $left } places are left free, so the first { $left } of the waiting list are offered them at once.
    }
publish-gone = { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }: no longer on this server. No free place is offered to them until they are back; on the waiting list they keep their turn.
publish-closes = Sign-up is still open, until { $closes }: publishing closes it now, and nobody else can apply.
publish-then = Nothing is sent before you press the button. After it, the decision stands. A place is held for each until they say that they are in.
published =
    It is decided for **{ $title }**, and { $letters ->
        [one] one letter is
       *[other] { $letters } letters are
    } on the way. `/help` shows the next step.
