from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspect_app.fieldwork.correct_row import RowStanding, correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_long_list import long_list_summary, show_row
from inspect_app.fieldwork.restore_row import restore_row
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, long_list
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.integration.fieldwork.scoring import Scorer
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

Change = Callable[..., RowStanding]

ROWS = (
    row(2),
    row(3, start_date="TBC", rosh=""),
    row(4, gender=""),
    row(5, pnc="1999/0000002A", start_date="02/06/2015"),
    row(6),
)
"""Row 5 is row 2 again with a later start."""


@pytest.fixture
def listed(session: Session, actor: Actor, clock: Clock, ref: str) -> str:
    """The inspection with the rows above in its list."""
    data = xlsx([HEADINGS, *map(cells, ROWS)])
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=date(2016, 3, 1))
    return ref


@pytest.fixture
def correct(session: Session, actor: Actor, clock: Clock, listed: str) -> Change:
    """Corrects a cell of the list above."""

    def change(row: int, column: str, value: str, reason: str = "read in nDelius") -> RowStanding:
        return correct_row(
            session, actor, clock, ref=listed, row=row, column=column, value=value, reason=reason
        )

    return change


@pytest.fixture
def exclude(session: Session, actor: Actor, clock: Clock, listed: str) -> Change:
    """Excludes a row of the list above."""

    def change(row: int, reason: str = "moved away") -> RowStanding:
        return exclude_row(session, actor, clock, ref=listed, row=row, reason=reason)

    return change


@pytest.fixture
def restore(session: Session, actor: Actor, clock: Clock, listed: str) -> Change:
    """Restores a row of the list above."""

    def change(row: int, reason: str = "somebody else") -> RowStanding:
        return restore_row(session, actor, clock, ref=listed, row=row, reason=reason)

    return change


def test_a_row_is_mended_one_cell_at_a_time(session: Session, listed: str, correct: Change) -> None:
    first = correct(3, "Date of sentence or\nrelease on licence", " 04/03/2015 ")
    assert (first.state, [p.column for p in first.problems]) == (
        "problem",
        ["Risk of Serious Harm classification"],
    )
    assert correct(3, "rosh", "rmrh") == RowStanding(3, "eligible", None, [])
    summary = long_list_summary(session, listed)
    assert (summary.eligible, summary.open_problems) == (3, [])
    assert [(line.row, line.action, line.column, line.reason) for line in summary.changes] == [
        (3, "correct", "Date of sentence or release on licence", "read in nDelius"),
        (3, "correct", "Risk of Serious Harm classification", "read in nDelius"),
    ]


def test_a_change_keeps_what_was_before_who_and_why(
    session: Session, listed: str, correct: Change, exclude: Change, actor: Actor
) -> None:
    correct(3, "start_date", "04/03/2015", "  read\nin nDelius ")
    exclude(3)
    inspection, _ = inspections.find(session, listed)
    imported = long_list.current_import(session, inspection.id)
    assert imported is not None
    one, two = long_list.changes(session, imported.id)
    assert (one.before, one.after, one.reason) == ("TBC", "04/03/2015", "read in nDelius")
    assert (one.author, one.device) == (actor.name, actor.device)
    assert (two.action, two.column, two.reason) == ("exclude", None, "moved away")


def test_the_access_log_says_which_row_and_column_but_no_value(
    session: Session, listed: str, correct: Change, exclude: Change
) -> None:
    correct(3, "family_name", "Quillfeather", "Quillfeather is the name in NOMIS")
    exclude(3)
    told = [(event.action, event.subject, event.detail) for event in access_log.events(session, listed)[-2:]]
    assert told == [("cases.correct", "row 3", {"column": "family_name"}), ("cases.exclude", "row 3", {})]


def test_a_correction_moves_other_rows_too(session: Session, listed: str, correct: Change) -> None:
    """Once it is known to be somebody else's PNC, row 5 is nobody's duplicate."""
    assert long_list_summary(session, listed).excluded == {
        "gender missing or not stated": 1,
        "duplicate": 1,
    }
    assert correct(5, "pnc", "1999/5A").state == "eligible"
    assert correct(6, "gender", "Unknown") == RowStanding(6, "excluded", "gender missing or not stated", [])
    assert correct(4, "gender", "female").state == "eligible"
    assert long_list_summary(session, listed).excluded == {"gender missing or not stated": 1}


def test_excluding_a_row_brings_back_its_duplicate(session: Session, listed: str, exclude: Change) -> None:
    assert exclude(2) == RowStanding(2, "excluded", "excluded by hand", [])
    assert long_list_summary(session, listed).excluded == {
        "excluded by hand": 1,
        "gender missing or not stated": 1,
    }


def test_a_row_excluded_by_hand_is_restored_to_where_the_rules_put_it(
    session: Session, listed: str, exclude: Change, restore: Change
) -> None:
    exclude(6)
    assert restore(6, "  it was\nnot moved ") == RowStanding(6, "eligible", None, [])
    exclude(2)
    assert restore(2) == RowStanding(2, "eligible", None, [])
    view = show_row(session, listed, 6)
    assert (view.state, view.exclusion_reason, view.begun) == ("eligible", None, False)
    assert [(line.action, line.reason) for line in view.changes] == [
        ("exclude", "moved away"),
        ("restore", "it was not moved"),
    ]
    assert long_list_summary(session, listed).excluded == {
        "gender missing or not stated": 1,
        "duplicate": 1,
    }


