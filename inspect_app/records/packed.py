"""The packed answers of an inspection's cases as columns, and how far its cases have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.models import AssessmentStateRow, CaseRow


@dataclass(frozen=True)
class Progress:
    """The cases in one status, how many saves they have had and when the last came.

    Saves are only ever added, so while these numbers stay what they are no case has changed.
    """

    status: CaseStatus
    cases: int
    saves: int
    last_at: datetime | None


@dataclass(frozen=True)
class PackedCases:
    """Cases by reference, column by column; `facts` are the attributes of a case as JSON.

    `codes` and `numbers` have the layout of the definition whose hash is among `definitions`.
    """

    references: tuple[str, ...]
    facts: tuple[str, ...]
    strata: tuple[str | None, ...]
    codes: tuple[bytes, ...]
    numbers: tuple[bytes, ...]
    definitions: frozenset[str]


def progress(session: Session, inspection: int, areas: Collection[int] | None = None) -> list[Progress]:
    """How far the cases of an inspection (or of some areas) have come, by status, in one query."""
    state = AssessmentStateRow
    columns: tuple[Any, ...] = (func.count(), func.sum(state.saves), func.max(state.last_at))
    query = select(state.status, *columns).where(*_first_readings(inspection, areas))
    found = session.execute(query.group_by(state.status).order_by(state.status))
    return [Progress(CaseStatus(status), *numbers) for status, *numbers in found]


def read(
    session: Session,
    inspection: int,
    statuses: Collection[CaseStatus],
    areas: Collection[int] | None = None,
) -> PackedCases:
    """The counted answers of cases in some status (and of some areas), in one query.

    Attributes are left as text: most cases share theirs with others, and each text needs reading once.
    """
    state = AssessmentStateRow
    columns = (CaseRow.reference, cast(CaseRow.attributes, Text), CaseRow.stratum)
    query = _of_cases(*columns, state.codes, state.numbers, state.definition_hash)
    query = query.where(*_first_readings(inspection, areas), state.status.in_(statuses))
    rows = sorted(session.execute(query), key=itemgetter(0))
    references, facts, strata, codes, numbers, definitions = zip(*rows, strict=True) if rows else ((),) * 6
    return PackedCases(references, facts, strata, codes, numbers, frozenset(definitions))


def areas(session: Session, inspection: int, statuses: Collection[CaseStatus]) -> dict[str, int | None]:
    """The smallest area of each case in some status, by reference."""
    query = _of_cases(CaseRow.reference, CaseRow.area_id)
    counted = AssessmentStateRow.status.in_(statuses)
    return {row[0]: row[1] for row in session.execute(query.where(*_first_readings(inspection), counted))}


def _of_cases(*columns: Any) -> Select[*tuple[Any, ...]]:
    state = AssessmentStateRow
    return select(*columns).select_from(state).join(CaseRow, CaseRow.id == state.case_id)


def _first_readings(inspection: int, areas: Collection[int] | None = None) -> list[ColumnElement[bool]]:
    """The conditions by which a state row counts; no assessment need be asked."""
    state = AssessmentStateRow
    of_inspection = [state.inspection_id == inspection, state.reading == 1]
    if areas is None:
        return of_inspection
    return [*of_inspection, state.case_id.in_(select(CaseRow.id).where(CaseRow.area_id.in_(areas)))]
