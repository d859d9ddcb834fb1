"""A table definition says one thing, in one way, and comes back from JSON as it was."""

import pytest
from pydantic import ValidationError

from inspect_app.findings.specs.model import Break, Interval, Measure, TableDefinition, TableFile
from inspect_app.questionnaire.text import Text

ROWS = [{"key_questions": "all"}]


def definition(**more: object) -> TableDefinition:
    return TableDefinition.model_validate({"id": "here", "title": "Here", "rows": ROWS} | more)


def test_what_is_not_said_is_the_published_way() -> None:
    made = definition()
    assert (made.measure, made.weight, made.interval) == (Measure.PER_CENT_JUDGED, "none", Interval.LOGIT)
    assert (made.low_base, made.base, made.filter, made.break_, made.kind) == (10, None, None, None, None)


def test_a_definition_comes_back_from_json() -> None:
    part = {"question": "screening_completed", "options": ["present", "blank"]}
    made = definition(
        rows=[
            {"key_questions": "all"},
            {"sections": ["outcomes"]},
            {"questions": ["plan_on_file"]},
            {"group": {"id": "screened", "label": {"en": "Screened", "cy": "Sgriniwyd"}, "parts": [part]}},
        ],
        filter={"not": {"attribute": "rosh", "any_of": ["high", "very_high"]}},
        base={"question": "plan_on_file", "is": "present"},
        weight={"attribute": "cases"},
        notes=[{"en": "One", "cy": "Un"}],
        **{"break": {"area": "unit"}},
    )
    assert made.break_ == Break(area="unit")
    assert made.notes == (Text({"en": "One", "cy": "Un"}),)
    text = made.model_dump_json(by_alias=True, exclude_none=True)
    assert TableDefinition.model_validate_json(text) == made


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rows": [{"questions": "x"}]}, "a list of names, or the word all"),
        ({"rows": [{}]}, "needs one of questions, sections, key_questions, group; there are 0"),
        ({"break": {"attribute": "sex", "area": "unit"}}, "needs one of attribute, area, assessor, point"),
        ({"weight": 3}, "none, design, or {attribute: ...}"),
        ({"id": "section.outcomes"}, "pattern"),
        ({"kind": "section"}, "None"),
        ({"order": 1}, "Extra inputs"),
    ],
)
def test_a_file_says_one_thing_in_one_way(wrong: dict[str, object], said: str) -> None:
    table = {"id": "here", "title": "Here", "rows": ROWS} | wrong
    with pytest.raises(ValidationError, match=said.replace("{", r"\{")):
        TableFile.model_validate({"tables": [table]})
