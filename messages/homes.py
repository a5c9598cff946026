"""A cohort's home: who can read it, what has to be mended there, and its move to another channel."""

from domain.cohorts import Cohort
from domain.ids import ChannelId
from domain.places import Home, Sort, Use, fits, lacking_in
from domain.values import Value
from messages.setups import rights
from messages.values import Button, Message, Tone
from messages.words import Safe, clean, lines, listed, say

MOST_NAMED = 3
LONGEST_NAME = 20  # so that all that is said of a home fits under any receipt


class Look(Value):
    """What a person should know of a cohort's home before they rely on it.

    `outsiders`: the roles through which others than the cohort's people can read it, by name; `waits`: nobody has confirmed these yet.
    `hidden`: the members who cannot see it; `beside`: the cohorts whose home it is too.
    """

    cohort: Cohort
    home: Home
    outsiders: tuple[str, ...] = ()
    waits: bool = False
    hidden: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    mark: int = 0


class Move(Value):
    """A move of a cohort to another channel, or to another role: what it is now, what it will be, and how many posts are still ahead."""

    before: Cohort
    look: Look  # of the cohort as it will be
    posts: int
    people: int  # who get the new role, and lose the old one

    @property
    def mark(self) -> int:
        """A number that is another one as soon as anything that was looked at differs."""
        return self.look.mark


def beneath(message: Message, look: Look) -> Message:
    """The message, and under it what is to be known of the home."""
    return Message(lines(message.text, *_lines(look)), (*message.rows, *_rows(look)), message.file)


def _lines(look: Look) -> list[Safe]:
    home = _channel(look.home.channel)
    if not fits(Use.HOME, look.home.place):
        return [say("home-unseen" if look.home.place.sort is Sort.UNSEEN else "home-kind", home=home)]
    said = [_beside(look, home)] if look.beside else []
    said.append(_readers(look, home))
    if look.waits:
        said.append(say("home-waits", home=home))
    if look.hidden:
        said.append(say("home-hidden", home=home, names=_some(look.hidden), more=max(len(look.hidden) - MOST_NAMED, 0)))
    missing = lacking_in(Use.HOME, look.home.place)
    if missing:
        said.append(say("home-lacks", home=home, rights=rights(missing)))
    if not look.home.gives_role:
        said.append(say("home-role", role=Safe(f"<@&{look.cohort.role}>")))
    return said


def _beside(look: Look, home: Safe) -> Safe:
    return say("home-shared", home=home, titles=_named(look.beside[-MOST_NAMED:]), more=max(len(look.beside) - MOST_NAMED, 0))


def _readers(look: Look, home: Safe) -> Safe:
    if look.home.place.open:
        return say("home-open", home=home)
    if look.outsiders:
        return say("home-roles", home=home, roles=_some(look.outsiders), more=max(len(look.outsiders) - MOST_NAMED, 0))
    return say("home-closed" if look.home.through_role else "home-shut", home=home)


def _named(names: tuple[str, ...]) -> Safe:
    return listed([clean(name, LONGEST_NAME) for name in names])


def _some(names: tuple[str, ...]) -> Safe:
    return _named(names[:MOST_NAMED])


def _rows(look: Look) -> tuple[tuple[Button, ...], ...]:
    if not look.waits:
        return ()
    return ((Button(say("button-home-admit"), "home-admit", (look.cohort.id, look.mark), Tone.CARE),),)


def stands(look: Look) -> Message:
    """Where the cohort is at home now, and who can read it."""
    return beneath(Message(say("home-stands", title=look.cohort.title, home=_channel(look.cohort.home), role=_role(look.cohort))), look)


def admitted(look: Look) -> Message:
    """Somebody of the staff has said that others may read along."""
    return Message(say("home-admitted", home=_channel(look.cohort.home)))


def preview(move: Move) -> Message:
    """From where to where, what moves, and who can read it there; nothing has changed yet."""
    after = move.look.cohort
    text = say(
        "home-move", title=after.title, before=_channel(move.before.home), after=_channel(after.home), role=_role(after), posts=move.posts,
        changes="both" if move.before.home != after.home and move.people else "role" if move.people else "home", people=move.people,
    )  # fmt: skip
    go = Button(say("button-home-move"), "home-move", (after.id, after.home, after.role or 0, move.mark), Tone.MAIN)
    shown = beneath(Message(text), move.look)
    return Message(shown.text, ((go,),))


def moved(look: Look) -> Message:
    """It is at home there now."""
    return beneath(Message(say("home-moved-to", title=look.cohort.title, home=_channel(look.cohort.home), role=_role(look.cohort))), look)


def here_now(cohort: Cohort) -> Message:
    """To members, in the new home."""
    return Message(say("home-here-now", title=cohort.title), ((Button(say("button-me"), "me"),),))


def _channel(channel: ChannelId) -> Safe:
    return Safe(f"<#{channel}>")


def _role(cohort: Cohort) -> Safe:
    return say("home-no-role") if cohort.role is None else say("home-with-role", role=Safe(f"<@&{cohort.role}>"))
