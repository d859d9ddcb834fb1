"""Shows what an inspection's long list holds, what is excluded, what is wrong and what people changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from inspect_app.fieldwork.check_long_list import no_row_words
from inspect_app.fieldwork.destroy_frame import destroyed_words, last_destruction, no_list_words
from inspect_app.fieldwork.fill_frame import populations
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import cases, draws, inspections, long_list
from inspect_app.records.base import RowProblems
from inspect_app.records.engine import Session
from inspect_app.records.long_list import Change
from inspect_app.sampling.checks import RowProblem
from inspect_app.sampling.columns import BY_KEY
from inspect_app.sampling.exclusions import BY_HAND


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
    """One correction (with its column's heading), exclusion or restoration of a row."""

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

    `excluded` counts rows by reason and `excluded_rows` gives their numbers in the spreadsheet. The list can
    change until work on a case has `begun`, even when a sample is `drawn`. `destroyed` says when and why a
    list that is gone was destroyed.
    """

    imports: list[ImportLine]
    rows: int
    eligible: int
    excluded: dict[str, int]
    excluded_rows: dict[str, list[int]]
    drawn: bool
    begun: bool
    open_problems: list[RowProblem]
    strata: list[StratumCount]
    changes: list[ChangeLine]
    destroyed: str | None


@dataclass(frozen=True)
class RowView:
    """One row: "eligible", "excluded" (and why) or "problem" (and what is wrong), and what people changed.

    Once work on a case has `begun` it can't change any more.
    """

    row: int
    state: str
    exclusion_reason: str | None
    problems: list[RowProblem]
    changes: list[ChangeLine]
    begun: bool

    @property
    def by_hand(self) -> bool:
        """Whether a person excluded it, and not a rule."""
        return self.exclusion_reason == BY_HAND


def long_list_summary(session: Session, ref: str) -> LongListSummary:
    """What the long list of an inspection amounts to; UserError if the inspection is unknown."""
    inspection, definition = inspections.find(session, ref)
    imports = long_list.imports(session, inspection.id)
    destroyed = last_destruction(session, inspection.id)
    # No import has this number: without a list, all that follows is empty.
    current = imports[0].id if imports else 0
    counts = long_list.counts_by_state(session, current)
    excluded = _excluded(session, current, definition)
    sizes = populations(session, imports[0], definition) if imports else {}
    return LongListSummary(
        imports=[
            ImportLine(each.filename, each.as_at, each.imported_at, each.author, current=place == 0)
            for place, each in enumerate(imports)
        ],
        rows=sum(counts.values()),
        eligible=counts.get("eligible", 0),
        excluded={reason: len(numbers) for reason, numbers in excluded.items()},
        excluded_rows=excluded,
        drawn=draws.latest_draw(session, inspection.id) is not None,
        begun=cases.begun(session, inspection.id),
        open_problems=[
            problem
            for number, problems in long_list.open_problems(session, current)
            for problem in _problems(number, problems)
        ],
        strata=[StratumCount(each.id, str(each.title), sizes.get(each.id, 0)) for each in definition.strata],
        changes=[_line(change) for change in long_list.changes(session, current)],
        destroyed=destroyed_words(destroyed) if destroyed and not imports else None,
    )


def show_row(session: Session, ref: str, number: int) -> RowView:
    """How a row of an inspection's long list stands; UserError if there is no such row."""
    inspection, _ = inspections.find(session, ref)
    imported = long_list.current_import(session, inspection.id)
    if imported is None:
        raise UserError(no_list_words(session, inspection.id))
    row = long_list.row_at(session, imported.id, number)
    if row is None:
        raise UserError(no_row_words(number))
    return RowView(
        row=number,
        state=row.standing.state,
        exclusion_reason=row.standing.exclusion_reason,
        problems=_problems(number, row.standing.problems),
        changes=[
            _line(change) for change in long_list.changes(session, imported.id) if change.number == number
        ],
        begun=cases.begun(session, inspection.id),
    )


def _problems(number: int, problems: RowProblems) -> list[RowProblem]:
    return [RowProblem(number, **problem) for problem in problems]


def _excluded(session: Session, import_id: int, definition: Definition) -> dict[str, list[int]]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, reason in long_list.excluded_rows(session, import_id):
        numbers[reason].append(number)
    reasons = [BY_HAND, *(str(each.title) for each in definition.sampling.exclusions)]
    return {reason: numbers[reason] for reason in dict.fromkeys([*reasons, *numbers]) if numbers[reason]}


def _line(change: Change) -> ChangeLine:
    heading = BY_KEY[change.column].heading if change.column else None
    return ChangeLine(change.number, change.action, heading, change.reason, change.author, change.at)
