"""Which rows a session can find at all: a check that was forgotten then shows nothing, not everything.

Each query that names a mapped table below gets its condition, whoever wrote the query and however it joins.
Accounts, links and sign-ins belong to no inspection and are not scoped: only the use cases about them ask.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, FromClause, event, false, select, true
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.util import LoaderCriteriaOption

from inspect_app.records.base import Base
from inspect_app.records.models import (
    AccessLogRow,
    AreaRow,
    AssessmentRow,
    AssessmentStateRow,
    AssignmentRow,
    CaseListRequestRow,
    CaseRow,
    ConflictOfInterestRow,
    DrawBucketRow,
    DrawCaseRow,
    DrawRow,
    FrameDestructionRow,
    FrameKeyRow,
    HeadingMapRow,
    InspectionRow,
    JobRow,
    LongListChangeRow,
    LongListImportRow,
    LongListRow,
    MembershipRow,
    RatingDecisionRow,
    ReleaseRow,
    ReplacementRow,
    ReportEditionRow,
    ReportRow,
    ReportSaveRow,
    SamplePlanRow,
    SaveRow,
    SaveTextRow,
    SnapshotRow,
)

Ids = frozenset[int]


@dataclass(frozen=True)
class Scope:
    """What one person may find, by the ids of inspections and areas; None is every one, empty is none.

    `whole` are the inspections all of which is theirs to find, but for what is listed apart: cases of the
    areas `kept_from`, free texts (only of `texts`), snapshots, releases and decisions on ratings (only of
    `figures`), the texts of reports (only of `reports`), long lists (only of `lists`), people (only of
    `people`) and lines of the access log (only about the refs `logs`). Of other inspections they find only
    what is of their `areas`.
    """

    inspections: Ids | None = frozenset()
    whole: Ids = frozenset()
    texts: Ids = frozenset()
    figures: Ids = frozenset()
    reports: Ids = frozenset()
    areas: Ids = frozenset()
    kept_from: Ids = frozenset()
    lists: Ids = frozenset()
    people: Ids | None = frozenset()
    logs: frozenset[str] | None = frozenset()


@lru_cache(maxsize=1_000)
def options(scope: Scope) -> tuple[LoaderCriteriaOption, ...]:
    """The condition of each table, as options of a query; the same scope comes with each page of a person."""
    return tuple(
        _OfScope(scope, table, condition(scope, table.__table__)) for table, condition in CONDITIONS.items()
    )


class _OfScope(LoaderCriteriaOption):
    """A condition that SQLAlchemy's cache of statements knows by its scope.

    Going through all conditions at each query, to see what they say, took longer than the queries. Scopes are
    compared by all they hold, so no statement is ever taken for that of another scope.
    """

    def __init__(self, scope: Scope, table: type[Base], condition: ColumnElement[bool]) -> None:
        super().__init__(table, condition, include_aliases=True)
        self._known_by = (type(self), table, scope)

    def _gen_cache_key(self, anon_map: object, bindparams: object) -> tuple[object, ...]:
        return self._known_by


def apply(session: Session, scope: Scope) -> None:
    """Confines everything that a session finds from now on."""
    session.info[_SCOPE] = scope


def scope_of(session: Session) -> Scope | None:
    """What a session is confined to; None if it finds everything."""
    found: Scope | None = session.info.get(_SCOPE)
    return found


_SCOPE = "scope"


@event.listens_for(Session, "do_orm_execute")
def _confine(state: ORMExecuteState) -> None:
    scope = scope_of(state.session)
    if scope is not None and not state.is_column_load and not state.is_relationship_load:
        confined = _built_once if state.execution_options.get(BUILT_ONCE) else _confined
        state.statement = confined(state.statement, scope)


def _confined(statement: Executable, scope: Scope) -> Executable:
    return statement.options(*options(scope))


BUILT_ONCE = "inspect_app_built_once"
"""Marks a statement that is one object for good: with a person's conditions it is then one, too."""

_built_once = lru_cache(maxsize=1_000)(_confined)


Condition = Callable[[Scope, FromClause], ColumnElement[bool]]


def _inspection(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.id, scope.inspections)


def _of_whole(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.whole)


def _figures(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.figures) | _among(table.c.area_id, scope.areas)


def _of_figures(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.figures)


def _area(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    given = _among(table.c.inspection_id, scope.people)  # who gives out roles names the areas they are for
    return _of_whole(scope, table) | given | _among(table.c.id, scope.areas)


def _case(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    theirs = _of_whole(scope, table)
    if scope.kept_from:
        # A case of no known area may be of theirs: NULL is in no list, and this refuses it.
        theirs &= table.c.area_id.not_in(scope.kept_from)
    return theirs | _among(table.c.area_id, scope.areas)


def _of_case(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    case = _table(CaseRow)
    return table.c.case_id.in_(select(case.c.id).where(_case(scope, case)))


def _state(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    # Most people may find all cases of an inspection: then the row says enough, and no case need be asked.
    return _of_case(scope, table) if scope.areas or scope.kept_from else _of_whole(scope, table)


def _of_assessment(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    assessment = _table(AssessmentRow)
    return table.c.assessment_id.in_(select(assessment.c.id).where(_of_case(scope, assessment)))


def _text(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    readable = replace(scope, whole=scope.texts, areas=frozenset())
    save = _table(SaveRow)
    return table.c.save_id.in_(select(save.c.id).where(_of_assessment(readable, save)))


def _of_draw(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    draw = _table(DrawRow)
    return table.c.draw_id.in_(select(draw.c.id).where(_of_whole(scope, draw)))


def _of_listed_draw(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _of_draw(replace(scope, whole=scope.whole & scope.lists), table)


def _list(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.lists)


def _of_row(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    row = _table(LongListRow)
    return table.c.row_id.in_(select(row.c.id).where(_list(scope, row)))


def _report(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.reports)


def _of_report(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    report = _table(ReportRow)
    return table.c.report_id.in_(select(report.c.id).where(_report(scope, report)))


def _people(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection_id, scope.people)


def _log(scope: Scope, table: FromClause) -> ColumnElement[bool]:
    return _among(table.c.inspection, scope.logs)


def _among(column: ColumnElement[Any], values: frozenset[Any] | None) -> ColumnElement[bool]:
    if values is None:
        return true()
    return column.in_(values) if values else false()


def _table(row: type[Base]) -> FromClause:
    return row.__table__


CONDITIONS: dict[type[Base], Condition] = {
    AccessLogRow: _log,
    AreaRow: _area,
    AssessmentRow: _of_case,
    AssessmentStateRow: _state,
    AssignmentRow: _of_case,
    CaseListRequestRow: _list,
    CaseRow: _case,
    ConflictOfInterestRow: _people,
    DrawBucketRow: _of_listed_draw,
    DrawCaseRow: _of_draw,
    DrawRow: _of_whole,
    FrameDestructionRow: _of_whole,
    FrameKeyRow: _list,
    HeadingMapRow: _list,
    InspectionRow: _inspection,
    JobRow: _of_figures,
    LongListChangeRow: _of_row,
    LongListImportRow: _list,
    LongListRow: _list,
    MembershipRow: _people,
    RatingDecisionRow: _of_figures,
    ReleaseRow: _figures,
    ReplacementRow: _of_whole,
    ReportEditionRow: _of_report,
    ReportRow: _report,
    ReportSaveRow: _of_report,
    SamplePlanRow: _of_whole,
    SaveRow: _of_assessment,
    SaveTextRow: _text,
    SnapshotRow: _figures,
}
