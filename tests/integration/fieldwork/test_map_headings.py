"""What is remembered of the headings that an inspection's lists use."""

from datetime import date

import pytest

from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.map_headings import MappedHeading, list_headings, map_headings, mapped_headings
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

LIST = xlsx([[*HEADINGS[:5], "Akte (neu)", *HEADINGS[6:]], cells(row(2))])


def test_headings_are_remembered_for_one_inspection(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    kept = map_headings(session, actor, clock, ref=ref, columns={" AKTE\n": "CRN", "Team": "", "Pnc": "pnc"})
    assert kept == [MappedHeading("akte", "crn"), MappedHeading("team", None)]
    assert mapped_headings(session, ref) == kept
    assert mapped_headings(session, "noise-2016") == []
    event = access_log.events(session, ref)[-1]
    assert (event.action, event.subject, event.detail) == (
        "cases.map", "long list", {"columns": ["crn", "pnc"]},
    )  # fmt: skip
    assert list_headings(session, ref, LIST)[5].column == "crn"
    assert list_headings(session, "noise-2016", LIST)[5].column is None

    bring: dict[str, object] = {"filename": "list.xlsx", "data": LIST, "as_at": date(2016, 3, 1)}
    assert import_cases(session, actor, clock, ref=ref, **bring).eligible == 1  # type: ignore[arg-type] # as listed
    with pytest.raises(UserError, match="no column for: CRN"):
        import_cases(session, actor, clock, ref="noise-2016", **bring)  # type: ignore[arg-type] # as listed


def test_a_heading_can_be_given_another_column_or_forgotten(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    map_headings(session, actor, clock, ref=ref, columns={"Akte": "crn", "Wer": "manager"})
    map_headings(session, actor, clock, ref=ref, columns={"Wer": "officer"})
    assert mapped_headings(session, ref) == [MappedHeading("akte", "crn"), MappedHeading("wer", "officer")]
    map_headings(session, actor, clock, ref=ref, columns={"Akte": "", "Wer": ""})
    assert mapped_headings(session, ref) == []


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({}, "Name at least one heading"),
        ({"Akte": "shoes"}, "“shoes” is not a column of the long list. The columns are: family_name, "),
        ({"(neu)": "crn"}, "can't be a heading"),
        ({"x" * 201: "crn"}, "can't be a heading"),
        ({f"heading {number}": "crn" for number in range(201)}, "can remember 200 headings"),
    ],
)
def test_what_cannot_be_remembered_is_refused(
    session: Session, actor: Actor, clock: Clock, ref: str, columns: dict[str, str], message: str
) -> None:
    events = len(access_log.events(session))
    with pytest.raises(UserError, match=message):
        map_headings(session, actor, clock, ref=ref, columns=columns)
    assert mapped_headings(session, ref) == []
    assert len(access_log.events(session)) == events


def test_an_unknown_inspection_is_an_error(session: Session, actor: Actor, clock: Clock) -> None:
    with pytest.raises(UserError, match="no inspection"):
        map_headings(session, actor, clock, ref="nowhere", columns={"Akte": "crn"})
