"""What raw data are made of, read a few cases at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Text, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.records.among import among
from inspect_app.records.models import AssessmentStateRow, CaseRow, SaveRow, SaveTextRow


@dataclass(frozen=True)
class RawCases:
    """Some cases, column by column, in the order in which they were asked for.

    `facts` are attributes as JSON, `states` what their saves amount to; these are read when asked for.
    """

    references: tuple[str, ...]
    facts: tuple[str, ...]
    strata: tuple[str | None, ...]
    areas: tuple[int | None, ...]
    statuses: tuple[str, ...]
    conflicts: tuple[int, ...]
    saves: tuple[int, ...]
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


def signed_off(session: Session, inspection: int) -> dict[str | None, int]:
    """How many signed-off cases each stratum has; None are those taken outside the draw."""
    state = AssessmentStateRow
    query = select(CaseRow.stratum, func.count()).join(state, state.case_id == CaseRow.id)
    query = query.where(state.inspection_id == inspection, state.reading == 1)
    query = query.where(state.status == CaseStatus.SIGNED_OFF).group_by(CaseRow.stratum)
    return {stratum: cases for stratum, cases in session.execute(query)}  # noqa: C416 - dict() loses the types


def read(session: Session, inspection: int, cases: Sequence[int], *, states: bool) -> RawCases:
    """Everything that is derived of some cases of an inspection."""
    state = AssessmentStateRow
    columns: tuple[Any, ...] = (
        *(CaseRow.reference, cast(CaseRow.attributes, Text), CaseRow.stratum, CaseRow.area_id),
        *(state.status, state.conflicts, state.saves, state.assessment_id),
        *(state.codes, state.numbers, state.definition_hash),
        state.state if states else literal(""),
    )
    query = select(*columns).join(state, state.case_id == CaseRow.id)
    # said of both tables, because PostgreSQL doesn't conclude it of the other and reads that one whole
    these = (among(session, CaseRow.id, cases), among(session, state.case_id, cases))
    found = session.execute(query.where(state.inspection_id == inspection, state.reading == 1, *these))
    return RawCases(*zip(*sorted(found, key=itemgetter(0)), strict=True))


def revisions(session: Session, inspection: int, usual: int) -> dict[str, tuple[int, int]]:
    """The earliest and the latest revision of texts that an assessment's saves were made with.

    Assessments of an inspection all of whose saves were made with the `usual` one are left out.
    """
    first, last = func.min(SaveRow.text_revision), func.max(SaveRow.text_revision)
    state = AssessmentStateRow
    of_inspection = select(state.assessment_id).where(state.inspection_id == inspection)
    query = (
        select(SaveRow.assessment_id, first, last)
        .where(SaveRow.assessment_id.in_(of_inspection))
        .group_by(SaveRow.assessment_id)
        .having(or_(first != usual, last != usual))
    )
    return {id_: (first, last) for id_, first, last in session.execute(query)}


def revision_of(session: Session, save_ids: Collection[str]) -> dict[str, int]:
    """The revision of texts that each of some saves was made with."""
    query = select(SaveRow.id, SaveRow.text_revision).where(among(session, SaveRow.id, save_ids))
    return {id_: revision for id_, revision in session.execute(query)}  # noqa: C416 - dict() loses the types


def texts(session: Session, entries: Collection[str]) -> dict[str, str]:
    """The free texts of some entries, by the id of the entry; a text that was destroyed is missing."""
    query = select(SaveTextRow.entry_id, SaveTextRow.text).where(
        among(session, SaveTextRow.entry_id, entries)
    )
    return {entry: text for entry, text in session.execute(query)}  # noqa: C416 - dict() loses the types


def states_of(session: Session, assessments: Collection[str]) -> dict[str, str]:
    """What the saves of some assessments amount to, as JSON."""
    state = AssessmentStateRow
    query = select(state.assessment_id, state.state).where(among(session, state.assessment_id, assessments))
    return {id_: found for id_, found in session.execute(query)}  # noqa: C416 - dict() loses the types
