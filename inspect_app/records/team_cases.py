"""Queries on cases as far as it matters who reads them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, DrawRow, LongListRow


@dataclass(frozen=True)
class CaseToRead:
    """A case, where it stands, whose it is by number, and the seed of its draw.

    `officer` and `office` are cells of its row of the long list, empty where it has none. Identifiable.
    """

    id: int
    reference: str
    area: int | None
    officer_group: int | None
    status: CaseStatus
    seed: str
    officer: str
    office: str
    listed: bool


def of_inspection(session: Session, inspection: int) -> list[CaseToRead]:
    """Every case of an inspection by reference."""
    query = (
        select(
            *(CaseRow.id, CaseRow.reference, CaseRow.area_id, CaseRow.officer_group),
            *(AssessmentStateRow.status, LongListRow.id.is_not(None)),
            *(DrawRow.seed, LongListRow.officer, LongListRow.office),
        )
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .outerjoin(DrawRow, DrawRow.id == CaseRow.draw_id)
        .outerjoin(LongListRow, LongListRow.id == CaseRow.long_list_row_id)
        .where(CaseRow.inspection_id == inspection)
        .order_by(CaseRow.reference)
    )
    return [
        CaseToRead(
            id_, reference, area, group, CaseStatus(status), seed or "", officer or "", office or "", listed
        )
        for id_, reference, area, group, status, listed, seed, officer, office in session.execute(query)
    ]
