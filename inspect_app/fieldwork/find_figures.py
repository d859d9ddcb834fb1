"""Works out an inspection's figures from its signed-off cases, or from all that are begun."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from inspect_app.fieldwork.find_facts import find_facts
from inspect_app.fieldwork.find_sample import find_sample
from inspect_app.fieldwork.find_tables import REPORT, find_tables, find_words
from inspect_app.fieldwork.hold_matrix import find_matrix
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.background import background_of
from inspect_app.findings.build_snapshot import Facts, build_snapshot
from inspect_app.findings.comparisons import Sampled
from inspect_app.findings.design_of import design_of
from inspect_app.findings.disclosure import Background
from inspect_app.findings.matrix import NOT_RECORDED, AnswerMatrix, Fact, Named, fact_of
from inspect_app.findings.populations import break_named
from inspect_app.findings.snapshot import COUNTS_BEGUN, Snapshot
from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.words import FIRST_LANGUAGE, Phrasing
from inspect_app.ledger.states import BEGUN, CaseStatus
from inspect_app.records import areas, assignments, packed
from inspect_app.records.engine import Session
from inspect_app.records.packed import Progress


def find_figures(
    session: Session,
    ref: str,
    by: str | None = None,
    *,
    emerging: bool = False,
    tables: Sequence[TableDefinition] | None = None,
) -> Snapshot:
    """Every figure, unsuppressed: of some tables, of the report's, or of the default ones by a named break.

    Emerging figures count every case that is begun, with the answers it has so far; no output is made of
    them. Raises UserError when there is no such inspection or break.
    """
    inspection = get_inspection(session, ref)
    if tables is None:
        definition = inspection.definition
        tables = find_tables(definition)
        if by is not None:
            tables = default_tables(definition, find_words(), break_named(definition, by))
    return _work_out(session, inspection, tables, emerging=emerging)[0]


def find_counted(
    session: Session, ref: str, tables: Sequence[TableDefinition], *, emerging: bool = False
) -> tuple[Snapshot, AnswerMatrix]:
    """The figures of some tables as `find_figures` has them, with the cases that they count."""
    return _work_out(session, get_inspection(session, ref), tables, emerging=emerging)


def find_sampled(session: Session, inspection: InspectionView, tables: Sequence[TableDefinition]) -> Sampled:
    """The signed-off cases, with what some tables are broken by, and how they were drawn."""
    statuses = frozenset({CaseStatus.SIGNED_OFF})
    matrix = find_matrix(session, inspection, statuses, packed.progress(session, inspection.id))
    matrix = _placed(session, inspection, matrix, statuses, tables)
    _, sample = find_sample(session, inspection, matrix.where.stratum)
    return Sampled(matrix, design_of(matrix, sample))


@dataclass(frozen=True)
class Whole:
    """The internal snapshot to be frozen, and what readers of it can know beside its figures."""

    snapshot: Snapshot
    background: Background


def find_whole(
    session: Session,
    ref: str,
    *,
    frozen: bool = True,
    style: str = REPORT,
    language: str = FIRST_LANGUAGE,
) -> Whole:
    """All that the report of an inspection is made of; if `frozen` it says which saves the figures rest on.

    Its tables are those of a house style, its words those of a language. Raises UserError when there is no
    such inspection.
    """
    return find_inputs(session, get_inspection(session, ref), style, language, frozen=frozen).work_out()


@dataclass(frozen=True)
class Inputs:
    """All that the figures of a report are worked out from."""

    progress: tuple[Progress, ...]
    matrix: AnswerMatrix
    facts: Facts
    tables: Sequence[TableDefinition]
    phrasing: Phrasing

    def work_out(self) -> Whole:
        """The figures, which nothing else changes."""
        snapshot = build_snapshot(self.matrix, self.facts, tables=self.tables, phrasing=self.phrasing)
        return Whole(snapshot, background_of(self.matrix, self.tables))

    def version(self) -> tuple[object, ...]:
        """What is another as soon as any figure could be, in a house style and a language.

        Saves are only ever added: while each status has as many cases and saves, no answer has changed. Who
        reads a case and which area it is of change without one.
        """
        saved = tuple((each.status, each.cases, each.saves) for each in self.progress)
        where = self.matrix.where
        placed = (
            (each.values, sha256(each.places.tobytes()).digest())
            for each in (where.area, where.assessor)
            if each
        )
        return saved, *placed, repr((self.facts, where.paths, where.people))


def find_inputs(
    session: Session, inspection: InspectionView, style: str, language: str, *, frozen: bool = False
) -> Inputs:
    """What the figures of a report in a house style and a language are worked out from, as it is now."""
    tables = find_tables(inspection.definition, style)
    progress = packed.progress(session, inspection.id)
    matrix, facts = _inputs(session, inspection, tables, progress, frozen=frozen)
    return Inputs(tuple(progress), matrix, facts, tables, Phrasing(find_words(style), language))


def _work_out(
    session: Session,
    inspection: InspectionView,
    tables: Sequence[TableDefinition],
    *,
    emerging: bool = False,
) -> tuple[Snapshot, AnswerMatrix]:
    progress = packed.progress(session, inspection.id)
    matrix, facts = _inputs(session, inspection, tables, progress, emerging=emerging)
    return build_snapshot(matrix, facts, tables=tables, phrasing=Phrasing(find_words())), matrix


def _inputs(
    session: Session,
    inspection: InspectionView,
    tables: Sequence[TableDefinition],
    progress: Sequence[Progress],
    *,
    emerging: bool = False,
    frozen: bool = False,
) -> tuple[AnswerMatrix, Facts]:
    matrix = counted_cases(session, inspection, progress, tables, emerging=emerging)
    statuses = _statuses(emerging=emerging)
    facts = find_facts(session, inspection, inspection.title, progress, counted=statuses, frozen=frozen)
    sampling, sample = find_sample(session, inspection, matrix.where.stratum)
    facts = replace(facts, sampling=sampling, sample=sample)
    if emerging:
        facts = replace(facts, edition=COUNTS_BEGUN)
    return matrix, facts


def counted_cases(
    session: Session,
    inspection: InspectionView,
    progress: Sequence[Progress],
    tables: Sequence[TableDefinition] = (),
    *,
    emerging: bool = False,
) -> AnswerMatrix:
    """The answers that figures count, with what these tables are broken by."""
    statuses = _statuses(emerging=emerging)
    matrix = find_matrix(session, inspection, statuses, progress)
    return _placed(session, inspection, matrix, statuses, tables)


def _statuses(*, emerging: bool) -> frozenset[CaseStatus]:
    return BEGUN if emerging else frozenset({CaseStatus.SIGNED_OFF})


def _placed(
    session: Session,
    inspection: InspectionView,
    matrix: AnswerMatrix,
    statuses: Collection[CaseStatus],
    tables: Sequence[TableDefinition],
) -> AnswerMatrix:
    """The matrix with what tables are broken by beside attributes: areas and who reads the cases."""
    where = matrix.where
    if any(table.break_ and table.break_.area for table in tables):
        of_case = packed.areas(session, inspection.id, statuses)
        area = _fact(matrix, {ref: str(area) for ref, area in of_case.items() if area is not None})
        where = replace(where, area=area, paths=_paths(session, inspection))
    if any(table.break_ and table.break_.assessor for table in tables):
        given = assignments.current(session, inspection.id)
        assessor = _fact(matrix, {each.reference: each.account for each in given})
        where = replace(where, assessor=assessor, people={each.account: each.name for each in given})
    return matrix if where is matrix.where else replace(matrix, where=where)


def _fact(matrix: AnswerMatrix, values: Mapping[str, str]) -> Fact:
    return fact_of(values.get(reference, NOT_RECORDED) for reference in matrix.references)


def _paths(session: Session, inspection: InspectionView) -> dict[str, tuple[Named, ...]]:
    """Which areas each area is within, largest first, itself the last."""
    found = areas.paths(areas.of_inspections(session, {inspection.id}))
    return {str(id_): tuple(Named(str(area.id), area.name) for area in path) for id_, path in found.items()}
