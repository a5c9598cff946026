"""What people are like: each habit looks at one message from the bot, and says what its person will do about it, and when."""

from collections.abc import Iterable
from datetime import timedelta

from rehearsal.discord import Answer, Seen
from rehearsal.plays.play import Act, Habit, Play, Role

DAY = timedelta(days=1)
IN = "I am in"
MET, DATE, OFF, HELP, HARD = "We met", "We set a date", "Not this month", "Help us find a time", "Pause messages"
FOR_ALL, KEEP, NO_TIME = "Change for all", "Keep", "None of these"
THIRD = "Yes, gladly"


def is_willing(habit: Habit) -> Habit:
    """Says yes within the day to a place, to a time that a partner looks for, and to a third; whatever else they are like."""

    def all_(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        yes = _yes(seen)
        return [*([(timedelta(hours=9), _press(play, role, seen, yes))] if yes is not None else []), *habit(play, role, seen)]

    return all_


def _yes(seen: Seen) -> str | None:
    """The button with which one agrees to what somebody else waits for."""
    if "would like to find a time to study with you" in seen.text:
        return seen.buttons[0]
    asked = {IN: "There's a place for you in", THIRD: "study as three?"}
    return next((label for label, words in asked.items() if label in seen.buttons and words in seen.text), None)


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
        await _settles(play, role, answer, FOR_ALL)

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


def finds_no_time(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Asks for a time, and none of those that are proposed will do."""

    async def act() -> None:
        answer = await play.act(role, f"presses “{HELP}”", role.person.click(seen, HELP))
        while answer.message is not None and NO_TIME in answer.message.buttons:
            answer = await play.act(role, f"presses “{NO_TIME}”", role.person.click(answer.message, NO_TIME))

    return [(2 * DAY, act)] if is_prompt(seen) else []


def mourns(words: str) -> Habit:
    """Writes what has happened, and takes the pause that is offered, whenever that is."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        async def rests() -> None:
            offered = next((one for one in reversed(role.person.dm) if "I'm so sorry" in one.text and one.selects), None)
            if offered is None:
                play.later(timedelta(hours=1), rests)
            else:
                await _pauses_for_two_weeks(play, role, offered)

        async def act() -> None:
            await _write(play, role, words)()
            play.later(timedelta(minutes=5), rests)

        return [(3 * DAY, act)] if is_prompt(seen) else []

    return habit


def has_a_hard_week(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Presses the button that every message has, and chooses two weeks."""

    async def act() -> None:
        await _pauses_for_two_weeks(play, role, seen)

    return [(DAY, act)] if is_prompt(seen) else []


async def _pauses_for_two_weeks(play: Play, role: Role, seen: Seen) -> None:
    if not seen.selects:
        answer = await play.act(role, f"presses “{HARD}”", role.person.click(seen, HARD))
        assert answer.message is not None
        seen = answer.message
    await play.act(role, "chooses two weeks", role.person.choose(seen, seen.selects[0]["custom_id"], ["14"]))


def contradicts(then: str | None) -> Habit:
    """Waits until the partner has answered, says otherwise, and is shown what the partner said: changes it, keeps it, or leaves it open."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        async def act() -> None:
            answer = await play.act(role, f"presses “{OFF}”", role.person.click(seen, OFF))
            if then is not None:
                await _settles(play, role, answer, then)

        return [(6 * DAY, act)] if is_prompt(seen) else []

    return habit


def keeps_a_note(tier: str, keep: str, habit: Habit) -> Habit:
    """Once they have said that they met, writes down one thing to keep, for those whom they choose."""

    def with_note(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        async def act() -> None:
            answer = await play.act(role, f"presses “{MET}”", role.person.click(seen, MET))
            for label in ("Write something down", tier):
                assert answer.message is not None
                answer = await play.act(role, f"presses “{label}”", role.person.click(answer.message, label))
            assert answer.form is not None
            await play.act(role, "writes it down", role.person.submit(answer.form, {"keep": keep}))

        return [(DAY, act)] if is_prompt(seen) else habit(play, role, seen)

    return with_note


def says_whether_it_fits(label: str, habit: Habit) -> Habit:
    """Answers the private question about the partner with that button."""

    def both_(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [*([(DAY, _press(play, role, seen, label))] if label in seen.buttons else []), *habit(play, role, seen)]

    return both_


async def _settles(play: Play, role: Role, answer: Answer, how: str) -> None:
    """Where their answer contradicts the partner's, they choose which one is to stand."""
    found = [] if answer.message is None else [label for label in answer.message.buttons if label.startswith(how)]
    if answer.message is not None and found:
        await play.act(role, f"presses “{found[0]}”", role.person.click(answer.message, found[0]))


def answers_rsvp(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
    """Says that they will come, from the reminder."""
    label = "I will be there"
    return [(timedelta(hours=1), _press(play, role, seen, label))] if label in seen.buttons else []


def both(*habits: Habit) -> Habit:
    """Several habits at once."""

    def habit(play: Play, role: Role, seen: Seen) -> Iterable[tuple[timedelta, Act]]:
        return [found for one in habits for found in one(play, role, seen)]

    return habit
