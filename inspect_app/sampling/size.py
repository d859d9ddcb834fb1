"""How many cases a confidence and a margin ask for, and what margin a size typed by a person implies."""

from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist

from inspect_app.questionnaire.problems import UserError

LEAST_CONFIDENCE, CERTAIN = 50, 100
WIDEST_MARGIN = 50
_HALF = Fraction(1, 2)


def sample_size(population: int, confidence: Fraction, margin: Fraction) -> int:
    """The published size for a share of one half: n0 = z²·¼/e², n = n0 / (1 + (n0 − 1) / N), rounded up.

    `confidence` is per cent, `margin` percentage points; UserError when either can't be. z is exact to the
    last place of a float, so that 1,000 cases at 80 per cent and 5 points give 142 and not 141.
    """
    if not 0 < margin <= WIDEST_MARGIN:
        raise UserError(f"The margin must be more than 0 and at most {WIDEST_MARGIN} percentage points.")
    z = Fraction(_z(confidence))
    unbounded = (z * _HALF / (margin / 100)) ** 2
    return ceil(population * unbounded / (population + unbounded - 1)) if population else 0


def clamp(size: int, population: int, minimum: int | None, maximum: int | None) -> int:
    """A size brought within a programme's minimum and maximum, and then within the population."""
    at_most = size if maximum is None else min(size, maximum)
    at_least = at_most if minimum is None else max(at_most, minimum)
    return min(at_least, population)


def implied_margin(size: int, population: int, confidence: Fraction) -> float | None:
    """The margin, in percentage points, that a size gives for a share of one half; None of no case."""
    z = _z(confidence)
    if not size:
        return None
    if size >= population:
        return 0.0
    return 100 * z / 2 * sqrt((population - size) / (size * (population - 1)))


def _z(confidence: Fraction) -> float:
    if not LEAST_CONFIDENCE <= confidence < CERTAIN:
        raise UserError(
            f"The confidence must be at least {LEAST_CONFIDENCE} and less than {CERTAIN} per cent."
        )
    return NormalDist().inv_cdf(float(_HALF + confidence / 200))
