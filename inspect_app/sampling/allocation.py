"""How many cases each stratum gives: proportional, with the published rounding, and a trace of every step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from inspect_app.questionnaire.scheme import Split

Counts = dict[str, int]


@dataclass(frozen=True)
class Step:
    """One step of an allocation: its name, what was done in words, and the counts by stratum after it."""

    name: str
    words: str
    counts: Counts


class GroupStep(NamedTuple):
    """One step of the way to a bucket: in a group of which split (or "stratum"), its name, cases after it."""

    split: str
    name: str
    drawn: int


@dataclass(frozen=True)
class Bucket:
    """A smallest group that the inspectorate's method draws from: its place (folded), cases, cases to draw.

    A place that the plan doesn't split by is blank. `steps` are those that changed the groups around it, from
    the outside in, and then it. Officers' names identify people.
    """

    stratum: str
    cluster: str
    ldu: str
    officer: str
    population: int
    drawn: int
    steps: tuple[GroupStep, ...]


@dataclass(frozen=True)
class Allocation:
    """Cases to draw by stratum id: first choices, reserves, and how it came about.

    `splits` and `buckets` are the inspectorate method's; `shortfall` says by stratum how many cases a cap
    kept from being drawn, where it did.
    """

    primaries: Counts
    reserves: Counts
    trace: tuple[Step, ...]
    splits: tuple[Split, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    shortfall: Counts = field(default_factory=dict)

    def drawn(self, stratum: str) -> int:
        """First choices and reserves of a stratum together."""
        return self.primaries[stratum] + self.reserves[stratum]


def allocate(
    populations: Mapping[str, int], size: int, buffer: int, sizes: Mapping[str, int] | None = None
) -> Allocation:
    """Share a sample of `size` (at most the population) out over strata, with reserves of `buffer` per cent.

    `populations` are the strata's totals in the scheme's order; `sizes` are typed first choices that add up
    to `size`, none above its stratum's total. The rule is the probation inspectorate's published one; where
    its rounding would give a stratum fewer drawn cases than first choices, the difference is taken from the
    largest strata that have reserves. A stratum typed as nought has no reserves either.
    """
    trace: list[Step] = []
    if sizes is None:
        primaries = split(populations, size, trace)
    else:
        primaries = {id_: sizes[id_] for id_ in populations}
        populations = {id_: count if primaries[id_] else 0 for id_, count in populations.items()}
        trace.append(Step("TYPED", f"{size} as a person typed them", primaries))
    base = trace[0].counts
    target = min(size + percentage(size, buffer), sum(populations.values()))
    drawn = {id_: min(count + percentage(count, buffer), populations[id_]) for id_, count in base.items()}
    trace.append(
        Step("WITH_BUFFER", f"each initial share and {buffer} per cent of it, to {target} in all", drawn)
    )
    drawn = _repaired(drawn, populations, target, trace)
    drawn = _at_least(drawn, primaries, target, trace)
    return Allocation(primaries, {id_: drawn[id_] - primaries[id_] for id_ in primaries}, tuple(trace))


def split(populations: Mapping[str, int], size: int, trace: list[Step]) -> Counts:
    """Share `size` (at most the population) out over groups in proportion, and add the steps to a trace.

    Ties are settled by the order of the groups.
    """
    base = _base(populations, size)
    trace.append(Step("INITIAL", f"{size} shared out in proportion, each share rounded half up", base))
    return _repaired(base, populations, size, trace)


def percentage(count: int, per_cent: int) -> int:
    """So many per cent of a count, rounded half up."""
    return _half_up(count * per_cent, 100)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _base(populations: Mapping[str, int], size: int) -> Counts:
    total = sum(populations.values())
    return {id_: min(_half_up(size * count, total), count) for id_, count in populations.items()}


def _repaired(counts: Counts, populations: Mapping[str, int], target: int, trace: list[Step]) -> Counts:
    """Counts that add up to the target: raised from the smallest up, or lowered from the largest down."""
    short = target - sum(counts.values())
    if not short:
        return counts
    if short > 0:
        result = one_at_a_time(counts, short, 1, lambda id_, count: count < populations[id_])
        trace.append(
            Step("INCREASED_FOR_ROUNDING", f"{short} added, one at a time from the smallest up", result)
        )
    else:
        result = one_at_a_time(counts, -short, -1, lambda _id, count: count > 0)
        trace.append(
            Step("DECREASED_FOR_ROUNDING", f"{-short} taken, one at a time from the largest down", result)
        )
    return result


def _at_least(drawn: Counts, primaries: Counts, target: int, trace: list[Step]) -> Counts:
    lifted = {id_: max(drawn[id_], primaries[id_]) for id_ in drawn}
    if lifted == drawn:
        return drawn
    result = one_at_a_time(
        lifted, sum(lifted.values()) - target, -1, lambda id_, count: count > primaries[id_]
    )
    trace.append(Step("RAISED_TO_PRIMARIES", "no stratum draws fewer than its first choices", result))
    return result


def one_at_a_time(counts: Counts, times: int, change: int, may: Callable[[str, int], bool]) -> Counts:
    """Change counts by one, `times` times, going round in order of size (ties in the scheme's order)."""
    result = dict(counts)
    order = sorted(counts, key=lambda id_: counts[id_] * change)
    while times:
        for id_ in order:
            if times and may(id_, result[id_]):
                result[id_] += change
                times -= 1
    return result
