"""What a snapshot says beside its figures, of a whole inspection or of the cases of some areas."""

from collections.abc import Collection, Sequence

from inspect_app.fieldwork.list_decisions import list_decisions
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.build_snapshot import Facts
from inspect_app.findings.snapshot import CaseCounts, InspectionFacts
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import saves
from inspect_app.records.engine import Session
from inspect_app.records.packed import Progress

MARKING = "OFFICIAL-SENSITIVE"


def find_facts(
    session: Session,
    inspection: InspectionView,
    title: str,
    progress: Sequence[Progress],
    areas: Collection[int] | None = None,
    *,
    counted: Collection[CaseStatus] = (CaseStatus.SIGNED_OFF,),
    frozen: bool = False,
) -> Facts:
    """The facts under a title, with nothing about how the cases were drawn; the figures count some states.

    People decide on ratings of the whole inspection, so areas have no decisions. Only figures to be `frozen`
    have the ledger position: it takes reading the id of every save.
    """
    moments = [each.last_at for each in progress if each.status in counted and each.last_at]
    return Facts(
        inspection=InspectionFacts(
            inspection.ref, title, inspection.synthetic, inspection.disclosure.threshold, MARKING
        ),
        text_revision=inspection.text_revision,
        cases=CaseCounts(**{each.status.value: each.cases for each in progress}),
        sampling=None,
        ledger_position=saves.inspection_position(session, inspection.id, areas) if frozen else None,
        as_at=max(moments).date().isoformat() if moments else None,
        decisions=None if areas is not None else list_decisions(session, inspection.id),
    )
