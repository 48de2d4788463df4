"""`nhiemky adduser`: the first administrator; all other accounts are made in the browser."""

import click

from nhiemky.cli import boot


@click.command()
@click.option("--username", prompt=True, help="The log-in name.")
@click.option("--full-name", prompt=True, help="The person's full name.")
@click.option("--unit-name", prompt="Name of the top unit", help="The unit at the top of the tree.")
@click.option("--unit-code", prompt="Its code in addresses", help="Short, without marks.")
@click.password_option(help="At least 12 characters.")
def adduser(username: str, full_name: str, unit_name: str, unit_code: str, password: str) -> None:
    """Make the first administrator, at the top of the tree."""
    boot.django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from nhiemky.organisation import actions
    from nhiemky.organisation.models import Role, Unit, User
    from nhiemky.records import clock
    from nhiemky.records.actions import System

    actor, user = System("adduser"), User(username=username, full_name=full_name)
    try:
        validate_password(password, user)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise boot.Refusal(" ".join(error.messages)) from error
    unit = Unit.objects.filter(code=unit_code).first() or actions.create_unit(
        actor, Unit(code=unit_code, name=unit_name, kind=Unit.Kind.PARTY_COMMITTEE)
    )
    actions.create_account(actor, user, password)
    actions.grant_role(actor, user, Role.ADMINISTRATOR, unit, clock.today())
    click.echo(f"{username}: administrator at {unit}")
