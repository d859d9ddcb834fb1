"""What wants the lead inspector's attention."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspect_app.fieldwork.list_board import Attention, board_line
from inspect_app.ledger.states import CaseStatus
from inspect_app.records.states import CaseLine

NOW = datetime(2016, 6, 30, 9, tzinfo=UTC)
QUIET = CaseLine(
    "001",
    {},
    None,
    CaseStatus.IN_PROGRESS,
    5,
    2,
    0,
    0,
    0,
    NOW,
    "Pat",
    NOW - timedelta(days=6, hours=23),
    "Pat",
)
OLD = NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("case", "wants"),
    [
        (QUIET, ()),
        (replace(QUIET, alerts=1), (Attention.ALERT,)),
        (replace(QUIET, conflicts=2), (Attention.CONFLICT,)),
        (replace(QUIET, late=1), (Attention.LATE,)),
        (replace(QUIET, status=CaseStatus.SUBMITTED, last_at=OLD), (Attention.WAITING,)),
        (replace(QUIET, last_at=OLD), (Attention.UNTOUCHED,)),
        (replace(QUIET, status=CaseStatus.RETURNED, last_at=OLD), (Attention.UNTOUCHED,)),
        (replace(QUIET, status=CaseStatus.SIGNED_OFF, last_at=OLD), ()),
        (replace(QUIET, status=CaseStatus.SIGNED_OFF, alerts=1, late=2), (Attention.ALERT, Attention.LATE)),
        (replace(QUIET, status=CaseStatus.WITHDRAWN, conflicts=1, last_at=OLD), ()),
        (
            replace(
                QUIET, status=CaseStatus.ALLOCATED, since=None, moved_by=None, last_at=None, last_by=None
            ),
            (),
        ),
    ],
)
def test_what_wants_attention(case: CaseLine, wants: tuple[Attention, ...]) -> None:
    assert board_line(case, NOW).wants == wants


@pytest.mark.parametrize(
    ("ago", "days"), [(timedelta(hours=23), 0), (timedelta(hours=24), 1), (timedelta(days=9, hours=1), 9)]
)
def test_ages_are_whole_days(ago: timedelta, days: int) -> None:
    line = board_line(replace(QUIET, since=NOW - ago, last_at=NOW - ago), NOW)
    assert (line.in_state, line.idle) == (days, days)


def test_a_case_that_nobody_has_begun_has_no_age() -> None:
    line = board_line(replace(QUIET, since=None, last_at=None), NOW)
    assert (line.in_state, line.idle) == (None, None)
