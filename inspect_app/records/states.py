"""Queries on what is derived from the saves: one state row for each assessment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from inspect_app.ledger import assessment
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.chain import Head
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.model import Definition
from inspect_app.records.base import Attributes
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow


class Derived(TypedDict):
    """The columns of a state row that follow from the saves by replay."""

    definition_hash: str
    status: str
    answered: int
    to_do: int
    conflicts: int
    late: int
    state: str
    codes: bytes
    numbers: bytes
    alerts: int


@dataclass(frozen=True)
class CaseLine:
    """A case and where it stands: questions answered, to do and in conflict, and entries that came late.

    `alerts` are those still open. `since` and `moved_by` tell when and by whose save its status began, None
    while nothing is saved; `last_at` and `last_by` are of the last save.
    """

    reference: str
    attributes: Attributes
    stratum: str | None
    status: CaseStatus
    answered: int
    to_do: int
    conflicts: int
    late: int
    alerts: int
    since: datetime | None
    moved_by: str | None
    last_at: datetime | None
    last_by: str | None


def lines(session: Session, inspection: int, areas: Collection[int] | None = None) -> list[CaseLine]:
    """Every case of an inspection (or of some areas) by reference, with its first reading, in one query."""
    state = AssessmentStateRow
    numbers = (state.answered, state.to_do, state.conflicts, state.late, state.alerts)
    moments = (state.changed_at, state.changed_by, state.last_at, state.last_author)
    columns = (state.status, *numbers, *moments)
    query = first_readings(inspection, *columns, areas=areas)
    return [
        CaseLine(reference, attributes, stratum, CaseStatus(status), *rest)
        for reference, attributes, stratum, status, *rest in session.execute(query)
    ]


def heads(session: Session, inspection: int) -> list[Head]:
    """Where the chain of each assessment of an inspection ends."""
    state = AssessmentStateRow
    query = select(state.assessment_id, state.saves, state.chain_head)
    query = query.where(state.inspection_id == inspection)
    return list(map(Head._make, session.execute(query)))


def derive(definition: Definition, state: AssessmentState) -> Derived:
    """What a state row holds of a state, together with the packed answers that count."""
    packed = pack(definition, state.path)
    return Derived(
        definition_hash=definition.structure_hash,
        status=state.status.value,
        answered=state.answered,
        to_do=state.to_do,
        conflicts=len(state.conflicts),
        late=state.late,
        state=assessment.to_json(state),
        codes=packed.codes,
        numbers=packed.numbers,
        alerts=state.open_alerts,
    )


def first_readings(
    inspection: int, *columns: InstrumentedAttribute[Any], areas: Collection[int] | None = None
) -> Select[*tuple[Any, ...]]:
    """Reference, attributes and stratum of every case by reference, with columns of its first reading.

    With `areas`, of their cases alone.
    """
    query = (
        select(CaseRow.reference, CaseRow.attributes, CaseRow.stratum, *columns)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.inspection_id == inspection)
        .order_by(CaseRow.reference)
    )
    return query if areas is None else query.where(CaseRow.area_id.in_(areas))
