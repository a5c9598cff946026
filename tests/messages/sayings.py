"""What the code asks for by name and what the Fluent files have: read from the code's own trees, so that no call is forgotten."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, cast

from discord import Permissions
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from domain.cohort.cohorts import Missing, Vocabulary
from domain.cohort.weeks import FOR_LEADERS, Matter
from domain.ground.civic import Civic, civic_slugs
from domain.ground.days import SLUGS
from domain.ground.habits import Hours
from domain.ground.people import Reminder
from domain.ground.places import Lack
from domain.ground.quiet import Observance
from domain.ground.refusal import Why
from domain.ground.rights import WRITTEN_DOWN
from domain.group.sessions import Gap
from domain.joining.decisions import Unclear
from domain.joining.roster import Unread
from domain.joining.signups import SLOTS, ApplicationState, Decision, Ground
from domain.joining.waitlist import Freed
from domain.pair.apart import Way
from domain.pair.checkins import Answer, Cell
from domain.pair.chevruta import PairReason
from domain.pair.formats import Format
from domain.pair.reflections import Tier
from domain.program.date_files import LEVELS, Misread
from domain.program.setups import STEPS, Part, Trouble
from domain.sending.deliveries import DeliveryState, Reason, Subject
from domain.sending.roles import HARMLESS, Flaw
from messages.cohort.cohorts import NOTED
from messages.ground.outcomes import CODES
from messages.joining.decisions import LISTED
from messages.joining.selection import COUNTED
from messages.joining.signups import SETTINGS
from messages.pair.times import Found
from messages.program.report import COLUMNS
from messages.sending.troubles import JOBS, TURNS
from tests.house.tree import ROOT, parsed, python_files

SPEAK: Final = {"say", "said", "label", "plain", "has"}


def delivered() -> set[str]:
    """The name of everything that the bot does by itself."""
    return {subject.value for subject in Subject}


def steps() -> set[str]:
    """Every next step that help may name."""
    functions = [node for node in ast.walk(parsed(ROOT / "services" / "own" / "people.py")) if isinstance(node, ast.AsyncFunctionDef)]
    found: set[str] = set()
    for function in functions:
        if function.name == "_step":
            returned = [part for node in ast.walk(function) if isinstance(node, ast.Return) for part in ast.walk(node)]
            found |= {part.value for part in returned if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        elif function.name in {"help", "_member_steps", "_staff_steps"}:
            pairs = [node.elts for node in ast.walk(function) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
            firsts = [first for first, _ in pairs if isinstance(first, ast.Constant) and isinstance(first.value, str)]
            found |= {str(first.value) for first in firsts}
    return found


def families() -> dict[str, set[str]]:
    """The beginnings of names that code completes with a value, and every value it may be completed with."""
    return {
        "refused-": {why.value for why in Why},
        "missing-": {missing.value for missing in Missing},
        "power-": {name for name, _ in Permissions.all()} - HARMLESS | {"unknown"},
        "reason-": {reason.value for reason in Reason},
        "place-left-": {freed.value for freed in Freed},
        "refusal-": set(CODES),
        "reason-pair-": {reason.value for reason in PairReason} - {PairReason.WISH.value},  # a wish is said to nobody
        "planned-": delivered(),
        "gap-": {gap.value for gap in Gap},
        "week-": {matter.value for matter in Matter},
        "count-": {matter.value for matter in Matter} - {matter.value for matter in FOR_LEADERS},
        "field-session-": {"topic", "teacher", "contact", "host", "materials"},
        "state-": {state.value for state in DeliveryState},
        "button-answer-": {answer.value for answer in Answer},
        "button-tier-": set(Tier),
        "reflect-tier-": set(Tier),
        "field-keep-": set(Tier),
        "form-reflect-": set(Tier),
        "cell-": {cell.value for cell in Cell},
        "today-without-": {*(way.value for way in Way), "last"},
        "window-clocks-": {"opens", "closes"},
        "quiet-": {observance.value for observance in Observance},
        "hours-": set(SLOTS),
        "hours-written-": {hours.value for hours in Hours},
        "setting-": set(SETTINGS),
        "ground-": {ground.value for ground in Ground},
        "decision-": {decision.value for decision in Decision},
        "given-": {"accepted", "offered", "waitlisted"},
        "application-": {state.value for state in ApplicationState},
        "reminder-": {reminder.value for reminder in Reminder},
        "partner-said-": {answer.value for answer in Answer if answer is not Answer.NOT_THIS_MONTH},
        **{key: {*(answer.value for answer in Answer), "date-when", "met-again"} for key in ("clash-", "stands-", "partner-changed-")},
        **{key: {answer.value for answer in Answer} for key in ("button-keep-", "button-for-both-")},
        "off-asked-": {"date", "date-when", "help"},
        "button-join-": {"date", "help"},
        "times-": {found.value for found in Found},
        "format-": {f"{way.value}{part}" for way in Format for part in ("", ".title", ".alone")},
        "unread-": {why.value for why in Unread},
        "misread-": {why.value for why in Misread},
        "date-class-": set(LEVELS),
        "date-does-": set(LEVELS),
        "civic-": {one.value for one in Civic},
        "unclear-": {why.value for why in Unclear},
        "listed-": set(LISTED),
        "field-weight-": set(COUNTED),
        "draft-counts-": set(COUNTED),
        "day-": set(SLUGS | civic_slugs()),
        "help-": steps(),
        "audit-": {action.value for action in WRITTEN_DOWN},
        "column-": set(COLUMNS),
        "cohort-part-": set(NOTED),
        "home-role-": {flaw.value for flaw in Flaw if flaw is not Flaw.NOT_YOURS},
        "setup-part-": {part.value for part in Part},
        "setup-title-": {step.value for step in STEPS},
        "setup-about-": {step.value for step in STEPS},
        "setup-trouble-": {trouble.value for trouble in Trouble},
        "button-setup-": {step.value for step in STEPS},
        "wording-": {one.value for one in Vocabulary},
        "right-": {lack.value for lack in Lack},
        "trouble-turn-": set(TURNS),
        "trouble-job-": set(JOBS),
        "field-": set(),  # a form's own question where it has one
    }


@dataclass(frozen=True, slots=True)
class Call:
    """One place in the code that names a sentence: whole, or by the beginning of its name."""

    where: str
    names: tuple[str, ...]
    prefixes: tuple[str, ...]
    facts: frozenset[str]
    open_facts: bool  # `**facts`: known only at run time


@lru_cache(maxsize=1)
def calls() -> tuple[Call, ...]:
    """Every call in the code that names a sentence."""
    return tuple(
        call
        for path in python_files("messages", "services", "cogs", "bot")
        for scope in ast.walk(parsed(path))
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef)
        for call in _in_function(path.name, scope)
    )


def _in_function(where: str, scope: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Call]:
    bound = {
        target.id: node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAK and node.args:
            first = node.args[0]
            names, prefixes = _named(bound.get(first.id, first) if isinstance(first, ast.Name) else first)
            facts = frozenset(keyword.arg for keyword in node.keywords if keyword.arg is not None)
            starred = any(keyword.arg is None for keyword in node.keywords)
            if names or prefixes:
                yield Call(f"{where}:{node.lineno}", names, prefixes, facts, starred or node.func.id in {"has", "said"})


def _named(node: ast.expr) -> tuple[tuple[str, ...], tuple[str, ...]]:
    match node:
        case ast.Constant(value=str(name)):
            return (name,), ()
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            return (), (prefix,)
        case ast.IfExp(body=body, orelse=orelse):
            one, other = _named(body), _named(orelse)
            return one[0] + other[0], one[1] + other[1]
        case ast.NamedExpr(value=value):
            return _named(value)
        case _:
            return (), ()


@dataclass(slots=True)
class Sentence:
    """A message of a Fluent file (or its attribute): the facts it needs in any of its branches, and the messages it is made of."""

    file: str
    text: str
    facts: set[str] = field(default_factory=set[str])
    parts: set[str] = field(default_factory=set[str])


def sentences(language: str = "en") -> Iterator[tuple[str, Sentence]]:
    """Every message and attribute of a language, by name; a name that two files have comes twice."""
    for path in sorted((ROOT / "messages" / language).glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        for entry in FluentParser().parse(source).body:
            if isinstance(entry, ftl.Message):
                if entry.value is not None:
                    yield entry.id.name, _sentence(path.name, source, entry.value)
                for attribute in entry.attributes:
                    yield f"{entry.id.name}.{attribute.id.name}", _sentence(path.name, source, attribute.value)


def _sentence(file: str, source: str, pattern: ftl.Pattern) -> Sentence:
    assert pattern.span is not None
    found = Sentence(file, source[pattern.span.start : pattern.span.end])
    _gather(pattern, found)
    return found


def _gather(node: Any, into: Sentence) -> None:
    if isinstance(node, ftl.VariableReference):
        into.facts.add(node.id.name)
    elif isinstance(node, ftl.MessageReference):
        into.parts.add(node.id.name)
    for child in vars(node).values() if isinstance(node, ftl.BaseNode) else ():
        for part in cast("list[Any]", child) if isinstance(child, list) else [child]:
            _gather(part, into)


def needed(name: str, known: dict[str, Sentence]) -> set[str]:
    """Every fact that a sentence needs, with those of the sentences it is made of."""
    sentence = known[name]
    return sentence.facts.union(*(needed(part, known) for part in sentence.parts))
