"""Draws an inspection's sample by the plan made last, and makes its cases."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from inspect_app.fieldwork.check_long_list import current_import, decided
from inspect_app.fieldwork.fill_frame import fill_frame, populations
from inspect_app.fieldwork.list_draws import DrawView, view_of_draw
from inspect_app.fieldwork.open_frame import OpenedFrame, officer_groups, open_frame, secret_for
from inspect_app.fieldwork.place_cases import LEVELS, find_or_make, log_placing, path_of
from inspect_app.fieldwork.plan_sample import NO_PLAN, check_keys, check_may_draw
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.fieldwork.sample_plan import plan_of, shared_out
from inspect_app.fieldwork.settle_plan import check_numbers
from inspect_app.fieldwork.uncollected import uncollected
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, cases, draws, headings, inspections, long_list, plans
from inspect_app.records.draws import Taken
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow, LongListImportRow, SamplePlanRow
from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw import DrawnCase
from inspect_app.sampling.draw_hash import Outcome, draw_hash, hashes_by_stratum, keys_of, outcome
from inspect_app.sampling.exclusions import BY_HAND
from inspect_app.sampling.explain import shortfalls
from inspect_app.sampling.frame import frame_hash
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Plan


@uncollected()
def draw_sample(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reason: str | None = None
) -> DrawView:
    """Draw by the plan that waits, with its seed; a draw after the first needs a reason.

    The draw before is kept as superseded, and its cases go. Rows with open problems can't be drawn and are
    counted in the view. Raises UserError, and stores nothing, when no plan waits, the list no longer fits it,
    something was saved about a case, or the reason is missing.
    """
    inspection, definition = inspections.lock(session, ref)
    words = check_reason(session, ref, reason)
    planned = plans.waiting_plan(session, inspection.id)
    if planned is None:
        raise UserError(NO_PLAN)
    imported = current_import(session, inspection.id)
    fill_frame(session, imported, definition)
    check_keys(session, imported.id)
    plan = plan_of(planned.body)
    counts = populations(session, imported, definition)
    check_numbers(plan, counts)
    made = _make(session, definition, imported, planned, counts)
    now = clock()
    previous = draws.latest_draw(session, inspection.id)
    row = DrawRow(
        inspection_id=inspection.id, number=previous.number + 1 if previous else 1, seed=planned.seed,
        method=plan.method.value, version=procedure_of(plan).version, size=plan.size, buffer=plan.buffer,
        frame_hash=frame_hash(made.opened.cases), plan=made.facts, drawn_at=now, author=actor.name,
        device=actor.device, plan_id=planned.id, reason=words, draw_hash=made.draw_hash,
    )  # fmt: skip
    if previous:
        draws.supersede(session, previous, now)
    placed = _store(session, row, made)
    detail = {
        "size": row.size,
        "buffer": row.buffer,
        "open_problems": made.facts["open_problems"],
        "frame_hash": row.frame_hash,
    }
    event = access_log.Event(now, actor, "sample.draw", ref, f"draw {row.number}", detail, reason=words)
    access_log.write(session, event)
    if placed:
        log_placing(session, actor, clock, ref, placed)
    return view_of_draw(row, planned, None)


def check_reason(session: Session, ref: str, reason: str | None) -> str | None:
    """The reason for a draw in one line; UserError when no sample can be drawn, or a re-draw gives none."""
    inspection, _ = inspections.find(session, ref)
    check_may_draw(session, inspection.id)
    if draws.latest_draw(session, inspection.id) is None:
        return None
    if not (reason or "").strip():
        raise UserError("This inspection already has its sample. Give the reason why it is drawn again.")
    return given_reason(reason or "")


class _Made(NamedTuple):
    """What came of drawing, before anything of it is stored."""

    opened: OpenedFrame
    drawn: list[DrawnCase]
    outcomes: list[Outcome]
    draw_hash: str
    allocation: Allocation
    facts: dict[str, Any]
    secret: str


def _make(
    session: Session,
    definition: Definition,
    imported: LongListImportRow,
    planned: SamplePlanRow,
    counts: Mapping[str, int],
) -> _Made:
    plan = plan_of(planned.body)
    opened = open_frame(session, imported.id)
    procedure = procedure_of(plan)
    allocation = procedure.allocate(opened.cases, plan)
    drawn = procedure.draw(opened.cases, allocation, planned.seed)
    outcomes = [outcome(each) for each in drawn]
    keys = keys_of(opened.cases)
    hashes = hashes_by_stratum(outcomes, keys)
    facts = {
        "population": len(opened.cases),
        "strata": _strata(definition, plan, counts, allocation, hashes),
        "left_out": {stratum: count for stratum, count in counts.items() if stratum not in plan.strata},
        "trace": [asdict(step) for step in allocation.trace],
        "warnings": _warnings(definition, plan, planned, counts, allocation),
        **_list_facts(session, definition, imported),
    }
    secret = secret_for(session, imported.inspection_id)
    return _Made(opened, drawn, outcomes, draw_hash(hashes, keys), allocation, facts, secret)


def _strata(
    definition: Definition,
    plan: Plan,
    counts: Mapping[str, int],
    allocation: Allocation,
    hashes: Mapping[str, str],
) -> list[dict[str, Any]]:
    planned = shared_out(plan, counts).primaries
    titles = {each.id: str(each.title) for each in definition.strata}
    result = []
    for stratum in plan.strata:
        first = allocation.primaries[stratum]
        drawn = counts[stratum] if plan.mode == "on_the_day" else allocation.drawn(stratum)
        numbers = {"population": counts[stratum], "primaries": first, "reserves": drawn - first}
        own = {"drawn": drawn, "planned": planned[stratum], "hash": hashes.get(stratum)}
        result.append({"id": stratum, "title": titles[stratum], **numbers, **own})
    return result


def _warnings(
    definition: Definition,
    plan: Plan,
    planned: SamplePlanRow,
    counts: Mapping[str, int],
    allocation: Allocation,
) -> list[str]:
    titles = {each.id: str(each.title) for each in definition.strata}
    found = shortfalls(allocation, plan.cap or 0, titles)
    if dict(counts) != planned.body["populations"]:
        before = sum(planned.body["populations"].values())
        found.append(
            "The list changed after the sample was planned: it had "
            f"{before:,} eligible cases then and {sum(counts.values()):,} when it was drawn."
        )
    return found


def _list_facts(session: Session, definition: Definition, imported: LongListImportRow) -> dict[str, Any]:
    """What there is to know of the list that was drawn from, without a cell of it."""
    reasons = [BY_HAND, *(str(each.title) for each in definition.sampling.exclusions)]
    counts = long_list.excluded_by_reason(session, imported.id)
    changes = long_list.changes(session, imported.id)
    by_people = decided(changes)
    return {
        "excluded": {reason: counts[reason] for reason in reasons if reason in counts},
        "open_problems": long_list.counts_by_state(session, imported.id).get("problem", 0),
        "as_at": imported.as_at.isoformat(),
        "headings": headings.own_headings(session, imported.inspection_id),
        "excluded_by_hand": sorted(by_people.by_hand),
        "restored": sorted(by_people.restored),
        "corrections": sum(change.action == "correct" for change in changes),
    }


def _store(session: Session, row: DrawRow, made: _Made) -> int:
    """Stores the draw and its cases; answers how many of them have an area."""
    ids = [made.opened.row_ids[each.case.row_number] for each in made.drawn]
    taken = [
        Taken(id_, each.stratum, each.place, each.role, each.probability, each.key)
        for id_, each in zip(ids, made.outcomes, strict=True)
    ]
    buckets = [
        {**vars(bucket), "steps": {"steps": [list(step) for step in bucket.steps]}}
        for bucket in made.allocation.buckets
    ]
    draw_id = draws.add_draw(session, row, taken, buckets)
    cells = draws.cells_of_first_choices(session, draw_id, LEVELS)
    paths = {id_: path_of(named) for id_, named in cells.items()}
    areas = find_or_make(session, row.inspection_id, paths.values())
    chosen = [(id_, each) for id_, each in zip(ids, made.drawn, strict=True) if each.reference]
    for id_, each in chosen:
        cases.add_case(
            session, row.inspection_id, each.reference or "", dict(each.case.attributes),
            stratum=each.case.stratum, long_list_row=id_, draw=draw_id,
            area=areas.get(paths[id_]),
        )  # fmt: skip
    groups = officer_groups(made.opened.cases, made.secret)
    by_row = {id_: groups.get(each.case.officer) for id_, each in chosen}
    draws.group_cases(session, draw_id, {id_: group for id_, group in by_row.items() if group})
    return sum(path in areas for path in paths.values())
