"""The long list an inspection has now, as stored and as checked."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from inspect_app.fieldwork.destroy_frame import no_list_words
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import cases, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change, Standing, StoredRow
from inspect_app.records.models import LongListImportRow
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.frame import FrameRow, ListRow
from inspect_app.sampling.long_list import CheckedList, check_list


@dataclass(frozen=True)
class Decided:
    """The numbers of rows that people excluded, and of those they restored although a rule excludes them."""

    by_hand: frozenset[int]
    restored: frozenset[int]


def decided(changes: Iterable[Change]) -> Decided:
    """What people's exclusions and restorations, in their order, amount to.

    A restoration takes back an exclusion by hand; where there is none, it goes over the rules.
    """
    sides: Counter[int] = Counter()
    for change in changes:
        if change.action == "exclude":
            sides[change.number] = -1
        elif change.action == "restore":
            sides[change.number] += 1
    return Decided(
        frozenset(number for number, side in sides.items() if side < 0),
        frozenset(number for number, side in sides.items() if side > 0),
    )


@dataclass(frozen=True)
class StoredList:
    """The rows of an inspection's current import, corrected, and the changes made to them.

    `numbers` are those of all rows of the import, where `rows` are some of them.
    """

    imported: LongListImportRow
    rows: Sequence[StoredRow]
    changes: Sequence[Change]
    numbers: Collection[int] | None = None

    @property
    def by_hand(self) -> frozenset[int]:
        """The numbers of the rows that a person excluded."""
        return decided(self.changes).by_hand

    @property
    def restored(self) -> frozenset[int]:
        """The numbers of the rows that a person restored over the rules."""
        return decided(self.changes).restored

    def row(self, number: int) -> StoredRow:
        """The row with a number in the spreadsheet; UserError if the list has none."""
        for row in self.rows:
            if row.number == number:
                return row
        raise UserError(no_row_words(number))

    def check(self, definition: Definition) -> CheckedList:
        """The list checked as it stands."""
        rows = [ListRow(row.number, row.cells) for row in self.rows]
        people = self.by_hand, self.restored
        return check_list(rows, definition, self.imported.as_at, *people, self.numbers)

    def after(self, change: Change) -> Self:
        """The list as it would be after one more change; where its rows stand is not looked at afresh."""
        rows = [row.with_change(change) if row.number == change.number else row for row in self.rows]
        return replace(self, rows=rows, changes=[*self.changes, change])


def no_row_words(number: int) -> str:
    """That the list has no row of this number."""
    return f"The long list has no row {number}. Use the row numbers that the spreadsheet shows."


def current_import(session: Session, inspection: int) -> LongListImportRow:
    """The import whose rows are the current long list of an inspection; UserError if there is none."""
    imported = long_list.current_import(session, inspection)
    if imported is None:
        raise UserError(no_list_words(session, inspection))
    return imported


def load_list(session: Session, inspection: int) -> StoredList:
    """The current long list of an inspection; UserError if none was imported."""
    imported = current_import(session, inspection)
    return StoredList(
        imported, long_list.rows_of(session, imported.id), long_list.changes(session, imported.id)
    )


def check_not_begun(session: Session, inspection: int) -> None:
    """UserError once anything was saved about a case: the list is then what the sample is a sample of."""
    if cases.begun(session, inspection):
        raise UserError(
            "Work on the sample from this long list has begun, so the list can't be changed any more."
        )


def restate(session: Session, stored: StoredList, checked: CheckedList) -> None:
    """Store where each row stands now, for the rows where that has changed."""
    now = standings(checked)
    long_list.restate(
        session, {row.id: now[row.number] for row in stored.rows if now[row.number] != row.standing}
    )


def standings(checked: CheckedList) -> dict[int, Standing]:
    """Where each row stands, by its number."""
    return {row.number: _standing(row, checked) for row in checked.rows}


def _standing(row: FrameRow, checked: CheckedList) -> Standing:
    problems = checked.problems.get(row.number, [])
    return Standing(
        state=checked.state(row.number),
        exclusion_reason=checked.excluded.get(row.number),
        problems=[_stored(problem) for problem in problems],
        attributes=dict(row.attributes),
        start_on=row.start_date,
        born_on=row.date_of_birth,
        case_key=row.key,
        stratum=row.stratum,
    )


def _stored(problem: RowProblem) -> dict[str, str]:
    return {key: value for key, value in asdict(problem).items() if key != "row"}
