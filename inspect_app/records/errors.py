"""Says in plain words what is wrong with a database, where a user can do something about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError

from inspect_app.questionnaire.problems import Unavailable

SENTENCES = (
    (
        ("database is locked",),
        "The database {place} is in use by another programme. Close that one, or try again in a moment.",
    ),
    (
        ("not a database",),
        "The file of {place} is not a database of inspect-app. Set INSPECT_DATABASE_URL to another.",
    ),
    (("malformed",), "The file of the database {place} is damaged. Restore a copy of it."),
    (
        ("disk is full", "DiskFull"),
        "The disk of database {place} is full, and nothing of this step is kept. Make room and try again.",
    ),
    (
        ("readonly database", "InsufficientPrivilege", "ReadOnlySqlTransaction"),
        "The database {place} may only be read. Ask for the right to write to it, and to its folder.",
    ),
    (
        ("unable to open",),
        "The database {place} cannot be opened. Check INSPECT_DATABASE_URL and your rights to its folder.",
    ),
    (
        ("already exists", "DuplicateTable"),
        "The database {place} has tables of another programme. Set INSPECT_DATABASE_URL to one of its own.",
    ),
    (
        ("no such table", "UndefinedTable"),
        "The database {place} is not ready to use. Run inspect-app db upgrade.",
    ),
    (
        ("connection",),
        "The database {place} cannot be reached. Check INSPECT_DATABASE_URL and that it is running.",
    ),
)
"""What a driver's message or the class of its error holds, and what a user can do about it."""


@contextmanager
def in_plain_words(engine: Engine) -> Iterator[None]:
    """Turns a database error that a user can mend into a UserError that says how."""
    try:
        yield
    except DatabaseError as error:
        if sentence := explain(engine, error):
            raise Unavailable(sentence) from error
        raise


def explain(engine: Engine, error: DatabaseError) -> str | None:
    """What a user can do about a database error, or None when it is a fault of the programme."""
    if isinstance(error, DataError | IntegrityError):
        return None  # a fault of the programme, and the message may hold a stored value with any words
    words = f"{type(error.orig).__name__}: {error.orig}"
    for marks, sentence in SENTENCES:
        if any(mark in words for mark in marks):
            return sentence.format(place=engine.url.render_as_string())
    return None
