"""Estimates a share from a table of sampled cases, and how its areas and an earlier inspection differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from inspect_app.fieldwork.check_case_table import Meaning, problems_of, whole
from inspect_app.fieldwork.read_case_table import CaseLine, read_case_table
from inspect_app.findings.estimates.case_counts import Counted, SampledCase, count_cases
from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.differences import Difference, difference, inspections_apart
from inspect_app.findings.estimates.estimates import Estimate, estimate
from inspect_app.findings.estimates.shares import Judged
from inspect_app.sampling.checks import RowProblem


@dataclass(frozen=True)
class CaseTable:
    """A table that can be estimated: its design, its answers with how many cases gave them, its domains."""

    design: Design
    answers: Mapping[str, int]
    domains: Mapping[str | None, Judged]


@dataclass(frozen=True)
class Comparison:
    """A difference, second less first, and what is compared with what; None is all cases."""

    first: str | None
    second: str | None
    figures: Difference


def read_table(
    filename: str, data: bytes, by: str | None, meaning: Meaning
) -> tuple[CaseTable | None, list[RowProblem]]:
    """The table of a CSV file, or everything that is wrong with it; UserError when it isn't such a file."""
    lines, problems = read_case_table(filename, data, by)
    problems = sorted([*problems, *problems_of(lines, meaning)], key=lambda problem: problem.row)
    return (None, problems) if problems else (_table(lines, meaning), [])


def estimate_domains(table: CaseTable, level: float) -> Mapping[str | None, Estimate]:
    """The share of all cases, then of each domain."""
    return {domain: estimate(table.design, judged, level) for domain, judged in table.domains.items()}


def compare_domains(table: CaseTable, level: float) -> Sequence[Comparison]:
    """Each two domains of one table."""
    return [
        Comparison(
            first, second, difference(table.design, table.domains[first], table.domains[second], level)
        )
        for first, second in combinations([domain for domain in table.domains if domain is not None], 2)
    ]


def compare_inspections(earlier: CaseTable, later: CaseTable, level: float) -> Sequence[Comparison]:
    """All cases, and each domain that is in both tables, against the earlier ones."""
    return [
        Comparison(
            domain,
            domain,
            inspections_apart((earlier.design, earlier.domains[domain]), (later.design, judged), level),
        )
        for domain, judged in later.domains.items()
        if domain in earlier.domains
    ]


def _table(lines: Sequence[CaseLine], meaning: Meaning) -> CaseTable:
    populations = {line.stratum: whole(line.population) or 0 for line in lines}
    sampled = Counter(line.stratum for line in lines)
    design = Design({id_: Stratum(populations[id_], sampled[id_]) for id_ in sorted(sampled)})
    cases = [SampledCase(line.stratum, meaning.of(line.answer), line.domain) for line in lines]
    return CaseTable(design, _answers(lines, meaning), count_cases(design, cases))


def _answers(lines: Sequence[CaseLine], meaning: Meaning) -> Mapping[str, int]:
    """Every answer with its cases: positive ones first, then negative ones, then those left out."""
    given = Counter(line.answer for line in lines)
    kinds = list(Counted)
    return {
        answer: given[answer]
        for answer in sorted(
            meaning.named | given.keys(), key=lambda answer: (kinds.index(meaning.of(answer)), answer)
        )
    }
