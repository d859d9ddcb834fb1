from pathlib import Path

from inspect_app.ledger.states import CLOSED, TRANSITIONS, Action, CaseStatus, diagram, transition

PAGE = Path(__file__).parents[3] / "docs" / "developer" / "case-states.md"


def test_what_each_state_allows() -> None:
    allowed = {
        status: {action: move.target for action in Action if (move := transition(status, action)) is not None}
        for status in CaseStatus
    }

    assert allowed == {
        CaseStatus.ALLOCATED: {Action.WITHDRAW: CaseStatus.WITHDRAWN},
        CaseStatus.IN_PROGRESS: {
            Action.SUBMIT: CaseStatus.SUBMITTED,
            Action.WITHDRAW: CaseStatus.WITHDRAWN,
        },
        CaseStatus.SUBMITTED: {
            Action.RETURN: CaseStatus.RETURNED,
            Action.SIGN_OFF: CaseStatus.SIGNED_OFF,
            Action.WITHDRAW: CaseStatus.WITHDRAWN,
        },
        CaseStatus.RETURNED: {
            Action.SUBMIT: CaseStatus.SUBMITTED,
            Action.WITHDRAW: CaseStatus.WITHDRAWN,
        },
        CaseStatus.SIGNED_OFF: {Action.REOPEN: CaseStatus.IN_PROGRESS},
        CaseStatus.WITHDRAWN: {Action.REOPEN: CaseStatus.IN_PROGRESS},
    }


def test_only_re_opening_what_was_withdrawn_leads_elsewhere_while_nobody_has_begun() -> None:
    elsewhere = {(move.source, move.action): move.unbegun for move in TRANSITIONS if move.unbegun}
    assert elsewhere == {(CaseStatus.WITHDRAWN, Action.REOPEN): CaseStatus.ALLOCATED}


def test_going_back_needs_a_reason_and_going_on_names_what_was_seen() -> None:
    explained = {Action.RETURN, Action.REOPEN, Action.WITHDRAW}
    assert {move.action for move in TRANSITIONS if move.needs_reason} == explained
    assert {move.action for move in TRANSITIONS if move.needs_covers} == {Action.SUBMIT, Action.SIGN_OFF}
    assert {CaseStatus.SUBMITTED, CaseStatus.SIGNED_OFF, CaseStatus.WITHDRAWN} == CLOSED


def test_states_and_actions_in_words() -> None:
    assert CaseStatus.SIGNED_OFF.label == "signed off"
    assert Action.SIGN_OFF.label == "sign off"


def test_the_page_shows_the_table() -> None:
    assert f"```mermaid\n{diagram()}```\n" in PAGE.read_text(encoding="utf-8")
