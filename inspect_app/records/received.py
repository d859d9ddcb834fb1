"""The saves of many cases at once, each with its place in the order of receipt."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from inspect_app.ledger import assessment
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import EntryKind, Save
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow
from inspect_app.records.saves import as_save

AT_ONCE = 500
"""Cases that one query asks about at most."""
MOVES = f'"kind":"{EntryKind.STATE}"'
"""How an entry that moves a case is written within a save's; free text is never among entries."""


@dataclass(frozen=True)
class Received:
    """A save, its place among those of its case, from 1, and when the server received it."""

    seq: int
    at: datetime
    save: Save


@dataclass(frozen=True)
class Standing:
    """How many saves a case has now, and what they amount to."""

    saves: int
    state: AssessmentState


def states(session: Session, inspection: int, references: Collection[str]) -> dict[str, Standing]:
    """Where cases stand now, by reference."""
    query = (
        select(CaseRow.reference, AssessmentStateRow.saves, AssessmentStateRow.state)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(AssessmentStateRow, AssessmentStateRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.inspection_id == inspection)
    )
    return {
        reference: Standing(saves, assessment.from_json(state))
        for reference, saves, state in _of_cases(session, query, references)
    }


def every_save(session: Session, inspection: int, references: Collection[str]) -> dict[str, list[Received]]:
    """The saves of cases in the order of receipt, by reference."""
    return _received(session, _saves(inspection), references)


def moves(session: Session, inspection: int, references: Collection[str]) -> dict[str, list[Received]]:
    """Those of the saves that ask for a change of state."""
    moving = SaveRow.entries.contains(MOVES, autoescape=True)
    return _received(session, _saves(inspection).where(moving), references)


def _saves(inspection: int) -> Select[*tuple[Any, ...]]:
    return (
        select(CaseRow.reference, SaveRow)
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(SaveRow, SaveRow.assessment_id == AssessmentRow.id)
        .where(CaseRow.inspection_id == inspection)
        .order_by(CaseRow.reference, SaveRow.seq)
    )


def _received(
    session: Session, query: Select[*tuple[Any, ...]], references: Collection[str]
) -> dict[str, list[Received]]:
    found: defaultdict[str, list[Received]] = defaultdict(list)
    for reference, row in _of_cases(session, query, references):
        found[reference].append(Received(row.seq, row.received_at, as_save(row)))
    return found


def _of_cases(
    session: Session, query: Select[*tuple[Any, ...]], references: Collection[str]
) -> Iterator[Sequence[Any]]:
    ordered = sorted(references)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        yield from session.execute(query.where(CaseRow.reference.in_(some)))
