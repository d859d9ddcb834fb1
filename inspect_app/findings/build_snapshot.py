"""Everything an inspection found, worked out from its matrix of answers and frozen into a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_app.findings.bands import describe, lowest_first
from inspect_app.findings.breaks import break_by as break_cases_by
from inspect_app.findings.breaks import no_break
from inspect_app.findings.counts import Tally
from inspect_app.findings.figures import Table
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.ratings import rate_overall, rate_standards
from inspect_app.findings.snapshot import (
    COUNTS_SIGNED_OFF,
    FORMAT,
    CaseCounts,
    EditionFacts,
    InspectionFacts,
    InstrumentFacts,
    SamplingFacts,
    SectionFacts,
    Snapshot,
)
from inspect_app.findings.tables import default_set, make_table
from inspect_app.questionnaire.model import Definition


@dataclass(frozen=True)
class Facts:
    """What a snapshot says beside its figures; `as_at` is the ISO date of the last save that counts.

    `edition` is the internal one or the emerging one: which cases the figures count. `judgements` are the
    bands of the standards that people rate; None leaves those out, as of an area they are not judged of.
    """

    inspection: InspectionFacts
    text_revision: int
    cases: CaseCounts
    sampling: SamplingFacts | None
    ledger_position: str
    as_at: str | None
    edition: EditionFacts = COUNTS_SIGNED_OFF
    judgements: Mapping[str, str] | None = field(default_factory=dict)


def build_snapshot(
    matrix: AnswerMatrix, facts: Facts, *, language: str = "en", break_by: str | None = None
) -> Snapshot:
    """The unsuppressed snapshot of the cases in the matrix: those that are signed off, or all begun.

    Without `break_by` it holds the default tables, else each of them broken down by that attribute. Raises
    UserError for an attribute the questionnaire does not have, and ValueError when the matrix holds another
    number of cases than `facts` says are to be counted.
    """
    definition = matrix.definition
    tables = _tables(matrix, language, break_by)
    ratings = rate_standards(Tally(matrix, no_break(matrix)), language, facts.judgements)
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
        sections=_sections(definition, tables, language),
        tables=tables,
        ratings=ratings,
        overall=rate_overall(ratings, definition.ratings, language),
        scale=_scale(definition, language) if ratings else (),
    )
    if matrix.cases != snapshot.cases_counted:
        raise ValueError(f"{matrix.cases} cases are counted, but {snapshot.cases_counted} are to be.")
    return snapshot


def _tables(matrix: AnswerMatrix, language: str, break_by: str | None) -> tuple[Table, ...]:
    tallies: dict[str | None, Tally] = {}
    tables = []
    for spec in default_set(matrix.definition, language, break_by):
        if spec.break_by not in tallies:
            by = (
                no_break(matrix) if spec.break_by is None else break_cases_by(matrix, spec.break_by, language)
            )
            tallies[spec.break_by] = Tally(matrix, by)
        tables.append(make_table(spec, tallies[spec.break_by], language))
    return tuple(tables)


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
