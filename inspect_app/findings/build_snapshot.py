"""Everything an inspection found, worked out from its matrix of answers and frozen into a snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.findings.bands import describe, lowest_first
from inspect_app.findings.decisions import Decision, shown_decisions
from inspect_app.findings.design_of import SampleDesign, SampleFacts, design_of
from inspect_app.findings.figures import Table
from inspect_app.findings.fill import fill_all
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.rate_cases import rate_cases
from inspect_app.findings.scale import scale_of
from inspect_app.findings.snapshot import (
    COUNTS_SIGNED_OFF,
    FORMAT,
    CaseCounts,
    DesignFacts,
    DesignStratum,
    EditionFacts,
    InspectionFacts,
    InstrumentFacts,
    SamplingFacts,
    SectionFacts,
    Snapshot,
)
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.words import ENGLISH, Phrasing
from inspect_app.questionnaire.model import Definition


@dataclass(frozen=True)
class Facts:
    """What a snapshot says beside its figures; `as_at` is the ISO date of the last save that counts.

    `edition` is the internal one or the emerging one: which cases the figures count. `decisions` are all
    that people decided about ratings; None leaves out the standards that they rate, as of an area.
    Estimates go by `sample`, as of a simple sample without it.
    """

    inspection: InspectionFacts
    text_revision: int
    cases: CaseCounts
    sampling: SamplingFacts | None
    ledger_position: str | None
    as_at: str | None
    edition: EditionFacts = COUNTS_SIGNED_OFF
    decisions: Sequence[Decision] | None = ()
    sample: SampleFacts | None = None


@in_one_go()
def build_snapshot(
    matrix: AnswerMatrix,
    facts: Facts,
    *,
    tables: Sequence[TableDefinition],
    phrasing: Phrasing = ENGLISH,
) -> Snapshot:
    """The unsuppressed snapshot of the cases in the matrix: those that are signed off, or all begun.

    Raises UserError for a break by an attribute the questionnaire does not have, and ValueError when the
    matrix holds another number of cases than `facts` says are to be counted.
    """
    definition, language = matrix.definition, phrasing.language
    sample = design_of(matrix, facts.sample)
    filled = fill_all(matrix, tables, sample, phrasing)
    rated = rate_cases(matrix, facts.decisions, language)
    decided, overall_decided = shown_decisions(scale_of(definition, language), rated.standards, rated.overall)
    snapshot = Snapshot(
        format=FORMAT,
        edition=facts.edition,
        inspection=facts.inspection,
        instrument=InstrumentFacts(
            definition.id,
            definition.version,
            definition.title.into(language),
            matrix.structure_hash,
            facts.text_revision,
        ),
        language=language,
        as_at=facts.as_at,
        ledger_position=facts.ledger_position,
        cases=facts.cases,
        counted=matrix.references,
        sampling=facts.sampling,
        sections=_sections(definition, filled, language),
        tables=filled,
        ratings=rated.computed,
        overall=rated.overall.computed if rated.overall else None,
        scale=_scale(definition, language) if rated.computed else (),
        data_version=matrix.version,
        design=_design(sample),
        decided=decided,
        overall_decided=overall_decided,
    )
    if matrix.cases != snapshot.cases_counted:
        raise ValueError(f"{matrix.cases} cases are counted, but {snapshot.cases_counted} are to be.")
    return snapshot


def _design(sample: SampleDesign | None) -> DesignFacts | None:
    if sample is None:
        return None
    design = sample.design
    strata = zip(design.ids, design.population.tolist(), design.sampled.tolist(), strict=True)
    return DesignFacts(sample.label, tuple(DesignStratum(*stratum) for stratum in strata))


def _scale(definition: Definition, language: str) -> tuple[str, ...]:
    bands, exact = definition.ratings, definition.rating_rules.rounding == "exact"
    return tuple(describe(bands, band, language, exact=exact) for band in reversed(lowest_first(bands)))


def _sections(definition: Definition, tables: tuple[Table, ...], language: str) -> tuple[SectionFacts, ...]:
    points = {point.id: point.title.into(language) for point in definition.points}
    return tuple(
        SectionFacts(
            section.id,
            section.title.into(language),
            section.point,
            points[section.point],
            tuple(table.id for table in tables if table.section == section.id),
        )
        for section in definition.sections
    )
