"""`python -m rehearsal.prove`: the long proofs. Exit status 0 only when everything holds, and the weakened variants do not."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

from domain.pair.fit import Weights
from domain.pair.matching import match
from rehearsal.postgres import PostgresHost, postgres_host
from rehearsal.prove import answering, arranging, joining
from rehearsal.prove.findings import Fault, What
from rehearsal.prove.hostile import drive
from rehearsal.prove.kills import Tally, killed_season
from rehearsal.prove.pairing import COHORTS, LARGE, MOST, compare, compare_large
from rehearsal.prove.storms import STORMS
from rehearsal.prove.subject import VARIANTS
from rehearsal.prove.trials import TRIALS, Outcome
from rehearsal.prove.trials import Bench as Trying
from rehearsal.prove.windows import MOMENTS, Rule, inside, lit
from storage.migrate import migrate

KILLS, STEPS, RESTORES = 200, 5000, 2
MOST_UNCERTAIN = 0.001
DATABASES = ("SQLite", "PostgreSQL")
PROOFS = ("windows", "matching", "kills", "variants", "hostile", "joining", "pair", "curriculum")
LIVE = "live"  # in real time, and so not among those that are run by default
STORIES = {"SQLite": 2000, "PostgreSQL": 200}
MIDWINTER = datetime(2027, 2, 15, 12, 0, tzinfo=UTC)  # two sessions, two rounds, two backups: the weakened variants are played no further
SHOWN = 20  # sentences about what is wrong


@dataclass(frozen=True)
class Bench:
    """Where the proofs are run, and how long."""

    host: PostgresHost
    folder: Path
    seed: int
    kills: int
    steps: int
    moments: int = MOMENTS
    cohorts: int = COHORTS
    only: frozenset[str] = frozenset()
    not_run: list[str] = field(default_factory=list[str])  # what this machine cannot run, and why

    def place(self, database: str, name: str) -> tuple[str, Path]:
        """A new database of that kind, and a folder of its own."""
        folder = self.folder / f"{database}-{name}"
        folder.mkdir()
        return (f"sqlite:///{folder / 'shamash.sqlite'}" if database == "SQLite" else self.host.url(self.host.create())), folder


def main() -> int:
    """Run what was asked for, and print the counts with the seed."""
    parser = argparse.ArgumentParser(prog="rehearsal.prove", description=__doc__)
    parser.add_argument("proofs", nargs="*", default=PROOFS, help=f"any of: {', '.join(PROOFS)} (default: these), {LIVE}")
    parser.add_argument("--seed", type=int, default=None, help="throw the same dice as an earlier run; real time still differs")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--moments", type=int, default=MOMENTS, help="of rest, at which nothing may be sent")
    parser.add_argument("--cohorts", type=int, default=COHORTS, help="to pair, each beside the best of all ways")
    parser.add_argument("--only", action="append", help=f"one of the trials of {LIVE}; may be given several times")
    asked = parser.parse_args()
    unknown = sorted(set(asked.proofs) - {*PROOFS, LIVE})
    if no_trial := sorted(set(asked.only or ()) - {*TRIALS, *STORMS}):
        parser.error(f"there is no trial {', '.join(no_trial)}; there are {', '.join((*TRIALS, *STORMS))}")
    if unknown:
        parser.error(f"there is no proof {', '.join(unknown)}; there are {', '.join((*PROOFS, LIVE))}")
    logging.basicConfig(level=logging.CRITICAL)
    seed: int = asked.seed if asked.seed is not None else SystemRandom().randrange(10**6)
    began = time.perf_counter()
    print(f"seed {seed}", flush=True)
    run: dict[str, Callable[[Bench], bool]] = {
        "windows": lambda bench: prove_windows(bench.moments, bench.seed),
        "matching": lambda bench: prove_matching(bench.cohorts, bench.seed), "kills": prove_kills, "variants": prove_variants,
        "hostile": prove_hostile, "joining": prove_joining, "pair": prove_answering, "curriculum": prove_arranging, LIVE: prove_live,
    }  # fmt: skip
    with postgres_host() as host, tempfile.TemporaryDirectory() as folder:
        bench = Bench(host, Path(folder), seed, asked.kills, asked.steps, asked.moments, asked.cohorts, frozenset(asked.only or ()))
        holds = [run[name](bench) for name in asked.proofs]
    print(f"\n{time.perf_counter() - began:.0f} seconds, seed {seed}. {_conclusion(all(holds), bench.not_run)}")
    return 0 if all(holds) else 1


def prove_windows(moments: int, seed: int, rule: Rule = Rule()) -> bool:  # noqa: B008 - it never changes
    """Nothing is sent between an independent calendar's lighting and nightfall, whoever and wherever it is for."""
    print(f"\n{moments} random moments of rest in {len(lit())} towns, by an independent calendar, seed {seed}:", flush=True)
    found = inside(Random(seed), moments, rule)
    _table("asked", found.asked)
    print(f"    {len(found.wrong):6}  inside a window")
    return _say(found.wrong)


