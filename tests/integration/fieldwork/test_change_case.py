from dataclasses import replace

import pytest

from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.policies import can_move
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, EntryKind
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from tests.integration.fieldwork.scoring import COMPLETE, Scorer

STALE = "Something was saved in the meantime that you had not seen. Look at the case again, then decide."


@pytest.fixture
def complete(scorer: Scorer) -> Scorer:
    """Somebody who has scored case 001 completely."""
    scorer.save(COMPLETE)
    scorer.session.commit()
    return scorer


def permitted(scorer: Scorer) -> set[Action]:
    case = scorer.open()
    return {action for action in Action if can_move(case, action)}


def test_a_case_goes_all_the_way_and_back(complete: Scorer) -> None:
    assert permitted(complete) == {Action.SUBMIT, Action.WITHDRAW}
    assert complete.move(Action.SUBMIT).status is CaseStatus.SUBMITTED
    assert permitted(complete) == {Action.RETURN, Action.SIGN_OFF, Action.WITHDRAW}
    assert complete.move(Action.RETURN, " The dates are wrong.\r\n").status is CaseStatus.RETURNED
    assert permitted(complete) == {Action.SUBMIT, Action.WITHDRAW}
    complete.save({"left_on": "2016-03-05"})
    assert complete.move(Action.SUBMIT).status is CaseStatus.SUBMITTED
    reviewer = replace(complete, actor=Actor("sam.reviewer", "desktop"))
    assert reviewer.move(Action.SIGN_OFF).status is CaseStatus.SIGNED_OFF
    assert permitted(complete) == {Action.REOPEN}
    case = complete.move(Action.REOPEN, "A letter turned up.")
    assert case.status is CaseStatus.IN_PROGRESS
    assert [(change.action, change.author, change.reason) for change in case.history] == [
        ("submit", "pat.inspector", None),
        ("return", "pat.inspector", "The dates are wrong."),
        ("submit", "pat.inspector", None),
        ("sign_off", "sam.reviewer", None),
        ("reopen", "pat.inspector", "A letter turned up."),
    ]
    assert case.answers == {"home": "yes", "visits": 3, "left_on": "2016-03-05"}


def test_a_withdrawn_case_is_closed_until_it_is_opened_again(complete: Scorer) -> None:
    withdrawn = complete.move(Action.WITHDRAW, "The file is somebody else's.")
    assert (withdrawn.status, withdrawn.answers["visits"]) == (CaseStatus.WITHDRAWN, 3)
    assert permitted(complete) == {Action.REOPEN}
    with pytest.raises(UserError, match=r"This case is withdrawn\. It must be re-opened"):
        complete.save({"visits": "4"})
    assert complete.move(Action.REOPEN, "It was the right file.").status is CaseStatus.IN_PROGRESS


def test_every_move_is_in_the_access_log_without_its_reason(complete: Scorer) -> None:
    complete.move(Action.SUBMIT)
    complete.move(Action.RETURN, "The dates are wrong.")
    logged = [
        (event.action, event.subject, event.actor.name, event.detail)
        for event in access_log.events(complete.session, "homes")
        if event.action.startswith("case.")
    ]
    assert logged == [
        ("case.submit", "case 001", "pat.inspector", {}),
        ("case.return", "case 001", "pat.inspector", {}),
    ]


@pytest.mark.parametrize(
    ("answers", "comments"),
    [
        ({}, {}),
        ({"home": "yes", "visits": "3"}, {}),
        ({**COMPLETE, "home": "no", "tried": ["hostel"]}, {}),
        ({**COMPLETE, "home": "no"}, {"home": "None was free."}),
    ],
    ids=["only-a-remark", "unanswered", "comment-owed", "newly-asked"],
)
def test_an_incomplete_case_is_not_submitted(
    scorer: Scorer, answers: dict[str, str], comments: dict[str, str]
) -> None:
    scorer.save({"summary": "Begun.", **answers}, comments)
    with pytest.raises(UserError) as refused:
        scorer.move(Action.SUBMIT)
    assert str(refused.value) == (
        "The case can't be submitted yet: answers or comments are missing, or answers are in conflict."
    )


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        (({"visits": "4"}, {}), ({"visits": "5"}, {})),
        (({"summary": "Mine."}, {}), ({"summary": "Yours."}, {})),
        (({}, {"home": "Mine."}), ({}, {"home": "Yours."})),
    ],
    ids=["required", "optional", "comment"],
)
def test_a_case_in_conflict_is_not_submitted(
    complete: Scorer, mine: tuple[dict[str, str], ...], yours: tuple[dict[str, str], ...]
) -> None:
    stale = complete.open()
    complete.save(*mine)
    complete.save(*yours, case=stale)
    assert permitted(complete) == {Action.WITHDRAW}
    with pytest.raises(UserError, match="answers are in conflict"):
        complete.move(Action.SUBMIT)


