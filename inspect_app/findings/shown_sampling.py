"""How the cases were drawn, as an edition tells it."""

from dataclasses import replace

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.sensitive import is_small
from inspect_app.findings.snapshot import SamplingFacts


def shown_sampling(sampling: SamplingFacts | None, settings: Disclosure) -> SamplingFacts | None:
    """The draw without counts of the sample by stratum, which would be one more breakdown of the cases.

    The strata are left out altogether where one of them is small in the list itself.
    """
    if sampling is None or not settings.protects:
        return sampling
    small = any(is_small(stratum.population, settings.threshold) for stratum in sampling.strata)
    kept = () if small else sampling.strata
    return replace(
        sampling,
        strata=tuple(
            replace(stratum, drawn=None, primaries=None, reserves=None, signed_off=None) for stratum in kept
        ),
    )
