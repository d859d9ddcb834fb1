"""The long list in memory that the warnings about comments come from."""

from datetime import date
from time import perf_counter

import pytest

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.guard_narrative import NUMBERS_ONLY, Matchers, guard_narrative, matcher_of
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock


@pytest.fixture
def inspection(session: Session, actor: Actor, clock: Clock, ref: str, long_list_2016: bytes) -> int:
    """The id of the inspection with the supplied list."""
    import_cases(
        session, actor, clock, ref=ref, filename="list.xlsx", data=long_list_2016, as_at=date(2016, 3, 1)
    )
    return get_inspection(session, ref).id


def test_a_list_is_made_ready_once_and_again_when_it_changes(
    session: Session, actor: Actor, clock: Clock, ref: str, inspection: int
) -> None:
    matchers = Matchers()
    first = matchers.of(session, inspection)
    assert matchers.of(session, inspection) is first
    assert first.find("seen with Griffith-Bowen") == ()

    correct_row(
        session, actor, clock, ref=ref, row=3, column="family_name", value="Griffith-Bowen", reason="A slip."
    )

    (found,) = matchers.of(session, inspection).find("seen with Griffith-Bowen")
    assert found.words == "Griffith-Bowen"


def test_a_list_of_another_inspection_is_not_looked_at(session: Session, inspection: int) -> None:
    matchers = Matchers(most=1)
    mine = matchers.of(session, inspection)
    noise = get_inspection(session, "noise-2016").id
    assert matchers.of(session, noise) is NUMBERS_ONLY
    assert matchers.of(session, inspection) is mine
    assert [
        each.kind for each in guard_narrative(session, matchers, noise, {"a": "Ben Llewellyn X123456"})["a"]
    ] == ["crn"]


def test_a_case_that_is_not_there_is_not_checked(session: Session, ref: str) -> None:
    with pytest.raises(NotThere, match="no case 999"):
        matcher_of(session, Matchers(), ref=ref, reference="999")


def test_a_whole_case_is_read_in_milliseconds_once_the_list_is_known(
    session: Session, inspection: int
) -> None:
    matchers = Matchers()
    matchers.of(session, inspection)
    comment = (
        "Ben Llewellyn was seen on 3 December 2015; the plan was blank, the mentor had not been told. " * 5
    )
    began = perf_counter()
    found = guard_narrative(session, matchers, inspection, {str(number): comment for number in range(20)})
    took = perf_counter() - began
    assert len(found) == 20
    assert took < 0.5  # it takes some 10 ms; the rest is for a machine that does much else
