"""Shows what an inspection's long list holds, what is excluded, what is wrong and what people changed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from inspect_app.fieldwork.destroy_frame import destroyed_words, last_destruction
from inspect_app.questionnaire.model import Definition
from inspect_app.records import draws, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change, StoredRow
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.columns import BY_KEY
from inspect_app.sampling.exclusions import BY_HAND
from inspect_app.sampling.strata import stratum_of


@dataclass(frozen=True)
class ImportLine:
    """One file brought in, by whom and when; `current` marks the one whose rows are the long list."""

    filename: str
    as_at: date
    imported_at: datetime
    author: str
    current: bool


@dataclass(frozen=True)
class ChangeLine:
    """One correction (with its column's heading) or exclusion of a row."""

    row: int
    action: str
    column: str | None
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True)
class StratumCount:
    """A stratum and how many eligible cases it has."""

    id: str
    title: str
    population: int


@dataclass(frozen=True)
class LongListSummary:
    """The long list in figures; before the first import there are no rows and no changes.

    `excluded` counts rows by reason and `excluded_rows` gives their numbers in the spreadsheet. Once the
    sample is `drawn` the list can't change any more. `destroyed` says when and why a list that is gone was
    destroyed.
    """

    imports: list[ImportLine]
    rows: int
    eligible: int
    excluded: dict[str, int]
    excluded_rows: dict[str, list[int]]
    drawn: bool
    open_problems: list[RowProblem]
    strata: list[StratumCount]
    changes: list[ChangeLine]
    destroyed: str | None


def long_list_summary(session: Session, ref: str) -> LongListSummary:
    """What the long list of an inspection amounts to; UserError if the inspection is unknown."""
    inspection, definition = inspections.find(session, ref)
    imports = long_list.imports(session, inspection.id)
    rows = long_list.rows_of(session, imports[0].id) if imports else []
    changes = long_list.changes(session, imports[0].id) if imports else []
    destroyed = last_destruction(session, inspection.id)
    eligible = [row for row in rows if row.standing.state == "eligible"]
    excluded = _excluded(rows, definition)
    return LongListSummary(
        imports=[
            ImportLine(each.filename, each.as_at, each.imported_at, each.author, current=place == 0)
            for place, each in enumerate(imports)
        ],
        rows=len(rows),
        eligible=len(eligible),
        excluded={reason: len(numbers) for reason, numbers in excluded.items()},
        excluded_rows=excluded,
        drawn=draws.latest_draw(session, inspection.id) is not None,
        open_problems=[
            RowProblem(row.number, **problem) for row in rows for problem in row.standing.problems
        ],
        strata=_strata(definition, eligible),
        changes=[_line(change) for change in changes],
        destroyed=destroyed_words(destroyed) if destroyed and not imports else None,
    )


def _excluded(rows: list[StoredRow], definition: Definition) -> dict[str, list[int]]:
    numbers: defaultdict[str | None, list[int]] = defaultdict(list)
    for row in rows:
        numbers[row.standing.exclusion_reason].append(row.number)
    reasons = [BY_HAND, *(str(each.title) for each in definition.sampling.exclusions)]
    return {reason: numbers[reason] for reason in reasons if numbers[reason]}


def _strata(definition: Definition, eligible: list[StoredRow]) -> list[StratumCount]:
    found = (stratum_of(definition, row.standing.attributes) for row in eligible)
    counts = Counter(stratum.id for stratum in found if stratum)
    return [StratumCount(each.id, str(each.title), counts[each.id]) for each in definition.strata]


def _line(change: Change) -> ChangeLine:
    heading = BY_KEY[change.column].heading if change.column else None
    return ChangeLine(change.number, change.action, heading, change.reason, change.author, change.at)
