"""`nhiemky records verify`: does the log hold, and does the database still say what the log says?"""

import json

import click

from nhiemky.cli import boot


@click.group()
def records() -> None:
    """Verify the log of all actions."""


@records.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def verify(*, as_json: bool) -> None:
    """Exit 0 when nothing was changed past the actions, 1 with the findings otherwise."""
    boot.django()
    from django.db import OperationalError, ProgrammingError

    from nhiemky.records.models import Event
    from nhiemky.records.verification import verify as walk

    try:
        findings, events = list(walk()), Event.objects.count()
    except (OperationalError, ProgrammingError) as error:
        raise boot.Refusal(f"The database cannot be read ({error}): run `nhiemky prepare`.") from error
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.code}  {finding.place}  {finding.sentence}")
        click.echo(f"{events} events, {len(findings)} findings")
    raise SystemExit(1 if findings else 0)
