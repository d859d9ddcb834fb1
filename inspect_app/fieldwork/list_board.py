"""The lead inspector's board: every case, how long it has been where it is, and what wants attention."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.ledger.entries import Clock
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import assignments, states
from inspect_app.records.engine import Session
from inspect_app.records.states import CaseLine

UNTOUCHED = timedelta(days=7)
"""An open case that nobody has saved anything about for so long may have been forgotten."""


class Attention(StrEnum):
    """Why a case wants the lead inspector's attention, the most pressing first."""

    ALERT = "alert"
    CONFLICT = "conflict"
    LATE = "late"
    WAITING = "waiting"
    UNTOUCHED = "untouched"


@dataclass(frozen=True)
class BoardLine:
    """A case with whole days in its state and since its last save, None while nothing is saved.

    `given_to` is the name of who has it, if anybody.
    """

    case: CaseLine
    in_state: int | None
    idle: int | None
    wants: tuple[Attention, ...]
    given_to: str | None


def list_board(session: Session, clock: Clock, inspection: InspectionView) -> list[BoardLine]:
    """Every case in two queries, what wants attention first and of that what is longest in its state."""
    now = clock()
    holders = {each.reference: each.name for each in assignments.current(session, inspection.id)}
    lines = states.lines(session, inspection.id)
    return sorted((board_line(case, now, holders.get(case.reference)) for case in lines), key=_pressing)


def board_line(case: CaseLine, now: datetime, given_to: str | None = None) -> BoardLine:
    """How a case stands at a moment, and who has it."""
    in_state, idle = _days(case.since, now), _days(case.last_at, now)
    return BoardLine(case, in_state, idle, tuple(_wants(case, idle)), given_to)


def _wants(case: CaseLine, idle: int | None) -> Iterator[Attention]:
    if case.alerts:
        yield Attention.ALERT
    if case.conflicts and case.status is not CaseStatus.WITHDRAWN:
        yield Attention.CONFLICT
    if case.late:
        yield Attention.LATE
    if case.status is CaseStatus.SUBMITTED:
        yield Attention.WAITING
    being_scored = case.status in (CaseStatus.IN_PROGRESS, CaseStatus.RETURNED)
    if being_scored and idle is not None and idle >= UNTOUCHED.days:
        yield Attention.UNTOUCHED


def _days(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else (now - moment).days


def _pressing(line: BoardLine) -> tuple[list[bool], int, str]:
    return [each not in line.wants for each in Attention], -(line.in_state or 0), line.case.reference
