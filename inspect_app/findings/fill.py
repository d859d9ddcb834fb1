"""Fills tables with their figures: tables about the same cases in the same columns are counted together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inspect_app.findings.design_of import SampleDesign
from inspect_app.findings.figures import Cell, Column, Estimate, Row, Table, TableKind
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.slices import Cells, Key, Slice, SliceOf, key_of, slice_of
from inspect_app.findings.specs.model import AttributeWeight, TableDefinition
from inspect_app.findings.specs.words import ENGLISH, Phrasing
from inspect_app.findings.tables import (
    Part,
    PlannedRow,
    plan_notes,
    plan_rows,
    question_of,
    section_of,
)
from inspect_app.questionnaire.model import Definition


def fill_all(
    matrix: AnswerMatrix,
    definitions: Sequence[TableDefinition],
    sample: SampleDesign | None = None,
    phrasing: Phrasing = ENGLISH,
) -> tuple[Table, ...]:
    """The tables in order. Without a sample design, intervals are as of a simple sample.

    Raises UserError for a break by an attribute the questionnaire does not have.
    """
    slices: dict[SliceOf, Slice] = {}
    wanted: dict[SliceOf, list[PlannedRow]] = {}
    means: dict[SliceOf, dict[str, Estimate | None]] = {}
    planned = []
    for table in definitions:
        of = slice_of(table)
        if of not in slices:
            of_all = means.setdefault(replace(of, break_=None), {})
            slices[of] = Slice(matrix, sample, of, phrasing, of_all)
        rows = plan_rows(matrix.definition, table, phrasing)
        wanted.setdefault(of, []).extend(rows)
        planned.append((table, of, rows))
    filled = {
        of: slices[of].cells((row.measure, part) for row in rows for part in row.parts)
        for of, rows in wanted.items()
    }
    return tuple(
        _table(matrix.definition, table, slices[of], filled[of], rows, phrasing)
        for table, of, rows in planned
    )


def _table(
    definition: Definition,
    table: TableDefinition,
    of: Slice,
    cells: dict[Key, Cells],
    rows: Sequence[PlannedRow],
    phrasing: Phrasing,
) -> Table:
    language = phrasing.language
    by_point = table.break_ is not None and bool(table.break_.point)
    points = definition.points if by_point else ()
    everybody = of.population.columns[0]
    columns = tuple(Column(point.id, point.title.into(language), everybody.cases) for point in points)
    return Table(
        table.id,
        table.title.into(language),
        table.kind or TableKind.DEFINED,
        section_of(definition, table),
        question_of(definition, table),
        of.population.id,
        (*of.population.columns, *columns),
        tuple(_row(definition, row, cells, by_point, everybody) for row in rows),
        tuple(plan_notes(definition, table, phrasing, weighted=of.weighted)),
        of.population.label,
        table.subtitle.into(language) if table.subtitle else "",
        table.source.into(language) if table.source else "",
        _weight(table) if of.weighted else "",
        table.low_base,
    )


def _weight(table: TableDefinition) -> str:
    if isinstance(table.weight, AttributeWeight):
        return table.weight.attribute
    return table.weight


def _row(
    definition: Definition, row: PlannedRow, cells: dict[Key, Cells], by_point: bool, everybody: Column
) -> Row:
    parts = [(part, cells[key_of(row.measure, part)]) for part in row.parts]
    if by_point:
        found = tuple(_by_point(definition, parts, everybody))
    elif len(parts) == 1:
        found = parts[0][1]
    else:
        found = tuple(_apart(cell) for cell in parts[0][1])
    options = parts[0][0].options if len(parts) == 1 else ()
    return Row(row.id, row.label, row.question.id, row.text, row.measure, options, found)


def _by_point(
    definition: Definition, parts: Sequence[tuple[Part, Cells]], everybody: Column
) -> Iterator[Cell]:
    """A part's figure under the point of its question, and for the whole if it is the only one."""
    cases = everybody.cases or 0
    yield parts[0][1][0] if len(parts) == 1 else _apart(parts[0][1][0])
    for point in definition.points:
        of_point = [
            found[0] for part, found in parts if definition.section_of[part.question.id].point == point.id
        ]
        not_here = Cell(0, 0, 0, 0, cases, 0, reason="It is not asked at this assessment point.")
        yield of_point[0] if of_point else not_here


def _apart(cell: Cell) -> Cell:
    """What stands where questions of several points would have to be added together."""
    counts = (cell.denominator, cell.not_applicable, cell.dont_know, cell.not_asked, cell.not_answered)
    cases = sum(count or 0 for count in counts)
    reason = "Its questions belong to several assessment points, which are not added together."
    return Cell(0, 0, 0, 0, cases, 0, reason=reason, outside=cell.outside)
