"""Queries on who is to read which case, now and before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, AssignmentRow, CaseRow


@dataclass(frozen=True)
class Assignment:
    """Who was given a case from `since` on; `by_hand` says that a person chose, for a `reason`."""

    id: int
    case: int
    reference: str
    account: str
    name: str
    by_hand: bool
    reason: str | None
    since: datetime
    ended_at: datetime | None


def current(session: Session, inspection: int) -> list[Assignment]:
    """Who has which case of an inspection now, by reference."""
    return _found(session, _of(inspection).where(AssignmentRow.ended_at.is_(None)))


def of_case(session: Session, inspection: int, reference: str) -> list[Assignment]:
    """Everybody who was given a case, in order."""
    return _found(session, _of(inspection).where(CaseRow.reference == reference))


def have(session: Session, inspection: int, account: str, reference: str | None = None) -> list[str]:
    """The references of an account's cases now, or that one alone if it is theirs."""
    query = _of(inspection).where(AssignmentRow.ended_at.is_(None), AssignmentRow.account_id == account)
    if reference is not None:
        query = query.where(CaseRow.reference == reference)
    return [each.reference for each in _found(session, query)]


def end(session: Session, assignments: Collection[int], at: datetime, by: str) -> None:
    """Ends assignments; that they were made stays."""
    ended = update(AssignmentRow).where(AssignmentRow.id.in_(assignments)).values(ended_at=at, ended_by=by)
    session.execute(ended)


def give(session: Session, rows: Collection[AssignmentRow]) -> None:
    """Stores new assignments of cases that nobody has any more."""
    session.add_all(rows)
    session.flush()


def _of(inspection: int) -> Select[*tuple[Any, ...]]:
    row = AssignmentRow
    return (
        select(
            *(row.id, row.case_id, CaseRow.reference, row.account_id, AccountRow.name),
            *(row.by_hand, row.reason, row.since, row.ended_at),
        )
        .join(CaseRow, CaseRow.id == row.case_id)
        .join(AccountRow, AccountRow.id == row.account_id)
        .where(CaseRow.inspection_id == inspection)
        .order_by(CaseRow.reference, row.id)
    )


def _found(session: Session, query: Select[*tuple[Any, ...]]) -> list[Assignment]:
    return [Assignment(*found) for found in session.execute(query)]
