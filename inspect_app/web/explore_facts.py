"""What a table of the explorer says of itself, on the page and in each file made of it."""

from collections.abc import Iterator

from inspect_app.fieldwork.explore_figures import Explored
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.estimates import remarks
from inspect_app.findings.figures import Cell, Measure, Method
from inspect_app.findings.specs.model import AttributeWeight
from inspect_app.findings.specs.said import in_words
from inspect_app.reports.bars import METHODS
from inspect_app.reports.table_file import Facts
from inspect_app.reports.wording import long_date
from inspect_app.web.words import count, short

MEASURES = {
    "count": "number of cases",
    "per_cent_judged": "per cent of the cases judged; means and medians of numbers",
    "per_cent_asked": "per cent of all cases asked",
    "mean": "mean of numbers",
    "median": "median of numbers",
}
REMARKS = {each.id: each.sentence for each in (remarks.COMPLETE, remarks.FLAT)}
LONE_CASE = (
    "One case alone was sampled from a stratum. Its distance from the estimate stands in for its spread."
)


def facts_of(inspection: InspectionView, explored: Explored) -> Facts:
    """The table in a few words: what it counts, how, and of which data. The first names it."""
    return tuple(_facts(inspection, explored))


def _facts(inspection: InspectionView, explored: Explored) -> Iterator[tuple[str, str]]:
    table, snapshot, definition = explored.table, explored.snapshot, explored.definition
    yield "Table", table.title
    if table.subtitle:
        yield "Subtitle", table.subtitle
    synthetic = "; synthetic: every case is invented" if inspection.synthetic else ""
    yield "Inspection", f"{inspection.title} ({inspection.ref}){synthetic}"
    state = "begun: emerging figures" if snapshot.edition.emerging else "signed off"
    cases = f"{snapshot.cases_counted:,} {state}, of {count(snapshot.cases.total, 'case')}"
    yield "Cases", cases
    if definition.filter is not None:
        kept = table.columns[0].cases or 0
        words = in_words(definition.filter, inspection.definition)
        yield "Filter", f"{words} ({count(kept, 'case')})"
    else:
        yield "Filter", "none"
    if definition.base is not None:
        yield "Base", in_words(definition.base, inspection.definition)
    else:
        yield "Base", "all these cases"
    yield "Measure", MEASURES[definition.measure.value]
    yield "Weights", _weights(explored)
    yield "Intervals", _intervals(explored)
    if definition.low_base:
        yield "Small base", f"[low] marks a figure out of fewer than {definition.low_base} cases"
    for note in table.notes:
        yield "Note", note
    if table.source:
        yield "Source", table.source
    yield "Data as at", long_date(snapshot.as_at) if snapshot.as_at else "no case counts yet"
    yield "Data version", short(snapshot.data_version or "")
    yield "Handling", f"{snapshot.inspection.marking}; small numbers are not suppressed: not for publication"


def _weights(explored: Explored) -> str:
    weight = explored.definition.weight
    if isinstance(weight, AttributeWeight):
        return f"each case counts as often as its “{weight.attribute}” says"
    return "by the draw, each case for those it stands for" if weight == "design" else "each case counts once"


def _intervals(explored: Explored) -> str:
    methods = {cell.estimate.method for cell in _cells(explored) if cell.estimate}
    if not methods:
        return "none"
    names = " and ".join(METHODS[method.value] for method in Method if method in methods)
    design = explored.snapshot.design
    by_design = design is not None and methods != {Method.WILSON}
    how = f"; estimated by the draw ({design.label})" if design and by_design else ""
    return f"95%, {names}{how}"


def _cells(explored: Explored) -> Iterator[Cell]:
    for row in explored.table.rows:
        if row.measure is not Measure.COUNT:
            yield from row.cells


def remarks_of(explored: Explored) -> tuple[str, ...]:
    """What to know of the estimates of a table, each once."""
    found = {id_ for cell in _cells(explored) if cell.estimate for id_ in cell.estimate.notes}
    return tuple(REMARKS.get(id_, LONE_CASE) for id_ in sorted(found))
