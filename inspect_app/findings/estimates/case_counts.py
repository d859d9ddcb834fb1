"""Counts the cases of a sample by what their answers stand for, in all and by domain."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inspect_app.findings.estimates.design import Design, Integers
from inspect_app.findings.estimates.shares import Judged


class Counted(StrEnum):
    """What an answer stands for in a share."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class SampledCase:
    """A case of the sample: its stratum, what its answer stands for, and the domain it belongs to, if any."""

    stratum: str
    counted: Counted
    domain: str | None = None


def count_cases(design: Design, cases: Iterable[SampledCase]) -> Mapping[str | None, Judged]:
    """The cases of every domain by stratum, in the order of the names; None, for all cases, comes first."""
    found = Counter((case.domain, case.stratum, case.counted) for case in cases)
    everywhere = {domain for domain, _, _ in found}
    domains = sorted(everywhere - {None}, key=lambda name: (not name, name or ""))
    counts: dict[str | None, Judged] = {None: _judged(design, found, everywhere)}
    return counts | {domain: _judged(design, found, [domain]) for domain in domains}


def _judged(
    design: Design, found: Counter[tuple[str | None, str, Counted]], domains: Collection[str | None]
) -> Judged:
    def counts(counted: Counted) -> Integers:
        by_stratum = [sum(found[domain, stratum, counted] for domain in domains) for stratum in design.ids]
        return np.array(by_stratum, dtype=np.int64)

    return Judged(counts(Counted.POSITIVE), counts(Counted.NEGATIVE), counts(Counted.LEFT_OUT))
