"""The second instrument: three key questions to a standard, core and adjusted prompts, judgements."""

import re
from pathlib import Path

import pytest

from inspect_app.questionnaire.library import find, shipped
from inspect_app.questionnaire.model import Question
from inspect_app.questionnaire.path import Asked, walk

ROOT = Path(__file__).resolve().parents[3]
DEFINITION = find("core-case-supervision@1.0")
THEMES = ("engagement", "desistance", "safety")
CORE = {"sex": "male", "sentence_type": "licence", "rosh": "medium"}
ADJUSTED = {"sex": "male", "sentence_type": "community_order", "rosh": "low"}


def asked(attributes: dict[str, str]) -> set[str]:
    return {id_ for id_, state in walk(DEFINITION, attributes, {}, ()).asked.items() if state is Asked.ASKED}


def prompts(attributes: dict[str, str]) -> set[str]:
    return {id_ for id_ in asked(attributes) if DEFINITION.by_id[id_].key_question is None}


def test_four_standards_have_three_key_questions_and_three_have_none() -> None:
    assert [(each.id, each.judgement) for each in DEFINITION.standards] == [
        *((id_, True) for id_ in ("leadership", "staffing", "services")),
        *((section.id, False) for section in DEFINITION.sections),
    ]
    for section, standard in zip(DEFINITION.sections, DEFINITION.standards[3:], strict=True):
        assert standard.key_questions == tuple(f"{section.id}_{theme}_sufficient" for theme in THEMES)
        assert set(standard.key_questions) <= set(section.questions)
        assert section.questions[-1] == standard.key_questions[-1]


@pytest.mark.parametrize("attributes", [CORE, ADJUSTED])
def test_key_questions_are_asked_of_every_case(attributes: dict[str, str]) -> None:
    key_questions = {id_ for id_, question in DEFINITION.by_id.items() if question.key_question}
    assert len(key_questions) == 12
    assert key_questions <= asked(attributes)


def test_low_risk_in_the_community_has_fewer_and_other_prompts() -> None:
    core, adjusted = prompts(CORE), prompts(ADJUSTED)
    assert len(adjusted) == 13
    assert len(core) > 20
    assert core & adjusted == {"seen_in_first_weeks"}
    for change in ({"rosh": "medium"}, {"sentence_type": "licence"}):
        assert prompts(ADJUSTED | change) >= core - {"conditions_used"}


@pytest.mark.parametrize("attributes", [CORE, ADJUSTED])
def test_every_key_question_has_a_prompt_before_it(attributes: dict[str, str]) -> None:
    here = asked(attributes)
    for section in DEFINITION.sections:
        rest = [DEFINITION.by_id[id_] for id_ in section.questions if id_ in here]
        kinds = ["key" if question.key_question else "prompt" for question in rest]
        assert re.fullmatch(r"((prompt )+key ){3}", " ".join(kinds) + " ")


@pytest.mark.parametrize("question", DEFINITION.questions, ids=lambda question: question.id)
def test_every_question_says_how_to_judge_it(question: Question) -> None:
    assert question.guidance is not None
    words = question.guidance.into("en")
    for option in DEFINITION.options(question):
        if question.answers in ("yes_no", "yes_no_na", "yes_no_dont_know"):
            assert f"- {option.label.into('en')}: " in words


def test_no_code_names_an_instrument_but_to_demonstrate_it() -> None:
    ids = [id_ for id_, _ in shipped()]
    found = []
    for path in sorted((ROOT / "inspect_app").rglob("*.py")):
        for line in path.read_text("utf-8").splitlines():
            example = line.strip().startswith("inspect-app ")  # in the help of a command
            if any(id_ in line for id_ in ids) and not example:
                found.append(path.relative_to(ROOT).as_posix())
    assert {name for name in found if "demonstration" not in name} == set()


def test_no_code_outside_the_demonstration_names_a_question_or_a_standard() -> None:
    names = {
        name
        for spec in shipped()
        for part in (find("@".join(spec)),)
        for name in (*part.by_id, *(each.id for each in part.standards), *(each.id for each in part.strata))
        if "_" in name
    }
    for path in sorted((ROOT / "inspect_app").rglob("*.py")):
        if "demonstration" not in path.as_posix():
            words = set(re.findall(r"""["']([a-z][a-z0-9_]*)["']""", path.read_text("utf-8")))
            assert not words & names, path
