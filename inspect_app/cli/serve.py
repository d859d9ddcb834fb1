"""The command that serves the pages, on this computer or to an office."""

import os

import click
from click.core import ParameterSource

from inspect_app.cli.context import local_actor, utc_now
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, check_at_head, database_url, open_engine


@click.command()
@click.option(
    "--port", default=8137, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address of this computer.")
@click.option(
    "--office", is_flag=True, help="Serve several people, who sign in, with settings from the environment."
)
@click.pass_context
def serve(ctx: click.Context, port: int, host: str, office: bool) -> None:
    """Serve the pages to this computer alone, or as an office server, until Ctrl+C.

    An office server keeps its data in PostgreSQL and stands behind a proxy that ends TLS. All its settings
    are INSPECT_… variables of the environment; docs/administrator/office-server.md lists them.

    \b
    Example:
      inspect-app serve --port 8137
      inspect-app serve --office
    """
    if office:
        _check_alone(ctx)
        serve_office_until_stopped()
        return
    engine = open_engine(database_url())
    check_at_head(engine)
    serve_until_stopped(engine, host=host, port=port)


def _check_alone(ctx: click.Context) -> None:
    given = [
        name for name in ("host", "port") if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if given:
        names = " and ".join(f"--{name}" for name in given)
        raise UserError(f"An office server listens where INSPECT_BIND says. Leave out {names}.")


def serve_office_until_stopped() -> None:
    """Serve an office with the settings in the environment."""
    from inspect_app.web.office import serve_office

    serve_office(os.environ, utc_now, click.echo)


def serve_until_stopped(engine: Engine, *, host: str, port: int) -> None:
    """Serve the pages and print their address; a worker beside them makes what is asked for."""
    from inspect_app.cli.worker import working_beside
    from inspect_app.web.server import serve_pages

    with working_beside(engine):
        serve_pages(
            engine,
            local_actor(),
            utc_now,
            host=host,
            port=port,
            announce=lambda address: click.echo(f"Open {address} in a browser. Stop with Ctrl+C."),
        )
