"""Keeps the Vietnamese translations complete, without gettext installed.

tools/translations.py --check [--app NAME]     exit 1 and one line per problem
tools/translations.py --update [--app NAME]    add missing entries (empty), drop unused ones (printed)
tools/translations.py --compile [--app NAME]   write the .mo files that the site reads
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.translation import catalogs, checks, extraction  # noqa: E402

SOURCE = ROOT / "src" / "nhiemky"


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; 0 when nothing is wrong, 1 when something is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    command = parser.add_mutually_exclusive_group(required=True)
    for name in ("check", "update", "compile"):
        command.add_argument(f"--{name}", dest="command", action="store_const", const=name)
    parser.add_argument("--app", help="only this app")
    parser.add_argument("--source", type=Path, default=SOURCE, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    apps = app_folders(chosen.source, chosen.app)
    if not apps:
        print(f"There is no app named {chosen.app} in {chosen.source}.", file=sys.stderr)
        return 2
    run = {"check": check, "update": update, "compile": compile_all}[chosen.command]
    return run(apps, chosen.source)


def app_folders(source: Path, name: str | None) -> list[Path]:
    """The folders of all apps, or of the named one."""
    return sorted(f.parent for f in source.glob("*/apps.py") if name in {None, f.parent.name})


def check(apps: list[Path], source: Path) -> int:
    """Print every problem; 1 when there is any."""
    problems = list(_problems(apps))
    problems += checks.conflicts({app.name: catalogs.read(app) for app in app_folders(source, None)}, apps)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _problems(apps: list[Path]) -> Iterator[str]:
    for app in apps:
        found = extraction.extract(app)
        yield from found.problems
        yield from checks.check(app.name, found.messages, catalogs.read(app))


def update(apps: list[Path], source: Path) -> int:
    """Bring the catalogues in step with the sources. A message that another app has translated is taken over."""
    elsewhere = {
        key: entry.translation
        for app in app_folders(source, None)
        for key, entry in catalogs.read(app).items()
        if entry.translation
    }
    for app in apps:
        found, old = extraction.extract(app), catalogs.read(app)
        fresh = {
            key: catalogs.Entry(message, (old[key].translation if key in old else "") or elsewhere.get(key, ""))
            for key, message in found.messages.items()
        }
        for key in old.keys() - fresh.keys():
            print(f"{app.name}: dropped {key[1]!r} → {old[key].translation!r}")
        if fresh or old:
            catalogs.write(app, fresh)
        missing = sum(not entry.translation for entry in fresh.values())
        print(f"{app.name}: {len(fresh)} messages, {missing} without a translation")
    return 0


def compile_all(apps: list[Path], source: Path) -> int:
    """Write django.mo beside every django.po."""
    for app in apps:
        catalogs.compile_catalog(app)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
