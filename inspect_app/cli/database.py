"""Commands about the database itself."""

import click

from inspect_app.cli.context import output_format, print_result
from inspect_app.records.engine import database_url, open_engine, upgrade


@click.group()
def db() -> None:
    """Prepare the database.

    \b
    Example:
      inspect-app db upgrade
    """


@db.command("upgrade")
@output_format
def upgrade_database(output: str) -> None:
    """Create the database, or bring its tables up to this version; what it holds is kept.

    The database is one file in your data folder, or the one INSPECT_DATABASE_URL names.

    \b
    Example:
      inspect-app db upgrade
    """
    engine = open_engine(database_url())
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    address = engine.url.render_as_string(hide_password=True)
    print_result(output, {"database": address}, f"The database is ready: {address}")
