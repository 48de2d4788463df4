"""Writes docs/reference/access.md anew from what really happens; read the difference before committing it.

tools/access_table.py          print the table
tools/access_table.py --write  write it
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure in a fresh test database; 1 when an address has no example."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write docs/reference/access.md")
    chosen = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.test.utils import setup_databases, setup_test_environment

    django.setup()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from tests.site import measured_access

    cast = measured_access.cast()
    examples = measured_access.arguments(cast)
    for name in measured_access.missing(examples):
        print(f"{name} has no example in tests/site/examples/", file=sys.stderr)
    if measured_access.missing(examples):
        return 1
    table = measured_access.render(measured_access.measure(cast, examples))
    if chosen.write:
        measured_access.TABLE.parent.mkdir(parents=True, exist_ok=True)
        measured_access.TABLE.write_text(table, encoding="utf-8")
    else:
        print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
