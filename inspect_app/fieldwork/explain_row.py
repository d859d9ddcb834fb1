"""Says of a row of the long list why a draw chose it, or why it didn't."""

from dataclasses import dataclass

from inspect_app.fieldwork.check_long_list import current_import
from inspect_app.fieldwork.list_draws import find_draw
from inspect_app.fieldwork.list_long_list import RowView, show_row
from inspect_app.fieldwork.open_frame import open_frame
from inspect_app.fieldwork.sample_plan import plan_of
from inspect_app.fieldwork.uncollected import uncollected
from inspect_app.records import inspections, plans
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow
from inspect_app.sampling.explain import explain
from inspect_app.sampling.frame import frame_hash
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method, Plan

CHANGED = (
    "The list has changed since this draw, so what it did with this row can’t be told from the list any more."
)


@dataclass(frozen=True)
class Explanation:
    """Why a row was chosen by a draw or wasn't, in sentences that name no person."""

    row: int
    draw: int
    state: str
    sentences: list[str]


@uncollected()
def explain_row(session: Session, ref: str, row: int, number: int | None = None) -> Explanation:
    """Why a row (by its number in the spreadsheet) was or wasn't chosen by a draw, by default the last one.

    Raises UserError when there is no such row or draw.
    """
    inspection, definition = inspections.find(session, ref)
    drawn = find_draw(session, ref, number)
    imported = current_import(session, inspection.id)
    view = show_row(session, ref, row)
    if view.state != "eligible":
        return Explanation(row, drawn.number, view.state, _not_in_the_frame(view))
    frame = open_frame(session, imported.id).cases
    if frame_hash(frame) != drawn.frame_hash:
        return Explanation(row, drawn.number, view.state, [CHANGED])
    plan = _plan(session, drawn)
    allocation = procedure_of(plan).allocate(frame, plan)
    key = next(case.key for case in frame if case.row_number == row)
    titles = {each.id: str(each.title) for each in definition.strata}
    told = explain(key, frame, plan, allocation, drawn.seed, titles)
    return Explanation(row, drawn.number, view.state, list(told))


def _not_in_the_frame(view: RowView) -> list[str]:
    if view.state == "excluded":
        return [f"It could not be drawn, because it is excluded: {view.exclusion_reason}."]
    problems = "; ".join(dict.fromkeys(problem.column for problem in view.problems))
    return [f"It could not be drawn, because something in it is to be put right first: {problems}."]


def _plan(session: Session, drawn: DrawRow) -> Plan:
    """The plan of a draw; an older programme kept its numbers alone."""
    if drawn.plan_id is not None:
        return plan_of(plans.plans(session, [drawn.plan_id])[drawn.plan_id].body)
    strata = tuple(line["id"] for line in drawn.plan["strata"])
    return Plan(Method(drawn.method), drawn.size, None, drawn.buffer, None, "shortlist", strata, ())
