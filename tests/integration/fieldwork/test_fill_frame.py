"""What a draw finds of a long list: the keys and strata of its rows, however old the list is."""

from datetime import date

import pytest
from sqlalchemy import update

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.fill_frame import fill_frame, populations
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.model import Definition
from inspect_app.records import frame, inspections, long_list
from inspect_app.records.engine import Session
from inspect_app.records.models import LongListImportRow, LongListRow
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

AS_AT = date(2016, 3, 1)
ROWS = (
    row(2),
    row(3, rosh=""),
    row(4, gender="Female", crn="", pnc=""),
    row(5, crn="", pnc="", date_of_birth="", sentence_type="CJA - Community Order"),
    row(6, rosh="RHRH"),
)


@pytest.fixture
def definition(session: Session, ref: str) -> Definition:
    """The questionnaire of the inspection."""
    return inspections.find(session, ref)[1]


@pytest.fixture
def imported(session: Session, actor: Actor, clock: Clock, ref: str) -> LongListImportRow:
    """The rows above as the inspection's list; another inspection has a list of its own."""
    data = xlsx([HEADINGS, *map(cells, ROWS)])
    for each in ("noise-2016", ref):
        import_cases(session, actor, clock, ref=each, filename="list.xlsx", data=data, as_at=AS_AT)
    return current(session, ref)


def current(session: Session, ref: str) -> LongListImportRow:
    """The import that is the inspection's list."""
    found = long_list.current_import(session, inspections.find(session, ref)[0].id)
    assert found is not None
    return found


def kept(session: Session, imported: LongListImportRow) -> list[tuple[int, str | None, str | None]]:
    """The key and stratum of each row as stored."""
    return [
        (stored.number, stored.standing.case_key, stored.standing.stratum)
        for stored in long_list.rows_of(session, imported.id)
    ]


PERSON = '["person","ash","vik 4","1980-03-04"]'
KEPT = [
    (2, "crn:X100002", "male_post_custody_low"),
    (3, "crn:X100003", None),
    (4, PERSON, "female"),
    (5, None, "male_community_low"),
    (6, "crn:X100006", "male_post_custody_not_low"),
]


def test_each_row_is_stored_with_its_key_and_stratum(session: Session, imported: LongListImportRow) -> None:
    assert kept(session, imported) == KEPT


def test_only_rows_that_can_be_drawn_are_found(session: Session, imported: LongListImportRow) -> None:
    found = list(frame.eligible(session, imported.id))
    stored = {each.number: each.id for each in long_list.rows_of(session, imported.id)}
    assert [(each.number, each.case_key, each.stratum) for each in found] == [KEPT[0], KEPT[2], KEPT[4]]
    assert [each.id for each in found] == [stored[2], stored[4], stored[6]]
    assert {(each.cluster, each.ldu, each.officer) for each in found} == {
        ("North", "North LDU 1", "Officer N1")
    }
    assert found[1].attributes["sex"] == "female"
    assert frame.counts_by_stratum(session, imported.id) == {
        "male_post_custody_low": 1,
        "male_post_custody_not_low": 1,
        "female": 1,
    }


def test_a_correction_moves_a_row_to_its_new_stratum(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: LongListImportRow
) -> None:
    for column, value in (("rosh", "RMRH"), ("crn", "x 9")):
        correct_row(
            session, actor, clock, ref=ref, row=3, column=column, value=value, reason="read in nDelius"
        )
    assert kept(session, imported)[1] == (3, "crn:X9", "male_post_custody_not_low")
    exclude_row(session, actor, clock, ref=ref, row=6, reason="moved away")
    assert [each.number for each in frame.eligible(session, imported.id)] == [2, 3, 4]


def test_corrections_carried_to_a_new_list_count_for_its_keys(
    session: Session, actor: Actor, clock: Clock, ref: str, imported: LongListImportRow
) -> None:
    correct_row(session, actor, clock, ref=ref, row=3, column="rosh", value="RLRH", reason="read in nDelius")
    data = xlsx([HEADINGS, *map(cells, ROWS[1:])])
    import_cases(session, actor, clock, ref=ref, filename="new.xlsx", data=data, as_at=AS_AT)
    assert current(session, ref).id != imported.id
    assert kept(session, current(session, ref))[0] == (2, "crn:X100003", "male_post_custody_low")


def test_a_list_that_an_older_programme_imported_is_filled_in_once(
    session: Session, definition: Definition, imported: LongListImportRow
) -> None:
    assert not frame.lacks_keys(session, imported.id)
    session.execute(update(LongListRow).values(case_key=None, stratum=None))
    counts = {stratum.id: 0 for stratum in definition.strata} | {
        "male_post_custody_low": 1,
        "male_post_custody_not_low": 1,
        "female": 1,
    }
    assert frame.lacks_keys(session, imported.id)
    assert populations(session, imported, definition) == counts
    with pytest.raises(ValueError, match="not filled in"):
        list(frame.eligible(session, imported.id))

    fill_frame(session, imported, definition)
    assert kept(session, imported) == KEPT
    assert populations(session, imported, definition) == counts
    assert kept(session, current(session, "noise-2016"))[0] == (2, None, None)
