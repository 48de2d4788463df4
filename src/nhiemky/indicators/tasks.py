"""Work on indicators that nobody waits for."""

from django.tasks import task

from nhiemky.indicators.snapshots import take_snapshot


@task(backend="background")
def take() -> str:
    """Take a snapshot; gives its name."""
    return take_snapshot().name
