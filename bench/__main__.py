"""Speed as ratios within one run: ours beside a plain limit, interleaved, medians. `./run bench` prints a table.

`./run bench NAME …` runs one of the longer measurements with its own options: see LONGER.
"""

import importlib
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction

from bench import ballots_speed
from nhiemky.core.elections.ballots_file import read_ballots, read_rows
from nhiemky.core.elections.election_file import read_election
from nhiemky.core.elections.outcome import outcome
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import tally
from nhiemky.core.figures.facts import Fact
from nhiemky.core.figures.matching import judge
from nhiemky.core.figures.quantity import Quantity
from nhiemky.core.indicators import compute
from nhiemky.core.indicators.periods import quarter, year
from nhiemky.core.indicators.shipped import shipped_definitions

ROUNDS = 15
BALLOTS, CANDIDATES, SEATS = 348, 60, 55


def interleaved(ours: Callable[[], object], limit: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of each, run in turn so that a busy machine is busy for both."""
    mine, theirs = [], []
    for _ in range(ROUNDS):
        for function, times in ((ours, mine), (limit, theirs)):
            started = time.perf_counter()
            function()
            times.append(time.perf_counter() - started)
    return statistics.median(mine), statistics.median(theirs)


def counting() -> tuple[Callable[[], object], Callable[[], object]]:
    """The provincial congress of the reference (348 ballots, 55 seats), from files to outcome, beside json.loads."""
    names = ", ".join(f'"Nguyễn Văn Thứ{number}"' for number in range(CANDIDATES))
    election_text = (
        f'title = "B"\norganisation = "O"\nrulebook = "party-244-2014"\nseats = {SEATS}\nbase = {BALLOTS}\n'
        f'ballot = "strike"\ncandidates = [{names}]\nissued = {BALLOTS}\nreturned = {BALLOTS}\n'
    )
    rows = [
        {"marks": ["struck" if (place + voter) % 12 == 0 else "clear" for place in range(CANDIDATES)], "invalid": None}
        for voter in range(BALLOTS)
    ]
    ballots_text = json.dumps({"ballots": rows})

    def ours() -> object:
        election = read_election(election_text, rulebooks())
        counted = tally(read_ballots(read_rows(ballots_text), election), election.contest, issued=BALLOTS)
        return outcome(election.contest, counted.votes)

    return ours, lambda: json.loads(ballots_text)


def checking() -> tuple[Callable[[], object], Callable[[], object]]:
    """A news text of 20 kB against 14 facts, beside one pass of a regular expression that only finds the digits."""
    text = "Nhiệm kỳ qua, xuất khẩu đạt 62,5 tỷ USD, thu ngân sách đạt 18.700 tỷ đồng, cấp mới 53 dự án. " * 200
    fact = Fact("exports", "xuất khẩu", Quantity(62_500_000_000, "USD"), "")  # type: ignore[arg-type]
    digits = re.compile(r"[0-9][0-9.,]*")
    return lambda: judge(text, [fact]), lambda: digits.findall(text)


def computing() -> tuple[Callable[[], object], Callable[[], object]]:
    """20,000 facts of 500 projects over 40 quarters, one indicator by year, beside adding the same fractions up."""
    units = [compute.Unit("board", None), *(compute.Unit(f"p{number}", "board") for number in range(500))]
    facts = [
        compute.Fact(f"p{number}", "exports", quarter(1 + q % 4, 2010 + q // 4), Fraction(number + q))
        for number in range(500)
        for q in range(40)
    ]
    shipped = shipped_definitions()
    question = compute.Question([year(number) for number in range(2010, 2020)], units=frozenset({"board"}))

    def ours() -> object:
        return compute.compute([shipped.indicators["exports"]], shipped.measures, facts, units, question)

    return ours, lambda: sum((fact.value or Fraction(0) for fact in facts), Fraction(0))


BENCHES = {
    "counting 348 ballots, 60 names : json.loads of the file": counting,
    "figures check of 20 kB : a regular expression for digits": checking,
    "exact indicators of 20,000 facts : adding the fractions": computing,
    **ballots_speed.BENCHES,
}
LONGER = (
    "ballots_accuracy",
    "ballots_batch",
    "ballots_evening",
    "ballots_omrchecker",
    "ballots_speed",
    "indicators_curve",
    "indicators_databases",
    "indicators_engine",
    "indicators_rollup",
    "reporting_checks",
    "reporting_workbooks",
)


def main() -> None:
    """Print every ratio, or run the longer measurement that is named."""
    if len(sys.argv) > 1:
        name = sys.argv.pop(1)
        if name not in LONGER:
            raise SystemExit(f"there is no measurement '{name}': {', '.join(LONGER)}")
        importlib.import_module(f"bench.{name}").main()
        return
    print(f"{'ours : limit':<60} {'ours':>10} {'limit':>10} {'ratio':>8}")
    for name, make in BENCHES.items():
        ours, limit = interleaved(*make())
        print(f"{name:<60} {ours * 1000:>8.2f}ms {limit * 1000:>8.2f}ms {ours / limit:>8.1f}")


if __name__ == "__main__":
    main()
