"""What several benchmarks start from: the shipped instrument and invented answers to it."""

import pytest

from inspect_app.fieldwork.demonstration.answers import synthetic_answers
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.model import Definition

ATTRIBUTES = {
    "sex": "male",
    "sentence_type": "adult_licence",
    "rosh": "medium",
    "cluster": "North",
    "ldu": "North 1",
}

Scored = dict[str, tuple[dict[str, Value], dict[str, str]]]


@pytest.fixture(scope="session")
def definition() -> Definition:
    """Through the Gate, version 1.0: 67 questions."""
    return find("through-the-gate@1.0")


@pytest.fixture(scope="session")
def scored(definition: Definition) -> Scored:
    """Answers and comments of 86 invented cases, by reference."""
    return synthetic_answers(definition, [(f"{number:03}", ATTRIBUTES) for number in range(1, 87)])
