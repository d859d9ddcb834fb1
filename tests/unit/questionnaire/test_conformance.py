"""What the browser's scripts work out too, from the same file (tests/journeys/test_conformance.py)."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from inspect_app.questionnaire.answers import AnswerError, check, parse
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.conditions import OPERATORS, Answer, Blank, evaluate
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk
from inspect_app.questionnaire.routing import Condition
from tests.unit.questionnaire.definitions import definition

FILE = json.loads((Path(__file__).parent / "conformance.json").read_text(encoding="utf-8"))


def written(question: dict[str, Any]) -> dict[str, Any]:
    """A question as a definition has it, with words for what scripts get without."""
    options = [option | {"label": "?"} for option in question["options"]]
    return {name: part for name, part in question.items() if name != "options"} | {"answers": options}


ROUTES: Definition = definition(*(written(question) for question in FILE["routes"]))
OF_TYPE = {question.type.value: question for question in ROUTES.questions}


def _answer(given: Any) -> Answer:
    return Blank(given["blank"]) if isinstance(given, dict) else given


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_a_condition(case: dict[str, Any]) -> None:
    condition: Any = TypeAdapter(Condition).validate_python(case["condition"])
    answers = {name: _answer(value) for name, value in case.get("answers", {}).items()}
    assert evaluate(condition, answers, case.get("attributes", {})) is case["truth"]


def test_every_operator_has_conformance_cases() -> None:
    text = json.dumps(FILE["cases"])
    assert all(f'"{operator}":' in text for operator in (*OPERATORS, "all", "any", "not", "attribute"))


@pytest.mark.parametrize("case", FILE["paths"], ids=[case["name"] for case in FILE["paths"]])
def test_a_path(case: dict[str, Any]) -> None:
    path = walk(ROUTES, case.get("attributes", {}), case["answers"], case["commented"])
    assert " ".join(path.asked.values()) == case["asked"]
    assert " ".join(counted.status for counted in path.counted.values()) == case["status"]
    for name in ("parked", "unanswered", "comments_owed"):
        assert list(getattr(path, name)) == case[name]


@pytest.mark.parametrize("case", FILE["typed"], ids=lambda case: f"{case['type']} {case['raw']!a}")
def test_what_is_typed(case: dict[str, Any]) -> None:
    question = OF_TYPE[case["type"]]
    if case.get("invalid"):
        with pytest.raises(AnswerError):
            parse(ROUTES, question, case["raw"])
        assert check(ROUTES, question, case["value"])
    else:
        assert parse(ROUTES, question, case["raw"]) == case["value"]


@pytest.mark.parametrize("case", FILE["canonical"], ids=lambda case: case["json"])
def test_one_way_to_write_json(case: dict[str, Any]) -> None:
    assert canonical_json(case["value"]) == case["json"]
    assert sha256_hex(case["json"]) == case["hash"]
