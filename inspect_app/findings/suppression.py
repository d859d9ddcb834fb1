"""Editions for publication: a snapshot's figures with small numbers suppressed, once and everywhere alike."""

from collections.abc import Collection
from dataclasses import replace

from inspect_app.findings.explanations import suppressed_explanation
from inspect_app.findings.figures import Cell, KeyQuestionResult, Method, Rating, Table, TableKind
from inspect_app.findings.hiding import hidden_keys, hidden_statuses
from inspect_app.findings.relations import Key, column_key
from inspect_app.findings.snapshot import INTERNAL, EditionFacts, Snapshot, snapshot_hash

SUPPRESSED = Cell(
    *(None, None, None, None, None, None),
    reason="Suppressed because the numbers are small.",
    suppressed=True,
)


def edition(snapshot: Snapshot, threshold: int, name: str = "public") -> Snapshot:
    """The edition of an internal snapshot in which no count from 1 to threshold - 1 is shown.

    Threshold 0 suppresses nothing. Per cents go with their counts; zero stays, being about nobody. Ratings
    keep their band, and lose every figure as soon as one they rest on is suppressed. An edition that hides
    numbers names the ledger position it comes from and not the internal hash: the few values a small number
    can have are quickly tried until that hash comes out. Raises ValueError for an edition of an edition,
    which could reveal by comparison what either hides, and of emerging figures, which are for nobody else.
    """
    if snapshot.edition.id != INTERNAL:
        raise ValueError("An edition is derived from the internal snapshot only.")
    hidden = hidden_keys(snapshot.tables, threshold)
    quiet = hidden_statuses(snapshot.tables, threshold)
    judged = _shown_key_questions(snapshot.tables, hidden)
    origin = snapshot.ledger_position if threshold else snapshot_hash(snapshot)
    return replace(
        snapshot,
        edition=EditionFacts(name, threshold, origin),
        counted=() if threshold else snapshot.counted,
        data_version=None if threshold else snapshot.data_version,
        tables=tuple(_table(table, hidden, quiet, threshold) for table in snapshot.tables),
        ratings=tuple(_rating(rating, judged, quiet) for rating in snapshot.ratings),
    )


def _table(table: Table, hidden: Collection[Key], quiet: Collection[str], threshold: int) -> Table:
    rows = tuple(
        replace(
            row,
            cells=tuple(
                _cell(
                    _without_estimate(cell) if threshold else cell,
                    column_key(table, column, row.question, row.id) in hidden,
                    row.question in quiet,
                )
                for column, cell in zip(table.columns, row.cells, strict=True)
            ),
        )
        for row in table.rows
    )
    columns = tuple(
        replace(column, cases=None) if column_key(table, column) in hidden else column
        for column in table.columns
    )
    if rows == table.rows and columns == table.columns:
        return table
    note = f"Counts from 1 to {threshold - 1} are suppressed, and figures that would give them away."
    return replace(table, columns=columns, rows=rows, notes=(*table.notes, note))


def _without_estimate(cell: Cell) -> Cell:
    """An estimate by the design is a second equation of counts by stratum, which could give a hidden one."""
    if cell.estimate is None or cell.estimate.method is Method.WILSON:
        return cell
    return replace(cell, estimate=None)


def _cell(cell: Cell, hidden: bool, quiet: bool) -> Cell:
    if hidden:
        return SUPPRESSED
    if not quiet:
        return cell
    return replace(
        cell,
        not_applicable=None,
        dont_know=None,
        not_asked=None,
        not_answered=None,
        outside=None,
        statuses_suppressed=True,
    )


def _shown_key_questions(tables: Collection[Table], hidden: Collection[Key]) -> set[str]:
    """The key questions whose share judged sufficient, over all cases, is shown."""
    return {
        row.question
        for table in tables
        if table.kind in (TableKind.KEY_QUESTIONS, TableKind.BREAKDOWN)
        for row in table.rows
        if column_key(table, table.columns[0], row.question, row.id) not in hidden
    }


def _rating(rating: Rating, judged: Collection[str], quiet: Collection[str]) -> Rating:
    results = tuple(
        replace(result, cell=_cell(result.cell, result.question not in judged, result.question in quiet))
        for result in rating.key_questions
    )
    if not any(result.cell.suppressed for result in results):
        return replace(rating, key_questions=results)
    return replace(
        rating,
        per_cent=None,
        explanation=suppressed_explanation(rating.title, rating.band_title),
        flags=(),
        key_questions=tuple(_without_band(result) for result in results),
        suppressed=True,
    )


def _without_band(result: KeyQuestionResult) -> KeyQuestionResult:
    """Which key question decides would bound a hidden figure by a shown one; so would a hidden one's band."""
    if result.cell.suppressed:
        return replace(result, band=None, band_title=None, decides=False)
    return replace(result, decides=False)
