"""Shares cases out as an integer programme, solved by HiGHS through scipy; nothing else here knows either."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_app.sampling.teams import Counts, Sharing

MOST_NODES = 300
"""Where the search for fewer pairs ends: counted in nodes, because seconds differ from machine to machine."""
NEARLY = 1e-6
"""How far from a whole number a value may be that is one but for rounding."""


@dataclass(frozen=True)
class Shared:
    """How cases are shared out: `off` is how far the load that is farthest from its quota is from it.

    `best` says that no other way is better; without it the search ended with the best way found until then.
    """

    counts: Counts
    off: int
    best: bool
    solver: str


def share_out(sharing: Sharing) -> Shared:
    """Shares the lots out; the same sharing always gives the same answer with the same solver.

    First the largest distance of a load from its quota is made as small as it can be, then the sum of the
    squared distances, and then the number of pairs of an officer with a person who reads cases of theirs.
    """
    import scipy

    solver = f"HiGHS of scipy {scipy.__version__}"
    if not sharing.lots:
        loads = zip(sharing.quotas, sharing.held, strict=True)
        return Shared((), max((quota.off(load) for quota, load in loads), default=0), True, solver)
    off, counts = _smallest_distance(sharing)
    squares = 0
    if off:
        squares, counts = _smallest_squares(sharing, off)
    fewest = _fewest_pairs(sharing, off, squares)
    return Shared(fewest[1] if fewest else counts, off, fewest is not None and fewest[0], solver)


Terms = dict[int, float]
"""Coefficients by column."""


@dataclass
class _Model:
    """An integer programme as it grows: columns from 0 up to a bound, and rows of coefficients."""

    tops: list[float] = field(default_factory=list)
    costs: Terms = field(default_factory=dict)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def column(self, top: float, cost: float = 0) -> int:
        """A new whole number from 0 to `top`, which costs so much a unit."""
        self.tops.append(top)
        self.costs[len(self.tops) - 1] = cost
        return len(self.tops) - 1

    def row(self, terms: Mapping[int, float], lowest: float, highest: float) -> None:
        """Keeps a sum of columns within bounds."""
        self.rows.append((dict(terms), lowest, highest))

    def solve(self, flows: Collection[int] = (), nodes: int | None = None) -> tuple[bool, list[int]] | None:
        """The cheapest values, and whether none are cheaper; None when the search ended before finding any.

        Columns in `flows` come out whole by themselves once the others are, and are not searched; `nodes` is
        where the search ends.
        """
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        entries = [
            (at, column, value) for at, (row, _, _) in enumerate(self.rows) for column, value in row.items()
        ]
        places, columns, values = zip(*entries, strict=True)
        matrix: Any = csr_array((values, (places, columns)), shape=(len(self.rows), len(self.tops)))
        found = milp(
            c=np.array([self.costs[column] for column in range(len(self.tops))]),
            integrality=np.array([column not in flows for column in range(len(self.tops))]),
            bounds=Bounds(np.zeros(len(self.tops)), np.array(self.tops)),
            constraints=LinearConstraint(
                matrix, [lowest for _, lowest, _ in self.rows], [highest for _, _, highest in self.rows]
            ),
            options={"mip_rel_gap": 0.0} | ({} if nodes is None else {"node_limit": nodes}),
        )
        if found.x is None or any(abs(value - round(value)) > NEARLY for value in found.x):
            return None
        return found.status == 0, [round(value) for value in found.x]


Columns = list[dict[int, int]]
"""For each lot, the column of how many of its cases each of its readers gets."""


def _model(sharing: Sharing) -> tuple[_Model, Columns]:
    """A programme in which each case of each lot goes to one of its readers."""
    model = _Model()
    columns = [{reader: model.column(len(lot.cases)) for reader in lot.readers} for lot in sharing.lots]
    for lot, theirs in zip(sharing.lots, columns, strict=True):
        model.row(dict.fromkeys(theirs.values(), 1), len(lot.cases), len(lot.cases))
    return model, columns


def _loads(sharing: Sharing, columns: Columns) -> list[Terms]:
    """What each person's new cases add up from."""
    return [
        {theirs[place]: 1 for theirs in columns if place in theirs} for place in range(len(sharing.people))
    ]


def _counts(sharing: Sharing, columns: Columns, values: list[int]) -> Counts:
    places = range(len(sharing.people))
    return tuple(
        tuple(values[theirs[place]] if place in theirs else 0 for place in places) for theirs in columns
    )


def _smallest_distance(sharing: Sharing) -> tuple[int, Counts]:
    model, columns = _model(sharing)
    off = model.column(float("inf"), cost=1)
    for load, quota, held in zip(_loads(sharing, columns), sharing.quotas, sharing.held, strict=True):
        model.row({**load, off: -1}, -float("inf"), quota.highest - held)
        model.row({**load, off: 1}, quota.lowest - held, float("inf"))
    values = _solved(model)
    return values[off], _counts(sharing, columns, values)


def _smallest_squares(sharing: Sharing, off: int) -> tuple[int, Counts]:
    model, columns = _model(sharing)
    steps = _keep_near(model, sharing, columns, off)
    model.costs |= steps
    values = _solved(model)
    return sum(int(cost) * values[step] for step, cost in steps.items()), _counts(sharing, columns, values)


def _fewest_pairs(sharing: Sharing, off: int, squares: int) -> tuple[bool, Counts] | None:
    model, columns = _model(sharing)
    steps = _keep_near(model, sharing, columns, off)
    if steps:
        model.row(steps, 0, squares)
    together: dict[tuple[int, int], int] = {}
    for lot, theirs in zip(sharing.lots, columns, strict=True):
        for reader, column in theirs.items():
            pair = lot.officer, reader
            if pair in sharing.pairs:
                continue
            if pair not in together:
                together[pair] = model.column(1, cost=1)
            most = min(len(lot.cases), max(sharing.quotas[reader].highest + off - sharing.held[reader], 0))
            model.row({column: 1, together[pair]: -most}, -float("inf"), 0)
    # With no load off its quota the rest is a flow through a network, which is whole by itself.
    flows = set[int]() if off else {column for theirs in columns for column in theirs.values()}
    found = model.solve(flows, MOST_NODES)
    return None if found is None else (found[0], _counts(sharing, columns, found[1]))


def _keep_near(model: _Model, sharing: Sharing, columns: Columns, off: int) -> Terms:
    """Keeps each load within `off` of its quota; answers the steps away from it with what each costs.

    The first step costs 1, the second 3, the third 5: together they are the square of the distance.
    """
    steps: Terms = {}
    for load, quota, held in zip(_loads(sharing, columns), sharing.quotas, sharing.held, strict=True):
        above, below = ({model.column(1): 2.0 * step + 1 for step in range(off)} for _ in range(2))
        steps |= above | below
        model.row({**load, **dict.fromkeys(above, -1)}, -float("inf"), quota.highest - held)
        model.row({**load, **dict.fromkeys(below, 1)}, quota.lowest - held, float("inf"))
    return steps


def _solved(model: _Model) -> list[int]:
    """The values of a programme that always has some, and is solved without a search worth the name."""
    found = model.solve()
    if found is None:
        raise AssertionError("sharing out without minding officers must have an answer")
    return found[1]
