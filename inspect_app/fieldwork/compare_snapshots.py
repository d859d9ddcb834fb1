"""What changed between two snapshots, figure by figure, and by which cases and entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.find_causes import Causes, merge
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.find_tables import find_tables
from inspect_app.fieldwork.find_traces import Between, Moment, events_between, find_traces
from inspect_app.fieldwork.list_decisions import list_decisions
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.list_snapshots import End, find_end
from inspect_app.fieldwork.set_disclosure import ACTION as DISCLOSURE_SET
from inspect_app.fieldwork.trace_case import Cause, How, TracedCase
from inspect_app.fieldwork.what_else import what_else
from inspect_app.findings.compare import OVERALL, Comparison, FigureChange, RatingChange, compare
from inspect_app.findings.decisions import Decision
from inspect_app.findings.figures import Measure
from inspect_app.findings.readings import FigureOf, figure_of
from inspect_app.findings.snapshot import Snapshot, from_json
from inspect_app.findings.specs.model import ASSESSOR
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

    `entries_known` is whether it can be told by which entries: how far each case had come was not always
    kept. `cases` are all that made a difference. `besides` says what else differs, in sentences; `decisions`
    are those taken in between.
    """

    inspection: InspectionView
    before: End
    after: End
    comparison: Comparison
    figures: tuple[ChangedFigure, ...]
    ratings: tuple[ChangedRating, ...]
    cases: tuple[Cause, ...]
    decisions: tuple[Decision, ...]
    besides: tuple[str, ...]
    entries_known: bool

    @property
    def entered(self) -> tuple[Cause, ...]:
        """The cases that count only at the later moment."""
        return tuple(each for each in self.cases if How.ENTERED in each.how)

    @property
    def left(self) -> tuple[Cause, ...]:
        """The cases that counted only at the earlier moment."""
        return tuple(each for each in self.cases if How.LEFT in each.how)

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
    comparison, definition = compare(old, new), inspection.definition
    tables = {each.id: each for each in find_tables(definition)}
    made_of = [figure_of(definition, tables.get(each.table), each) for each in comparison.figures]
    between = Between(
        inspection=inspection,
        before=Moment(was, old.counted, ends[0].made_at),
        after=Moment(now, new.counted, ends[1].made_at),
        today=case_heads.read(session, inspection.id) if was is None or now is None else {},
        people=_people(old) | _people(new),
        with_answers=any(of.by_answers for of in made_of),
    )
    cases = find_traces(session, between)
    causes = Causes(definition, cases)
    figures = tuple(
        ChangedFigure(change, causes.of([of])) for change, of in zip(comparison.figures, made_of, strict=True)
    )
    decisions = tuple(_between(list_decisions(session, inspection.id), *ends))
    return Changes(
        inspection=inspection,
        before=ends[0],
        after=ends[1],
        comparison=comparison,
        figures=figures,
        ratings=tuple(_rating(definition, causes, decisions, each) for each in comparison.ratings),
        cases=_all_cases(cases, figures),
        decisions=decisions,
        besides=(*what_else(old, new, comparison), *_set_otherwise(session, between)),
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


def _rating(
    definition: Definition, causes: Causes, decisions: Sequence[Decision], change: RatingChange
) -> ChangedRating:
    about = tuple(each for each in decisions if change.id in (each.subject, OVERALL))
    return ChangedRating(change, causes.of(_rated(definition, change.id)), about)


def _rated(definition: Definition, rating: str) -> list[FigureOf]:
    """The figures that a rating rests on: those of its key questions; the overall rating, of all of them."""
    standards = [each for each in definition.standards if rating in (each.id, OVERALL)]
    questions = dict.fromkeys(id_ for each in standards for id_ in each.key_questions)
    return [
        FigureOf(((id_, sufficient_options(definition, definition.by_id[id_])),), Measure.SHARE)
        for id_ in questions
    ]


def _all_cases(cases: Sequence[TracedCase], figures: Sequence[ChangedFigure]) -> tuple[Cause, ...]:
    """Every case that changed a figure, or began or ceased to count, by reference."""
    passing = [each for each in cases if each.before.reading is None or each.after.reading is None]
    return merge([[each.came_or_went for each in passing], *(figure.causes for figure in figures)])


def _set_otherwise(session: Session, between: Between) -> Iterator[str]:
    """Whether the settings against disclosure were changed, for whoever may see who did what."""
    if events_between(session, between, DISCLOSURE_SET):
        yield "How small numbers are kept from others was set otherwise in between."


def _between(decisions: Sequence[Decision], before: End, after: End) -> Iterator[Decision]:
    for each in decisions:
        since = before.made_at is not None and each.at > before.made_at
        if since and (after.made_at is None or each.at <= after.made_at):
            yield each
