"""How many generated marks the reader of paper ballots gets right, per kind of disturbance.

`python -m bench.ballots_accuracy --marks 20000 --set tuning --jobs 2` prints a table as in
docs/reference/ballots-accuracy.md.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2

from tests.scans.measuring import Count, Page, measure, pages_of, total
from tests.scans.parameters_judging import JUDGING
from tests.scans.parameters_tuning import TUNING
from tests.scans.truths import Verdict

SETS = {"tuning": TUNING, "judging": JUDGING}
HEAD = (
    "| disturbance | pages | refused | marks | sure and right | unsure of plain marks | **wrong and sure** | silent | "
    "questions per ballot | stray or second ink missed | … seen where none is |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def _one(name: str, keep: Path | None, page: Page) -> tuple[Page, Count]:
    return page, measure(SETS[name], page, keep)


def _start() -> None:
    cv2.setNumThreads(1)
    os.nice(5)


def counted(name: str, pages: list[Page], jobs: int, keep: Path | None) -> Iterator[tuple[Page, Count]]:
    """Each page with its count, in any order."""
    work = partial(_one, name, keep)
    if jobs == 1:
        _start()
        yield from map(work, pages)
        return
    with multiprocessing.get_context("spawn").Pool(jobs, _start) as pool:
        yield from pool.imap_unordered(work, pages, chunksize=4)


def row(title: str, count: Count) -> str:
    """One line of the table."""
    read = count.pages - count.refused.total()
    right = count.verdicts[Verdict.RIGHT] / max(1, count.marks)
    questions = count.questions / max(1, read)
    there, missed = count.stray + count.two_inks, count.stray_missed + count.two_inks_missed
    page_ink = f"{missed} of {there}" if there else "–"
    return (
        f"| {title} | {count.pages} | {count.refused.total()} | {count.marks:,} | {right:.2%} | {count.unsure:.3%} | "
        f"**{count.verdicts[Verdict.WRONG]}** | {count.verdicts[Verdict.SILENT]} | {questions:.2f} | {page_ink} | "
        f"{count.for_page} |"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=20_000)
    parser.add_argument("--profile", default="all", help="a profile's name, or all")
    parser.add_argument("--set", choices=SETS, default="tuning")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the pictures of mistakes")
    return parser.parse_args()


def main() -> None:
    """Print the table, and under it the mistakes and what was asked about in vain."""
    chosen = _arguments()
    parameters = SETS[chosen.set]
    only = None if chosen.profile == "all" else chosen.profile
    pages = pages_of(parameters, chosen.marks, only, chosen.first_seed)
    started = time.perf_counter()
    by_profile: dict[str, Count] = {name: Count() for name in parameters.profiles if only in (None, name)}
    for done, ((profile, _), count) in enumerate(counted(chosen.set, pages, chosen.jobs, chosen.keep), 1):
        by_profile[profile].add(count)
        if sys.stderr.isatty():
            print(f"\r{done}/{len(pages)}", end="", file=sys.stderr)
    everything = total(by_profile.values())
    print(HEAD)
    for name, count in by_profile.items():
        print(row(name, count))
    print(row("**all**", everything))
    print(
        f"\n{chosen.set}, seeds from {chosen.first_seed}, {time.perf_counter() - started:.0f} s with {chosen.jobs} jobs"
    )
    for (profile, seed), reasons in everything.refused_pages:
        print("refused", profile, seed, *reasons)
    print("asked about plain marks:", dict(everything.asked_kinds.most_common(25)))
    for mistake in everything.mistakes:
        print(
            mistake.verdict, mistake.profile, mistake.seed, mistake.candidate, f"{mistake.kind!r}", "read", mistake.mark
        )


if __name__ == "__main__":
    main()
