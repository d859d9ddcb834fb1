"""Finds how the cases of an inspection were drawn."""

from inspect_app.fieldwork.list_draws import view_of_draw
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.design_of import NOT_OF_POPULATION, SampledStratum, SampleFacts
from inspect_app.findings.matrix import Fact
from inspect_app.findings.snapshot import SamplingFacts, StratumFacts
from inspect_app.records import draws, replacements
from inspect_app.records.engine import Session
from inspect_app.sampling.plan import Method

_LABELS = {
    Method.SYSTEMATIC.value: "stratified, taken at equal steps; estimated as if at random within strata",
    Method.INSPECTORATE.value: "stratified, spread over officers; estimated as if at random within strata",
}


def find_sample(
    session: Session, inspection: InspectionView, stratum: Fact | None
) -> tuple[SamplingFacts | None, SampleFacts | None]:
    """How the cases were drawn, for readers and for estimates."""
    row = draws.latest_draw(session, inspection.id)
    if row is None:
        return None, None
    draw = view_of_draw(row, None, None)
    counted = stratum.counts() if stratum else {}
    strangers = replacements.replaced_for(session, row.id, NOT_OF_POPULATION)
    lines = tuple(
        StratumFacts(
            *(line.id, line.title, line.population, line.drawn, line.primaries, line.reserves),
            signed_off=counted.get(line.id, 0),
        )
        for line in draw.strata
    )
    strata = {line.id: SampledStratum(line.population, strangers.get(line.id, 0)) for line in draw.strata}
    facts = SamplingFacts(draw.seed, draw.method, draw.version, draw.frame_hash, draw.size, lines)
    return facts, SampleFacts(strata, _LABELS.get(draw.method, ""))
