# Decisions made elsewhere: the applications as a file, and a file of decisions before and after it is taken in.

decisions-file = Here { $count ->
        [one] is one application
       *[other] are { $count } applications
    } for **{ $title }**, for those who decide. Please pass the file to nobody else.
    Write in, waiting or no into the column { listed-decision }; `/cohort decide` takes it back, and shows first what it would change.
listed-application = Application
listed-name = Name
listed-setting = Setting
listed-congregation = Congregation
listed-zone = Time zone
listed-why = Why
listed-bring = Brings
listed-standing = Standing settled
listed-fits = Fits the aim
listed-decision = Decision
listed-yes = yes
listed-no = no

decisions-preview = **Decisions for { $title } from this file: nothing is changed yet**
    Different from the draft: { $moves }. As in the draft: { $same }. Not understood: { $unread }.
decisions-after = { $accepted } would be in, for { $places } places.
decisions-then = The button takes these in as moved by hand, within a day. Nobody hears anything before you publish.
decisions-nothing = There is nothing in it that I can take in.
decisions-move = · Line { $line }: **{ $name }**: { $decision } (in the draft: { $was })
decisions-was-nothing = nothing yet
unclear-no-number = · Line { $line }: “{ $typed }” is no number of an application.
unclear-no-decision = · Line { $line }: no decision, so it stays as it is in the draft.
unclear-bad-decision = · Line { $line }: I could not read “{ $typed }”. Write in, waiting or no.
unclear-bad-quotes = · { $count ->
        [one] Line
       *[other] Lines
    } { $line }: the quotation marks do not match. Close them or take them out.
unclear-above-titles = · Line { $line }: it stands above the names of the columns.
unclear-twice = · Line { $line }: application { $typed } is also in line { $also }. Keep one line for each.
unclear-unknown = · Line { $line }: nobody waits to be decided on here by the number { $typed }.

decisions-taken =
    It is done for **{ $title }**. Moved by hand: { $moved }. As in the draft, and a new draw leaves them so: { $same }.
decisions-taken-before =
    That file for **{ $title }** has been taken in already; nothing was done twice. It moved by hand: { $moved }. It left as in the draft: { $same }.
decisions-without = Left out, by line: { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }. Mend them and attach the file again; nothing happens twice.
decisions-next = Nobody hears anything before you publish.
