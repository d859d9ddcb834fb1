"""Invented answers that suit any questionnaire, and the invented list of two areas."""

from collections import Counter

import pytest

from inspect_app.fieldwork.demonstration.any_instrument import any_answers
from inspect_app.fieldwork.demonstration.invented_list import CLUSTERS, invented_list
from inspect_app.fieldwork.demonstration.scenes import SCENES
from inspect_app.fieldwork.read_long_list import read_long_list
from inspect_app.questionnaire.answers import check
from inspect_app.questionnaire.library import find, shipped
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk

INSTRUMENTS = [find("@".join(spec)) for spec in shipped()]


def invented_cases(definition: Definition, number: int) -> list[tuple[str, dict[str, str]]]:
    """So many cases with every mix of attributes."""
    cases = []
    for place in range(number):
        attributes = {}
        for step, each in enumerate(definition.attributes, start=1):
            values = [option.value for option in each.options] or ["Coast", "Moors"]
            attributes[each.id] = values[place // step % len(values)]
        cases.append((f"{place + 1:03}", attributes))
    return cases


@pytest.mark.parametrize("definition", INSTRUMENTS, ids=lambda each: each.id)
def test_every_case_of_any_instrument_is_complete_and_valid(definition: Definition) -> None:
    cases = invented_cases(definition, 60)
    for reference, (answers, comments) in any_answers(definition, cases).items():
        path = walk(definition, dict(cases)[reference], answers, comments)
        assert (path.complete, path.parked) == (True, ())
        assert list(answers) == [id_ for id_ in definition.by_id if id_ in answers]
        assert all(comment.startswith("Synthetic comment: ") for comment in comments.values())
        for id_, value in answers.items():
            assert check(definition, definition.by_id[id_], value) is None, (id_, value)


def test_the_same_cases_get_the_same_answers_in_any_order() -> None:
    cases = invented_cases(INSTRUMENTS[0], 20)
    assert any_answers(INSTRUMENTS[0], cases) == any_answers(INSTRUMENTS[0], cases[::-1])


def test_a_key_question_follows_the_prompts_before_it() -> None:
    definition = find("core-case-supervision@1.0")
    cases = invented_cases(definition, 400)
    found = Counter()
    for answers, _ in any_answers(definition, cases).values():
        if answers.get("plan_made_together") == answers.get("plan_can_be_kept"):
            found[answers.get("plan_made_together"), answers["planning_engagement_sufficient"]] += 1
    good, poor = (found[value, "yes"] / (found[value, "yes"] + found[value, "no"]) for value in ("yes", "no"))
    assert good > poor + 0.3


def test_the_invented_list_is_the_same_each_time_and_names_nobody() -> None:
    rows = read_long_list(invented_list(50), {})
    assert len(rows) == 50
    assert invented_list(50) == invented_list(50)
    assert {row.cells["cluster"] for row in rows} == set(CLUSTERS)
    assert [row.cells["family_name"] for row in rows[:2]] == ["Invented 0001", "Invented 0002"]


def test_there_is_a_demonstration_of_each_instrument_that_ships() -> None:
    assert {scene.questionnaire for scene in SCENES.values()} == {"@".join(spec) for spec in shipped()}
    assert set(SCENES) == {id_ for id_, _ in shipped()}
    for scene in SCENES.values():
        assert set(scene.reading) == {point.id for point in find(scene.questionnaire).points}
