"""The packed answers of an inspection's cases as columns, and how far its cases have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow


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
    query = _first_readings(
        inspection, areas, state.status, func.count(), func.sum(state.saves), func.max(state.last_at)
    )
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
    query = _first_readings(
        inspection, areas, *columns, state.codes, state.numbers, state.definition_hash
    ).where(state.status.in_(statuses))
    rows = sorted(session.execute(query), key=itemgetter(0))
    references, facts, strata, codes, numbers, definitions = zip(*rows, strict=True) if rows else ((),) * 6
    return PackedCases(references, facts, strata, codes, numbers, frozenset(definitions))


def areas(session: Session, inspection: int, statuses: Collection[CaseStatus]) -> dict[str, int | None]:
    """The smallest area of each case in some status, by reference."""
    query = _first_readings(inspection, None, CaseRow.reference, CaseRow.area_id)
    found = session.execute(query.where(AssessmentStateRow.status.in_(statuses)))
    return {row[0]: row[1] for row in found}


def _first_readings(
    inspection: int, areas: Collection[int] | None, *columns: Any
) -> Select[*tuple[Any, ...]]:
    query = (
        select(*columns)
        .select_from(CaseRow)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.inspection_id == inspection)
    )
    return query if areas is None else query.where(CaseRow.area_id.in_(areas))
