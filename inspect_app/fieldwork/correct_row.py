"""Corrects one cell of a long list, with a reason."""

from dataclasses import dataclass

from inspect_app.fieldwork.check_long_list import check_not_begun, restate
from inspect_app.fieldwork.part_of_list import load_part
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.columns import COLUMNS, Column, column_of
from inspect_app.sampling.frame import clean
from inspect_app.sampling.long_list import CheckedList

LONGEST_CELL = 1_000


@dataclass(frozen=True)
class RowStanding:
    """Where a row stands now: "eligible", "excluded" (and why) or "problem" (and what is still wrong)."""

    row: int
    state: str
    exclusion_reason: str | None
    problems: list[RowProblem]


def correct_row(
    session: Session, actor: Actor, clock: Clock, *, ref: str, row: int, column: str,
    value: str, reason: str,
) -> RowStanding:  # fmt: skip
    """Put a value in a row's cell; the column may be named by its heading or its key.

    Raises UserError, and stores nothing, for an unknown row or column, no reason, a value that is no
    better, or once a case has been begun.
    """
    words = given_reason(reason)
    target = _column(column)
    after = _value(value)
    inspection, definition = inspections.lock(session, ref)
    check_not_begun(session, inspection.id)
    stored = load_part(session, inspection.id, definition, row, {target.key: after})
    found = stored.row(row)
    before = found.cells[target.key]
    if before == after:
        raise UserError(f"Row {row} already has that under {target.heading}. Give the value it should have.")
    now = clock()
    change = Change(row, "correct", target.key, before, after, words, actor.name, actor.device, now)
    checked = stored.after(change).check(definition)
    _check_better(checked, row, target)
    long_list.set_cell(session, found.id, target.key, after)
    long_list.add_change(session, found.id, change)
    restate(session, stored, checked)
    access_log.record(session, now, actor, "cases.correct", ref, f"row {row}", {"column": target.key})
    return standing_of(checked, row)


def standing_of(checked: CheckedList, row: int) -> RowStanding:
    """Where a row stands in a checked list."""
    return RowStanding(row, checked.state(row), checked.excluded.get(row), checked.problems.get(row, []))


def _column(name: str) -> Column:
    if column := column_of(name):
        return column
    names = ", ".join(column.key for column in COLUMNS)
    raise UserError(f"“{name}” is not a column of the long list. The columns are: {names}.")


def _value(text: str) -> str:
    value = clean(text)
    if value and not value.isprintable():
        raise UserError("The value holds characters that can't be shown. Type it again.")
    if len(value) > LONGEST_CELL:
        raise UserError(f"The value is too long: {LONGEST_CELL:,} characters are allowed.")
    return value


def _check_better(checked: CheckedList, row: int, column: Column) -> None:
    for problem in checked.problems.get(row, []):
        if problem.column == column.heading:
            raise UserError(f"That doesn't mend row {row}: {problem.column} must be {problem.expected}.")
