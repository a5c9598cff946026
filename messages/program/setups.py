"""Setting a program up: a page for each step with its form, and one that shows all, what is missing and what is wrong."""

from collections.abc import Mapping

from msgspec.structs import replace

from domain.cohort.cohorts import Program, Vocabulary
from domain.ground.places import Lack, Use, fits
from domain.ground.quiet import Observance
from domain.ground.times import as_typed, called
from domain.ground.towns import NORTHERN
from domain.ground.values import Value
from domain.program.setups import IN_THE_WAY, STEPS, Part, SetupAnswers, Sight, Step, Trouble, lacking, troubles
from messages.ground.values import CONTENT_LIMIT, Ask, Button, Field, Form, Message, Option, Tone
from messages.ground.words import Safe, clean, lines, link_to, listed, say

USUAL = "usual"
MOST_APART = 3  # cohorts
_LONG = 150  # of a link, beyond which it is shown only in part


class Page(Value):
    """One page of the wizard, with what was answered so far."""

    step: Step
    answers: SetupAnswers
    missing: tuple[Part, ...]
    troubles: tuple[Trouble, ...]
    lacking: Mapping[Part, tuple[Lack, ...]]
    stands: bool  # there is a program already
    changed: bool  # the answers are not what stands
    mark: int
    apart: tuple[tuple[str, str], ...] = ()  # titles of cohorts whose dates stand on another clock than the home's, each with its zone

    @property
    def ready(self) -> bool:
        """True when it may be saved."""
        return self.changed and not self.missing and not IN_THE_WAY & set(self.troubles)


def page(view: Page) -> Message:
    """The step, what was answered in it, and how to go on."""
    return _check(view) if view.step is Step.CHECK else _step(view)


def _step(view: Page) -> Message:
    order = tuple(Step)
    before, after = order.index(view.step) - 1, order[order.index(view.step) + 1]
    back = (Button(say("button-back"), "setup", (order[before].value,)),) if before >= 0 else ()
    fill = Button(say("button-setup-fill"), "setup-form", (view.step.value,), Tone.MAIN)
    on = Button(say("button-setup-next"), "setup", (after.value,))
    text = lines(say(f"setup-title-{view.step.value}"), say(f"setup-about-{view.step.value}"), *_lines(view.answers, STEPS[view.step]))
    return Message(text, ((*back, fill, on),))


def _check(view: Page) -> Message:
    # What has to be mended comes first; where it fills the page, the dates are named once less is wrong.
    texts = [*(_all(view, most) for most in range(MOST_APART, -1, -1)), _all(replace(view, apart=()), 0)]
    text = next((one for one in texts if len(one) <= CONTENT_LIMIT), texts[-1])
    steps = tuple(Button(say(f"button-setup-{step.value}"), "setup", (step.value,)) for step in STEPS)
    save = (Button(say("button-save"), "setup-save", (view.mark,), Tone.GOOD),) if view.ready else ()
    can_test = view.stands and view.answers.staff is not None and not {Trouble.NO_STAFF, Trouble.STAFF_KIND} & set(view.troubles)
    test = (test_button(),) if can_test else ()
    over = (Button(say("button-setup-over"), "setup-over", (), Tone.CARE),) if view.changed else ()
    return Message(text, (steps, save + test + over) if save + test + over else (steps,))


def _all(view: Page, most: int) -> Safe:
    """What was answered, and what that means; `most`: how many cohorts are named."""
    return lines(
        say("setup-title-check"),
        *_lines(view.answers, tuple(Part)),
        say("setup-missing", parts=_named(view.missing)) if view.missing else None,
        *_to_mend(view.answers, view.troubles, view.lacking),
        _apart(view, most),
        _next(view),
    )


def to_mend(answers: SetupAnswers, sight: Sight) -> list[Safe]:
    """What is wrong with these answers on the server as it is, and the rights that the bot lacks."""
    return _to_mend(answers, tuple(troubles(answers, sight)), lacking(answers, sight))


def _to_mend(answers: SetupAnswers, wrong: tuple[Trouble, ...], lacks: Mapping[Part, tuple[Lack, ...]]) -> list[Safe]:
    return [*(say(f"setup-trouble-{one.value}") for one in wrong), *(_lacks(answers, part, rights) for part, rights in lacks.items())]


def _apart(view: Page, most: int) -> Safe | None:
    """Which dates stay on the clock by which they were agreed."""
    named = [say("setup-apart-one", title=clean(title, 40), place=called(zone)) for title, zone in view.apart[:most]]
    return say("setup-apart", cohorts=listed(tuple(named)), count=len(named), more=len(view.apart) - len(named)) if view.apart else None


def _next(view: Page) -> Safe:
    if not view.changed:
        return say("setup-stands")
    return say("setup-save" if view.ready else "setup-not-yet")


def _lines(answers: SetupAnswers, which: tuple[Part, ...]) -> list[Safe]:
    return [say("setup-line", part=say(f"setup-part-{part.value}"), value=_value(answers, part)) for part in which]


