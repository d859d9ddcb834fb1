"""Works out an inspection's figures from its signed-off cases, or from all that are begun."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from inspect_app.fieldwork.find_facts import find_facts
from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.matrix import stack
from inspect_app.findings.snapshot import COUNTS_BEGUN, SamplingFacts, Snapshot, StratumFacts
from inspect_app.ledger.states import BEGUN, CaseStatus
from inspect_app.records import states
from inspect_app.records.engine import Session


def find_figures(
    session: Session, ref: str, break_by: str | None = None, *, emerging: bool = False
) -> Snapshot:
    """Every figure, unsuppressed; with `break_by`, the tables are broken down by that case attribute.

    Emerging figures count every case that is begun, with the answers it has so far; no output is made of
    them. Raises UserError when there is no such inspection or attribute.
    """
    inspection = get_inspection(session, ref)
    statuses = BEGUN if emerging else frozenset({CaseStatus.SIGNED_OFF})
    counted = states.packed_cases(session, inspection.id, statuses)
    matrix = stack(
        inspection.definition,
        [(case.reference, case.attributes, case.packed.codes, case.packed.numbers) for case in counted],
    )
    sampling = _sampling(session, inspection, Counter(case.stratum for case in counted))
    facts = find_facts(session, inspection, inspection.title, counted=statuses)
    facts = replace(facts, sampling=sampling)
    if emerging:
        facts = replace(facts, edition=COUNTS_BEGUN)
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
