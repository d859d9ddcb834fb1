"""Those rows of a long list that a change to one of them bears on, for a list may have a hundred thousand."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from inspect_app.fieldwork.check_long_list import StoredList, current_import, load_list, no_row_words
from inspect_app.fieldwork.fill_frame import fill_frame
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import StoredRow
from inspect_app.sampling.exclusions import kin_marks
from inspect_app.sampling.frame import FrameRow, ListRow, identifier, typed

MOST_AT_ONCE = 1_000
"""Where one query would be about more rows or days than this, the whole list is read."""
AS_IT_IS: Mapping[str, str] = MappingProxyType({})


def load_part(
    session: Session,
    inspection: int,
    definition: Definition,
    number: int,
    cells: Mapping[str, str] = AS_IT_IS,
) -> StoredList:
    """The row of a number with all rows that it bears on, as it is and as it would be with other `cells`.

    These are the rows with its CRN, its PNC, or its names and date of birth, then those with one of theirs,
    and so on: no rule and no check compares others. UserError if there is no list, or no such row.
    """
    imported = current_import(session, inspection)
    fill_frame(session, imported, definition)
    first = long_list.row_at(session, imported.id, number)
    if first is None:
        raise UserError(no_row_words(number))
    every = long_list.identifiers(session, imported.id)
    known = {first.id: first}
    fresh = [*_typed([first], definition), *typed([ListRow(number, {**first.cells, **cells})], definition)]
    marks = frozenset[tuple[str, ...]]()
    while fresh:
        new = frozenset(mark for row in fresh for mark in kin_marks(row)) - marks
        marks |= new
        ids = [id_ for id_, _, crn, pnc in every if _shares(new, crn, pnc)]
        days = {date.fromisoformat(mark[-1]) for mark in new if mark[0] == "person"}
        if max(len(ids), len(days)) > MOST_AT_ONCE:
            return load_list(session, inspection)
        found = [row for row in long_list.rows_among(session, imported.id, ids, days) if row.id not in known]
        pairs = zip(found, _typed(found, definition), strict=True)
        kin = [(row, read) for row, read in pairs if kin_marks(read) & marks]
        known |= {row.id: row for row, _ in kin}
        fresh = [read for _, read in kin]
    numbers = [number for _, number, _, _ in every]
    return StoredList(imported, list(known.values()), long_list.changes(session, imported.id), numbers)


def _typed(rows: Iterable[StoredRow], definition: Definition) -> tuple[FrameRow, ...]:
    return typed([ListRow(row.number, row.cells) for row in rows], definition)


def _shares(marks: frozenset[tuple[str, ...]], crn: str, pnc: str) -> bool:
    return ("crn", identifier(crn)) in marks or ("pnc", identifier(pnc)) in marks
