"""Sixty who wish to join: of every kind of clock and quiet, each with a way of answering, or not, what they are offered."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from domain.ground.quiet import Observance
from rehearsal.discord import Seen
from rehearsal.plays.habits import IN, stays_silent
from rehearsal.plays.play import Act, Habit, Play, Role

ZONES = (
    "America/New_York", "America/Los_Angeles", "America/Chicago", "Europe/London", "Asia/Jerusalem", "Pacific/Honolulu",
)  # fmt: skip
SETTINGS = ("congregation", "campus", "hospital", "organisation", "other")
CANNOT, WITHDRAW, AGAIN, LEAVE = "I cannot after all", "Yes, step back", "Put me back in the line", "Leave the list"
DAY = timedelta(days=1)


def good_until(n: int) -> date:
    """The last day of that applicant's standing, which is nobody else's."""
    return date(2027, 8, 1) + n * DAY


def offered(seen: Seen) -> bool:
    """True for the offer of a place."""
    return IN in seen.buttons and "There's a place for you in" in seen.text


def reminded(seen: Seen) -> bool:
    """True for the one reminder of an offer."""
    return IN in seen.buttons and "still held for you" in seen.text


def _press(play: Play, role: Role, seen: Seen, label: str, then: str = "") -> Act:
    async def act() -> None:
        answer = await play.act(role, f"presses “{label}”", role.person.click(seen, label))
        if then and then in answer.buttons and answer.message is not None:
            await play.act(role, f"presses “{then}”", role.person.click(answer.message, then))

    return act


def _when(fits: Callable[[Seen], bool], after: timedelta, label: str, then: str = "") -> Habit:
    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [(after, _press(play, role, seen, label, then))] if fits(seen) else []

    return habit


def _each(*habits: Habit) -> Habit:
    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [act for one in habits for act in one(play, role, seen)]

    return habit


def comes_back(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Lets the first offer lapse, goes back into the line, and takes the second."""
    again = offered(seen) and sum(offered(one) for one in play.letters(role)) > 1
    return _when(lambda _: AGAIN in seen.buttons or again, timedelta(hours=30), IN if again else AGAIN)(play, role, seen)


says_yes = _when(offered, timedelta(hours=7), IN)
KINDS: tuple[tuple[str, Habit], ...] = (
    ("says yes within the day", says_yes),
    ("says yes within the day", says_yes),
    ("says yes when reminded", _when(reminded, timedelta(hours=3), IN)),
    ("cannot after all", _when(offered, timedelta(hours=20), CANNOT, WITHDRAW)),
    ("never answers an offer", stays_silent),
    ("says yes, and steps back two weeks later", _each(says_yes, _when(offered, 14 * DAY, CANNOT, WITHDRAW))),
    ("lets an offer lapse, and comes back", comes_back),
    ("leaves the list when told of it", _each(says_yes, _when(lambda seen: LEAVE in seen.buttons, 2 * DAY, LEAVE, WITHDRAW))),
    ("takes no direct messages", says_yes),
    ("says yes within the day", says_yes),
)


def applicants() -> list[Role]:
    """Sixty people, of every kind of clock and quiet."""
    made: list[Role] = []
    for n in range(60):
        like, habit = KINDS[n % len(KINDS)]
        made.append(
            Role(
                f"Rabbi {chr(65 + n % 26)}. of hill {n + 1}", ZONES[n % len(ZONES)], list(Observance)[n // 2 % 4], like, habit,
                SETTINGS[n % 5], f"Hill {n % 17}", dms_open="no direct messages" not in like,
            )
        )  # fmt: skip
    return made
