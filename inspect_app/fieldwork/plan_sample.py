"""Plans a sample and stores the plan with its seed, before the list is opened for drawing."""

from collections.abc import Callable

from inspect_app.fieldwork.check_long_list import current_import
from inspect_app.fieldwork.fill_frame import fill_frame, populations
from inspect_app.fieldwork.sample_plan import PlanView, view_of_plan
from inspect_app.fieldwork.settle_plan import Wish, settled, wish_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, cases, draws, frame, inspections, plans
from inspect_app.records.engine import Session
from inspect_app.records.models import SamplePlanRow

LONGEST_SEED = 200


def plan_sample(
    session: Session, actor: Actor, clock: Clock, *, ref: str, wish: Wish, seed: str | None,
    make_seed: Callable[[], str],
) -> PlanView:  # fmt: skip
    """Store a plan with its seed; without a seed, one is made by `make_seed`. The next draw goes by it.

    Raises UserError, and stores nothing, when there is no long list or no strata, two of its rows have one
    key, a stratum is empty and isn't left out, a number or the seed is impossible, or no sample can be drawn.
    """
    used = given_seed(make_seed() if seed is None else seed)
    inspection, definition = inspections.lock(session, ref)
    check_may_draw(session, inspection.id)
    if not definition.strata:
        raise UserError(f"The questionnaire {definition.id}@{definition.version} has no strata to draw from.")
    imported = current_import(session, inspection.id)
    fill_frame(session, imported, definition)
    check_keys(session, imported.id)
    counts = populations(session, imported, definition)
    last = plans.latest_plan(session, inspection.id)
    now = clock()
    row = SamplePlanRow(
        inspection_id=inspection.id, number=last.number + 1 if last else 1,
        body=settled(definition, wish, counts), seed=used, seed_typed=seed is not None,
        made_at=now, author=actor.name, device=actor.device,
    )  # fmt: skip
    plans.add_plan(session, row)
    detail = {"method": row.body["method"], "size": row.body["size"], "buffer": row.body["buffer"]}
    access_log.record(session, now, actor, "sample.plan", ref, f"plan {row.number}", detail)
    return view_of_plan(row, definition)


def plan_again(
    session: Session, actor: Actor, clock: Clock, *, ref: str, seed: str | None, make_seed: Callable[[], str]
) -> PlanView:
    """Store the last plan once more with another seed, to draw by it again; UserError if there is none."""
    inspection, _ = inspections.lock(session, ref)
    last = plans.latest_plan(session, inspection.id)
    if last is None:
        raise UserError(NO_PLAN)
    wish = wish_of(last.body)
    return plan_sample(session, actor, clock, ref=ref, wish=wish, seed=seed, make_seed=make_seed)


def waiting_plan(session: Session, ref: str) -> PlanView | None:
    """The plan that the next draw goes by, or None when none was made since the last draw."""
    inspection, definition = inspections.find(session, ref)
    row = plans.waiting_plan(session, inspection.id)
    return view_of_plan(row, definition) if row else None


NO_PLAN = "There is no plan to draw by. Plan the sample first."


def given_seed(text: str) -> str:
    """A seed without outer white space; UserError if it is none that can be kept and shown."""
    seed = text.strip()
    if not seed:
        raise UserError("The seed is blank. Give some text as the seed, or leave it out to have one made.")
    if len(seed) > LONGEST_SEED or not seed.isprintable():
        raise UserError(f"The seed must be plain text of at most {LONGEST_SEED} characters.")
    return seed


def check_may_draw(session: Session, inspection: int) -> None:
    """UserError once something was saved about a case, or when cases came some other way than by a draw."""
    if cases.begun(session, inspection):
        raise UserError(
            "Work on the cases has begun, so the sample can't be drawn again. Replace single cases instead."
        )
    if cases.count(session, inspection) and draws.latest_draw(session, inspection) is None:
        raise UserError("This inspection already has its cases, so no sample can be drawn for it.")


def check_keys(session: Session, import_id: int) -> None:
    """UserError, with the rows' numbers, when two rows that nothing leaves out would be the same case."""
    shared = frame.shared_keys(session, import_id)
    if shared:
        rows = "; ".join(f"rows {' and '.join(map(str, numbers))}" for numbers in shared)
        raise UserError(f"These rows would be the same case: {rows}. Correct them, or exclude all but one.")
