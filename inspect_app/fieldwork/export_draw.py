"""Exports a draw as a file by which anybody who has the long list can repeat it."""

from inspect_app.fieldwork.list_draws import find_draw
from inspect_app.fieldwork.open_frame import keyed_hash
from inspect_app.fieldwork.uncollected import uncollected
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, draws, frame_keys, inspections, plans
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawRow, SamplePlanRow
from inspect_app.sampling.draw_file import (
    FORMAT,
    FORMAT_VERSION,
    DrawFile,
    FileCase,
    FilePlan,
    FileStep,
    FileStratum,
    to_text,
)


@uncollected()
def export_draw(
    session: Session, actor: Actor, clock: Clock, *, ref: str, number: int | None = None
) -> tuple[int, bytes]:
    """The number of a draw (the last one unless a number is given) and its file.

    It holds no name, CRN or PNC: cases are named by hashes that nobody without the inspection's secret can
    guess. Raises UserError when there is no such draw, or an older programme drew it.
    """
    file = recorded_draw(session, ref, find_draw(session, ref, number))
    detail = {"draw_hash": file.draw_hash}
    access_log.record(session, clock(), actor, "sample.export", ref, f"draw {file.draw}", detail)
    return file.draw, to_text(file).encode()


def recorded_draw(session: Session, ref: str, row: DrawRow) -> DrawFile:
    """A draw as it is on record; UserError when an older programme drew it."""
    inspection, definition = inspections.find(session, ref)
    planned = plans.plans(session, [row.plan_id]).get(row.plan_id) if row.plan_id else None
    if planned is None:
        raise UserError(f"Draw {row.number} was made by an older programme and can’t be exported.")
    secret = frame_keys.secret_of(session, inspection.id)
    return _file(ref, definition, row, planned, _cases(session, row, secret))


def _file(
    ref: str, definition: Definition, row: DrawRow, planned: SamplePlanRow, cases: list[FileCase]
) -> DrawFile:
    body, facts = planned.body, row.plan
    own = ("size", "sizes", "buffer", "cap", "mode", "splits", "confidence", "margin", "minimum", "maximum")
    columns = ("id", "population", "primaries", "reserves", "drawn", "hash")
    strata = [
        FileStratum(label=line["title"], **{key: line[key] for key in columns}) for line in facts["strata"]
    ]
    return DrawFile(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        inspection=ref,
        draw=row.number,
        reason=row.reason,
        drawn_at=row.drawn_at.isoformat(),
        method=body["method"],
        method_version=row.version,
        seed=row.seed,
        seed_typed=planned.seed_typed,
        seed_made_at=planned.made_at.isoformat(),
        **{key: facts[key] for key in ("as_at", "headings", "excluded_by_hand", "restored", "corrections")},
        instrument=f"{definition.id}@{definition.version}",
        structure_hash=definition.structure_hash,
        plan=FilePlan(left_out=facts["left_out"], **{key: body[key] for key in own}),
        frame_hash=row.frame_hash,
        **{key: facts[key] for key in ("population", "excluded", "open_problems", "warnings")},
        strata=strata,
        trace=[FileStep(**step) for step in facts["trace"]],
        cases=cases,
        draw_hash=row.draw_hash or "",
    )


def _cases(session: Session, row: DrawRow, secret: str | None) -> list[FileCase]:
    drawn = draws.cases_drawn(session, row.id)
    width = max(3, len(str(sum(each.role == "primary" for each in drawn))))
    return [
        FileCase(
            reference=str(each.place).zfill(width) if each.role == "primary" else None,
            stratum=each.stratum,
            role="primary" if each.role == "primary" else "reserve",
            place=each.place,
            probability=each.probability,
            hash=keyed_hash(secret, each.case_key) if secret and each.case_key else None,
        )
        for each in drawn
    ]
