"""Memory and speed of a whole batch: `python -m bench.ballots_batch --pages 5000 --jobs 2` reads that many pages.

Every page is another picture: a few generated ones, each time with other noise in its margin. Memory is the
proportional set size (PSS) of the command and all its processes, so that shared libraries count once.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pikepdf

from bench.ballots_pages import jpeg, layout, pages_of
from nhiemky.core.ballots.layout_file import layout_json

PAGES_PER_FILE = 500
DIFFERENT = 20
MARGIN = 24  # pixels at the left edge of the page, about 3 mm: outside all print
EVERY = 0.1  # seconds between two looks at the memory


def scanned(first: int, count: int, form: str) -> bytes:
    """A PDF as an office scanner writes it: one grey JPEG a page, no two alike."""
    originals = pages_of(form, DIFFERENT)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for number in range(first, first + count):
            page = originals[number % DIFFERENT].copy()
            edge = page[:, :MARGIN]
            edge -= np.minimum(edge, np.random.default_rng(number).integers(0, 6, edge.shape, np.uint8))
            add_page(pdf, page)
        pdf.save(out)
    return out.getvalue()


def add_page(pdf: pikepdf.Pdf, page: np.ndarray) -> None:
    """Put a grey page at the end of a PDF, as JPEG at 200 dpi."""
    height, width = (side * 72 / 200 for side in page.shape)
    name = pikepdf.Name
    picture = pikepdf.Stream(pdf, jpeg(page), Type=name.XObject, Subtype=name.Image, Filter=name.DCTDecode)
    picture.Width, picture.Height, picture.BitsPerComponent = page.shape[1], page.shape[0], 8
    picture.ColorSpace = name.DeviceGray
    made = pikepdf.Dictionary(
        Type=name.Page,
        MediaBox=[0, 0, width, height],
        Contents=pikepdf.Stream(pdf, f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode()),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture)),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))


def memory_of(root: int) -> int:
    """The PSS of a process and all below it, in bytes."""
    stats = {int(folder.name): _told(int(folder.name), "stat") for folder in Path("/proc").glob("[0-9]*")}
    parents = {pid: int(stat.rsplit(")", 1)[1].split()[1]) for pid, stat in stats.items() if stat}
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(_pss(pid) for pid in family)


def _pss(pid: int) -> int:
    lines = _told(pid, "smaps_rollup").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _told(pid: int, file: str) -> str:
    """What the system tells of a process; nothing of one that has ended since it was listed."""
    try:
        return Path(f"/proc/{pid}/{file}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def run(files: list[Path], layout_file: Path, jobs: int) -> tuple[float, list[int], str]:
    """Seconds, memory at each look, and what the command said."""
    out = layout_file.parent / f"readings-{jobs}.json"
    command = [sys.executable, "-c", "from nhiemky.cli.main import main; main()", "ballots", "read"]
    started = time.perf_counter()
    looks = []
    with subprocess.Popen(
        [*command, layout_file, *files, "--out", out, "--jobs", str(jobs), "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            looks.append(memory_of(process.pid))
            time.sleep(EVERY)
        assert process.stdout is not None
        return time.perf_counter() - started, looks, process.stdout.read().strip()


def main() -> None:
    """Print a row for each number of jobs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[2])
    parser.add_argument("--form", default="strike-6")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layout_file = Path(folder) / "layout.json"
        layout_file.write_text(layout_json(layout(chosen.form)), "utf-8")
        files = []
        for first in range(0, chosen.pages, PAGES_PER_FILE):
            files.append(Path(folder) / f"scan-{first}.pdf")
            files[-1].write_bytes(scanned(first, min(PAGES_PER_FILE, chosen.pages - first), chosen.form))
        for jobs in chosen.jobs:
            seconds, looks, said = run(files, layout_file, jobs)
            third = max(1, len(looks) // 3)
            print(
                f"jobs {jobs}: {chosen.pages} pages in {seconds:.1f} s, {seconds / chosen.pages * 1000:.1f} ms a page; "
                f"memory at most {max(looks) / 1e6:.0f} MB, in the first third {max(looks[:third]) / 1e6:.0f} MB, "
                f"in the last {max(looks[-third:]) / 1e6:.0f} MB; {said}"
            )


if __name__ == "__main__":
    main()
