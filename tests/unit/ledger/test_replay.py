from collections.abc import Iterable

import pytest

from inspect_app.ledger.advance import advance
from inspect_app.ledger.assessment import AssessmentState, from_json, to_json
from inspect_app.ledger.entries import Entry, EntryKind, Save
from inspect_app.ledger.heads import OTHER_THING, Verdict, VerdictKind
from inspect_app.ledger.replay import began_with, replay
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.path import Asked, Counted, Status
from tests.unit.ledger.samples import (
    DEFINITION,
    NO,
    YES,
    answer,
    comment,
    entry_id,
    move,
    save,
    save_id,
)

LATE = Verdict(VerdictKind.LATE)
WAITING = Verdict(VerdictKind.WAITING)
CONFLICT = Verdict(VerdictKind.CONFLICT)
RAISED = Entry(
    EntryKind.ALERT,
    "seen/0123abcd",
    {"step": "raised", "told_at": None, "words": comment("needs", "Words").value},
)


def after(*saves: Save) -> AssessmentState:
    """The state after some saves; on the way it goes through JSON, as every state does."""
    state = replay(DEFINITION, {}, saves)
    assert from_json(to_json(state)) == state
    return state


def reason(state: AssessmentState, id_: str) -> str | None:
    """Why an entry is invalid."""
    verdict = state.verdict(id_)
    assert verdict.kind is VerdictKind.INVALID
    return verdict.reason


def test_nothing_saved() -> None:
    state = after()

    assert state.status is CaseStatus.ALLOCATED
    assert (state.answered, state.to_do, state.late) == (0, 1, 0)
    assert state.path.asked["needs"] is Asked.CANNOT_TELL_YET


def test_the_first_answer_starts_the_case() -> None:
    state = after(save(1, answer("seen", NO)))

    assert state.status is CaseStatus.IN_PROGRESS
    assert state.answers == {"seen": NO}
    assert state.heads == {"answer:seen": (entry_id(1),)}
    assert state.verdict(entry_id(1)).kind is VerdictKind.APPLIED
    assert state.path.counted["needs"] == Counted(Status.NOT_ASKED, None)


def test_a_later_answer_replaces_what_its_author_saw() -> None:
    state = after(save(1, answer("seen", NO)), save(2, answer("seen", YES, entry_id(1))))

    assert state.answers == {"seen": YES}
    assert state.heads == {"answer:seen": (entry_id(2),)}


def test_null_clears_an_answer() -> None:
    state = after(save(1, answer("seen", NO)), save(2, answer("seen", None, entry_id(1))))

    assert state.answers == {}
    assert state.status is CaseStatus.IN_PROGRESS


def test_an_answer_routed_out_is_kept_but_does_not_count() -> None:
    state = after(
        save(1, answer("seen", YES), answer("needs", [YES])), save(2, answer("seen", NO, entry_id(1)))
    )

    assert state.answers == {"seen": NO, "needs": [YES]}
    assert state.path.parked == ("needs",)
    assert state.answered == 1


def test_two_different_answers_by_people_who_did_not_see_each_other_conflict() -> None:
    state = after(save(1, answer("seen", NO)), save(2, answer("seen", YES)))

    assert state.conflicts == ("answer:seen",)
    assert state.heads["answer:seen"] == (entry_id(1), entry_id(2))
    assert state.verdict(entry_id(1)) == state.verdict(entry_id(2)) == CONFLICT
    assert state.answers == {}
    assert state.to_do == 1


def test_an_answer_that_names_both_versions_resolves_a_conflict() -> None:
    versions = save(1, answer("seen", NO)), save(2, answer("seen", YES))

    one_named = after(*versions, save(3, answer("seen", YES, entry_id(1))))
    assert one_named.conflicts == ()  # the two that are left agree
    assert one_named.heads["answer:seen"] == (entry_id(2), entry_id(3))

    both_named = after(*versions, save(3, answer("seen", NO, entry_id(1), entry_id(2))))
    assert both_named.conflicts == ()
    assert both_named.answers == {"seen": NO}
    assert both_named.heads["answer:seen"] == (entry_id(3),)


def test_equal_answers_do_not_conflict() -> None:
    state = after(save(1, answer("needs", [YES, NO])), save(2, answer("needs", [YES, NO])))

    assert state.conflicts == ()
    assert state.answers == {"needs": [YES, NO]}


def test_comments_conflict_too() -> None:
    state = after(save(1, comment("needs", "Housing")), save(2, comment("needs", "Debt")))

    assert state.conflicts == ("comment:needs",)
    assert state.commented == ()
    assert state.to_do == 2


def test_an_answer_waits_for_what_its_author_saw() -> None:
    third = save(3, answer("seen", YES, entry_id(2)))
    second = save(2, answer("seen", NO, entry_id(1)))

    waiting = after(save(1, answer("seen", YES)), third)
    assert waiting.verdict(entry_id(3)) == WAITING
    assert waiting.heads["answer:seen"] == (entry_id(1),)

    arrived = after(save(1, answer("seen", YES)), third, second)
    assert arrived.set_aside == {}
    assert arrived.heads["answer:seen"] == (entry_id(3),)


