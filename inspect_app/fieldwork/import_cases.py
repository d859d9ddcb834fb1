"""Imports a case long list into an inspection; nothing in it is dropped in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspect_app.fieldwork.carry_changes import Carried, carry, no_longer_made
from inspect_app.fieldwork.check_long_list import StoredList, check_not_begun, decided, load_list, standings
from inspect_app.fieldwork.progress import Progress, stretch, unseen
from inspect_app.fieldwork.read_long_list import read_long_list
from inspect_app.fieldwork.uncollected import uncollected
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.model import Definition
from inspect_app.records import access_log, headings, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.models import LongListImportRow
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.frame import ListRow
from inspect_app.sampling.long_list import CheckedList, check_list

LONGEST_FILENAME = 200
AT_ONCE = 5_000
"""Rows that are stored in one go."""
READ, CHECKED = 0.4, 0.7
"""How far an import has come, as measured, when the file is read and when its rows are checked."""


@dataclass(frozen=True)
class ImportResult:
    """What an import found: rows in all, the eligible ones, those excluded by reason, open problems.

    `unchanged` says that the inspection had this very list already. When a list replaces another, changes
    that people made to the old one are kept for rows that are the same in the new; `carried` counts those
    rows and `not_carried` names the old list's rows whose changes are no longer in force.
    """

    rows: int
    eligible: int
    excluded: dict[str, int]
    problems: list[RowProblem]
    unchanged: bool
    carried: int
    not_carried: list[int]


@uncollected()
def import_cases(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    filename: str,
    data: bytes,
    as_at: date,
    progress: Progress = unseen,
) -> ImportResult:
    """Read a long list as at a day; the same again changes nothing, until work begins another replaces it.

    `progress` is told how far it has come. Raises UserError when the file can't be used, the inspection is
    unknown, or a case has been begun.
    """
    own = headings.own_headings(session, inspections.find(session, ref)[0].id)
    rows = read_long_list(data, own, stretch(progress, 0, READ))
    inspection, definition = inspections.lock(session, ref)
    progress(READ)
    content = sha256_hex(canonical_json([[row.number, dict(row.cells)] for row in rows]))
    current = long_list.current_import(session, inspection.id)
    if current and (current.content_hash, current.as_at) == (content, as_at):
        checked = load_list(session, inspection.id).check(definition)
        return _result(checked, Carried(), unchanged=True)
    check_not_begun(session, inspection.id)
    replaced = load_list(session, inspection.id) if current else None
    now = clock()
    new = LongListImportRow(
        inspection_id=inspection.id, filename=_shown(filename), content_hash=content, as_at=as_at,
        imported_at=now, author=actor.name, device=actor.device,
    )  # fmt: skip
    if earlier := long_list.same_import(session, inspection.id, content, as_at):
        result = _bring_back(session, earlier, replaced, definition, now)
    else:
        result = _store(session, new, rows, replaced, definition, progress)
    progress(1)
    access_log.record(session, now, actor, "cases.import", ref, "long list", _counts(result))
    return result


def _store(
    session: Session,
    new: LongListImportRow,
    rows: Sequence[ListRow],
    replaced: StoredList | None,
    definition: Definition,
    progress: Progress,
) -> ImportResult:
    carried = carry(replaced, rows) if replaced else Carried()
    corrected = carried.corrected(rows)
    by_people = decided(carried.changes)
    checked = check_list(corrected, definition, new.as_at, by_people.by_hand, by_people.restored)
    imported = long_list.add_import(session, new)
    standing = standings(checked)
    for start in range(0, len(corrected), AT_ONCE):
        stretch(progress, CHECKED, 1)(start / len(corrected))
        batch = corrected[start : start + AT_ONCE]
        long_list.add_rows(
            session, imported, [(row.number, row.cells, standing[row.number]) for row in batch]
        )
    if carried.changes:
        ids = {row.number: row.id for row in long_list.rows_of(session, imported.id)}
        for change in carried.changes:
            long_list.add_change(session, ids[change.number], change)
    return _result(checked, carried)


def _bring_back(
    session: Session,
    earlier: LongListImportRow,
    replaced: StoredList | None,
    definition: Definition,
    now: datetime,
) -> ImportResult:
    """A list that was replaced comes back as it stood then, with the changes made to it."""
    long_list.make_current(session, earlier, now)
    back = load_list(session, earlier.inspection_id)
    lost = no_longer_made(replaced, back) if replaced else ()
    return _result(back.check(definition), Carried(tuple(back.changes), lost))


def _shown(filename: str) -> str:
    """A file's name fit to be stored and shown."""
    return "".join(letter if letter.isprintable() else "?" for letter in filename)[-LONGEST_FILENAME:]


def _result(checked: CheckedList, carried: Carried, *, unchanged: bool = False) -> ImportResult:
    return ImportResult(
        rows=len(checked.rows),
        eligible=len(checked.frame),
        excluded=checked.excluded_by_reason(),
        problems=checked.open_problems(),
        unchanged=unchanged,
        carried=carried.rows,
        not_carried=list(carried.lost),
    )


def _counts(result: ImportResult) -> dict[str, object]:
    """What the access log may hold of an import: no name, no value of a cell."""
    return {
        "rows": result.rows,
        "eligible": result.eligible,
        "excluded": result.excluded,
        "problems": len(result.problems),
        "carried": result.carried,
        "not_carried": len(result.not_carried),
    }
