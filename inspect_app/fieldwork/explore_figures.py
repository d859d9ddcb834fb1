"""One table of somebody's own choosing, with the version of all that it shows, and the cases behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import counted_cases, find_counted, find_figures
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.figures import Cell, Column, Row, Table
from inspect_app.findings.membership import Behind, cases_of
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.written import written
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, packed
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Explored:
    """A table filled for one look; `view` is another as soon as anything the look shows is."""

    definition: TableDefinition
    snapshot: Snapshot
    view: str

    @property
    def table(self) -> Table:
        """The figures."""
        return self.snapshot.tables[0]


@dataclass(frozen=True)
class CasesBehind:
    """The cases that one number counts, and the cell that the number is of."""

    explored: Explored
    row: Row
    column: Column
    cell: Cell
    references: tuple[str, ...]


class Outdated(UserError):
    """What was asked for is no longer what the page shows that it was asked on."""


def explore_figures(
    session: Session, ref: str, table: TableDefinition, *, emerging: bool = False
) -> Explored:
    """Fill one table, unsuppressed. Raises UserError when there is no such inspection or attribute."""
    snapshot = find_figures(session, ref, tables=[table], emerging=emerging)
    return Explored(table, snapshot, _view(snapshot))


def _view(snapshot: Snapshot) -> str:
    """A digest of all that a look shows; cases that are begun elsewhere meanwhile don't change it."""
    shown = (snapshot.edition.id, snapshot.data_version, snapshot.as_at, snapshot.instrument.text_revision)
    cases = (snapshot.cases_counted, snapshot.cases.total, snapshot.cases.withdrawn)
    figures = (written(snapshot.tables), snapshot.design and written(snapshot.design))
    return sha256_hex(canonical_json([*shown, *cases, *figures]))


def values_there_are(
    session: Session, inspection: InspectionView, *, emerging: bool = False
) -> Mapping[str, tuple[str, ...]]:
    """The values that the cases counted have of attributes without options."""
    matrix = counted_cases(session, inspection, packed.progress(session, inspection.id), emerging=emerging)
    free = [attribute.id for attribute in inspection.definition.attributes if not attribute.options]
    return {id_: tuple(value for value in matrix.attribute(id_).values if value) for id_ in free}


def export_table(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    table: TableDefinition,
    file: str,
    query: str,
    view: str = "",
) -> Explored:
    """The figures for a file, which the access log tells of with the query that makes them again.

    Raises Outdated when they are no longer those of the `view` that somebody had before them.
    """
    explored = explore_figures(session, ref, table)
    if view and view != explored.view:
        raise Outdated("Newer data exist than those you saw, so no file was made.")
    detail = {"query": query, "data_version": explored.snapshot.data_version}
    access_log.record(session, clock(), actor, "table.export", ref, file, detail)
    return explored


def cases_behind(
    session: Session,
    ref: str,
    table: TableDefinition,
    place: tuple[str, str],
    behind: Behind,
    *,
    emerging: bool = False,
) -> CasesBehind:
    """The cases behind a number of the cell at a place: a row and a column of the table, by their ids.

    Raises NotThere when the table has no such cell.
    """
    snapshot, matrix = find_counted(session, ref, [table], emerging=emerging)
    explored = Explored(table, snapshot, _view(snapshot))
    for row in explored.table.rows:
        for column, cell in zip(explored.table.columns, row.cells, strict=True):
            if (row.id, column.id) == place:
                references = cases_of(matrix, table, *place, behind)
                return CasesBehind(explored, row, column, cell, references)
    raise NotThere("There is no such figure. It may have been there when you loaded the page: load it again.")