def prove_matching(cohorts: int, seed: int) -> bool:
    """No cohort is drafted worse than by the best of all ways to pair it; one drafted by lot is found out."""
    print(f"\n{cohorts} random cohorts of up to {MOST} people and {cohorts // 30} of 18 to {LARGE}, seed {seed}:", flush=True)
    small, large = compare(seed, cohorts), compare_large(seed, cohorts // 30)
    _table("compared", small.compared)
    _table("compared", large.compared)
    by_lot = compare(seed, 30, by=lambda circle, number: match(circle.seekers, circle.history, number, Weights(0, 0, 0, 0, 0)))
    print(f"    {len(small.wrong) + len(large.wrong):6}  not the best; by lot {len(by_lot.wrong)} of 30 are not")
    return _say([*small.wrong, *large.wrong, *([] if by_lot.wrong else ["a draft by lot was not found out"])])


def _conclusion(holds: bool, not_run: Sequence[str]) -> str:
    left_out = f" Not run here: {'; '.join(not_run)}." if not_run else ""
    return ("Everything that was run holds." if not_run else "Everything holds.") + left_out if holds else "It does not hold." + left_out


def prove_kills(bench: Bench) -> bool:
    """Killed that often, on each database: nothing lost, nothing twice, nothing in doubt that could be known, nothing unlike its twin."""
    print(f"\nThe process is killed {bench.kills} times, and {RESTORES} old backups are put back:", flush=True)
    holds = [_kills(bench, database) for database in DATABASES]
    return all(holds)


def _kills(bench: Bench, database: str) -> bool:
    tally = Tally()
    while tally.killed < bench.kills or tally.restores < RESTORES:
        _season(bench, database, "kills", bench.seed + tally.seasons, bench.kills - tally.killed, tally)
    planned = sum(tally.ends.values())
    uncertain = sum(n for end, n in tally.ends.items() if end.startswith("uncertain"))
    if uncertain > planned * MOST_UNCERTAIN:
        tally.wrong.append(Fault(What.DOUBT, f"{uncertain} of {planned} deliveries are uncertain"))
    print(f"\n  {database}: {_counted(tally)}")
    _table("killed", tally.kills)
    _table("deliveries", tally.ends)
    return _say(tally.wrong)


def _season(
    bench: Bench, database: str, name: str, seed: int, most: int, tally: Tally, without: str | None = None, until: datetime | None = None
) -> None:  # fmt: skip
    url, folder = bench.place(database, f"{name}-{tally.seasons}")
    twin, _ = bench.place(database, f"{name}-{tally.seasons}-twin")
    asyncio.run(killed_season(url, twin, folder, seed, most, tally, without=without, until=until, restores=2 if without is None else 4))


def _counted(tally: Tally) -> str:
    return (
        f"{tally.killed} kills in {tally.seasons} season(s), {tally.restores} backups put back, {tally.lost_answers} answers lost or 503; "
        f"{sum(tally.ends.values())} deliveries, {tally.compared} of them held beside the twin's; "
        f"{tally.of(What.LOST, What.LATE, What.MISSING, What.STUCK)} lost, {tally.of(What.TWICE)} doubled, {len(tally.wrong)} faults; "
        f"{tally.replies} messages from people"
    )


def prove_variants(bench: Bench) -> bool:
    """The same with one thing taken away: a proof that cannot fail proves nothing, nor one that fails for another reason."""
    print("\nThe same, without ...", flush=True)
    holds = [_variant(bench, name, expected) for name, expected in VARIANTS.items()]
    return all(holds)


def _variant(bench: Bench, name: str, expected: frozenset[What]) -> bool:
    tally = Tally()
    for season in range(4):
        _season(bench, "SQLite", name.replace(" ", "-"), bench.seed + season, bench.kills // 2, tally, name, MIDWINTER)
        if tally.of(*expected):
            break
    red = tally.of(*expected)
    shown = ", ".join(f"{n} {what}" for what, n in Counter(fault.what for fault in tally.wrong).most_common()) or "no faults"
    example = next((f", for example {fault}" for fault in tally.wrong if fault.what in expected), "")
    wanted = " or ".join(sorted(expected))
    print(f"  {name}: {'red' if red else 'GREEN'} for {wanted} after {tally.killed} kills: {shown}{example}", flush=True)
    return red > 0


def prove_hostile(bench: Bench) -> bool:
    """Everything that a person can send, sent wrong, on each database."""
    print(f"\nA crowd that means no good, {bench.steps} steps:", flush=True)
    holds = [_hostile(bench, database) for database in DATABASES]
    return all(holds)


def _hostile(bench: Bench, database: str) -> bool:
    url, folder = bench.place(database, "hostile")
    found = asyncio.run(drive(url, folder, bench.seed, bench.steps))
    print(
        f"\n  {database}: of all commands, suggestions, buttons, choices, forms and message commands {len(found.reached)} succeeded and "
        f"{len(found.never)} did not; {len(found.driven)} were driven; {sum(found.answers.values())} answers, "
        f"the slowest after {found.slowest:.2f} s; {found.restarts} restarts"
    )
    _table("answered with", found.answers)
    unreached = [f"never succeeded: {one}" for one in found.never] + [f"never driven: {one}" for one in found.undriven]
    return _say(found.wrong + unreached)


def prove_joining(bench: Bench) -> bool:
    """Stories of people who join, in any order: no counter-example to the rules of places and of the line."""
    print("\nPeople apply, answer, leave and are silent, in any order:", flush=True)
    holds = [_stories(bench, database, "joining", joining.tell_stories) for database in DATABASES]
    return all(holds)


def prove_answering(bench: Bench) -> bool:
    """Stories of partners, in any order: no counter-example to the rules of what stands, what was promised and what is sent."""
    print("\nPartners answer, correct, settle, look for a time, pause and leave, in any order:", flush=True)
    holds = [_stories(bench, database, "pair", answering.tell_stories) for database in DATABASES]
    return all([*holds, *(_weakened(bench, name) for name in answering.WITHOUT)])


def prove_arranging(bench: Bench) -> bool:
    """Stories of a curriculum, in any order: no counter-example to the rules of topics, hosts and what is posted."""
    print("\nTopics are proposed, chosen and arranged, sessions move, hosts change and leave, in any order:", flush=True)
    holds = [_stories(bench, database, "curriculum", arranging.tell_stories) for database in DATABASES]
    return all(holds)


def _weakened(bench: Bench, name: str) -> bool:
    """A few of them without what keeps a rule: they must find it broken."""
    url, _ = bench.place("SQLite", f"pair-without-{name.replace(' ', '-')}")
    asyncio.run(migrate(url))
    try:
        answering.tell_stories(url, bench.seed, 100, name)
    except AssertionError as broken:
        print(f"  without {name}: red, {broken}", flush=True)
        return True
    print(f"  without {name}: GREEN", flush=True)
    return False


def _stories(bench: Bench, database: str, name: str, tell: Callable[[str, int, int], Counter[str]]) -> bool:
    url, _ = bench.place(database, name)
    asyncio.run(migrate(url))
    try:
        seen = tell(url, bench.seed, STORIES[database])
    except AssertionError as broken:
        return _say([f"{database}: {broken}", *broken.__notes__])
    print(f"\n  {database}: {seen.pop('stories')} stories")
    _table("happened", seen)
    return True


def prove_live(bench: Bench) -> bool:
    """The real process in real time, through everything that trials and storms have for it."""
    print("\nThe real `bot run`, in real time, with ...", flush=True)
    holds = [_trial(bench, database, name) for name in TRIALS for database in DATABASES if not bench.only or name in bench.only]
    storms = {name: storm for name, storm in STORMS.items() if not bench.only or name in bench.only}
    holds += [_report(bench, name, storm(_place(bench, "SQLite", name))) for name, storm in storms.items()]
    return all(holds)


def _place(bench: Bench, database: str, name: str) -> Trying:
    url, folder = bench.place(database, name.replace(" ", "-"))
    return Trying(url, folder, bench.seed)


def _trial(bench: Bench, database: str, name: str) -> bool:
    return _report(bench, f"{name}, {database}", asyncio.run(TRIALS[name](_place(bench, database, name))))


def _report(bench: Bench, name: str, outcome: Outcome) -> bool:
    """What came of it. What cannot be run on this machine says why; what ends without any figures proves nothing."""
    if outcome.not_run:
        bench.not_run.append(f"{name} ({outcome.not_run})")
        print(f"  {name}: not run, since {outcome.not_run}", flush=True)
        return True
    if not outcome.ends:
        outcome.wrong.append("it ended without figures, so it was not run")
    counts = ", ".join(f"{n} {end}" for end, n in outcome.ends.most_common())
    letters = f"{outcome.arrived} of {outcome.letters} letters arrived; " if outcome.letters else ""
    verdict = "red" if outcome.wrong else "holds"
    print(f"  {name}: {verdict}. {letters}{counts}{''.join(f'; {note}' for note in outcome.notes)}")
    return _say(outcome.wrong)


def _table(title: str, counts: Mapping[str, int]) -> None:
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"    {count:6}  {title}: {name}" if title != "killed" else f"    {count:6}  killed {name}")


def _say(wrong: Sequence[object]) -> bool:
    for sentence in wrong[:SHOWN]:
        print(f"  !! {sentence}")
    if len(wrong) > SHOWN:
        print(f"  !! and {len(wrong) - SHOWN} more")
    sys.stdout.flush()
    return not wrong


if __name__ == "__main__":
    sys.exit(main())
