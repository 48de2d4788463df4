"""An evening of paper ballots from the scans to the outcome: 348 ballots, 60 names, 55 seats, A4 in one sheet.

`python -m bench.ballots_evening --jobs 2` reads the scans with `nhiemky ballots read`, then counts them twice in the
app on SQLite in a temporary folder, with the real worker. It says how long the machine takes and how often people are
asked, reckons their time from that (`evening_people` has the assumptions), and compares every mark and the result with
what the hands did.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.evening_paper import BALLOTS, Kind, Sheet, layout, scanned
from bench.evening_people import CLICK, CLICKS, CLOSES, RULED, TRAY
from nhiemky.core.ballots.layout_file import layout_json
from nhiemky.core.ballots.reading import ReadMark
from nhiemky.core.elections.result_file import result_json
from nhiemky.core.elections.tally import tally

if TYPE_CHECKING:
    from bench.evening_room import Evening

COMMAND = [sys.executable, "-c", "from nhiemky.cli.main import main; main()"]
LIMIT = 300  # seconds, of the issue


def read(files: Sequence[Path], sheets: Sequence[Sheet], jobs: int, rounds: int) -> None:
    """Print what `nhiemky ballots read` makes of the files."""
    folder = files[0].parent
    (folder / "layout.json").write_text(layout_json(layout()), "utf-8")
    out = folder / "readings.json"
    took = []
    used = sum(os.times()[:4])
    for _ in range(rounds):
        started = time.perf_counter()
        command = [*COMMAND, "ballots", "read", folder / "layout.json", *files, "--out", out, "--jobs", str(jobs)]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took.append(time.perf_counter() - started)
    seconds, used = statistics.median(took), (sum(os.times()[:4]) - used) / rounds
    pages = json.loads(out.read_text("utf-8"))["pages"]
    verdicts, refused, asked = judged(pages, sheets)
    print(
        f"read: {len(pages)} pages in {seconds:.1f} s with {jobs} jobs, {len(pages) / seconds:.1f} pages/s, "
        f"{used:.1f} s of processors"
    )
    print(f"      marks: {dict(verdicts)}; refused: {dict(refused)}; pages for people: {asked}")


def judged(pages: Sequence[dict[str, object]], sheets: Sequence[Sheet]) -> tuple[Counter[str], Counter[str], int]:
    """Marks by how they were read (`wrong` is the unforgivable one), refused pages by reason, pages for people."""
    verdicts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    asked = 0
    for page, sheet in zip(pages, sheets, strict=True):
        if page["status"] == "refused":
            refused.update([f"{sheet.kind.name.lower()}: {', '.join(page['reasons'])}"])  # type: ignore[arg-type]
            continue
        asked += page["status"] == "needs_eyes"
        for row, truth in zip(page["marks"], sheet.truths, strict=True):  # type: ignore[call-overload]
            mark = ReadMark(row["mark"])
            if mark is ReadMark.UNSURE:
                verdicts["unsure, plain mark" if truth.plain else "unsure, rightly"] += 1
            elif mark in truth.right:
                verdicts["sure and right"] += 1
            else:
                verdicts["silent" if mark in truth.silent else "wrong"] += 1
    return verdicts, refused, asked


def in_the_app(files: Sequence[Path], sheets: Sequence[Sheet], workers: int, teams: int) -> None:
    """Print what the evening in the app took, in a data folder of its own."""
    os.environ["NHIEMKY_DATA"] = str(files[0].parent / "data")
    os.environ.pop("NHIEMKY_DATABASE_URL", None)
    subprocess.run([*COMMAND, "prepare"], check=True, stdout=subprocess.DEVNULL)
    from nhiemky.cli import boot

    boot.django()
    from bench import evening_room

    evening = evening_room.count(files, sheets, workers, teams)
    tell(evening, sheets)
    tell_people(evening, len(files))


def tell(evening: "Evening", sheets: Sequence[Sheet]) -> None:
    """Print the machine's time, and whether the result is the true one."""
    clock, used = (sum(column) for column in zip(*evening.seconds.values(), strict=True))
    for name, (seconds, processors) in {**evening.seconds, "the machine in all": (clock, used)}.items():
        print(f"  {name:<40} {seconds:>7.1f} s, {processors:>6.1f} s of processors")
    true = [sheet.ballot for sheet in sheets if sheet.kind is not Kind.REPEATED]
    if evening.contest is None:
        raise AssertionError("An evening that ended has its contest")
    expected = result_json(evening.contest, tally(true, evening.contest, issued=BALLOTS))
    outcome = json.loads(evening.result)["outcome"]
    print(
        f"ballots on which the counts differ: {evening.differing}; counted otherwise than they are: {evening.wrong}; "
        f"result equal to the true one, byte for byte: {evening.result == expected}; "
        f"{outcome['kind']}, {len(outcome['elected'])} elected"
    )


def tell_people(evening: "Evening", trays: int) -> None:
    """Print what people did, and how long that takes by the assumptions and by twice as much."""
    print(f"questions {evening.questions}; pages ruled on by two from their pictures: {evening.by_hand}")
    for work in evening.people.works:
        print(
            f"  {work.name:<20} {work.sheets:>3} sheets, {work.singles:>2} single, {work.answers:>4} answers, "
            f"{work.exceptions:>3} exceptions, {work.late:>2} too late; {work.seconds:>5.0f} s of their own, "
            f"{work.machine:>5.1f} s of the server"
        )
    for times in (1, 2):
        one_by_one = times * (CLICKS * CLICK + evening.by_hand * RULED + CLICK)
        feeding = times * trays * TRAY
        beside = times * (evening.by_hand * RULED + (CLOSES - 1) * CLICK)
        together = evening.people.work(times) + one_by_one + beside + feeding
        side_by_side = evening.people.side_by_side(times)
        print(
            f"people, assumed seconds x {times}: feeding {feeding:.0f} s, one after another {one_by_one:.0f} s, "
            f"side by side {side_by_side:.0f} s: {(feeding + one_by_one + side_by_side) / 60:.1f} min on the clock "
            f"({(one_by_one + side_by_side) / 60:.1f} without feeding), {together / 60:.1f} min of work of all "
            f"together; the issue asks {LIMIT // 60}"
        )


def main() -> None:
    """Scan, read, count, and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="task workers beside the app; `serve` starts one here")
    parser.add_argument(
        "--teams", type=int, default=1, help="of three tellers: two for the first count, one for the second"
    )
    parser.add_argument("--rounds", type=int, default=1, help="of reading by the command; the median counts")
    parser.add_argument("--scans", type=Path, help="a folder to keep the scans and the data in")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = chosen.scans or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nhiemky-evening-")))
        folder.mkdir(parents=True, exist_ok=True)
        files, sheets = scanned(folder, chosen.jobs)
        print(f"{len(sheets)} pages in {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
        read(files, sheets, chosen.jobs, chosen.rounds)
        in_the_app(files, sheets, chosen.workers, chosen.teams)


if __name__ == "__main__":
    main()
