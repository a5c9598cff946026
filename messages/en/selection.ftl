# Selection: the draft and its grounds, the preview, the receipt.

draft-title = **{ $title }: a draft of who is in**
    { $accepted } chosen for { $places } places, of { $all } who applied. Nobody hears anything before you publish.
draft-empty = Nobody has applied for **{ $title }** yet. When somebody does, `/cohort select` shows the draft.
draft-line = · **{ $name }**: { $decision } ({ $grounds }). { $why }
draft-unsettled = Standing: not settled.
draft-left = Has left the server.
draft-choose = Those who are in, of the people above
decision-accepted = in
decision-waitlisted = waiting list
decision-declined = not this time
ground-room-for-all = there is room for everybody
ground-turned-away-before = found no place before
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
publish-then = Nothing is sent before you press the button. After it, the decision stands. A place is held for each until they say that they are in.
published =
    It is decided for **{ $title }**, and { $letters ->
        [one] one letter is
       *[other] { $letters } letters are
    } on the way. `/help` shows the next step.
