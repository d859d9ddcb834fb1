"""An edition that can be looked at broken down in several ways, with one set of figures hidden in all."""

from dataclasses import replace

from inspect_app.findings.build_snapshot import Facts, build_snapshot
from inspect_app.findings.figures import Table
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.populations import TOTAL
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.model import Break, TableDefinition
from inspect_app.findings.specs.words import ENGLISH, Phrasing, TableWords
from inspect_app.questionnaire.model import Definition


def every_view(definition: Definition, phrasing: Phrasing = ENGLISH) -> tuple[TableDefinition, ...]:
    """The default tables of every breakdown by an attribute, each once."""
    breaks = [None, *(Break(attribute=attribute.id) for attribute in definition.attributes)]
    tables = [table for by in breaks for table in default_tables(definition, phrasing.words, by)]
    return tuple({table.id: table for table in tables}.values())


def build_every_view(matrix: AnswerMatrix, facts: Facts, phrasing: Phrasing = ENGLISH) -> Snapshot:
    """The unsuppressed snapshot with the tables of every breakdown, and without references of cases.

    Hidden apart, each view would be safe by itself, and one would give back what another hides. Groups that
    no case belongs to have no column: their names may be other people's business.
    """
    whole = build_snapshot(matrix, facts, tables=every_view(matrix.definition, phrasing), phrasing=phrasing)
    shown = tuple(map(_without_empty_groups, whole.tables))
    return replace(whole, counted=(), data_version=None, tables=shown)


def view(edition: Snapshot, definition: Definition, break_by: str | None) -> Snapshot:
    """The edition with the tables of one breakdown, or of none, alone.

    Raises UserError for an attribute the questionnaire does not have.
    """
    by = Break(attribute=break_by) if break_by else None
    wanted = {table.id for table in default_tables(definition, TableWords(), by)}
    tables = tuple(table for table in edition.tables if table.id in wanted)
    sections = tuple(
        replace(section, tables=tuple(table.id for table in tables if table.section == section.id))
        for section in edition.sections
    )
    return replace(edition, tables=tables, sections=sections)


def _without_empty_groups(table: Table) -> Table:
    kept = [place for place, column in enumerate(table.columns) if column.id == TOTAL or column.cases]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows),
    )
