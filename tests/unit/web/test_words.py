from datetime import UTC, datetime

import pytest

from inspect_app.questionnaire.model import Attribute
from inspect_app.web.words import (
    action_label,
    count,
    day,
    moment,
    paragraphs,
    short,
    status_label,
    value_label,
)

SEX = Attribute.model_validate(
    {"id": "sex", "label": "Sex", "column": "gender", "options": [{"value": "female", "label": "Female"}]}
)


@pytest.mark.parametrize(
    ("number", "one", "many", "words"),
    [
        (0, "case", "", "no cases"),
        (1, "case", "", "1 case"),
        (1217, "case", "", "1,217 cases"),
        (2, "more query", "more queries", "2 more queries"),
    ],
)
def test_counts_agree_with_their_nouns(number: int, one: str, many: str, words: str) -> None:
    assert count(number, one, many) == words


def test_dates_are_written_out() -> None:
    assert day("2016-06-06") == "6 June 2016"
    assert moment(datetime(2016, 6, 6, 9, 5, tzinfo=UTC)) == "6 June 2016 at 09:05"
    assert moment("2016-06-06T09:05:00Z") == "6 June 2016 at 09:05"


def test_states_and_steps_have_names() -> None:
    assert status_label("signed_off") == "Signed off"
    assert action_label("reopen") == "Re-opened"
    assert action_label("something new") == "something new"
    assert short("0123456789abcdef") == "0123456789ab"


@pytest.mark.parametrize(
    ("attributes", "words"),
    [({"sex": "female"}, "Female"), ({"sex": "other"}, "other"), ({}, "Not recorded")],
)
def test_an_attribute_is_shown_in_words(attributes: dict[str, str], words: str) -> None:
    assert value_label(SEX, attributes) == words


def test_guidance_has_paragraphs_and_lists_but_no_markup_of_its_own() -> None:
    assert paragraphs("Look at\nthe <plan>.\n\n- letters\n- notes & forms\n\n") == (
        "<p>Look at the &lt;plan&gt;.</p>"
        '<ul class="govuk-list govuk-list--bullet"><li>letters</li><li>notes &amp; forms</li></ul>'
    )