@pytest.mark.parametrize(
    ("before", "step", "message"),
    [
        ([], Action.SIGN_OFF, "Case 001 is in progress, so you can't sign it off."),
        ([], Action.RETURN, "Case 001 is in progress, so you can't return it."),
        ([], Action.REOPEN, "Case 001 is in progress, so you can't re-open it."),
        ([Action.SUBMIT], Action.SUBMIT, "Case 001 is submitted, so you can't submit it."),
        ([Action.SUBMIT], Action.RETURN, "Give a reason to return the case."),
        ([Action.SUBMIT, Action.SIGN_OFF], Action.REOPEN, "Give a reason to re-open the case."),
        (
            [Action.SUBMIT, Action.SIGN_OFF],
            Action.SIGN_OFF,
            "Case 001 is signed off, so you can't sign it off.",
        ),
    ],
)
@pytest.mark.parametrize("reason", [None, " \r\n\x00 "], ids=["none", "blank"])
def test_a_move_that_is_not_allowed_is_refused_in_words(
    complete: Scorer, before: list[Action], step: Action, reason: str | None, message: str
) -> None:
    for earlier in before:
        complete.move(earlier)
    status = complete.open().status
    with pytest.raises(UserError) as refused:
        complete.move(step, reason)
    assert str(refused.value) == message
    assert complete.open().status is status


def test_a_reason_has_a_longest_length(complete: Scorer) -> None:
    complete.move(Action.SUBMIT)
    with pytest.raises(UserError) as refused:
        complete.move(Action.RETURN, "x" * 2_001)
    assert str(refused.value) == "The reason is too long: 2,000 characters are allowed."
    assert complete.move(Action.RETURN, "x" * 2_000).history[-1].reason == "x" * 2_000


@pytest.mark.parametrize(
    ("before", "step", "meanwhile"),
    [
        ([], Action.SUBMIT, "answer"),
        ([Action.SUBMIT], Action.SIGN_OFF, "late"),
        ([Action.SUBMIT], Action.RETURN, "late"),
        ([Action.SUBMIT, Action.SIGN_OFF], Action.REOPEN, "late"),
    ],
)
def test_nobody_decides_on_a_case_they_have_not_seen(
    complete: Scorer, before: list[Action], step: Action, meanwhile: str
) -> None:
    for earlier in before:
        complete.move(earlier)
    stale = complete.open()
    if meanwhile == "late":
        say_late(complete, 4)
    else:
        complete.save({"visits": "4"})
    complete.session.commit()
    with pytest.raises(UserError) as refused:
        complete.move(step, "Because.", case=stale)
    assert str(refused.value) == STALE
    complete.session.rollback()
    assert complete.open().status is stale.status
    assert complete.move(step, "Because.").status is not stale.status


def say_late(scorer: Scorer, visits: int) -> None:
    """What a laptop sends that had not heard that the case is closed."""
    case = scorer.open()
    change = Change(EntryKind.ANSWER, "visits", visits, case.heads["answer:visits"])
    store_changes(scorer.session, scorer.actor, scorer.clock, case, [change])


def test_what_comes_late_waits_until_the_case_is_open_again(complete: Scorer) -> None:
    complete.move(Action.SUBMIT)
    say_late(complete, 9)
    case = complete.open()
    assert (case.late, case.answers["visits"], case.status) == (1, 3, CaseStatus.SUBMITTED)
    case = complete.move(Action.RETURN, "More came in.")
    assert (case.late, case.answers["visits"]) == (0, 9)
