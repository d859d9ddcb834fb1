"""Says in sentences what differs between two snapshots beside their figures and cases."""

from collections.abc import Iterator
from dataclasses import replace

from inspect_app.findings.compare import Comparison
from inspect_app.findings.snapshot import SamplingFacts, Snapshot

_WORDS = {
    "instrument.id": "The questionnaire is another one: figures of the two are not about the same questions.",
    "instrument.version": "The questionnaire is another version: its questions are not the same.",
    "instrument.text_revision": (
        "The words of the questionnaire were revised, from revision {before} to {after}. "
        "No answer changes by that."
    ),
    "inspection.threshold": (
        "Others see no number below {after} now; before, it was {before}. "
        "These are the internal figures, which hide nothing, so none of them changes by that."
    ),
    "inspection.title": "The inspection has another title.",
    "inspection.synthetic": "Whether the cases are invented is marked otherwise.",
    "inspection.marking": "The marking is another one.",
    "language": "The figures are in another language.",
    "scale": "The rules by which per cents are rated are not the same.",
}


def what_else(before: Snapshot, after: Snapshot, comparison: Comparison) -> Iterator[str]:
    """Every such sentence."""
    for name in comparison.facts:
        if name in _WORDS:
            yield _WORDS[name].format(before=_part(before, name), after=_part(after, name))
    if before.instrument.structure_hash != after.instrument.structure_hash:
        yield "The structure of the questionnaire is not the same."
    if _drawn(before.sampling) != _drawn(after.sampling):
        yield "The sample was drawn anew, or its strata are not the same."


def _part(snapshot: Snapshot, name: str) -> object:
    found: object = snapshot
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _drawn(sampling: SamplingFacts | None) -> SamplingFacts | None:
    """How cases were drawn, without how many of them count."""
    if sampling is None:
        return None
    return replace(sampling, strata=tuple(replace(each, signed_off=0) for each in sampling.strata))
