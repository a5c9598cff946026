"""A cohort's home: who can read it, what has to be mended there, and its move to another channel."""

from domain.cohort.cohorts import Cohort, CohortState
from domain.ground.ids import ChannelId
from domain.ground.places import Home, Reader, Sort, Use, fits, lacking_in
from domain.ground.values import Value
from messages.ground.values import Button, Message, Tone
from messages.ground.words import Safe, clean, lines, listed, say
from messages.program.setups import rights

MOST_NAMED = 2
LONGEST_NAME = 20  # so that all that is said of a home fits under any receipt


class Look(Value):
    """What a person should know of a cohort's home before they rely on it.

    `outsiders`: the roles through which others than the cohort's people can read it, and the others who are let in by name;
    `waits`: nobody has confirmed these yet.
    `hidden`: the members who cannot see it; `beside`: the cohorts whose home it is too.
    """

    cohort: Cohort
    home: Home
    outsiders: tuple[Reader, ...] = ()
    waits: bool = False
    hidden: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    mark: int = 0


class Move(Value):
    """A move of a cohort to another channel, or to another role: what it is now, what it will be, and how many posts are still ahead."""

    before: Cohort
    look: Look  # of the cohort as it will be
    posts: int
    people: int  # whose role changes

    @property
    def mark(self) -> int:
        """A number that is another one as soon as anything that was looked at differs."""
        return self.look.mark


def beneath(message: Message, look: Look) -> Message:
    """The message, and under it what is to be known of the home."""
    return Message(lines(message.text, *_lines(look)), (*message.rows, *_rows(look)), message.file)


def _lines(look: Look, *, before: bool = False) -> list[Safe]:
    """`before`: the cohort is not at home there yet."""
    home = _channel(look.home.channel)
    if not fits(Use.HOME, look.home.place):
        return [say("home-unseen" if look.home.place.sort is Sort.UNSEEN else "home-kind", home=home)]
    said = [_beside(look, home)] if look.beside else []
    said += _readers(look, home)
    if look.waits:
        said.append(say("home-would-wait" if before else "home-waits", home=home))
    if look.hidden:
        said.append(say("home-hidden", home=home, names=_some(look.hidden)))
    missing = lacking_in(Use.HOME, look.home.place)
    if missing:
        said.append(say("home-lacks", home=home, rights=rights(missing)))
    if look.home.flaw is not None:
        said.append(say(f"home-role-{look.home.flaw.value}", role=_mention(look.cohort)))
    return said


def _beside(look: Look, home: Safe) -> Safe:
    return say("home-shared", home=home, titles=_some(look.beside[::-1]))


def _readers(look: Look, home: Safe) -> list[Safe]:
    """Who can read there, as far as Discord tells: it names the roles, and not who has them."""
    if look.home.place.open:
        return [say("home-open", home=home)]
    roles = tuple(one.name for one in look.outsiders if not one.person)
    people = tuple(one.name or Safe(f"<@{one.id}>") for one in look.outsiders if one.person)
    others = [say("home-by-role", count=len(roles), roles=_some(roles))] if roles else []
    others += [say("home-by-name", names=_some(people))] if people else []
    said = [say("home-others", home=home, others=listed(tuple(others))) if others else say("home-closed", home=home)]
    if look.home.through_role and look.cohort.role is not None:
        said.append(say("home-opens", role=_mention(look.cohort)))
    elif not roles:
        said.append(say("home-shut"))
    return said


def _some(names: tuple[str, ...]) -> Safe:
    """The first ones by name, and how many more."""
    shown = [name if isinstance(name, Safe) else clean(name, LONGEST_NAME) for name in names[:MOST_NAMED]]
    more = len(names) - len(shown)
    return listed((*shown, say("home-more", count=more)) if more else tuple(shown))


def _rows(look: Look) -> tuple[tuple[Button, ...], ...]:
    if not look.waits:
        return ()
    return ((Button(say("button-home-admit"), "home-admit", (look.cohort.id, look.mark), Tone.CARE),),)


def stands(look: Look) -> Message:
    """Where the cohort is at home now, and who can read it."""
    return beneath(Message(_said(say("home-stands", **_where(look)), _role(look))), look)


def admitted(look: Look) -> Message:
    """Somebody of the staff has said that others may read it too."""
    begun, forming = look.cohort.started_at is not None, look.cohort.state is CohortState.FORMING
    step = Safe("runs" if begun else "start" if forming else "earlier")
    return Message(say("home-admitted", home=_channel(look.cohort.home), step=step))


def preview(move: Move) -> Message:
    """From where to where, what moves, and who can read it there; nothing has changed yet. Where nothing would, nothing is offered."""
    before, after = move.before, move.look.cohort
    moves, changes, started = before.home != after.home, before.role != after.role, before.started_at is not None
    if not moves and not changes:
        return Message(_said(say("home-same", **_where(move.look)), _role(move.look)))
    text = _said(
        say("home-move", title=after.title, before=_channel(before.home), after=_channel(after.home)) if moves else None,
        say("home-change", title=after.title) if not moves else None,
        _role(move.look),
        say("home-move-posts", posts=move.posts) if moves else None,
        say("home-move-told") if moves and started else None,
        _of_people(move) if move.people else None,
    )
    args = after.id, after.home, after.role or 0, move.mark
    go = Button(say("button-home-move" if moves else "button-home-role"), "home-move", args, Tone.MAIN)
    return Message(lines(text, say("home-move-yet"), *_lines(move.look, before=moves)), ((go,),))


def _of_people(move: Move) -> Safe:
    had, has = move.before.role is not None, move.look.cohort.role is not None
    return say("home-swaps" if had and has else "home-gets" if has else "home-loses", people=move.people)


def moved(look: Look) -> Message:
    """Where it is at home now, and which role members get."""
    return beneath(Message(_said(say("home-moved", **_where(look)), _role(look))), look)


def here_now(cohort: Cohort) -> Message:
    """To members, in the new home."""
    return Message(say("home-here-now", title=cohort.title), ((Button(say("button-me"), "me"),),))


def read_by_others(cohort: Cohort) -> Message:
    """To whoever leads it: what is for members waits."""
    today = Button(say("button-today"), "today", (cohort.id,))
    return Message(say("home-read", title=cohort.title, home=_channel(cohort.home)), ((today,),))


def _channel(channel: ChannelId) -> Safe:
    return Safe(f"<#{channel}>")


def _said(*sentences: Safe | None) -> Safe:
    return Safe(" ".join(one for one in sentences if one))


def _where(look: Look) -> dict[str, str]:
    return {"title": look.cohort.title, "home": _channel(look.cohort.home)}


def _role(look: Look) -> Safe | None:
    """Which role members get; of one that cannot be given it is said elsewhere what is wrong with it."""
    if look.home.flaw is not None:
        return None
    return say("home-no-role") if look.cohort.role is None else say("home-with-role", role=_mention(look.cohort))


def _mention(cohort: Cohort) -> Safe:
    return Safe(f"<@&{cohort.role}>")
