"""All checks that need no test database: style, types, import contracts, translations, migrations. `./run check`."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "style": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    "imports": [BIN / "lint-imports"],
    "translations": [sys.executable, "tools/translations.py", "--check"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "types": [BIN / "mypy"],
}


def run(name: str, command: list[object]) -> bool:
    """Run one check; its output is shown only when it fails."""
    started = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> None:
    """Run the named checks, or all; exit 1 when one fails."""
    wanted = sys.argv[1:] or list(CHECKS)
    results = [run(name, CHECKS[name]) for name in wanted]
    raise SystemExit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
