"""What changed between two snapshots, figure by figure, and by which cases and entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.find_tables import find_tables
from inspect_app.fieldwork.find_traces import Between, Moment, find_traces
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.list_snapshots import End, find_end
from inspect_app.fieldwork.rate_inspection import decisions_of
from inspect_app.fieldwork.trace_case import Cause, TracedCase, came_or_went, order_of, tests_answers, trace
from inspect_app.fieldwork.what_else import what_else
from inspect_app.findings.compare import OVERALL, Comparison, FigureChange, RatingChange, compare
from inspect_app.findings.decisions import Decision
from inspect_app.findings.figures import Measure, Row
from inspect_app.findings.readings import FigureOf, FigureRow, figure_of
from inspect_app.findings.snapshot import Snapshot, from_json
from inspect_app.findings.specs.model import ASSESSOR, TableDefinition
from inspect_app.findings.tables import sufficient_options
from inspect_app.questionnaire.model import Definition
from inspect_app.records import case_heads, snapshots
from inspect_app.records.case_heads import Heads
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that differs, and the cases that made it so."""

    change: FigureChange
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class ChangedRating:
    """A rating that differs, the cases that made it so, and what people decided about it in between."""

    change: RatingChange
    causes: tuple[Cause, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Changes:
    """Everything that changed from one snapshot to a later one, or to the present figures.

    `entries_known` is whether it can be told by which entries: how far each case had come is kept since it
    is compared. `besides` says what else differs, in sentences; `decisions` are those taken in between.
    """

    inspection: InspectionView
    before: End
    after: End
    comparison: Comparison
    figures: tuple[ChangedFigure, ...]
    ratings: tuple[ChangedRating, ...]
    entered: tuple[Cause, ...]
    left: tuple[Cause, ...]
    decisions: tuple[Decision, ...]
    besides: tuple[str, ...]
    entries_known: bool

    @property
    def nothing(self) -> bool:
        """Whether the two say the same, and nothing was decided in between."""
        return self.comparison.nothing and not self.decisions


def compare_snapshots(session: Session, ref: str, one: str, other: str) -> Changes:
    """Compare two snapshots of an inspection, or one with the present figures, the earlier one first.

    Raises UserError when there is no such inspection or snapshot.
    """
    inspection = get_inspection(session, ref)
    made = snapshots.of_inspection(session, inspection.id)
    ends = sorted((find_end(made, name) for name in (one, other)), key=_when)
    (old, was), (new, now) = (_contents(session, inspection, end) for end in ends)
    comparison = compare(old, new)
    tables = {each.id: each for each in find_tables(inspection.definition)}
    figures = [_figure_of(inspection.definition, tables, change, new) for change in comparison.figures]
    rated = {each.id: _rated(inspection.definition, each.id) for each in comparison.ratings}
    cases = find_traces(
        session,
        Between(
            inspection=inspection,
            before=Moment(was, old.counted, ends[0].made_at),
            after=Moment(now, new.counted, ends[1].made_at),
            today=case_heads.read(session, inspection.id) if was is None or now is None else {},
            people=_people(old) | _people(new),
            with_answers=tests_answers(figures),
        ),
    )
    decisions = tuple(_between(decisions_of(session, inspection.id), *ends))
    definition = inspection.definition
    return Changes(
        inspection=inspection,
        before=ends[0],
        after=ends[1],
        comparison=comparison,
        figures=tuple(
            ChangedFigure(change, _causes(definition, cases, [of]))
            for change, of in zip(comparison.figures, figures, strict=True)
        ),
        ratings=tuple(
            ChangedRating(
                change,
                _causes(definition, cases, rated[change.id]),
                tuple(each for each in decisions if change.id in (each.subject, OVERALL)),
            )
            for change in comparison.ratings
        ),
        entered=tuple(came_or_went(definition, each) for each in cases if each.before.reading is None),
        left=tuple(came_or_went(definition, each) for each in cases if each.after.reading is None),
        decisions=decisions,
        besides=tuple(what_else(old, new, comparison)),
        entries_known=was is not None and now is not None,
    )


def _when(end: End) -> tuple[bool, int]:
    return end.number is None, end.number or 0


def _contents(session: Session, inspection: InspectionView, end: End) -> tuple[Snapshot, Heads | None]:
    """The figures of one side, and how far each case had come if that was kept."""
    if end.number is None:
        return find_figures(session, inspection.ref), case_heads.read(session, inspection.id)
    body, heads = snapshots.contents(session, inspection.id, end.number)
    return from_json(body), None if heads is None else case_heads.from_json(heads)


def _people(snapshot: Snapshot) -> dict[str, str]:
    """The names of accounts, as the columns of tables by assessor have them."""
    tables = (table for table in snapshot.tables if table.break_by == ASSESSOR)
    return {column.id: column.label for table in tables for column in table.columns}


def _figure_of(
    definition: Definition, tables: Mapping[str, TableDefinition], change: FigureChange, after: Snapshot
) -> FigureOf:
    table = after.table(change.table)
    row = _row(table.rows, change)
    return figure_of(definition, tables.get(change.table), row, table.break_by, change.column)


def _row(rows: Sequence[Row], change: FigureChange) -> FigureRow:
    row = next(row for row in rows if row.id == change.row)
    return FigureRow(row.id, row.question, row.options, row.measure)


def _rated(definition: Definition, rating: str) -> list[FigureOf]:
    """The figures that a rating rests on: those of its key questions; the overall rating, of all of them."""
    standards = [each for each in definition.standards if rating in (each.id, OVERALL)]
    questions = dict.fromkeys(id_ for each in standards for id_ in each.key_questions)
    return [
        FigureOf(((id_, sufficient_options(definition, definition.by_id[id_])),), Measure.SHARE)
        for id_ in questions
    ]


def _causes(
    definition: Definition, cases: Sequence[TracedCase], figures: Sequence[FigureOf]
) -> tuple[Cause, ...]:
    """The cases that changed any of some figures, by reference."""
    found = (_merged([trace(definition, case, of) for of in figures]) for case in cases)
    return tuple(cause for cause in found if cause is not None)


def _merged(causes: Sequence[Cause | None]) -> Cause | None:
    there = [cause for cause in causes if cause is not None]
    if not there:
        return None
    how = dict.fromkeys(each for cause in there for each in cause.how)
    entries = dict.fromkeys(each for cause in there for each in cause.entries)
    return Cause(there[0].reference, tuple(how), tuple(sorted(entries, key=order_of)))


def _between(decisions: Sequence[Decision], before: End, after: End) -> Iterator[Decision]:
    for each in decisions:
        since = before.made_at is not None and each.at > before.made_at
        if since and (after.made_at is None or each.at <= after.made_at):
            yield each
