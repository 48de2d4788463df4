"""`nhiemky prepare`: the data folder with its keys, the database and the assets, made or brought up to date."""

import click

from nhiemky.cli import boot


@click.command()
def prepare() -> None:
    """Make or bring up to date the data folder and the database."""
    boot.settings_only()
    from django.conf import settings

    if settings.DEMONSTRATION:
        raise boot.Refusal(f"{settings.DATA} holds a demonstration: name another folder in NHIEMKY_DATA.")
    for file, value in (
        (settings.SECRET_FILE, settings.SECRET_KEY),
        (settings.RECORDS_KEY_FILE, settings.RECORDS_KEY),
    ):
        if value == settings.DEMONSTRATION_SECRET:
            boot.write_secret(file)
    boot.django()
    boot.migrate_and_collect()
    click.echo(f"Ready in {settings.DATA}. Next: `nhiemky adduser`, then `nhiemky serve`.")
