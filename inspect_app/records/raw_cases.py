"""What raw data are made of, read a few cases at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Text, cast, func, literal, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.models import AssessmentStateRow, CaseRow, SaveRow, SaveTextRow


@dataclass(frozen=True)
class RawCases:
    """Some cases, column by column, in the order in which they were asked for.

    `facts` are attributes as JSON, `states` what their saves amount to; these are read when asked for.
    """

    references: tuple[str, ...]
    facts: tuple[str, ...]
    strata: tuple[str | None, ...]
    statuses: tuple[str, ...]
    conflicts: tuple[int, ...]
    assessments: tuple[str, ...]
    codes: tuple[bytes, ...]
    numbers: tuple[bytes, ...]
    definitions: tuple[str, ...]
    states: tuple[str, ...]


def keys(session: Session, inspection: int, statuses: Collection[CaseStatus]) -> list[int]:
    """The cases whose first reading is in some status, in order of reference."""
    state = AssessmentStateRow
    query = (
        select(CaseRow.reference, CaseRow.id)
        .join(state, state.case_id == CaseRow.id)
        .where(state.inspection_id == inspection, state.reading == 1, state.status.in_(statuses))
    )
    # sorted here, because databases differ in how they order letters
    return [id_ for _, id_ in sorted(session.execute(query), key=itemgetter(0))]


def read(session: Session, inspection: int, cases: Sequence[int], *, states: bool) -> RawCases:
    """Everything that is derived of some cases of an inspection."""
    state = AssessmentStateRow
    columns: tuple[Any, ...] = (
        *(CaseRow.reference, cast(CaseRow.attributes, Text), CaseRow.stratum),
        *(state.status, state.conflicts, state.assessment_id),
        *(state.codes, state.numbers, state.definition_hash),
        state.state if states else literal(""),
    )
    query = select(*columns).join(state, state.case_id == CaseRow.id)
    of_these = (state.inspection_id == inspection, state.reading == 1, state.case_id.in_(cases))
    found = session.execute(query.where(*of_these))
    return RawCases(*zip(*sorted(found, key=itemgetter(0)), strict=True))


def revisions(session: Session, assessments: Collection[str]) -> dict[str, tuple[int, int]]:
    """The earliest and the latest revision of texts that each assessment's saves were made with."""
    revision = SaveRow.text_revision
    query = select(SaveRow.assessment_id, func.min(revision), func.max(revision))
    query = query.where(SaveRow.assessment_id.in_(assessments)).group_by(SaveRow.assessment_id)
    return {id_: (first, last) for id_, first, last in session.execute(query)}


def revision_of(session: Session, assessments: Collection[str]) -> dict[str, int]:
    """The revision of texts that each save of some assessments was made with."""
    query = select(SaveRow.id, SaveRow.text_revision).where(SaveRow.assessment_id.in_(assessments))
    return {id_: revision for id_, revision in session.execute(query)}  # noqa: C416 - dict() loses the types


def texts(session: Session, assessments: Collection[str]) -> dict[str, str]:
    """Every free text of some assessments, by the id of its entry."""
    query = (
        select(SaveTextRow.entry_id, SaveTextRow.text)
        .join(SaveRow, SaveRow.id == SaveTextRow.save_id)
        .where(SaveRow.assessment_id.in_(assessments))
    )
    return {entry: text for entry, text in session.execute(query)}  # noqa: C416 - dict() loses the types


def states_of(session: Session, assessments: Collection[str]) -> dict[str, str]:
    """What the saves of some assessments amount to, as JSON."""
    state = AssessmentStateRow
    query = select(state.assessment_id, state.state).where(state.assessment_id.in_(assessments))
    return {id_: found for id_, found in session.execute(query)}  # noqa: C416 - dict() loses the types
