"""Queries on inspections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import definitions
from inspect_app.records.definitions import parsed
from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    CaseRow,
    DefinitionRow,
    InspectionRow,
)


@dataclass(frozen=True)
class Inspection:
    """An inspection as stored; `structure_hash` and `text_revision` name its definition."""

    id: int
    ref: str
    title: str
    synthetic: bool
    suppression_threshold: int
    rounding_base: int
    secondary: bool
    structure_hash: str
    text_revision: int


@dataclass(frozen=True)
class Line:
    """An inspection and how far it has come, in cases (by their first readings) without those withdrawn."""

    ref: str
    title: str
    instrument: str
    version: str
    cases: int
    signed_off: int
    synthetic: bool


def add(
    session: Session,
    *,
    ref: str,
    title: str,
    definition_id: int,
    threshold: int,
    synthetic: bool,
    created_at: datetime,
) -> None:
    """Stores a new inspection; its ref must be free."""
    row = InspectionRow(
        ref=ref,
        title=title,
        definition_id=definition_id,
        suppression_threshold=threshold,
        synthetic=synthetic,
        created_at=created_at,
    )
    session.add(row)
    session.flush()


def set_disclosure(session: Session, ref: str, *, threshold: int, rounding: int, secondary: bool) -> None:
    """Keeps how an inspection's editions are to be protected from now on."""
    row = session.scalars(select(InspectionRow).where(InspectionRow.ref == ref)).one()
    row.suppression_threshold, row.rounding_base, row.secondary = threshold, rounding, secondary
    session.flush()


def exists(session: Session, ref: str) -> bool:
    """Whether a ref is taken."""
    return session.scalar(select(InspectionRow.id).where(InspectionRow.ref == ref)) is not None


def find(session: Session, ref: str) -> tuple[Inspection, Definition]:
    """An inspection and the definition it was made with; UserError when there is none of that ref."""
    return _found(session, _by_ref(ref), ref)


def lock(session: Session, ref: str) -> tuple[Inspection, Definition]:
    """The same, and nobody else can lock it before this transaction ends."""
    return _found(session, _by_ref(ref).with_for_update(of=InspectionRow), ref)


def definition_of(session: Session, inspection: int) -> Definition:
    """The definition an inspection was made with, by the inspection's id."""
    query = (
        select(DefinitionRow.body)
        .join(InspectionRow, InspectionRow.definition_id == DefinitionRow.id)
        .where(InspectionRow.id == inspection)
    )
    return parsed(session.scalars(query).one())


def lines(session: Session) -> list[Line]:
    """Every inspection, by ref."""
    signed_off = func.count(AssessmentStateRow.assessment_id).filter(
        AssessmentStateRow.status == CaseStatus.SIGNED_OFF
    )
    kept = func.count(AssessmentStateRow.assessment_id).filter(
        AssessmentStateRow.status != CaseStatus.WITHDRAWN
    )
    query = (
        select(
            InspectionRow.ref,
            InspectionRow.title,
            DefinitionRow.instrument,
            DefinitionRow.version,
            kept,
            signed_off,
            InspectionRow.synthetic,
        )
        .join(DefinitionRow, DefinitionRow.id == InspectionRow.definition_id)
        .outerjoin(CaseRow, CaseRow.inspection_id == InspectionRow.id)
        .outerjoin(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .outerjoin(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .group_by(InspectionRow.id, DefinitionRow.id)
        .order_by(InspectionRow.ref)
    )
    return [Line(*row) for row in session.execute(query)]


def _by_ref(ref: str) -> Select[*tuple[Any, ...]]:
    return (
        select(InspectionRow, *definitions.NAMED_BY)
        .join(DefinitionRow, DefinitionRow.id == InspectionRow.definition_id)
        .where(InspectionRow.ref == ref)
    )


def _found(session: Session, query: Select[*tuple[Any, ...]], ref: str) -> tuple[Inspection, Definition]:
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotThere(f"There is no inspection {ref or '“”'}. See inspect-app inspection list.")
    row, *name = found
    definition = definitions.named(session, name)
    inspection = Inspection(
        id=row.id,
        ref=row.ref,
        title=row.title,
        synthetic=row.synthetic,
        suppression_threshold=row.suppression_threshold,
        rounding_base=row.rounding_base,
        secondary=row.secondary,
        structure_hash=definition.structure_hash,
        text_revision=definition.text_revision,
    )
    return inspection, definition
