"""Rounds between sessions: a prompt, one softer note, a word to the facilitator; and the dates that pairs set themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from domain.cohort.cohorts import Cohort
from domain.ground.ids import PersonId
from domain.ground.own_days import OwnDays
from domain.ground.quiet import PersonQuiet
from domain.group.sessions import PROMPT_AFTER, Round, Session, rounds
from domain.sending import gate
from domain.sending.deliveries import Class, Direction, Kind, Planned, Subject
from domain.sending.facts import OfCohortRound, OfRound
from domain.sending.timeline.brake import left_out, released
from domain.sending.timeline.season import Member, Season, direct

NUDGE_AFTER = timedelta(days=9)  # "not before a week" after the prompt, which itself may wait out a Shabbat
SLACK = timedelta(days=2)  # what a prompt may wait without its nudge waiting too: it comes a week after at the soonest
WORD_BEFORE = timedelta(days=5)
REMINDED = timedelta(hours=3)  # before a date that a pair set itself
ENOUGH = timedelta(days=7)  # left of a round for who comes while it is under way


def plan(season: Season, people: Mapping[PersonId, Member]) -> Iterator[Planned]:
    """All that is sent in the rounds of a season that has begun."""
    all_ = rounds(list(season.sessions))
    unasked = left_out(season.cohort, all_)
    for round_ in all_:
        if round_.number not in unasked:
            yield from _round(season, people, round_)
    yield from dates(season, people)


def _round(season: Season, people: Mapping[PersonId, Member], round_: Round) -> Iterator[Planned]:
    """A prompt to each member of each pair, one softer note, and a word to the facilitator; an answer takes the rest back."""
    number = round_.number
    for pair in (*season.pairs, *season.ended):
        begun = round_.asks(pair.since, pair.until)  # else its people were asked in this round with others
        for person in pair.members:
            member = people.get(person)
            if member is None or not (begun or ((pair.id, person) in season.late and _enough(round_, pair.since))):
                continue
            key = f"round/{season.cohort.id}/{number}/pair/{pair.id}/member/{person}"
            asked = max(round_.opens_at, pair.since or pair.published_at) + PROMPT_AFTER
            about, until = OfRound(pair.id, number), round_.closes_at - timedelta(days=2)
            prompt = direct(season, f"{key}/prompt", Subject.PROMPT, about, member, asked, until, Class.PROMPT)
            yield prompt
            if begun and (pair.id, number) not in season.answered:
                ideal = max(asked, prompt.due - SLACK) + NUDGE_AFTER
                yield _nudge(season, f"{key}/nudge", about, member, ideal, round_)
    yield from _alone(season, people, round_)
    for facilitator in season.facilitators:
        key = f"round/{season.cohort.id}/{number}/facilitator/{facilitator.person}/word"
        ideal = max(round_.closes_at - WORD_BEFORE, round_.opens_at)
        yield direct(season, key, Subject.WORD, OfCohortRound(number), facilitator, ideal, round_.closes_at, Class.DIGEST)


def _alone(season: Season, people: Mapping[PersonId, Member], round_: Round) -> Iterator[Planned]:
    """The round's text to each who has no partner: nothing follows it, and nobody is told how it goes."""
    for one in season.alone:
        member = people.get(one.person)
        if member is None:
            continue
        key, about = f"round/{season.cohort.id}/{round_.number}/alone/{one.person}/prompt", OfCohortRound(round_.number)
        prompt = partial(
            direct, season, key, Subject.STUDY_ALONE, about, member, until=round_.closes_at - timedelta(days=2), class_=Class.PROMPT
        )
        if one.since < prompt(ideal=round_.asks_at).due:
            yield prompt(ideal=round_.asks_at)
        elif one.came and _enough(round_, one.since):  # the others had the text of this round while they had a partner
            yield prompt(ideal=one.since + PROMPT_AFTER)


def _enough(round_: Round, since: datetime | None) -> bool:
    """True for a round that is under way at that moment and lasts another week, so that its text is worth having."""
    return since is not None and round_.opens_at <= since and since + ENOUGH <= round_.closes_at


def _nudge(season: Season, key: str, about: OfRound, member: Member, ideal: datetime, round_: Round) -> Planned:
    """The softer note, after the weeks that were named busy; where those end too late for it, it lapses."""
    until = round_.closes_at - timedelta(days=3)
    wish = direct(season, key, Subject.NUDGE, about, member, ideal, until, Class.NUDGE)
    while (free := released(season.cohort, wish.due)) > wish.due:  # a season of the Jewish year may end in such a week
        wish = direct(season, key, Subject.NUDGE, about, member, free, until, Class.NUDGE)
    return wish


def brings_more(cohort: Cohort, sessions: Sequence[Session], now: datetime, *, late: bool = False) -> bool:
    """True while a text is to come for who is paired from now on, or studies alone until then.

    `late`: somebody comes just now, and gets that of the round under way too.
    """
    all_ = rounds(list(sessions))
    unasked = left_out(cohort, all_)
    return any((one.asks_at >= now or (late and _enough(one, now))) and one.number not in unasked for one in all_)


def dates(season: Season, people: Mapping[PersonId, Member]) -> Iterator[Planned]:
    """A reminder of the date that a pair set itself, to each who was promised one."""
    pairs = {pair.id: pair for pair in (*season.pairs, *season.ended)}
    for date in season.dates:
        if date.person in people and date.pair in pairs and date.person in pairs[date.pair].members:
            key = f"round/{season.cohort.id}/{date.round}/pair/{date.pair}/date/{date.at:%Y%m%d%H%M}/member/{date.person}"
            yield direct(
                season, key, Subject.DATE_REMINDER, OfRound(date.pair, date.round), people[date.person], date.at - REMINDED,
                date.at, Class.REMINDER, Direction.EARLIER,
            )  # fmt: skip


def reminds(at: datetime, quiet: PersonQuiet, own: OwnDays, paused_until: datetime | None, now: datetime) -> bool:
    """True where the reminder of a date can reach somebody before it: at its planned moment, or once the gate lets it go from now on."""
    due = gate.plan(at - REMINDED, Direction.EARLIER, quiet, Class.REMINDER, Kind.DM, quiet.zone, own)
    asked = gate.Question(Kind.DM, Class.REMINDER, at, quiet, quiet.zone, own, paused_until=paused_until)
    verdict = gate.ask(asked, max(due, now))
    return isinstance(verdict, gate.Go) or (isinstance(verdict, gate.Wait) and verdict.until < at)
