"""A definition with every type of question, and definitions with every kind of routing for hypothesis."""

from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.model import Definition, Question

QUICK = settings(max_examples=50, deadline=None)

YES_NO_NA: list[dict[str, Any]] = [
    {"value": "yes", "label": {"en": "Yes", "cy": "Ydy"}},
    {"value": "no", "label": "No"},
    {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
    {"value": "dk", "label": "Don’t know", "kind": "dont_know"},
]
NEEDS: list[dict[str, Any]] = [
    {"value": "home", "label": "A home"},
    {"value": "work", "label": "Work"},
    {"value": "debt", "label": "Debt"},
    {"value": "none", "label": "None of these", "kind": "not_applicable"},
]
TYPES: list[dict[str, Any]] = [
    {"type": "choice", "answers": "yes_no_na"},
    {"type": "choices", "answers": NEEDS},
    {"type": "whole_number", "minimum": 0, "maximum": 60},
    {"type": "decimal", "minimum": "0.5"},
    {"type": "date", "minimum": "2016-01-01", "maximum": "2016-12-31"},
    {"type": "text"},
]


def definition(*questions: dict[str, Any]) -> Definition:
    """A definition of these questions, in one section; a question needs only what it is tested for."""
    given = [{"type": "choice", "answers": "yes_no_na", "text": "?"} | question for question in questions]
    for question in given:
        if question["type"] not in ("choice", "choices"):
            question.pop("answers")
    return Definition.model_validate(
        {
            "id": "small",
            "version": "1.0",
            "title": "Small",
            "answer_sets": {"yes_no_na": YES_NO_NA},
            "points": [{"id": "custody", "title": "In custody"}],
            "sections": [
                {
                    "id": "all",
                    "title": "All",
                    "point": "custody",
                    "questions": [question["id"] for question in given],
                }
            ],
            "questions": given,
        }
    )


EVERY_TYPE = definition(*({"id": kind["type"]} | kind for kind in TYPES))


def values(question: Question) -> st.SearchStrategy[Any]:
    """Valid answers to a question."""
    match question.type.value:
        case "choice":
            return st.sampled_from(["yes", "no", "na", "dk"])
        case "choices":
            mixes = st.sets(st.sampled_from(["home", "work", "debt"]), min_size=1)
            in_order = mixes.map(lambda mix: [value for value in ("home", "work", "debt") if value in mix])
            return in_order | st.just(["none"])
        case "whole_number":
            return st.integers(0, 60)
        case "decimal":
            return st.integers(1, 999_999).map(lambda halves: f"{Decimal(halves) / 2:f}")
        case "date":
            return st.sampled_from(["2016-01-01", "2016-02-29", "2016-12-31"])
        case _:
            return st.text(st.characters(categories=["L", "N"]), min_size=1)


def _value_tests(name: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Tests that fit a type of question."""
    fitting: dict[str, list[dict[str, Any]]] = {
        "choice": [{"is": "yes"}, {"is": "na"}],
        "choices": [{"any_of": ["home", "none"]}],
        "whole_number": [{"at_least": 5}, {"at_most": 1}],
        "decimal": [{"at_least": "2.5"}],
        "date": [{"at_most": "2016-02-29"}],
        "text": [],
    }
    return [name | test for test in [{"answered": True}, *fitting[kind]]]


def _tests(earlier: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    risk: dict[str, Any] = {"attribute": "risk", "any_of": ["high", "low"]}
    tests: list[dict[str, Any]] = [{"attribute": "risk", "is": "high"}, risk]
    for question in earlier:
        tests += _value_tests({"question": question["id"]}, question["type"])
    return st.sampled_from(tests)


def _conditions(earlier: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.recursive(
        _tests(earlier),
        lambda part: (
            st.lists(part, min_size=1, max_size=3).map(lambda parts: {"all": parts})
            | st.lists(part, min_size=1, max_size=3).map(lambda parts: {"any": parts})
            | part.map(lambda one: {"not": one})
        ),
        max_leaves=4,
    )


@st.composite
def routed(draw: st.DrawFn) -> Definition:
    """A definition whose questions are asked by conditions on earlier ones and on the attribute `risk`."""
    questions: list[dict[str, Any]] = []
    for row in range(draw(st.integers(1, 7))):
        question = {"id": f"q{row}", "required": draw(st.booleans())} | draw(st.sampled_from(TYPES))
        if draw(st.booleans()):
            question["ask_when"] = draw(_conditions(questions))
        questions.append(question)
    return definition(*questions)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Definition, dict[str, str], dict[str, Value]]:
    """A definition, a case's attributes, and valid answers to some of its questions."""
    asked = draw(routed())
    attributes = draw(st.sampled_from([{}, {"risk": "high"}, {"risk": "low"}, {"risk": "other"}]))
    answers = {question.id: draw(values(question)) for question in asked.questions if draw(st.booleans())}
    return asked, attributes, answers
