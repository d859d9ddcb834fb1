"""Queries on cases and their assessments."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger import assessment
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import beginning
from inspect_app.ledger.entries import EntryKind
from inspect_app.ledger.replay import replay
from inspect_app.records.base import Attributes
from inspect_app.records.inspections import definition_of
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow
from inspect_app.records.states import derive, first_readings


@dataclass(frozen=True)
class CaseRecord:
    """A case with its first reading: the assessment's id, and what its saves amount to."""

    reference: str
    attributes: Attributes
    stratum: str | None
    assessment: str
    state: AssessmentState


def count(session: Session, inspection: int) -> int:
    """How many cases an inspection has."""
    query = select(func.count()).select_from(CaseRow).where(CaseRow.inspection_id == inspection)
    return session.scalars(query).one()


def begun(session: Session, inspection: int) -> bool:
    """Whether anything was saved about any case of an inspection."""
    query = select(SaveRow.id).join(AssessmentRow).join(CaseRow).where(CaseRow.inspection_id == inspection)
    return session.scalars(query.limit(1)).one_or_none() is not None


def add_case(
    session: Session,
    inspection: int,
    reference: str,
    attributes: Attributes,
    *,
    stratum: str | None = None,
    long_list_row: int | None = None,
    draw: int | None = None,
    area: int | None = None,
) -> str:
    """Adds a case with its first assessment, whose id is returned; nothing is saved about it yet."""
    case = CaseRow(
        inspection_id=inspection,
        reference=reference,
        attributes=attributes,
        stratum=stratum,
        long_list_row_id=long_list_row,
        draw_id=draw,
        area_id=area,
    )
    session.add(case)
    session.flush()
    row = AssessmentRow(id=str(uuid4()), case_id=case.id, reading=1)
    session.add(row)
    session.flush()
    definition = definition_of(session, inspection)
    state = derive(definition, replay(definition, attributes, ()))
    session.add(
        AssessmentStateRow(
            assessment_id=row.id,
            inspection_id=inspection,
            case_id=case.id,
            reading=row.reading,
            saves=0,
            chain_head=beginning(row.id),
            **state,
        )
    )
    session.flush()
    return row.id


def find(session: Session, inspection: int, reference: str) -> CaseRecord | None:
    """A case and the state of its first reading, or None when the inspection has no such case."""
    query = _with_state(inspection).where(CaseRow.reference == reference)
    found = session.execute(query).one_or_none()
    return _record(*found) if found else None


def with_alerts(session: Session, inspection: int) -> list[CaseRecord]:
    """The cases about which an alert was ever raised, by reference, in one query."""
    thing = f'"{EntryKind.ALERT}:'  # as the state's JSON begins the name of a thing; free text is never in it
    query = _with_state(inspection).where(AssessmentStateRow.state.contains(thing, autoescape=True))
    return [_record(*found) for found in session.execute(query)]


def _with_state(inspection: int) -> Select[*tuple[Any, ...]]:
    return first_readings(inspection, AssessmentRow.id, AssessmentStateRow.state)


def _record(
    reference: str, attributes: Attributes, stratum: str | None, assessment_id: str, state: str
) -> CaseRecord:
    return CaseRecord(reference, attributes, stratum, assessment_id, assessment.from_json(state))
