"""The command that serves the pages on this computer."""

import click

from inspect_app.cli.context import local_actor, utc_now
from inspect_app.records.engine import Engine, check_at_head, database_url, open_engine


@click.command()
@click.option(
    "--port", default=8137, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="A loopback address; others need accounts."
)
def serve(port: int, host: str) -> None:
    """Serve the pages to this computer alone, until Ctrl+C.

    \b
    Example:
      inspect-app serve --port 8137
    """
    engine = open_engine(database_url())
    check_at_head(engine)
    serve_until_stopped(engine, host=host, port=port)


def serve_until_stopped(engine: Engine, *, host: str, port: int) -> None:
    """Serve the pages and print their address."""
    from inspect_app.web.server import serve_pages

    serve_pages(
        engine,
        local_actor(),
        utc_now,
        host=host,
        port=port,
        announce=lambda address: click.echo(f"Open {address} in a browser. Stop with Ctrl+C."),
    )