def test_what_follows_a_waiting_answer_waits_with_it() -> None:
    state = after(save(2, answer("seen", NO, entry_id(1))), save(3, answer("seen", YES, entry_id(2))))

    assert state.set_aside == {entry_id(2): WAITING, entry_id(3): WAITING}
    assert state.status is CaseStatus.ALLOCATED


def test_entries_that_follow_each_other_in_a_ring_wait_for_ever() -> None:
    state = after(save(1, answer("seen", NO, entry_id(2))), save(2, answer("seen", YES, entry_id(1))))

    assert state.set_aside == {entry_id(1): WAITING, entry_id(2): WAITING}


def test_an_invalid_answer_is_kept_with_its_reason_and_replaces_nothing() -> None:
    state = after(save(1, answer("contacts", 3)), save(2, answer("contacts", 21, entry_id(1))))

    assert reason(state, entry_id(2)) == "It must be 20 or less"
    assert state.answers == {"contacts": 3}


def test_what_follows_an_invalid_answer_replaces_what_that_one_followed() -> None:
    state = after(
        save(1, answer("contacts", 3)),
        save(2, answer("contacts", 21, entry_id(1))),
        save(3, answer("contacts", 12, entry_id(2))),
    )

    assert state.answers == {"contacts": 12}
    assert state.heads["answer:contacts"] == (entry_id(3),)


def test_entries_that_cannot_be_applied() -> None:
    entries = {
        "The questionnaire has no such question": answer("shoe_size", 43),
        "This question takes no comment": comment("seen", "Tall"),
        "Text must be given by its digest": answer("remarks", "in the clear"),
        OTHER_THING: answer("contacts", 1, entry_id(1)),
    }

    state = after(save(1, answer("seen", NO)), save(2, *entries.values()))

    reasons = [reason(state, entry_id(2, place)) for place in range(len(entries))]
    assert reasons == list(entries)
    assert state.answers == {"seen": NO}


def test_an_entry_about_something_else_hands_nothing_on() -> None:
    state = after(
        save(1, answer("seen", NO)),
        save(2, answer("contacts", 1, entry_id(1))),
        save(3, answer("contacts", 2, entry_id(2))),
    )

    assert state.answers == {"seen": NO, "contacts": 2}


def test_texts_count_as_answered_without_their_words() -> None:
    state = after(save(1, answer("remarks", comment("needs", "Words").value), comment("needs", "Words")))

    assert state.path.counted["remarks"].status is Status.ANSWERED
    assert state.commented == ("needs",)


COMPLETE = save(1, answer("seen", NO))
SUBMIT = save(2, move(Action.SUBMIT, [1]))


def refused(*saves: Save) -> str | None:
    """Why the last save's change of state was refused."""
    return reason(after(*saves), f"{saves[-1].id}/0")


def status(saves: Iterable[Save]) -> CaseStatus:
    """Where the case stands after some saves."""
    return after(*saves).status


def test_a_case_goes_through_its_states() -> None:
    saves = [
        COMPLETE,
        SUBMIT,
        save(3, move(Action.RETURN, [1, 2], "Look again")),
        save(4, answer("contacts", 2), move(Action.SUBMIT, [1, 2, 3])),
        save(5, move(Action.SIGN_OFF, [1, 2, 3, 4])),
        save(6, move(Action.REOPEN, [1, 2, 3, 4, 5], "New evidence")),
    ]

    assert [status(saves[:count]) for count in range(1, 7)] == [
        CaseStatus.IN_PROGRESS,
        CaseStatus.SUBMITTED,
        CaseStatus.RETURNED,
        CaseStatus.SUBMITTED,
        CaseStatus.SIGNED_OFF,
        CaseStatus.IN_PROGRESS,
    ]
    state = after(*saves)
    assert [change.action for change in state.history] == ["submit", "return", "submit", "sign_off", "reopen"]
    assert state.history[0].author == "pat.inspector"
    assert state.heads["state:"] == (entry_id(6),)


def test_a_change_of_state_must_be_permitted_and_explained() -> None:
    assert refused(save(1, move(Action.SUBMIT, []))) == "A case that is allocated does not allow this: submit"
    assert refused(COMPLETE, SUBMIT, save(3, move(Action.RETURN, [1, 2]))) == "It must give a reason"
    assert refused(save(1, Entry(EntryKind.STATE, "", {"action": "vanish"}))) == "It names no change of state"
    assert refused(save(1, Entry(EntryKind.STATE, "", ["submit"]))) == "It names no change of state"


