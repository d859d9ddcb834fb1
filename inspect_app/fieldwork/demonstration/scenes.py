"""The inspections that can be demonstrated, one for each instrument that ships."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from inspect_app.fieldwork.demonstration.answers import synthetic_answers
from inspect_app.fieldwork.demonstration.any_instrument import any_answers
from inspect_app.fieldwork.demonstration.invented_list import invented_list
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition

Cases = Sequence[tuple[str, Mapping[str, str]]]
Written = dict[str, tuple[dict[str, Value], dict[str, str]]]
"""Answers and comments by case reference."""


@dataclass(frozen=True)
class Scene:
    """What a demonstration is made of. `reading` is the first day of reading at each assessment point.

    `judged` are the ratings that people give, with their grounds, by standard. One `reported` has a report.
    """

    ref: str
    title: str
    questionnaire: str
    filename: str
    long_list: Callable[[], bytes]
    as_at: date
    seed: str
    size: int
    buffer: int
    reading: Mapping[str, date]
    cited: date
    answers: Callable[[Definition, Cases], Written]
    judged: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reported: bool = False


def _supplied() -> bytes:
    return files("inspect_app.fieldwork.demonstration").joinpath("long-list.xlsx").read_bytes()


SCENES = {
    "through-the-gate": Scene(
        ref="ttg-2016-demo",
        title="Through the Gate demonstration (synthetic data)",
        questionnaire="through-the-gate@1.0",
        filename="long-list.xlsx",
        long_list=_supplied,
        as_at=date(2016, 3, 1),
        seed="through-the-gate-2016",
        size=86,
        buffer=20,
        reading={"custody": date(2016, 5, 9), "community": date(2016, 6, 6)},
        cited=date(2016, 1, 4),
        answers=synthetic_answers,
        reported=True,
    ),
    "core-case-supervision": Scene(
        ref="supervision-2026-demo",
        title="Core case supervision demonstration (synthetic data)",
        questionnaire="core-case-supervision@1.0",
        filename="long-list.csv",
        long_list=lambda: invented_list(640),
        as_at=date(2025, 9, 1),
        seed="core-case-supervision-2026",
        size=120,
        buffer=15,
        reading={"supervision": date(2026, 1, 12)},
        cited=date(2025, 9, 1),
        answers=any_answers,
        judged={
            "leadership": ("good", "Synthetic: the plan is known to everybody and is followed."),
            "staffing": ("requires_improvement", "Synthetic: too many posts were empty for too long."),
            "services": ("good", "Synthetic: most of what people need can be had nearby."),
        },
    ),
}
"""By the instrument's id."""
