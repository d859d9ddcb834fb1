"""Filters and bases in words."""

from typing import Any

import pytest

from inspect_app.findings.specs.said import in_words
from tests.unit.findings.small_instrument import SMALL
from tests.unit.findings.test_selection import READ


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"attribute": "rosh", "is": "low"}, "Risk of serious harm is Low"),
        ({"attribute": "rosh", "any_of": ["low", "odd"]}, "Risk of serious harm is Low or odd"),
        ({"attribute": "ldu", "is": "North"}, "LDU is North"),
        ({"question": "screening", "is": "blank"}, "“Was there a screening?” is Present but blank"),
        ({"question": "help", "any_of": ["debt", "housing"]}, "“What help was given?” is Debt or Housing"),
        ({"question": "contacts", "at_least": 4}, "“How many contacts?” is at least 4"),
        ({"question": "released", "at_most": "2016-02-01"}, "“When released?” is at most 2016-02-01"),
        ({"question": "story", "answered": True}, "“What stands out?” is answered"),
        ({"not": {"attribute": "rosh", "is": "low"}}, "not (Risk of serious harm is Low)"),
        (
            {"any": [{"attribute": "ldu", "is": "A"}, {"all": [{"attribute": "ldu", "is": "B"}] * 2}]},
            "LDU is A; or (LDU is B; and LDU is B)",
        ),
        (
            {"all": [{"attribute": "ldu", "is": "A"}, {"any": [{"attribute": "ldu", "is": "B"}] * 2}]},
            "LDU is A; and (LDU is B; or LDU is B)",
        ),
    ],
)
def test_a_condition_in_words(condition: Any, words: str) -> None:
    assert in_words(READ.validate_python(condition), SMALL) == words
