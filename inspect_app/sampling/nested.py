"""The inspectorate's nested allocation: a stratum's cases split by cluster, LDU and officer, under a cap."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inspect_app.questionnaire.scheme import Split
from inspect_app.sampling.allocation import (
    Allocation,
    Bucket,
    Counts,
    GroupStep,
    Step,
    one_at_a_time,
    split,
)
from inspect_app.sampling.frame import FrameCase

_Names = tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    """Cases that share the first few splits: how many there are of each place below, and how many to draw."""

    names: _Names
    below: Mapping[_Names, int]
    size: int
    steps: tuple[GroupStep, ...]

    @property
    def population(self) -> int:
        return sum(self.below.values())


def allocate_nested(
    frame: Sequence[FrameCase], allocation: Allocation, splits: tuple[Split, ...], cap: int | None
) -> Allocation:
    """Split what each stratum draws by the splits in turn, and let no officer give more than `cap` cases.

    A cap needs officers as the last split. They are told apart by folded name alone, over the whole sample; a
    blank name is no officer and has no cap. What is above the cap goes to the officer's colleagues in the
    same group (LDU) and stratum; what can't go anywhere there is missing, first from the reserves.
    """
    places: defaultdict[str, Counter[_Names]] = defaultdict(Counter)
    for case in frame:
        places[case.stratum][tuple(getattr(case, each) for each in splits)] += 1
    parent = splits[-2] if len(splits) > 1 else "stratum"
    taken: Counter[str] = Counter()
    buckets: list[Bucket] = []
    for stratum in allocation.primaries:
        for family in _families(places[stratum], allocation.drawn(stratum), splits):
            capped = _capped(family, parent, cap, taken) if cap else family
            buckets += [_bucket(stratum, group, splits) for group in capped]
    return _with_buckets(allocation, splits, tuple(buckets))


def _families(below: Mapping[_Names, int], size: int, splits: Sequence[Split]) -> list[list[_Group]]:
    """The groups of the last split, those of one parent together, all in order of their names."""
    families = [[_Group((), below, size, ())]] if below else []
    for level in splits:
        families = [_divided(group, level) for family in families for group in family]
    return families


def _divided(group: _Group, level: Split) -> list[_Group]:
    depth = len(group.names)
    children: defaultdict[str, dict[_Names, int]] = defaultdict(dict)
    for place, count in group.below.items():
        children[place[depth]][place] = count
    populations = {name: sum(children[name].values()) for name in sorted(children)}
    trace: list[Step] = []
    sizes = split(populations, group.size, trace)
    return [
        _Group(
            (*group.names, name),
            children[name],
            sizes[name],
            (*group.steps, *_steps(trace, level, name)),
        )
        for name in populations
    ]


def _steps(trace: Sequence[Step], level: Split, name: str) -> Iterator[GroupStep]:
    """The first step of one group, and those that changed it."""
    before = None
    for step in trace:
        if step.counts[name] != before:
            yield GroupStep(level, step.name, step.counts[name])
        before = step.counts[name]


def cap_officers(
    sizes: Mapping[str, int], populations: Mapping[str, int], cap: int, taken: Counter[str]
) -> tuple[Counts, Counts]:
    """What officers of one group give when cut to their room, and then with the excess given to colleagues.

    `taken` holds what each officer gives elsewhere already, and is added to. The excess goes round one at a
    time, the smallest cut size first, ties by the order of `sizes`; what nobody has room for is left out.
    """
    most = {name: min(count, cap - taken[name]) if name else count for name, count in populations.items()}
    cut = {name: min(size, most[name]) for name, size in sizes.items()}
    placed = min(sum(sizes.values()), sum(most.values())) - sum(cut.values())
    spread = one_at_a_time(cut, placed, 1, lambda name, count: count < most[name])
    taken.update(spread)
    return cut, spread


def _capped(family: Sequence[_Group], parent: str, cap: int, taken: Counter[str]) -> list[_Group]:
    """The officers of one group under the cap, each with the steps that changed it."""
    sizes = {group.names[-1]: group.size for group in family}
    populations = {group.names[-1]: group.population for group in family}
    cut, spread = cap_officers(sizes, populations, cap, taken)
    achieved = sum(spread.values())
    short = (GroupStep(parent, "SHORT", achieved),) if achieved < sum(sizes.values()) else ()
    result = []
    for group, name in zip(family, sizes, strict=True):
        steps = group.steps
        if cut[name] < group.size:
            steps = (*steps, GroupStep("officer", "DECREASED_FOR_CAP", cut[name]))
        if spread[name] > cut[name]:
            steps = (*steps, GroupStep("officer", "INCREASED_FOR_CAP", spread[name]))
        result.append(replace(group, size=spread[name], steps=steps + short))
    return result


def _bucket(stratum: str, group: _Group, splits: Sequence[Split]) -> Bucket:
    place = dict(zip(splits, group.names, strict=True))
    return Bucket(
        stratum, place.get("cluster", ""), place.get("ldu", ""), place.get("officer", ""),
        group.population, group.size, group.steps,
    )  # fmt: skip


def _with_buckets(
    allocation: Allocation, splits: tuple[Split, ...], buckets: tuple[Bucket, ...]
) -> Allocation:
    """The allocation as its buckets can meet it; what is missing is missing from the reserves first."""
    achieved = Counter(dict.fromkeys(allocation.primaries, 0))
    for bucket in buckets:
        achieved[bucket.stratum] += bucket.drawn
    short: Counts = {
        stratum: allocation.drawn(stratum) - count
        for stratum, count in achieved.items()
        if count < allocation.drawn(stratum)
    }
    primaries = {stratum: min(count, achieved[stratum]) for stratum, count in allocation.primaries.items()}
    reserves = {stratum: achieved[stratum] - count for stratum, count in primaries.items()}
    trace = allocation.trace
    if short:
        words = f"{sum(short.values())} fewer, because no colleague of the same LDU and stratum has room"
        trace = (*trace, Step("SHORT", words, dict(achieved)))
    return Allocation(primaries, reserves, trace, splits, buckets, short)
