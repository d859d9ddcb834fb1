"""Queries on which area each case belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, LongListRow


@dataclass(frozen=True)
class PlacedCase:
    """A case and the smallest area it belongs to, if any."""

    id: int
    reference: str
    area: int | None


@dataclass(frozen=True)
class Count:
    """Cases, and how many of them are signed off and withdrawn."""

    cases: int = 0
    signed_off: int = 0
    withdrawn: int = 0

    @property
    def kept(self) -> int:
        """The cases that are part of the sample: those not withdrawn."""
        return self.cases - self.withdrawn

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.cases + other.cases, self.signed_off + other.signed_off, self.withdrawn + other.withdrawn
        )


def of_inspection(session: Session, inspection: int) -> list[PlacedCase]:
    """Every case of an inspection, by reference."""
    query = select(CaseRow.id, CaseRow.reference, CaseRow.area_id)
    found = session.execute(query.where(CaseRow.inspection_id == inspection).order_by(CaseRow.reference))
    return [PlacedCase(*row) for row in found]


def counts(session: Session, inspection: int) -> dict[int | None, Count]:
    """The cases of each area itself, those of areas within it not included; None is about no area."""
    of = (CaseStatus.SIGNED_OFF, CaseStatus.WITHDRAWN)
    counted = [func.count().filter(AssessmentStateRow.status == status) for status in of]
    query = (
        select(CaseRow.area_id, func.count(), *counted)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.inspection_id == inspection)
        .group_by(CaseRow.area_id)
    )
    return {area: Count(*numbers) for area, *numbers in session.execute(query)}


def unplaced(session: Session, inspection: int, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The cases from a long list that belong to no area, with some cells of their rows, by reference."""
    cells = [getattr(LongListRow, column) for column in columns]
    query = (
        select(CaseRow.id, *cells)
        .join(LongListRow, LongListRow.id == CaseRow.long_list_row_id)
        .where(CaseRow.inspection_id == inspection, CaseRow.area_id.is_(None))
        .order_by(CaseRow.reference)
    )
    return [(id_, dict(zip(columns, row, strict=True))) for id_, *row in session.execute(query)]


def place(session: Session, areas: Mapping[int, int]) -> None:
    """Says of cases, by their ids, which area each belongs to from now on."""
    if areas:
        session.execute(update(CaseRow), [{"id": case, "area_id": area} for case, area in areas.items()])
