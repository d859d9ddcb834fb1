"""Shows the draws of an inspection, each with all that is needed to repeat it."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.sample_plan import TraceLine
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import draws, inspections, long_list, plans
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow, SamplePlanRow
from inspect_app.sampling.plan import Method


@dataclass(frozen=True)
class StratumLine:
    """A stratum of a draw: its cases in the frame, first choices, reserves, and both together.

    `planned` are the first choices before a cap. The shares are in per cent: that of its cases in the list,
    and that of its first choices in the sample. Drawn on the day, the first choices are those to be taken.
    """

    id: str
    title: str
    population: int
    primaries: int
    reserves: int
    drawn: int
    planned: int
    share_of_list: float
    share_of_sample: float


@dataclass(frozen=True)
class DrawView:
    """A draw with all that is needed to repeat it; `open_problems` counts rows that could not be drawn.

    `mode` is "shortlist" or "on_the_day"; `left_out` are the strata left out on purpose, with their cases.
    What an older programme didn't keep is None. A draw that was made again is `superseded_at` a moment.
    `list_changed` says that the long list is no longer as it was drawn from.
    """

    number: int
    seed: str
    seed_typed: bool | None
    method: str
    version: str
    mode: str
    frame_hash: str
    draw_hash: str | None
    size: int
    buffer: int
    cap: int | None
    population: int
    left_out: dict[str, int]
    strata: list[StratumLine]
    trace: list[TraceLine]
    warnings: list[str]
    excluded: dict[str, int]
    open_problems: int
    planned_at: datetime | None
    drawn_at: datetime
    author: str
    reason: str | None
    superseded_at: datetime | None
    list_changed: bool

    @property
    def method_words(self) -> str:
        """The method in words."""
        return _METHODS.get(self.method, self.method)


_METHODS = {Method.SYSTEMATIC.value: "Systematic", Method.INSPECTORATE.value: "The inspectorate’s"}
_STEPS = {
    "INITIAL": "in proportion",
    "INCREASED_FOR_ROUNDING": "more by rounding",
    "DECREASED_FOR_ROUNDING": "fewer by rounding",
    "DECREASED_FOR_CAP": "cut to the cap",
    "INCREASED_FOR_CAP": "with what colleagues could not give",
    "SHORT": "in all, as nobody else has room",
}


@dataclass(frozen=True)
class BucketLine:
    """The cases of an officer in a stratum, how many were drawn, and the steps to that in words."""

    stratum: str
    cluster: str
    ldu: str
    officer: str
    population: int
    drawn: int
    steps: str


def latest_draw(session: Session, ref: str) -> DrawView | None:
    """The draw an inspection's cases come from, or None before there is one."""
    inspection, _ = inspections.find(session, ref)
    row = draws.latest_draw(session, inspection.id)
    return _view(session, row) if row else None


def list_draws(session: Session, ref: str) -> list[DrawView]:
    """Every draw of an inspection, the last one first."""
    inspection, _ = inspections.find(session, ref)
    rows = draws.every_draw(session, inspection.id)
    by_id = plans.plans(session, [row.plan_id for row in rows if row.plan_id])
    changed = long_list.last_changed(session, inspection.id)
    return [view_of_draw(row, by_id.get(row.plan_id or 0), changed) for row in rows]


def show_draw(session: Session, ref: str, number: int | None = None) -> DrawView:
    """A draw by its number, or the last one; UserError if there is none."""
    return _view(session, find_draw(session, ref, number))


def find_draw(session: Session, ref: str, number: int | None = None) -> DrawRow:
    """The same as stored."""
    inspection, _ = inspections.find(session, ref)
    if number is None:
        row = draws.latest_draw(session, inspection.id)
    else:
        row = draws.draw_of_number(session, inspection.id, number)
    if row is None:
        what = (
            "no sample yet. Draw one with inspect-app sample draw" if number is None else f"no draw {number}"
        )
        raise NotThere(f"Inspection {ref} has {what}.")
    return row


def list_buckets(session: Session, ref: str, number: int) -> list[BucketLine]:
    """How a draw by the inspectorate's method was shared out; none once the long list was destroyed."""
    row = find_draw(session, ref, number)
    titles = {line["id"]: line["title"] for line in row.plan["strata"]}
    return [
        BucketLine(
            titles[each.stratum], each.cluster, each.ldu, each.officer, each.population, each.drawn,
            "; ".join(f"{split} {count} {_STEPS[name]}" for split, name, count in each.steps["steps"]),
        )
        for each in draws.buckets(session, row.id)
    ]  # fmt: skip


def view_of_draw(row: DrawRow, planned: SamplePlanRow | None, changed: datetime | None) -> DrawView:
    """A stored draw and the plan it went by, which an older programme didn't keep.

    `changed` is when the long list was last changed, or None when it is gone.
    """
    facts = row.plan
    body = planned.body if planned else {}
    first = sum(line["primaries"] for line in facts["strata"])
    strata = [
        StratumLine(
            **{key: line[key] for key in ("id", "title", "population", "primaries", "reserves", "drawn")},
            planned=line.get("planned", line["primaries"]),
            share_of_list=_per_cent(line["population"], facts["population"]),
            share_of_sample=_per_cent(line["primaries"], first),
        )
        for line in facts["strata"]
    ]
    return DrawView(
        number=row.number,
        seed=row.seed,
        seed_typed=planned.seed_typed if planned else None,
        method=row.method,
        version=row.version,
        mode=body.get("mode", "shortlist"),
        frame_hash=row.frame_hash,
        draw_hash=row.draw_hash,
        size=row.size,
        buffer=row.buffer,
        cap=body.get("cap"),
        population=facts["population"],
        left_out=facts.get("left_out", {}),
        strata=strata,
        trace=[TraceLine(**step) for step in facts["trace"]],
        warnings=facts.get("warnings", []),
        excluded=facts["excluded"],
        open_problems=facts["open_problems"],
        planned_at=planned.made_at if planned else None,
        drawn_at=row.drawn_at,
        author=row.author,
        reason=row.reason,
        superseded_at=row.superseded_at,
        list_changed=changed is not None and changed > row.drawn_at,
    )


def _view(session: Session, row: DrawRow) -> DrawView:
    planned = plans.plans(session, [row.plan_id]).get(row.plan_id) if row.plan_id else None
    return view_of_draw(row, planned, long_list.last_changed(session, row.inspection_id))


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
