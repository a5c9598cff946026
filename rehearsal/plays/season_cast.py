"""Who wishes to join in the season: seventeen people, from Honolulu to Tromsø."""

from domain.ground.people import Reminder
from domain.ground.quiet import Observance
from rehearsal.plays import habits
from rehearsal.plays.habits import DAY, FOR_ALL, KEEP, presses_we_met, stays_silent, writes
from rehearsal.plays.play import Role

HOSTILE = "Cantor <script>alert(1)</script> @everyone"
NY, LA, HNL, TLV, LON, CHI, OSL = (
    "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Asia/Jerusalem", "Europe/London", "America/Chicago", "Europe/Oslo",
)  # fmt: skip
NONE, SHABBAT, ONE, TWO = Observance.NONE, Observance.SHABBAT, Observance.ONE_DAY, Observance.TWO_DAY
TURNED_AWAY = frozenset({"Rabbi Yael Orr", "Rabbi Ben Zur", "Rabbi Gil Shaked"})  # applied when the circle was full


def applicants() -> list[Role]:
    """Seventeen people, as different as a real circle."""
    meets = presses_we_met(3 * DAY)
    rsvp, in_words = habits.answers_rsvp, writes("we met on Tuesday, thank you", 4 * DAY)
    return [
        Role("Rabbi Dana Katz", NY, TWO, "comes always, wants an hour's notice, and finds no time for once",
             habits.both(habits.in_turn(meets, meets, habits.finds_no_time, meets), rsvp), "congregation", "Beth El",
             reminder=Reminder.HOUR),
        Role("Avi Levi", LA, SHABBAT, "answers the message in words, and asks once for a time for three",
             habits.in_turn(in_words, habits.asks_for_help, in_words), "campus", city="Los Angeles", evenings=True),
        Role("Cantor Noa Ben-Ami", TLV, ONE, "sets dates by the form, wants an hour's notice", habits.both(habits.sets_a_date, rsvp),
             "organisation", reminder=Reminder.HOUR),
        Role("Rav Kai Nakamura", HNL, NONE, "is six hours behind everybody, and loses his mother",
             habits.in_turn(*[presses_we_met(5 * DAY)] * 4, habits.mourns("not this month, my mother died"), presses_we_met(5 * DAY)),
             "hospital"),
        Role("Hazzan Eli Stern", LON, TWO, "never answers what he is asked, and leaves in the third month", stays_silent, "congregation",
             "Finchley", city="London", evenings=True),
        Role("Rabbi Ruth Adler", CHI, TWO, "shares a congregation with Sam, wants no reminders", habits.in_turn(meets, stays_silent, meets),
             "congregation", "Anshe Emet",
             reminder=Reminder.NONE),
        Role("Rabbi Sam Roth", CHI, ONE, "shares a congregation with Ruth, and writes so that he has to be asked back",
             habits.says_whether_it_fits(
                 "It's good",
                 habits.in_turn(writes("yes, we met last week", 5 * DAY), writes("it is complicated these days", 2 * DAY),
                                writes("yes, we met last week", 5 * DAY))),
             "congregation", "Anshe Emet"),
        Role("Rabba Tal Mizrahi", TLV, ONE, "takes one month off, and mourns in another",
             habits.in_turn(meets, habits.takes_the_month_off, meets,
                            habits.mourns("We couldn't meet, I'm sitting shiva for my mother."), meets),
             "campus", city="Jerusalem"),
        Role("Cantor Joy Ames", NY, SHABBAT, "has closed her direct messages",
             habits.in_turn(meets, meets, stays_silent, meets), "hospital", dms_open=False),
        Role("Rabbi Omer Gal", LA, TWO, "has a hard week", habits.in_turn(habits.has_a_hard_week, meets), "organisation"),
        Role("Rav Lia Fuchs", OSL, TWO, "sees no sun in December, asks for help to find a time, and is silent for a month",
             habits.in_turn(habits.asks_for_help, stays_silent, meets), "campus", city="Tromsø, Norway"),
        Role("Rabbi Ben Zur", NY, TWO, "applies when the circle is full", meets, "other"),
        Role(HOSTILE, CHI, SHABBAT, "has a name that would break things, contradicts, and would rather have another partner",
             habits.says_whether_it_fits(
                 "I'd rather have another partner",
                 habits.in_turn(habits.contradicts(FOR_ALL), meets, habits.contradicts(KEEP), habits.contradicts(None), meets)),
             "other"),
        Role("Rabbi Maya Lev", LA, ONE, "keeps a note for all, and withdraws in the second month",
             habits.keeps_a_note("The cohort", "Whose voice is missing when we decide.", meets), "congregation", "Kol Ami"),
        Role("Rabbi Gil Shaked", TLV, TWO, "applies when the circle is full", meets, "organisation"),
        Role("Cantor Ada Blum", NY, NONE, "applies, and withdraws before the decision", stays_silent, "hospital"),
        Role("Rabbi Yael Orr", LON, TWO, "comes when she can", habits.both(meets, rsvp), "campus"),
    ]  # fmt: skip
