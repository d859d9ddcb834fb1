"""Says in plain words what is wrong with a database, where a user can do something about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from inspect_app.questionnaire.problems import UserError


@contextmanager
def in_plain_words(engine: Engine) -> Iterator[None]:
    """Turns a database error that a user can mend into a UserError that says how."""
    try:
        yield
    except DatabaseError as error:
        if sentence := explain(engine, error):
            raise UserError(sentence) from error
        raise


def explain(engine: Engine, error: DatabaseError) -> str | None:
    """What a user can do about a database error, or None when it is a fault of the programme."""
    words, place = str(error.orig), engine.url.render_as_string()
    if "database is locked" in words:
        return (
            f"The database {place} is in use by another programme. Close that one, or try again in a moment."
        )
    if "not a database" in words:
        return f"The file of {place} is not a database of inspect-app. Set INSPECT_DATABASE_URL to another."
    if "no such table" in words or "UndefinedTable" in type(error.orig).__name__:
        return f"The database {place} is not ready to use. Run inspect-app db upgrade."
    if isinstance(error, OperationalError) and ("unable to open" in words or "connection" in words):
        return f"The database {place} cannot be reached. Check INSPECT_DATABASE_URL and that it is running."
    return None
