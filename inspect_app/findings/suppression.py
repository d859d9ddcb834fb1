"""Editions for publication: a snapshot's figures with small numbers suppressed, once and everywhere alike."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspect_app.findings.decisions import OVERALL
from inspect_app.findings.disclosure import Background, Disclosure
from inspect_app.findings.figures import Cell, Column, DecidedRating, Estimate, Method, Rating, Row, Table
from inspect_app.findings.hiding import Hidden, find_hidden
from inspect_app.findings.rounding import round_column
from inspect_app.findings.sensitive import is_small
from inspect_app.findings.shown_cells import SUPPRESSED, WEIGHTED, shown_cell
from inspect_app.findings.shown_ratings import ShownRatings
from inspect_app.findings.shown_sampling import shown_sampling
from inspect_app.findings.snapshot import INTERNAL, EditionFacts, Snapshot, snapshot_hash
from inspect_app.findings.withheld import TITLE, is_withheld, shown_overall

NOTHING_KNOWN = Background()


def edition(
    snapshot: Snapshot,
    settings: Disclosure | int,
    name: str = "public",
    background: Background = NOTHING_KNOWN,
) -> Snapshot:
    """The edition of an internal snapshot in which no count from 1 to threshold - 1 is shown.

    A number alone stands for that threshold; threshold 0 suppresses nothing. Per cents go with their counts;
    zero stays, being about nobody. Nothing is shown of fewer cases in all. Ratings lose every figure as soon
    as one they rest on is suppressed, and their band where that would give it back. Decisions name nobody and
    lose their grounds along with figures of the rating: people may quote them there. An edition that hides
    numbers names the ledger position it comes from and not the internal hash: the few values a small number
    can have are quickly tried until that hash comes out.

    Raises ValueError for an edition of an edition, which could reveal by comparison what either hides; for
    emerging figures, which are for nobody else; and for a table of a file's own whose cases `background` does
    not tell.
    """
    if snapshot.edition.id != INTERNAL:
        raise ValueError("An edition is derived from the internal snapshot only.")
    settings = settings if isinstance(settings, Disclosure) else Disclosure(settings)
    hidden = find_hidden(snapshot.tables, settings, background)
    protects = settings.protects
    few = is_small(snapshot.cases_counted, settings.threshold)
    edited, shown = Edited(hidden, settings, few_cases=few), ShownRatings(hidden, settings, few_cases=few)
    ratings = tuple(map(shown.rating, snapshot.ratings))
    return replace(
        snapshot,
        edition=EditionFacts(
            name,
            settings.threshold,
            snapshot.ledger_position if protects else snapshot_hash(snapshot),
            settings.rounding if settings.rounds else 0,
            settings.secondary or not settings.threshold,
        ),
        counted=() if protects else snapshot.counted,
        data_version=None if protects else snapshot.data_version,
        tables=tuple(map(edited.table, snapshot.tables)),
        ratings=ratings,
        decided=tuple(_shown_decision(each, ratings) for each in snapshot.decided),
        overall=shown_overall(snapshot.overall, ratings),
        overall_decided=shown_overall(snapshot.overall_decided, ratings),
        sampling=shown_sampling(snapshot.sampling, settings),
        design=replace(snapshot.design, strata=()) if snapshot.design and protects else snapshot.design,
    )


class Edited:
    """Makes the tables of an edition."""

    def __init__(self, hidden: Hidden, settings: Disclosure, *, few_cases: bool = False) -> None:
        self.few_cases = few_cases
        self.hidden = hidden
        self.settings = settings
        figures = [figure for row in hidden.places.rows for figure in row]
        self.figures = {(each.table.id, each.row.id, each.column.id): each for each in figures}

    def table(self, table: Table) -> Table:
        """A table without what is hidden, and with notes on what was done to it."""
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    self._cell(table, row, column, cell)
                    for column, cell in zip(table.columns, row.cells, strict=True)
                ),
            )
            for row in table.rows
        )
        columns = tuple(self._column(table, column) for column in table.columns)
        changed = replace(table, columns=columns, rows=rows)
        return replace(changed, notes=(*table.notes, *self._notes(table, changed)))

    def _column(self, table: Table, column: Column) -> Column:
        key = self.hidden.places.column_key(table, column)
        if key in self.hidden.why:
            return replace(column, cases=None)
        if self.settings.rounds:
            return round_column(column, key.population, self.settings.rounding)
        return column

    def _cell(self, table: Table, row: Row, column: Column, cell: Cell) -> Cell:
        figure = self.figures.get((table.id, row.id, column.id))
        if self.few_cases or self.hidden.places.column_key(table, column) in self.hidden.why:
            return SUPPRESSED
        question = figure.key.question if figure else row.question
        if figure and self.hidden.reason(figure):
            return SUPPRESSED
        if self.settings.threshold:
            cell = self._without_equations(table, question, cell)
        if self.settings.rounds and table.weight:
            return WEIGHTED
        return shown_cell(cell, row.measure, question in self.hidden.quiet, self.settings)

    def _without_equations(self, table: Table, question: str, cell: Cell) -> Cell:
        """A weighted figure is a second equation of counts by stratum, which could give a hidden one."""
        touched = question in self.hidden.questions
        if cell.estimate and cell.estimate.method is not Method.WILSON:
            cell = replace(cell, estimate=None if touched else _coarse(cell.estimate))
        if not table.weight:
            return cell
        if touched:
            return replace(cell, per_cent=None, value=None, exact=None, reason=SUPPRESSED.reason)
        return replace(cell, exact=None)

    def _notes(self, table: Table, changed: Table) -> Iterator[str]:
        settings = self.settings
        if settings.threshold and (table.rows, table.columns) != (changed.rows, changed.columns):
            further = ", and figures that would give them away" if settings.secondary else ""
            yield f"Counts from 1 to {settings.threshold - 1} are suppressed{further}."
        if settings.rounds:
            yield f"Counts are rounded to the nearest {settings.rounding}; per cents are of rounded counts."


def _shown_decision(decision: DecidedRating, ratings: Iterable[Rating]) -> DecidedRating:
    """What was decided on which day, by nobody in particular."""
    about = [rating for rating in ratings if decision.subject in (rating.id, OVERALL)]
    suppressed = any(rating.suppressed for rating in about if rating.id == decision.subject)
    shown = replace(decision, by=None, at=decision.at[:10], grounds=None if suppressed else decision.grounds)
    if any(map(is_withheld, about)) and not decision.judgement:
        return replace(shown, computed_then=None, computed_then_title=TITLE)
    return shown


def _coarse(estimate: Estimate) -> Estimate | None:
    """A share by the design to whole per cents, so that no count can be worked out from it; no mean."""
    if estimate.method is Method.STUDENT:
        return None
    value, low, high = (
        None if each is None else round(each, 2) for each in (estimate.value, estimate.low, estimate.high)
    )
    return replace(estimate, value=value, low=low, high=high, se=None, df=None)
