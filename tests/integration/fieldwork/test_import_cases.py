from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.import_cases import ImportResult, import_cases
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.restore_row import restore_row
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import ListRow
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.integration.fieldwork.scoring import Scorer
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text, xlsx
from tests.unit.sampling.lists import row

AS_AT = date(2016, 3, 1)
Importer = Callable[..., ImportResult]


@pytest.fixture
def imported(session: Session, actor: Actor, clock: Clock, ref: str) -> Importer:
    """Imports a file into the inspection."""

    def bring_in(data: bytes, as_at: date = AS_AT) -> ImportResult:
        return import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=as_at)

    return bring_in


def listed(*rows: ListRow) -> bytes:
    """A file of these rows below the headings."""
    return xlsx([HEADINGS, *map(cells, rows)])


def test_the_supplied_list(session: Session, ref: str, imported: Importer, long_list_2016: bytes) -> None:
    result = imported(long_list_2016)
    assert (result.rows, result.eligible, result.unchanged) == (1_273, 1_217, False)
    assert result.excluded == {
        "restricted record": 14,
        "start date in the future": 9,
        "gender missing or not stated": 6,
        "duplicate": 22,
    }
    assert [(p.row, p.column, p.value) for p in result.problems] == [
        (282, "Date of sentence or release on licence", "TBC"),
        (646, "Risk of Serious Harm classification", ""),
        (786, "Date of sentence or release on licence", "00/00/0000"),
        (940, "Risk of Serious Harm classification", ""),
        (1193, "Date of sentence or release on licence", "TBC"),
    ]
    summary = long_list_summary(session, ref)
    assert [line.population for line in summary.strata] == [454, 138, 327, 129, 169]
    assert (summary.rows, summary.eligible, summary.excluded) == (1_273, 1_217, result.excluded)
    assert summary.open_problems == result.problems
    assert [(line.filename, line.as_at, line.current) for line in summary.imports] == [
        ("list.xlsx", AS_AT, True)
    ]
    assert long_list_summary(session, "noise-2016").rows == 0


