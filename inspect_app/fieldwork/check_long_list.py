"""The long list an inspection has now, as stored and as checked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from inspect_app.fieldwork.destroy_frame import no_list_words
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import draws, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change, Standing, StoredRow
from inspect_app.records.models import LongListImportRow
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.frame import FrameRow, ListRow
from inspect_app.sampling.long_list import CheckedList, check_list


@dataclass(frozen=True)
class StoredList:
    """The rows of an inspection's current import, corrected, and the changes made to them."""

    imported: LongListImportRow
    rows: Sequence[StoredRow]
    changes: Sequence[Change]

    @property
    def by_hand(self) -> frozenset[int]:
        """The numbers of the rows that a person excluded."""
        return frozenset(change.number for change in self.changes if change.action == "exclude")

    def row(self, number: int) -> StoredRow:
        """The row with a number in the spreadsheet; UserError if the list has none."""
        for row in self.rows:
            if row.number == number:
                return row
        raise UserError(f"The long list has no row {number}. Use the row numbers that the spreadsheet shows.")

    def check(self, definition: Definition) -> CheckedList:
        """The list checked as it stands."""
        return self.check_with(definition, {}, self.by_hand)

    def check_with(
        self, definition: Definition, instead: Mapping[int, Mapping[str, str]], by_hand: frozenset[int]
    ) -> CheckedList:
        """The list checked as if some rows held other cells, and with these rows excluded by hand."""
        rows = [ListRow(row.number, instead.get(row.number, row.cells)) for row in self.rows]
        return check_list(rows, definition, self.imported.as_at, by_hand)


def load_list(session: Session, inspection: int) -> StoredList:
    """The current long list of an inspection; UserError if none was imported."""
    imported = long_list.current_import(session, inspection)
    if imported is None:
        raise UserError(no_list_words(session, inspection))
    return StoredList(
        imported, long_list.rows_of(session, imported.id), long_list.changes(session, imported.id)
    )


def check_not_drawn(session: Session, inspection: int) -> None:
    """UserError once a sample was drawn: its list is then what the sample is a sample of."""
    if draws.latest_draw(session, inspection) is not None:
        raise UserError(
            "The sample has been drawn from this long list, so the list can't be changed any more."
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
