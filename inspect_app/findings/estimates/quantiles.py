"""The quantiles that intervals are made of; the one place in findings that knows scipy.

scipy.special is imported when a quantile is asked for: it takes a moment, and most runs need none.
(scipy.stats has the same functions, and takes far longer.)
"""

from inspect_app.findings.estimates.design import Floats


def student(share: float, degrees: Floats) -> Floats:
    """The quantile of Student's t with some degrees of freedom; NaN where there are none."""
    from scipy.special import stdtrit

    found: Floats = stdtrit(degrees, share)
    return found


def normal(share: float) -> float:
    """The quantile of the standard normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(share))


def beta(share: float, first: Floats, second: Floats) -> Floats:
    """The quantile of the beta distribution with two positive parameters."""
    from scipy.special import betaincinv

    found: Floats = betaincinv(first, second, share)
    return found