def _value(answers: SetupAnswers, part: Part) -> Safe:
    value = getattr(answers, part.value)
    match part:
        case Part.QUIET:
            return say(f"quiet-{Observance(value).value}") if value else say("setup-quiet-usual")
        case Part.CITY if not value and answers.zone:
            north = answers.zone in NORTHERN and answers.quiet != Observance.NONE
            return say("setup-city-wanted" if north else "setup-city-stands-in", city=called(answers.zone))
        case Part.WORDING:
            return say(f"wording-{value or Vocabulary.JEWISH.value}")
        case Part.DONATION | Part.DUES:
            long = say("setup-long-link", start=value[:_LONG])
            return (link_to(value) if len(value) <= _LONG else long) if value else say("setup-none")
        case _ if not value:
            return say("setup-open")
        case Part.MANAGERS:
            return Safe(f"<@&{value}>")
        case Part.STAFF | Part.SIGNUPS:
            return Safe(f"<#{value}>")
        case _:
            return clean(value, 120)


def _lacks(answers: SetupAnswers, part: Part, lacks: tuple[Lack, ...]) -> Safe:
    return say("setup-lacks", channel=_value(answers, part), rights=rights(lacks))


def rights(lacks: tuple[Lack, ...]) -> Safe:
    """The rights, by the names that Discord gives them."""
    return Safe(", ".join(say(f"right-{lack.value}") for lack in lacks))


def _named(parts: tuple[Part, ...]) -> Safe:
    return Safe(", ".join(say(f"setup-part-{part.value}") for part in parts))


def about_form(answers: SetupAnswers, sight: Sight, name: str) -> Form:
    """Name, contact and links; what is not answered yet begins with the server's name and that of whoever sets it up."""
    used = answers.wording or Vocabulary.JEWISH.value
    wordings = tuple(Option(say(f"wording-{one.value}"), one.value, chosen=one.value == used) for one in Vocabulary)
    return Form(
        say("form-setup-about-title"), "setup-about",
        (
            Field("name", say("field-name"), value=answers.name or sight.name[:80], most=80),
            Field("contact", say("field-contact"), value=answers.contact or name[:120], most=120, hint=say("field-contact.hint")),
            Field("donation", say("field-donation"), value=answers.donation, most=500, required=False, hint=say("field-donation.hint")),
            Field("dues", say("field-dues"), value=answers.dues, most=500, required=False, hint=say("field-dues.hint")),
            Field("wording", say("field-wording"), Ask.ONE, options=wordings, hint=say("field-wording.hint")),
        ),
    )  # fmt: skip


def places_form(answers: SetupAnswers, sight: Sight) -> Form:
    """The managers' role and two channels; what is gone from the server, or does not do, is not offered again."""
    role = str(answers.managers) if answers.managers in sight.roles else ""
    picked = ((Use.STAFF, answers.staff), (Use.SIGNUPS, answers.signups))
    staff, signups = (str(one) if fits(use, sight.place(one)) else "" for use, one in picked)
    return Form(
        say("form-setup-places-title"), "setup-places",
        (
            Field("managers", say("field-managers"), Ask.ROLE, value=role, hint=say("field-managers.hint")),
            Field("staff", say("field-staff"), Ask.CHANNEL, value=staff, hint=say("field-staff.hint")),
            Field("signups", say("field-signups"), Ask.CHANNEL, value=signups, hint=say("field-signups.hint")),
        ),
    )  # fmt: skip


def clock_form(answers: SetupAnswers) -> Form:
    """The home clock, and when to be quiet for somebody who said nothing about it."""
    usual = Option(say("setup-quiet-usual"), USUAL, chosen=not answers.quiet)
    named = tuple(Option(say(f"quiet-{o.value}"), o.value, chosen=answers.quiet == o.value) for o in Observance)
    return Form(
        say("form-setup-clock-title"), "setup-clock",
        (
            Field("home-zone", say("field-home-zone"), value=as_typed(answers.zone), most=60, hint=say("field-home-zone.hint")),
            Field("home-city", say("field-home-city"), value=answers.city, required=False, most=60, hint=say("field-home-city.hint")),
            Field("usual-quiet", say("field-usual-quiet"), Ask.ONE, options=(usual, *named), hint=say("field-usual-quiet.hint")),
        ),
    )  # fmt: skip


def tested(answers: SetupAnswers, lacks: tuple[Lack, ...]) -> Message:
    """A test message is on its way, and where to look; or which rights it still waits for, and how they are given."""
    staff = _value(answers, Part.STAFF)
    if not lacks:
        return Message(say("setup-tested", staff=staff))
    return Message(say("setup-test-lacks", staff=staff, rights=rights(lacks)), ((test_button(),),))


def test_button() -> Button:
    """A few words to the staff channel, to see that they arrive."""
    return Button(say("button-setup-test"), "setup-test")


def test(program: Program) -> Message:
    """The test message itself."""
    return Message(say("setup-test", program=program.name), ((Button(say("button-board"), "board", (0,)),),))
