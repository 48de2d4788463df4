"""`nhiemky serve`: the server for real use, which refuses to start half prepared."""

import click

from nhiemky.cli import boot


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option(
    "--task-workers", type=click.IntRange(min=0), help="Workers for queued tasks; 0 where other machines have them."
)
def serve(host: str, port: int, workers: int, task_workers: int | None) -> None:
    """Start the server for real use."""
    boot.django()
    reasons = boot.reasons_not_to_serve()
    if reasons:
        raise boot.Refusal("nhiemky cannot serve yet.\n" + "\n".join(f"  - {reason}" for reason in reasons))
    click.echo(f"http://{host}:{port}/")
    with boot.workers_beside(boot.usual_task_workers() if task_workers is None else task_workers):
        boot.run_server(host, port, workers)
