"""The board tells where every case stands and since when, in few queries."""

from dataclasses import replace
from datetime import timedelta

from inspect_app.fieldwork.list_board import Attention, BoardLine, list_board
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.verify_ledger import verify_ledger
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.records import states
from inspect_app.records.cases import add_case
from inspect_app.records.verification import verify
from tests.integration.fieldwork.alerts import raise_one
from tests.integration.fieldwork.scoring import COMPLETE, Scorer
from tests.integration.records.test_queries import count_queries


def board(scorer: Scorer, later: timedelta = timedelta(0)) -> list[BoardLine]:
    inspection = get_inspection(scorer.session, scorer.ref)
    return list_board(scorer.session, lambda: scorer.clock() + later, inspection)


def test_who_moved_a_case_and_who_saved_last(scorer: Scorer) -> None:
    lead = replace(scorer, actor=Actor("lee.lead", "desktop"))
    scorer.save(COMPLETE)
    first = next(line for line in board(scorer) if line.case.reference == "001")
    assert (first.case.moved_by, first.case.last_by, first.in_state) == ("pat.inspector", "pat.inspector", 0)
    scorer.move(Action.SUBMIT)
    lead.move(Action.RETURN, "The date is wrong.")
    scorer.save({"left_on": "05/03/2016"})
    first = next(line for line in board(scorer) if line.case.reference == "001")
    assert (first.case.moved_by, first.case.last_by) == ("lee.lead", "pat.inspector")
    assert first.case.status is CaseStatus.RETURNED
    assert first.case.since is not None
    assert first.case.last_at is not None
    assert first.case.since < first.case.last_at
    assert verify_ledger(scorer.session, scorer.ref).findings == ()


def test_what_wants_attention_comes_first(scorer: Scorer) -> None:
    inspection = get_inspection(scorer.session, scorer.ref)
    for number in range(4, 8):
        add_case(scorer.session, inspection.id, f"{number:03}", {"sex": "female"})
    scorer.save(COMPLETE, reference="002")  # untouched since
    stale = scorer.open("003")
    scorer.save({"visits": "1"}, reference="003")
    scorer.save({"visits": "2"}, reference="003", case=stale)  # in conflict
    scorer.save(COMPLETE, reference="004")
    scorer.move(Action.SUBMIT, reference="004")  # waits
    scorer.finish("005")
    raise_one(scorer, reference="006")
    scorer.save(COMPLETE, reference="007")
    scorer.move(Action.WITHDRAW, "Records closed.", reference="007")
    found = [(line.case.reference, line.wants) for line in board(scorer, timedelta(days=8))]
    assert found == [
        ("006", (Attention.ALERT,)),
        ("003", (Attention.CONFLICT, Attention.UNTOUCHED)),
        ("004", (Attention.WAITING,)),
        ("002", (Attention.UNTOUCHED,)),
        ("005", ()),
        ("007", ()),
        ("001", ()),
    ]


def test_the_board_takes_two_queries_for_many_cases_as_for_few(scorer: Scorer) -> None:
    inspection = get_inspection(scorer.session, scorer.ref)

    def queries() -> int:
        with count_queries(scorer.session) as statements:
            list_board(scorer.session, scorer.clock, inspection)
        return len(statements)

    assert queries() == 2
    for number in range(4, 40):
        add_case(scorer.session, inspection.id, f"{number:03}", {"sex": "female"})
    raise_one(scorer, reference="009")
    assert (queries(), len(board(scorer))) == (2, 39)


def test_a_case_begins_with_its_first_answer_and_not_with_an_alert(scorer: Scorer) -> None:
    raise_one(scorer, reference="001")
    inspection = scorer.open().inspection.id
    assert states.lines(scorer.session, inspection)[0].since is None
    scorer.save(COMPLETE, reference="001")
    line = states.lines(scorer.session, inspection)[0]
    assert line.since == line.last_at is not None
    assert verify(scorer.session, inspection).findings == ()
