"""Brings a database to the present schema, and says when it isn't there."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.errors import in_plain_words

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(engine: Engine) -> None:
    """Runs the migrations that a database lacks; UserError when it was made by a newer programme."""
    from alembic import command  # a quarter of a second that nobody need wait for who migrates nothing

    _check_known(engine, revision(engine))
    config = _config()
    with in_plain_words(engine), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_at_head(engine: Engine) -> None:
    """UserError unless the database can be reached and has exactly this programme's schema."""
    present = revision(engine)
    _check_known(engine, present)
    if present != revisions()[-1]:
        place = engine.url.render_as_string()
        raise UserError(f"The database {place} is not ready for this version. Run inspect-app db upgrade.")


def revision(engine: Engine) -> str | None:
    """The last migration a database has had, or None when it has had none."""
    with in_plain_words(engine), engine.execution_options(reads_only=True).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


@cache
def revisions() -> tuple[str, ...]:
    """The migrations there are, oldest first: the name of each file begins with what it is called."""
    folder = files("inspect_app.migrations") / "versions"
    return tuple(sorted(each.name.partition("_")[0] for each in folder.iterdir() if each.name[0].isdigit()))


def _check_known(engine: Engine, present: str | None) -> None:
    if present is not None and present not in revisions():
        place = engine.url.render_as_string()
        raise UserError(
            f"The database {place} was made by a newer inspect-app. Install that version to use it."
        )


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("inspect_app.migrations")).replace("%", "%%"))
    return config
