"""Times a piece of work beside a yardstick in the same run and prints both with their ratio."""

import sys
import time
from collections.abc import Callable
from statistics import median


def compare(
    name: str,
    work: Callable[[], object],
    yardstick: str,
    measure: Callable[[], object],
    *,
    rounds: int,
    times: int = 1,
) -> None:
    """Time `times` runs of each in turn, `rounds` times; print the medians of one run and their ratio."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for durations, run in zip(taken, (work, measure), strict=True):
            start = time.perf_counter()
            for _ in range(times):
                run()
            durations.append((time.perf_counter() - start) / times)
    ours, theirs = median(taken[0]), median(taken[1])
    sys.stdout.write(f"\n{name}: {_shown(ours)}; {yardstick}: {_shown(theirs)}; ratio {ours / theirs:.1f}\n")


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.3f} ms" if seconds < 1 else f"{seconds:.2f} s"
