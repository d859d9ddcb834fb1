"""Which cell of a snapshot a link to a figure means."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.findings.figures import Cell, Column, Row, Table, TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.links import Link


@dataclass(frozen=True)
class Unknown:
    """Why a link leads nowhere, in a sentence for whoever wrote it."""

    reason: str


@dataclass(frozen=True)
class Found:
    """The cell that a link means, with the table, row and column it stands in."""

    table: Table
    row: Row
    column: Column
    cell: Cell


_HOMES = (
    TableKind.SECTION,
    TableKind.KEY_QUESTION,
    TableKind.KEY_QUESTIONS,
    TableKind.BREAKDOWN,
    TableKind.DEFINED,
)
"""Where a figure is looked for that names no table: where it is of all cases and without weights first."""


def find_cell(link: Link, snapshot: Snapshot) -> Found | Unknown:
    """The cell that a link means, or why there is none."""
    if link.subject is None:
        return Unknown("The link doesn’t say which question it is about.")
    if link.table is None:
        tables: tuple[Table, ...] = tuple(_by_kind(snapshot))
    else:
        found = find_table(link.table, snapshot)
        if isinstance(found, Unknown):
            return found
        tables = (found,)
    for table in tables:
        rows = _rows(link, table)
        if len(rows) == 1:
            return _in_column(link, table, rows[0])
        if rows:
            return Unknown(f"Say which answer to “{link.subject}” is meant: {_answers(rows)}.")
    return Unknown(_no_row(link, tables))


def find_table(table_id: str, snapshot: Snapshot) -> Table | Unknown:
    """The table with an id."""
    try:
        return snapshot.table(table_id)
    except KeyError:
        return Unknown(f"There is no table “{table_id}”.")


def find_column(name: str | None, table: Table) -> Column | Unknown:
    """A column by its id, or by its label with underscores for spaces; the first one where none is named."""
    if name is None:
        return table.columns[0]
    for column in table.columns:
        if name == column.id:
            return column
    for column in table.columns:
        if name.casefold() == "_".join(column.label.split()).casefold():
            return column
    known = ", ".join(column.id for column in table.columns)
    return Unknown(f"The table “{table.id}” has no column “{name}”. It has: {known}.")


def _by_kind(snapshot: Snapshot) -> Iterator[Table]:
    for kind in _HOMES:
        yield from (table for table in snapshot.tables if table.kind is kind)


def _rows(link: Link, table: Table) -> tuple[Row, ...]:
    """The rows that a link can mean; a key question that names no answer means those sufficient."""
    if link.option is not None:
        wanted = f"{link.subject}.{link.option}"
        return tuple(row for row in table.rows if row.id == wanted)
    named = tuple(row for row in table.rows if row.id == link.subject)
    if named:
        return named
    rows = tuple(row for row in table.rows if row.question == link.subject and not _of_group(row))
    if table.kind in (TableKind.SECTION, TableKind.KEY_QUESTION) and len(rows) > 1:
        return _sufficient(rows) or rows
    return rows


def _of_group(row: Row) -> bool:
    return row.id.startswith("group.")


def _sufficient(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The answer yes, where that and no are all the answers there are."""
    if {row.id.rpartition(".")[2] for row in rows} != {"yes", "no"}:
        return ()
    return tuple(row for row in rows if row.id.endswith(".yes"))


def _answers(rows: tuple[Row, ...]) -> str:
    return ", ".join(f"{row.question}={row.id.removeprefix(f'{row.question}.')}" for row in rows)


def _in_column(link: Link, table: Table, row: Row) -> Found | Unknown:
    column = find_column(link.column, table)
    if isinstance(column, Unknown):
        return column
    return Found(table, row, column, row.cells[table.columns.index(column)])


def _no_row(link: Link, tables: tuple[Table, ...]) -> str:
    of_question = {row.id for table in tables for row in table.rows if row.question == link.subject}
    where = f" in the table “{link.table}”" if link.table else ""
    if of_question:
        known = ", ".join(sorted(each.removeprefix(f"{link.subject}.") for each in of_question))
        return f"“{link.subject}” has no answer “{link.option}”{where}. It has: {known}."
    return f"There is no figure of “{link.subject}”{where}."
