from importlib import import_module
from pathlib import Path

import pytest

from inspect_app.questionnaire.answers import AnswerError, parse
from inspect_app.questionnaire.library import find, shipped
from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import OptionKind

FOLDER = Path(next(iter(import_module("inspect_app.questionnaires").__path__)))
PUBLISHED = {
    ("core-case-supervision", "1.0"): "294e297feaef0f86aea080797251d1c685c6b4cc78c9f8cac38a036e25437c1e",
    ("through-the-gate", "1.0"): "ca6afd94912a0979902f2c28836d6b711a4686bafbe332fb6f16d564371335ae",
}
"""A published version is never edited: a change of anything but words is a new version and a new line."""


def test_published_structures_stay_as_they_are() -> None:
    assert {spec: find("@".join(spec)).structure_hash for spec in shipped()} == PUBLISHED


@pytest.mark.parametrize("spec", PUBLISHED)
def test_what_ships_has_no_problem_at_all(spec: tuple[str, str]) -> None:
    assert load(FOLDER.joinpath(*spec))[1] == []


@pytest.mark.parametrize(
    "question",
    [
        "plan_addresses_needs",
        "accommodation_found",
        "settled_first_night",
        "employment_found",
        "mentor_assigned",
        "public_protection_sufficient",
        "returned_to_custody",
    ],
)
def test_the_questions_behind_the_published_figures_are_yes_no_or_not_applicable(question: str) -> None:
    definition = find("through-the-gate@1.0")
    assert definition.kinds[question] == {
        "yes": OptionKind.ANSWER,
        "no": OptionKind.ANSWER,
        "na": OptionKind.NOT_APPLICABLE,
    }


def test_a_blank_screening_is_neither_present_nor_absent() -> None:
    assert list(find("through-the-gate@1.0").kinds["screening_completed"]) == ["present", "blank", "absent"]


def test_every_section_ends_in_its_key_question() -> None:
    definition = find("through-the-gate@1.0")
    last = [definition.in_section(section)[-1] for section in definition.sections]
    assert [question.id for question in last if question.key_question is None] == []


@pytest.mark.parametrize(
    "question", ["needs_identified", "risk_to", "accommodation_help", "finance_problems"]
)
def test_none_of_these_rules_the_others_out(question: str) -> None:
    definition = find("through-the-gate@1.0")
    options = [option.value for option in definition.options(definition.by_id[question])]
    none, other = options[-1], options[0]
    assert parse(definition, definition.by_id[question], [none]) == [none]
    with pytest.raises(AnswerError, match="cannot be chosen together with other answers"):
        parse(definition, definition.by_id[question], [other, none])
