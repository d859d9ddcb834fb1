from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Asked, Counted, Path, Status, walk
from tests.unit.questionnaire.definitions import QUICK, cases, definition, values

Case = tuple[Definition, dict[str, str], dict[str, Value]]

PLAN = definition(
    {"id": "noise", "required": False},
    {"id": "made"},
    {"id": "good", "ask_when": {"question": "made", "is": "yes"}},
    {"id": "why", "type": "text", "required": False, "ask_when": {"question": "good", "is": "no"}},
    {"id": "reason", "ask_when": {"not": {"question": "made", "is": "yes"}}},
)


def walked(answers: dict[str, Value], commented: tuple[str, ...] = ()) -> Path:
    return walk(PLAN, {}, answers, commented)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, "ASKED ASKED CANNOT_TELL_YET CANNOT_TELL_YET CANNOT_TELL_YET"),
        ({"made": "yes"}, "ASKED ASKED ASKED CANNOT_TELL_YET NOT_ASKED"),
        ({"made": "yes", "good": "no"}, "ASKED ASKED ASKED ASKED NOT_ASKED"),
        ({"made": "no"}, "ASKED ASKED NOT_ASKED NOT_ASKED ASKED"),
        ({"made": "no", "good": "no", "why": "late"}, "ASKED ASKED NOT_ASKED NOT_ASKED ASKED"),
        ({"good": "no", "why": "late"}, "ASKED ASKED CANNOT_TELL_YET CANNOT_TELL_YET CANNOT_TELL_YET"),
    ],
)
def test_what_is_asked_follows_from_the_answers_that_count(answers: dict[str, Value], asked: str) -> None:
    assert [state.name for state in walked(answers).asked.values()] == asked.split()


def test_an_answer_routed_out_is_parked_and_counts_nowhere() -> None:
    path = walked({"made": "no", "good": "no", "why": "late", "reason": "dk"})
    assert path.parked == ("good", "why")
    assert path.counted == {
        "noise": Counted(Status.NOT_ANSWERED, None),
        "made": Counted(Status.ANSWERED, "no"),
        "good": Counted(Status.NOT_ASKED, None),
        "why": Counted(Status.NOT_ASKED, None),
        "reason": Counted(Status.DONT_KNOW, "dk"),
    }
    assert path.complete


def test_an_answer_given_before_it_is_known_whether_it_is_asked_does_not_count_yet() -> None:
    path = walked({"good": "yes"})
    assert path.counted["good"] == Counted(Status.NOT_ANSWERED, None)
    assert path.parked == ()
    assert path.unanswered == ("made",)
    assert not path.complete


@pytest.mark.parametrize(
    ("value", "status"),
    [("yes", Status.ANSWERED), ("na", Status.NOT_APPLICABLE), ("dk", Status.DONT_KNOW)],
)
def test_the_option_chosen_says_how_it_counts(value: str, status: Status) -> None:
    assert walked({"made": value}).counted["made"] == Counted(status, value)


def test_of_several_choices_the_one_with_a_kind_stands_alone() -> None:
    options = [{"value": "home", "label": "Home"}, {"value": "none", "label": "-", "kind": "not_applicable"}]
    needs = definition({"id": "needs", "type": "choices", "answers": options})
    assert walk(needs, {}, {"needs": ["none"]}, ()).counted["needs"].status is Status.NOT_APPLICABLE
    assert walk(needs, {}, {"needs": ["home"]}, ()).counted["needs"] == Counted(Status.ANSWERED, ["home"])


def test_required_questions_without_answer_are_unanswered_and_optional_ones_are_not() -> None:
    path = walked({"made": "yes"})
    assert path.unanswered == ("good",)
    assert not path.complete


@pytest.mark.parametrize(
    ("rule", "value", "owed"),
    [
        ({}, "no", False),
        ({"use": "required"}, "no", True),
        ({"use": "required"}, None, False),
        ({"required_for": ["no"]}, "no", True),
        ({"required_for": ["no"]}, "yes", False),
        ({"use": "never"}, "no", False),
    ],
)
def test_a_comment_is_owed_as_the_rule_says(rule: dict[str, Any], value: str | None, owed: bool) -> None:
    one = definition({"id": "made", "comment": rule})
    answers: dict[str, Value] = {} if value is None else {"made": value}
    assert walk(one, {}, answers, ("noise",)).comments_owed == (("made",) if owed else ())
    assert walk(one, {}, answers, ("made",)).comments_owed == ()
    assert walk(one, {}, answers, ("noise",)).complete is (value is not None and not owed)


