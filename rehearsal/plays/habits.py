"""What people are like: each habit looks at one message from the bot, and says what its person will do about it, and when."""

from collections.abc import Iterable
from datetime import timedelta

from rehearsal.discord import Answer, Seen
from rehearsal.plays.play import Act, Habit, Play, Role

DAY = timedelta(days=1)
IN = "I am in"
MET, DATE, OFF, HELP, HARD = "We met", "We set a date", "Not this month", "Help us find a time", "Pause messages"
FOR_ALL, NO_TIME = "Change for all", "None of these"


def takes_the_place(habit: Habit) -> Habit:
    """Says yes to an offer within the day; whatever else they are like."""

    def both_(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        offered = [(timedelta(hours=9), _press(play, role, seen, IN))] if "would like it" in seen.text and IN in seen.buttons else []
        return [*offered, *habit(play, role, seen)]

    return both_


def is_prompt(seen: Seen) -> bool:
    """True for a round's prompt, and for nothing else that carries the four answers."""
    return MET in seen.buttons and "your study partner" in seen.text


def _press(play: Play, role: Role, seen: Seen, label: str) -> Act:
    async def act() -> None:
        await play.act(role, f"presses “{label}”", role.person.click(seen, label))

    return act


def _write(play: Play, role: Role, words: str) -> Act:
    async def act() -> None:
        before = len(role.person.dm)
        await role.person.write(play.stage.discord.bot, words)
        play.note(role.name, "writes back", words)
        await play.hear(role, before)

    return act


def presses_we_met(after: timedelta) -> Habit:
    """Meets, and taps."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [(after, _press(play, role, seen, MET))] if is_prompt(seen) else []

    return habit


def writes(words: str, after: timedelta) -> Habit:
    """Answers the message, not the form."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [(after, _write(play, role, words))] if is_prompt(seen) else []

    return habit


def stays_silent(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Reads, and never answers."""
    return []


def in_turn(*habits: Habit) -> Habit:
    """Another mood each month; the last one stays."""
    left = list(habits)

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        if not is_prompt(seen):
            return []
        return (left.pop(0) if len(left) > 1 else left[0])(play, role, seen)

    return habit


def sets_a_date(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Opens the form, types a date that cannot be read, and then one that can; it holds, whatever the partner has said."""

    async def act() -> None:
        form = (await play.act(role, f"presses “{DATE}”", role.person.click(seen, DATE))).form
        assert form is not None
        await play.act(role, "types “soonish”", role.person.submit(form, {"when": "soonish"}))
        answer = await play.act(role, "types “next Thursday 3pm”", role.person.submit(form, {"when": "next Thursday 3pm"}))
        await _change_for_all(play, role, answer)

    return [(2 * DAY, act)] if is_prompt(seen) else []


def takes_the_month_off(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Not this month, and lets the bot tell the partner."""

    async def act() -> None:
        answer = await play.act(role, f"presses “{OFF}”", role.person.click(seen, OFF))
        assert answer.message is not None
        await play.act(role, "lets the partner be told", role.person.click(answer.message, "Tell them for me"))

    return [(DAY, act)] if is_prompt(seen) else []


def asks_for_help(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Cannot find a time, and takes the first one that is proposed."""

    async def act() -> None:
        answer = await play.act(role, f"presses “{HELP}”", role.person.click(seen, HELP))
        if answer.message is not None and NO_TIME in answer.message.buttons:
            first = answer.message.buttons[0]
            await play.act(role, f"presses “{first}”", role.person.click(answer.message, first))

    return [(3 * DAY, act)] if is_prompt(seen) else []


def has_a_hard_week(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Presses the button that every message has, and chooses two weeks."""

    async def act() -> None:
        answer = await play.act(role, f"presses “{HARD}”", role.person.click(seen, HARD))
        assert answer.message is not None
        chooser = answer.message.selects[0]
        await play.act(role, "chooses two weeks", role.person.choose(answer.message, chooser["custom_id"], ["14"]))

    return [(DAY, act)] if is_prompt(seen) else []


def corrects_the_partner(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Waits until the partner has answered, is shown what they said, and says how it really was."""

    async def act() -> None:
        await _change_for_all(play, role, await play.act(role, f"presses “{OFF}”", role.person.click(seen, OFF)))

    return [(6 * DAY, act)] if is_prompt(seen) else []


async def _change_for_all(play: Play, role: Role, answer: Answer) -> None:
    """Where their answer contradicts the partner's, theirs is to stand."""
    change = [] if answer.message is None else [label for label in answer.message.buttons if label.startswith(FOR_ALL)]
    if answer.message is not None and change:
        await play.act(role, f"presses “{change[0]}”", role.person.click(answer.message, change[0]))


def answers_rsvp(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Says that they will come, from the reminder."""
    label = "I will be there"
    return [(timedelta(hours=1), _press(play, role, seen, label))] if label in seen.buttons else []


def both(*habits: Habit) -> Habit:
    """Several habits at once."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [found for one in habits for found in one(play, role, seen)]

    return habit
