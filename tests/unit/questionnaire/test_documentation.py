import re
from pathlib import Path

import pytest

from inspect_app.questionnaire.lint.parts import FITTING
from inspect_app.questionnaire.model import Manifest, Question
from inspect_app.questionnaire.rating import RatingScheme
from inspect_app.questionnaire.scheme import Scheme
from inspect_app.questionnaire.source import read

PAGE = (Path(__file__).parents[3] / "docs/developer/questionnaires.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("id: small-audit", Manifest),
        ("strata:", Scheme),
        ("rounding:", RatingScheme),
        ("id: plan_date", Question),
    ],
)
def test_the_examples_are_valid(start: str, kind: type[Manifest | Scheme | RatingScheme | Question]) -> None:
    (block,) = [block for block in BLOCKS if block.startswith(start)]
    document = read("example.yaml", block.encode())
    assert document.problems == []
    kind.model_validate(document.data)


@pytest.mark.parametrize("kind", [Manifest, Scheme, RatingScheme, Question])
def test_every_key_is_described(kind: type[Manifest | Scheme | RatingScheme | Question]) -> None:
    assert [name for name in kind.model_fields if f"`{name}`" not in PAGE] == []


def test_every_type_and_operator_is_described() -> None:
    assert [type_ for type_ in FITTING if f"`{type_}`" not in PAGE] == []
    assert [name for name in frozenset().union(*FITTING.values()) if f"`{name}`" not in PAGE] == []
