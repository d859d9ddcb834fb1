"""Draws an inspection's sample from its long list and makes its cases."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from inspect_app.fieldwork.check_long_list import StoredList, load_list
from inspect_app.fieldwork.place_cases import find_or_make, log_placing, path_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, cases, draws, inspections
from inspect_app.records.draws import Taken
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow
from inspect_app.sampling.allocation import Allocation, allocate
from inspect_app.sampling.draw import VERSION, DrawnCase, draw
from inspect_app.sampling.frame import frame_hash
from inspect_app.sampling.long_list import CheckedList
from inspect_app.sampling.plan import Method

LONGEST_SEED = 200
LARGEST_BUFFER = 1_000
"""Per cent."""


@dataclass(frozen=True)
class StratumLine:
    """A stratum of a draw: its cases in the frame, first choices, reserves, and both together."""

    id: str
    title: str
    population: int
    primaries: int
    reserves: int
    drawn: int


@dataclass(frozen=True)
class TraceLine:
    """A step of the allocation: its name, what was done, and the counts by stratum id after it."""

    name: str
    words: str
    counts: dict[str, int]


@dataclass(frozen=True)
class DrawView:
    """A draw with all that is needed to repeat it; `open_problems` counts rows that could not be drawn."""

    seed: str
    method: str
    version: str
    frame_hash: str
    size: int
    buffer: int
    population: int
    strata: list[StratumLine]
    trace: list[TraceLine]
    excluded: dict[str, int]
    open_problems: int
    drawn_at: datetime


def draw_sample(
    session: Session, actor: Actor, clock: Clock, *, ref: str, size: int, seed: str | None,
    buffer: int = 0, make_seed: Callable[[], str],
) -> DrawView:  # fmt: skip
    """Draw `size` cases and reserves of `buffer` per cent; without a seed, one is made by `make_seed`.

    Rows with open problems can't be drawn and are counted in the view. Raises UserError, and stores nothing,
    when there is no long list or no strata, when the size, seed or buffer is impossible, or when the
    inspection has cases already.
    """
    used = _seed(make_seed() if seed is None else seed)
    inspection, definition = inspections.lock(session, ref)
    if cases.count(session, inspection.id) or draws.latest_draw(session, inspection.id):
        raise UserError("This inspection already has its sample, and a second one can't be drawn.")
    if not definition.strata:
        raise UserError(f"The questionnaire {definition.id}@{definition.version} has no strata to draw from.")
    stored = load_list(session, inspection.id)
    checked = stored.check(definition)
    _check_numbers(size, buffer, len(checked.frame))
    counts = Counter(case.stratum for case in checked.frame)
    populations = {stratum.id: counts[stratum.id] for stratum in definition.strata}
    allocation = allocate(populations, size, buffer)
    now = clock()
    row = DrawRow(
        inspection_id=inspection.id, number=1, seed=used, method=Method.SYSTEMATIC.value, version=VERSION,
        size=size, buffer=buffer, frame_hash=frame_hash(checked.frame),
        plan=_plan(definition, checked, populations, allocation),
        drawn_at=now, author=actor.name, device=actor.device,
    )  # fmt: skip
    drawn = draw(checked.frame, allocation, used)
    placed = _store(session, row, stored, drawn)
    detail = {
        "size": size,
        "buffer": buffer,
        "open_problems": len(checked.problems),
        "frame_hash": row.frame_hash,
    }
    access_log.record(session, now, actor, "sample.draw", ref, "draw 1", detail)
    if placed:
        log_placing(session, actor, clock, ref, placed)
    return _view(row)


def latest_draw(session: Session, ref: str) -> DrawView | None:
    """The draw an inspection's cases come from, or None before there is one."""
    inspection, _ = inspections.find(session, ref)
    row = draws.latest_draw(session, inspection.id)
    return _view(row) if row else None


def _seed(text: str) -> str:
    seed = text.strip()
    if not seed:
        raise UserError("The seed is blank. Give some text as the seed, or leave it out to have one made.")
    if len(seed) > LONGEST_SEED or not seed.isprintable():
        raise UserError(f"The seed must be plain text of at most {LONGEST_SEED} characters.")
    return seed


def _check_numbers(size: int, buffer: int, population: int) -> None:
    if size < 1:
        raise UserError("The size of the sample must be at least 1.")
    if not 0 <= buffer <= LARGEST_BUFFER:
        raise UserError(f"The buffer must be a whole per cent from 0 to {LARGEST_BUFFER}.")
    if size > population:
        raise UserError(
            f"A sample of {size:,} can't be drawn: the long list has {population:,} eligible cases."
        )


def _plan(
    definition: Definition, checked: CheckedList, populations: Mapping[str, int], allocation: Allocation
) -> dict[str, object]:
    strata = [
        StratumLine(
            each.id, str(each.title), populations[each.id], allocation.primaries[each.id],
            allocation.reserves[each.id], allocation.drawn(each.id),
        )
        for each in definition.strata
    ]  # fmt: skip
    return {
        "population": len(checked.frame),
        "strata": [asdict(line) for line in strata],
        "trace": [asdict(step) for step in allocation.trace],
        "excluded": checked.excluded_by_reason(),
        "open_problems": len(checked.problems),
    }


def _store(session: Session, row: DrawRow, stored: StoredList, drawn: list[DrawnCase]) -> int:
    """Stores the draw and its cases; answers how many of them have an area."""
    rows = {each.number: each for each in stored.rows}
    draw_id = draws.add_draw(session, row, [_taken(each, rows[each.case.row_number].id) for each in drawn])
    named = {each.reference: path_of(rows[each.case.row_number].cells) for each in drawn if each.reference}
    areas = find_or_make(session, row.inspection_id, named.values())
    for each in drawn:
        if each.reference:
            cases.add_case(
                session, row.inspection_id, each.reference, dict(each.case.attributes),
                stratum=each.case.stratum, long_list_row=rows[each.case.row_number].id, draw=draw_id,
                area=areas.get(named[each.reference]),
            )  # fmt: skip
    return sum(path in areas for path in named.values())


def _taken(drawn: DrawnCase, row_id: int) -> Taken:
    exact = drawn.probability
    return Taken(
        row_id=row_id,
        stratum=drawn.case.stratum,
        place=int(drawn.reference) if drawn.reference else drawn.reserve or 0,
        role="primary" if drawn.reference else "reserve",
        probability=f"{exact.numerator}/{exact.denominator}",
        case_key=drawn.case.key,
    )


def _view(row: DrawRow) -> DrawView:
    plan = row.plan
    return DrawView(
        seed=row.seed,
        method=row.method,
        version=row.version,
        frame_hash=row.frame_hash,
        size=row.size,
        buffer=row.buffer,
        population=plan["population"],
        strata=[StratumLine(**line) for line in plan["strata"]],
        trace=[TraceLine(**step) for step in plan["trace"]],
        excluded=plan["excluded"],
        open_problems=plan["open_problems"],
        drawn_at=row.drawn_at,
    )