def test_a_comment_is_owed_for_any_of_several_choices_and_not_for_a_parked_answer() -> None:
    options = [{"value": "home", "label": "Home"}, {"value": "work", "label": "Work"}]
    rule = {"required_for": ["work"]}
    asked = definition(
        {"id": "made"},
        {
            "id": "needs",
            "type": "choices",
            "answers": options,
            "comment": rule,
            "ask_when": {"question": "made", "is": "yes"},
        },
    )
    assert walk(asked, {}, {"made": "yes", "needs": ["home", "work"]}, ()).comments_owed == ("needs",)
    assert walk(asked, {}, {"made": "yes", "needs": ["home"]}, ()).comments_owed == ()
    assert walk(asked, {}, {"made": "no", "needs": ["work"]}, ()).comments_owed == ()


def test_attributes_route_from_the_start() -> None:
    asked = definition({"id": "made", "ask_when": {"attribute": "risk", "any_of": ["high"]}})
    assert walk(asked, {"risk": "high"}, {}, ()).asked == {"made": Asked.ASKED}
    assert walk(asked, {"risk": "low"}, {}, ()).asked == {"made": Asked.NOT_ASKED}
    assert walk(asked, {}, {}, ()).asked == {"made": Asked.NOT_ASKED}


@QUICK
@given(cases())
def test_walking_is_deterministic_and_does_not_see_the_order_of_answers(case: Case) -> None:
    asked, attributes, answers = case
    backwards = dict(reversed(answers.items()))
    assert walk(asked, attributes, answers, ()) == walk(asked, attributes, backwards, ())


@QUICK
@given(cases())
def test_parked_answers_never_count(case: Case) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    kept = {name: value for name, value in answers.items() if name not in path.parked}
    without = walk(asked, attributes, kept, ())
    assert (without.asked, without.counted) == (path.asked, path.counted)
    assert all(path.counted[name] == Counted(Status.NOT_ASKED, None) for name in path.parked)


@QUICK
@given(cases(), st.data())
def test_an_answer_to_a_question_routed_out_changes_no_answer_that_counts(
    case: Case, data: st.DataObject
) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    routed_out = [name for name, state in path.asked.items() if state is Asked.NOT_ASKED]
    assume(routed_out)
    name = data.draw(st.sampled_from(routed_out))
    more = answers | {name: data.draw(values(asked.by_id[name]))}
    assert walk(asked, attributes, more, ()).counted == path.counted


@QUICK
@given(cases())
def test_it_cannot_be_told_only_while_something_required_is_unanswered(case: Case) -> None:
    path = walk(*case, ())
    assert path.unanswered or Asked.CANNOT_TELL_YET not in path.asked.values()
    assert path.complete is not bool(path.unanswered)


@QUICK
@given(cases(), st.data())
def test_answering_what_is_unanswered_never_unsettles_what_was_settled(
    case: Case, data: st.DataObject
) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    assume(path.unanswered)
    name = data.draw(st.sampled_from(path.unanswered))
    then = walk(asked, attributes, answers | {name: data.draw(values(asked.by_id[name]))}, ())
    settled = {other: state for other, state in path.asked.items() if state is not Asked.CANNOT_TELL_YET}
    assert settled.items() <= then.asked.items()


@QUICK
@given(cases(), st.data())
def test_answering_what_is_unanswered_ends_in_a_complete_case(case: Case, data: st.DataObject) -> None:
    asked, attributes, answers = case
    for _ in asked.questions:
        path = walk(asked, attributes, answers, ())
        for name in path.unanswered:
            answers[name] = data.draw(values(asked.by_id[name]))
    assert walk(asked, attributes, answers, ()).complete


@QUICK
@given(cases())
def test_a_value_counts_only_where_one_was_given_and_asked_for(case: Case) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    for name, counted in path.counted.items():
        counts = path.asked[name] is Asked.ASKED and name in answers
        assert counted.value == (answers[name] if counts else None)
        assert (counted.status in {Status.NOT_ANSWERED, Status.NOT_ASKED}) is not counts
