"""Names, codes and texts of the raw data's columns."""

import pytest

from inspect_app.findings.data_columns import LONGEST_NAME, Column, Kind, Source, data_columns
from tests.integration.fieldwork.scoring import QUESTIONS, questionnaire

FREE = {"id": "office", "label": "Office", "column": "office"}


def columns(*, texts: bool = True, **changes: object) -> dict[str, Column]:
    return {column.name: column for column in data_columns([questionnaire(**changes)], texts=texts)}


def test_codes_of_answers_count_up_and_those_that_count_nowhere_go_down() -> None:
    values = {value.word: (value.code, value.missing) for value in columns()["q.home"].values}
    assert values == {
        "yes": (1, False),
        "no": (2, False),
        "na": (-12, True),
        "[not answered]": (-1, True),
        "[not asked]": (-2, True),
        "[not in this version]": (-3, True),
    }


def test_an_attribute_without_a_list_of_values_can_hold_a_name_and_goes_with_the_texts() -> None:
    attributes = [*questionnaire().model_dump()["attributes"], FREE]
    assert columns(attributes=attributes)["attribute.office"].kind is Kind.TEXT
    assert "attribute.office" not in columns(attributes=attributes, texts=False)
    assert "attribute.sex" in columns(attributes=attributes, texts=False)


def test_without_texts_nothing_is_text_but_what_the_programme_says_itself() -> None:
    free = [column for column in columns(texts=False).values() if column.kind is Kind.TEXT]
    assert {column.source for column in free} == {Source.CASE}


@pytest.mark.parametrize("start", ["a", "b"])
def test_names_are_as_short_as_spss_wants_them_and_still_differ(start: str) -> None:
    long = f"{start}{'x' * 59}"
    options = [{"value": f"{'y' * 58}{n}", "label": str(n)} for n in range(3)]
    tried = {**QUESTIONS[1], "id": long, "answers": options}
    named = [QUESTIONS[0], tried, *QUESTIONS[2:]]
    sections = [{"id": "home", "title": "Home", "point": "custody", "questions": [q["id"] for q in named]}]
    found = [name for name in columns(questions=named, sections=sections) if long[:40] in name]
    assert len(found) == len({name.lower() for name in found}) == 3
    assert max(map(len, found)) == LONGEST_NAME
