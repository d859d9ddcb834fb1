"""The designs R was asked about and its answers, which tests/data/estimates/reference.R wrote."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.shares import Judged

FOLDER = Path(__file__).parents[3] / "data/estimates"


def rows(file: str) -> list[dict[str, str]]:
    """The rows of one of the files."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass(frozen=True)
class Sample:
    """The cases of one design, as many as R saw and in the same order."""

    cases: list[dict[str, str]]

    @cached_property
    def design(self) -> Design:
        sampled = Counter(case["stratum"] for case in self.cases)
        populations = {case["stratum"]: int(case["N"]) for case in self.cases}
        return Design({id_: Stratum(populations[id_], count) for id_, count in sampled.items()})

    @property
    def areas(self) -> list[str]:
        return sorted({case["area"] for case in self.cases})

    def judged(self, area: str = "") -> Judged:
        """The cases of an area, or all, by stratum."""
        ids = self.design.ids
        found = Counter(
            (case["stratum"], case["answer"]) for case in self.cases if area in ("", case["area"])
        )
        return judged(
            [found[id_, "yes"] for id_ in ids],
            [found[id_, "no"] for id_ in ids],
            [found[id_, "na"] for id_ in ids],
        )


def judged(positive: list[int], negative: list[int], left_out: list[int] | None = None) -> Judged:
    """Counts by stratum as the estimates take them."""
    return Judged(
        *(np.array(each, dtype=np.int64) for each in (positive, negative, left_out or [0] * len(positive)))
    )


def samples() -> Mapping[str, Sample]:
    """The designs by name."""
    found: dict[str, Sample] = {}
    for row in rows("designs.csv"):
        sample = found.setdefault(row["design"], Sample([]))
        sample.cases.extend([row] * int(row["cases"]))
    return found


SAMPLES = samples()