def test_a_row_is_restored_over_a_rule(
    session: Session, listed: str, correct: Change, exclude: Change, restore: Change
) -> None:
    assert restore(5) == RowStanding(5, "eligible", None, [])
    told = restore(4)
    assert (told.state, [p.column for p in told.problems]) == ("problem", ["Gender"])
    assert correct(4, "gender", "female").state == "eligible"
    assert long_list_summary(session, listed).excluded == {}
    assert exclude(5).state == "excluded"
    assert restore(5) == RowStanding(5, "excluded", "duplicate", [])
    assert restore(5).state == "eligible"


def test_the_access_log_says_which_row_was_restored(session: Session, listed: str, restore: Change) -> None:
    restore(5, "Quillfeather is somebody else")
    event = access_log.events(session, listed)[-1]
    assert (event.action, event.subject, event.detail) == ("cases.restore", "row 5", {})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"row": 99}, "no row 99"),
        ({"reason": " "}, "Give the reason"),
        ({"row": 6}, "Row 6 isn't excluded, so there is nothing to restore"),
        ({"row": 3}, "Row 3 isn't excluded"),
    ],
)
def test_a_restoration_that_is_none_is_refused(
    session: Session, listed: str, restore: Change, changed: dict[str, Any], message: str
) -> None:
    before = long_list_summary(session, listed), access_log.events(session)
    with pytest.raises(UserError, match=message):
        restore(**{"row": 5, **changed})
    assert (long_list_summary(session, listed), access_log.events(session)) == before


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"row": 99}, "no row 99"),
        ({"row": 1}, "no row 1"),
        (
            {"column": "shoe size"},
            "“shoe size” is not a column of the long list. The columns are: family_name, ",
        ),
        ({"reason": "  "}, "Give the reason"),
        ({"reason": "a\x07b"}, "Give the reason"),
        ({"reason": "x" * 2_001}, "with at most 2,000 characters"),
        ({"value": "x" * 1_001}, "The value is too long: 1,000 characters are allowed"),
        ({"value": " tbc "}, "That doesn't mend row 3: Date of sentence .* must be a real date"),
        ({"value": "TBC"}, "already has that"),
        ({"value": "a\x07b"}, "can't be shown"),
        ({"value": "\udcff"}, "can't be shown"),
    ],
)
def test_a_correction_that_is_none_is_refused_and_stores_nothing(
    session: Session, listed: str, correct: Change, changed: dict[str, Any], message: str
) -> None:
    before = long_list_summary(session, listed), access_log.events(session)
    with pytest.raises(UserError, match=message):
        correct(**{"row": 3, "column": "start_date", "value": "04/03/2015", **changed})
    assert (long_list_summary(session, listed), access_log.events(session)) == before


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"row": 99}, "no row 99"),
        ({"reason": ""}, "Give the reason"),
        ({"row": 4}, "Row 4 is already excluded: gender missing or not stated"),
    ],
)
def test_an_exclusion_that_is_none_is_refused(
    session: Session, listed: str, exclude: Change, changed: dict[str, Any], message: str
) -> None:
    before = long_list_summary(session, listed), access_log.events(session)
    with pytest.raises(UserError, match=message):
        exclude(**{"row": 3, **changed})
    assert (long_list_summary(session, listed), access_log.events(session)) == before


def test_the_list_is_closed_once_work_on_a_case_has_begun(
    session: Session, actor: Actor, clock: Clock, listed: str,
    correct: Change, exclude: Change, restore: Change,
) -> None:  # fmt: skip
    draw_sample(session, actor, clock, ref=listed, size=1, seed="s", make_seed=str)
    assert correct(3, "start_date", "04/03/2015").state == "problem"
    before = long_list_summary(session, listed)
    assert (before.drawn, before.begun) == (True, False)
    Scorer(session, actor, clock, listed).save({"accommodation_found": "no"})
    for change in (lambda: correct(3, "rosh", "RLRH"), lambda: exclude(3), lambda: restore(5)):
        with pytest.raises(UserError, match="has begun, so the list can't be changed"):
            change()
    assert long_list_summary(session, listed) == replace(before, begun=True)
    assert show_row(session, listed, 5).begun
    assert not long_list_summary(session, "noise-2016").begun


def test_without_a_list_there_is_nothing_to_change(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    with pytest.raises(UserError, match="no long list yet"):
        correct_row(session, actor, clock, ref=ref, row=2, column="crn", value="X1", reason="seen")
    with pytest.raises(UserError, match="no long list yet"):
        exclude_row(session, actor, clock, ref=ref, row=2, reason="seen")
    with pytest.raises(UserError, match="no long list yet"):
        restore_row(session, actor, clock, ref=ref, row=2, reason="seen")
    with pytest.raises(UserError, match="no long list yet"):
        show_row(session, ref, 2)
    summary = long_list_summary(session, ref)
    assert (summary.imports, summary.rows, summary.changes) == ([], 0, [])
