"""Numbers with few decimals as whole ones, so that they can be added up at once and exactly."""

import numpy as np
from numpy.typing import NDArray

Whole = tuple[int, NDArray[np.float64]]
"""How many make one, and the whole numbers."""
_SCALES = (1, 10, 100, 1000)
_EXACT = 2**53
"""Sums of whole numbers below it are exact in floats."""


def whole_numbers(numbers: NDArray[np.float64]) -> Whole | None:
    """Numbers as whole multiples of a tenth or the like, every sum of which is exact however it is made.

    None where they have more decimals, or are too large for that.
    """
    for scale in _SCALES:
        whole = np.rint(numbers * scale)
        if np.array_equal(whole / scale, numbers) and np.abs(whole).sum() < _EXACT:
            return scale, whole
    return None
