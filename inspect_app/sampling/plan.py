"""What a person settles before a draw: the method, how many, and what the sample is shared out over."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from inspect_app.questionnaire.scheme import Split


class Method(StrEnum):
    """How cases are chosen."""

    SYSTEMATIC = "systematic"
    INSPECTORATE = "inspectorate"


@dataclass(frozen=True)
class Plan:
    """A sample as planned. `sizes` are the sizes typed for each stratum, which add up to `size`.

    `strata` are the ids drawn from in the scheme's order, without any left out on purpose. `cap` and `splits`
    are the inspectorate method's alone. On the day, no case is drawn before somebody takes it.
    """

    method: Method
    size: int
    sizes: Mapping[str, int] | None
    buffer: int
    cap: int | None
    mode: Literal["shortlist", "on_the_day"]
    strata: tuple[str, ...]
    splits: tuple[Split, ...]
