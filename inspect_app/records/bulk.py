"""Stores many new rows at once, by whatever way of the database is quickest."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inspect_app.records.base import Base


def insert_many(
    session: Session, table: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Store rows of texts and numbers, each with a value for each of `columns`."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(map(quote, columns))
        _copy(connection, f"COPY {quote(table.__tablename__)} ({names}) FROM STDIN", rows)
        return
    values = [dict(zip(columns, row, strict=True)) for row in rows]
    if values:
        connection.execute(insert(table), values)


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """100,000 rows take half a second less of the processor than by INSERT, and seconds less of the server's.

    What the server says of a row that it refuses would repeat the row, so only its first line is kept.
    """
    import psycopg  # who works on SQLite need not wait for it

    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        said = type(error)(error.diag.message_primary or type(error).__name__)
        raise DBAPIError.instance(
            statement, None, said, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from None
