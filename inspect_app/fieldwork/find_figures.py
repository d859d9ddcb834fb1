"""Works out an inspection's figures from its signed-off cases."""

from collections import Counter
from collections.abc import Mapping

from inspect_app.fieldwork.draw_sample import latest_draw
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.build_snapshot import Facts, build_snapshot
from inspect_app.findings.matrix import stack
from inspect_app.findings.snapshot import CaseCounts, InspectionFacts, SamplingFacts, Snapshot, StratumFacts
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import saves, states
from inspect_app.records.engine import Session

MARKING = "OFFICIAL-SENSITIVE"


def find_figures(session: Session, ref: str, break_by: str | None = None) -> Snapshot:
    """Every figure, unsuppressed; with `break_by`, the tables are broken down by that case attribute.

    Raises UserError when there is no such inspection or attribute.
    """
    inspection = get_inspection(session, ref)
    cases = states.lines(session, inspection.id)
    counted = states.packed_cases(session, inspection.id, [CaseStatus.SIGNED_OFF])
    matrix = stack(
        inspection.definition,
        [(case.reference, case.attributes, case.packed.codes, case.packed.numbers) for case in counted],
    )
    last = saves.last_received(session, inspection.id, CaseStatus.SIGNED_OFF)
    facts = Facts(
        inspection=InspectionFacts(
            inspection.ref, inspection.title, inspection.synthetic, inspection.threshold, MARKING
        ),
        text_revision=inspection.text_revision,
        cases=CaseCounts(**Counter(case.status.value for case in cases)),
        sampling=_sampling(session, inspection, Counter(case.stratum for case in counted)),
        ledger_position=saves.inspection_position(session, inspection.id),
        as_at=last.date().isoformat() if last else None,
    )
    return build_snapshot(matrix, facts, break_by=break_by)


def _sampling(
    session: Session, inspection: InspectionView, signed_off: Mapping[str | None, int]
) -> SamplingFacts | None:
    draw = latest_draw(session, inspection.ref)
    if draw is None:
        return None
    return SamplingFacts(
        seed=draw.seed,
        method=draw.method,
        version=draw.version,
        frame_hash=draw.frame_hash,
        size=draw.size,
        strata=tuple(
            StratumFacts(
                line.id,
                line.title,
                line.population,
                line.drawn,
                line.primaries,
                line.reserves,
                signed_off.get(line.id, 0),
            )
            for line in draw.strata
        ),
    )