def test_an_import_tells_how_far_it_has_come(
    session: Session, actor: Actor, clock: Clock, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspect_app.fieldwork.import_cases.AT_ONCE", 2)
    monkeypatch.setattr("inspect_app.fieldwork.read_spreadsheet.ROWS_AT_ONCE", 3)
    shares: list[float] = []
    data = listed(*(row(number) for number in range(2, 7)))
    import_cases(
        session, actor, clock,
        ref=ref, filename="list.xlsx", data=data, as_at=AS_AT, progress=shares.append,
    )  # fmt: skip
    assert [round(share, 2) for share in shares] == [0, 0.2, 0.4, 0.7, 0.82, 0.94, 1]
    assert long_list_summary(session, ref).eligible == 5


def test_the_same_list_again_changes_nothing(
    session: Session, ref: str, imported: Importer, long_list_2016: bytes
) -> None:
    first = imported(long_list_2016)
    events = len(access_log.events(session))
    assert imported(long_list_2016) == replace(first, unchanged=True)
    assert len(long_list_summary(session, ref).imports) == 1
    assert len(access_log.events(session)) == events


def test_the_same_content_in_another_file_changes_nothing(imported: Importer) -> None:
    imported(listed(row(3), row(4)))
    assert imported(csv_text([HEADINGS, cells(row(3)), cells(row(4))]).encode()).unchanged


def test_the_same_list_as_at_another_day_is_looked_at_afresh(imported: Importer) -> None:
    data = listed(row(3), row(4, start_date="05/03/2016"))
    assert imported(data).excluded == {"start date in the future": 1}
    again = imported(data, date(2016, 3, 5))
    assert (again.unchanged, again.excluded, again.eligible) == (False, {}, 2)


def test_the_access_log_holds_counts_and_nothing_that_identifies(
    session: Session, ref: str, imported: Importer
) -> None:
    imported(listed(row(3, family_name="Quillfeather"), row(4, start_date="Quillfeather")))
    event = access_log.events(session, ref)[-1]
    assert (event.action, event.subject) == ("cases.import", "long list")
    assert event.detail == {
        "rows": 2, "eligible": 1, "excluded": {}, "problems": 1, "carried": 0, "not_carried": 0,
    }  # fmt: skip


def test_a_new_list_replaces_the_old_and_keeps_changes_to_rows_that_are_the_same(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    faulty, doubtful, changed = row(5, start_date="TBC"), row(6), row(7, start_date="TBC")
    imported(listed(row(3), row(4), faulty, doubtful, changed))
    who: dict[str, Any] = {"ref": ref, "reason": "read in nDelius"}
    correct_row(session, actor, clock, row=4, column="DoB", value="05/03/1981", **who)
    correct_row(session, actor, clock, row=4, column="DoB", value="05/03/1980", **who)
    correct_row(session, actor, clock, row=4, column="start_date", value="02/06/2015", **who)
    exclude_row(session, actor, clock, row=5, **who)
    correct_row(session, actor, clock, row=6, column="start_date", value="03/06/2015", **who)
    before = long_list_summary(session, ref)
    assert (before.eligible, len(before.open_problems)) == (4, 0)

    result = imported(listed(row(9), doubtful, faulty, row(7, start_date="09/06/2015"), row(3)))
    assert (result.rows, result.eligible, result.problems) == (5, 4, [])
    assert result.excluded == {"excluded by hand": 1}
    assert (result.carried, result.not_carried) == (2, [6])
    after = long_list_summary(session, ref)
    assert [(line.row, line.action, line.column) for line in after.changes] == [
        (4, "correct", "DoB"),
        (4, "correct", "DoB"),
        (4, "correct", "Date of sentence or release on licence"),
        (3, "exclude", None),
    ]
    assert [line.current for line in after.imports] == [True, False]


def test_restored_rows_stay_restored_in_a_new_list(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    starred, moved, gone = row(3, family_name="A*"), row(4), row(5, first_names="*")
    imported(listed(starred, moved, gone))
    who: dict[str, Any] = {"ref": ref, "reason": "read in nDelius"}
    restore_row(session, actor, clock, row=2, **who)
    exclude_row(session, actor, clock, row=3, **who)
    restore_row(session, actor, clock, row=3, **who)
    restore_row(session, actor, clock, row=4, **who)

    result = imported(listed(row(9), moved, starred, row(5, first_names="**")))
    assert (result.eligible, result.excluded) == (3, {"restricted record": 1})
    assert (result.carried, result.not_carried) == (2, [4])
    assert [(line.row, line.action) for line in long_list_summary(session, ref).changes] == [
        (4, "restore"),
        (3, "exclude"),
        (3, "restore"),
    ]


def test_rows_that_are_alike_each_keep_their_own_changes(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    twin = row(3, start_date="")
    imported(listed(twin, twin, row(5)))
    correct_row(session, actor, clock, ref=ref, row=2, column="crn", value="X9", reason="seen")
    exclude_row(session, actor, clock, ref=ref, row=3, reason="typed twice")
    result = imported(listed(row(5), twin, twin))
    assert (result.carried, result.not_carried) == (2, [])
    assert [(line.row, line.action) for line in long_list_summary(session, ref).changes] == [
        (3, "correct"),
        (4, "exclude"),
    ]


def test_a_list_that_was_replaced_comes_back_with_its_own_changes(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    right, wrong = listed(row(3), row(4)), listed(row(5))
    imported(right)
    exclude_row(session, actor, clock, ref=ref, row=3, reason="moved away")
    assert imported(wrong).not_carried == [3]
    exclude_row(session, actor, clock, ref=ref, row=2, reason="who is this?")
    result = imported(right)
    assert (result.rows, result.excluded, result.carried) == (2, {"excluded by hand": 1}, 1)
    assert result.not_carried == [2]
    assert [line.current for line in long_list_summary(session, ref).imports] == [True, False]


def test_a_list_that_comes_back_with_the_same_changes_has_lost_none(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    data = listed(row(3), row(4), row(5, start_date="TBC"))
    imported(data)
    correct_row(session, actor, clock, ref=ref, row=4, column="start_date", value="04/03/2015", reason="seen")
    wrong_day = imported(data, date(2016, 3, 2))
    assert (wrong_day.carried, wrong_day.not_carried) == (1, [])
    exclude_row(session, actor, clock, ref=ref, row=3, reason="moved away")
    result = imported(data)
    assert (result.carried, result.not_carried) == (1, [3])


def test_once_work_has_begun_only_the_same_list_is_accepted(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    data = listed(row(3), row(4), row(5))
    imported(data)
    draw_sample(session, actor, clock, ref=ref, size=1, seed="s", make_seed=str)
    assert imported(listed(row(3))).rows == 1
    assert not imported(data).unchanged
    Scorer(session, actor, clock, ref).save({"accommodation_found": "no"})
    assert imported(data).unchanged
    with pytest.raises(UserError, match="has begun, so the list can't be changed"):
        imported(listed(row(3)))
    assert long_list_summary(session, ref).rows == 3


def test_a_file_that_cannot_be_used_changes_nothing(session: Session, ref: str, imported: Importer) -> None:
    imported(listed(row(3)))
    events = len(access_log.events(session))
    for data in (b"", b"PK\x03\x04 nonsense", xlsx([["nothing"]])):
        with pytest.raises(UserError):
            imported(data)
    assert long_list_summary(session, ref).rows == 1
    assert len(access_log.events(session)) == events


def test_a_strange_file_name_is_stored_as_it_can_be_shown(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    import_cases(session, actor, clock, ref=ref, filename="a\udcff\0b.xlsx", data=listed(row(3)), as_at=AS_AT)
    assert long_list_summary(session, ref).imports[0].filename == "a??b.xlsx"


def test_an_unknown_inspection_is_an_error(session: Session, actor: Actor, clock: Clock) -> None:
    with pytest.raises(UserError, match="no inspection"):
        import_cases(session, actor, clock, ref="nowhere", filename="x", data=listed(row(3)), as_at=AS_AT)


def test_case_like_rows_below_the_end_are_kept_as_problems(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: Importer
) -> None:
    result = imported(xlsx([HEADINGS, cells(row(3)), [], ["a note"], cells(row(4))]))
    assert (result.rows, result.eligible, [p.row for p in result.problems]) == (2, 1, [5])
    exclude_row(session, actor, clock, ref=ref, row=5, reason="from another list")
    assert long_list_summary(session, ref).open_problems == []