def test_nobody_submits_what_is_not_finished() -> None:
    words = "Answers or comments are missing, or answers are in conflict"

    assert refused(save(1, answer("seen", YES)), SUBMIT) == words
    conflict = save(1, answer("seen", NO), answer("contacts", 1)), save(3, answer("contacts", 2))
    assert refused(*conflict, save(2, move(Action.SUBMIT, [1, 3]))) == words


def test_a_change_of_state_covers_exactly_what_its_author_saw() -> None:
    words = "Something was saved in the meantime that its author had not seen"
    unseen = save(7, answer("contacts", 5))

    assert refused(COMPLETE, unseen, SUBMIT) == words
    assert refused(COMPLETE, SUBMIT, unseen, save(3, move(Action.SIGN_OFF, [1, 2]))) == words
    assert refused(COMPLETE, SUBMIT, unseen, save(3, move(Action.RETURN, [1, 2], "Look again"))) == words


def test_what_comes_while_a_case_is_closed_is_late_and_applies_once_it_is_open_again() -> None:
    late = save(3, answer("contacts", 5))

    closed = after(COMPLETE, SUBMIT, late)
    assert closed.set_aside == {entry_id(3): LATE}
    assert closed.late == 1
    assert closed.answers == {"seen": NO}

    signed_off = after(COMPLETE, SUBMIT, late, save(4, move(Action.SIGN_OFF, [1, 2, 3])))
    assert signed_off.status is CaseStatus.SIGNED_OFF
    assert signed_off.answers == {"seen": NO}

    returned = after(COMPLETE, SUBMIT, late, save(4, move(Action.RETURN, [1, 2, 3], "Look again")))
    assert returned.set_aside == {}
    assert returned.answers == {"seen": NO, "contacts": 5}


def test_a_late_answer_conflicts_with_what_its_author_had_not_seen() -> None:
    state = after(
        COMPLETE, SUBMIT, save(3, answer("seen", YES)), save(4, move(Action.RETURN, [1, 2, 3], "Look again"))
    )

    assert state.conflicts == ("answer:seen",)


def test_a_save_met_again_changes_nothing() -> None:
    once = after(COMPLETE, SUBMIT)

    assert after(COMPLETE, COMPLETE, SUBMIT, COMPLETE, SUBMIT) == once


@pytest.mark.parametrize(
    ("before", "meanwhile", "status"),
    [
        ([], [], CaseStatus.ALLOCATED),
        ([answer("contacts", 21)], [], CaseStatus.ALLOCATED),
        ([answer("contacts", 3, entry_id(9))], [], CaseStatus.ALLOCATED),
        ([RAISED], [], CaseStatus.ALLOCATED),
        ([], [RAISED], CaseStatus.ALLOCATED),
        ([answer("seen", NO)], [], CaseStatus.IN_PROGRESS),
        ([answer("seen", None)], [], CaseStatus.IN_PROGRESS),
        ([comment("needs", "Housing")], [], CaseStatus.IN_PROGRESS),
        ([], [answer("seen", NO)], CaseStatus.IN_PROGRESS),
        ([], [answer("contacts", 21)], CaseStatus.ALLOCATED),
    ],
    ids=[
        "nothing",
        "invalid",
        "waiting",
        "alert",
        "alert-meanwhile",
        "answer",
        "cleared",
        "comment",
        "late",
        "late-invalid",
    ],
)
def test_a_withdrawn_case_comes_back_as_allocated_when_nobody_had_begun(
    before: list[Entry], meanwhile: list[Entry], status: CaseStatus
) -> None:
    saves = [save(1, *before)] if before else []
    saves.append(save(2, move(Action.WITHDRAW, [1] if before else [], "Somebody else's file")))
    saves += [save(3, *meanwhile)] if meanwhile else []
    seen = [number for number, there in ((1, before), (2, True), (3, meanwhile)) if there]
    saves.append(save(4, move(Action.REOPEN, seen, "It was the right one")))

    back = after(*saves)

    assert (after(*saves[:-1]).status, back.status) == (CaseStatus.WITHDRAWN, status)
    assert [change.action for change in back.history] == [Action.WITHDRAW, Action.REOPEN]
    following = save(5, answer("remarks", None), answer("needs", [YES]))
    begun = after(*saves, following)
    assert begun.status is CaseStatus.IN_PROGRESS
    began = began_with(DEFINITION, {}, [*saves, following], begun)
    assert began is not None
    assert began.id == save_id(5 if status is CaseStatus.ALLOCATED else 4)
    assert advance(DEFINITION, {}, back, following) in (None, begun)


def test_an_alert_begins_no_case_that_came_back_either() -> None:
    saves = [
        save(1, move(Action.WITHDRAW, [], "Somebody else's file")),
        save(2, move(Action.REOPEN, [1], "It was the right one")),
    ]

    told = advance(DEFINITION, {}, after(*saves), save(3, RAISED))

    assert told is not None
    assert told.status is CaseStatus.ALLOCATED
    assert told == after(*saves, save(3, RAISED))
