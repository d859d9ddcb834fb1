"""Brings a database to the present schema, and says when it isn't there."""

from functools import cache
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.errors import in_plain_words


def upgrade(engine: Engine) -> None:
    """Runs the migrations that a database lacks; UserError when it was made by a newer programme."""
    _check_known(engine, revision(engine))
    config = _config()
    with in_plain_words(engine), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_at_head(engine: Engine) -> None:
    """UserError unless the database can be reached and has exactly this programme's schema."""
    present = revision(engine)
    _check_known(engine, present)
    if present != _script().get_current_head():
        place = engine.url.render_as_string()
        raise UserError(f"The database {place} is not ready for this version. Run inspect-app db upgrade.")


def revision(engine: Engine) -> str | None:
    """The last migration a database has had, or None when it has had none."""
    with in_plain_words(engine), engine.execution_options(reads_only=True).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _check_known(engine: Engine, present: str | None) -> None:
    if present is not None and present not in {script.revision for script in _script().walk_revisions()}:
        place = engine.url.render_as_string()
        raise UserError(
            f"The database {place} was made by a newer inspect-app. Install that version to use it."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("inspect_app.migrations")).replace("%", "%%"))
    return config


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
