"""What inspect-app estimate prints: for programmes a stable form, for people a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.cli.context import count
from inspect_app.fieldwork.check_case_table import Meaning
from inspect_app.fieldwork.estimate_file import CaseTable, Comparison
from inspect_app.findings.estimates.case_counts import Counted
from inspect_app.findings.estimates.estimates import Ends, Estimate
from inspect_app.findings.estimates.remarks import Remark

FORMAT = 1
COUNTED = {
    Counted.POSITIVE: "Positive",
    Counted.NEGATIVE: "Judged, not positive",
    Counted.LEFT_OUT: "Left out",
}
BLANK = "no answer"


@dataclass(frozen=True)
class FileEstimates:
    """What was estimated from a table, and how."""

    meaning: Meaning
    by: str | None
    level: float
    table: CaseTable
    rows: Mapping[str | None, Estimate]
    differences: Sequence[Comparison]
    since_earlier: Sequence[Comparison]


def estimates_data(found: FileEstimates) -> dict[str, object]:
    """The form that programmes read; docs/report-writer/estimates.md describes it."""
    design = found.table.design
    return {
        "format": FORMAT,
        "level": found.level,
        "by": found.by,
        "answers": [
            {"answer": answer, "cases": cases, "counted": found.meaning.of(answer)}
            for answer, cases in found.table.answers.items()
        ],
        "strata": [
            {"id": id_, "population": int(population), "sampled": int(sampled), "weight": float(weight)}
            for id_, population, sampled, weight in zip(
                design.ids, design.population, design.sampled, design.weights, strict=True
            )
        ],
        "rows": [{"domain": domain, **vars(one)} for domain, one in found.rows.items()],
        "differences": [_comparison(each) for each in found.differences],
        "since_earlier": [_comparison(each) for each in found.since_earlier],
    }


def _comparison(each: Comparison) -> dict[str, object]:
    return {"first": each.first, "second": each.second, **vars(each.figures)}


def estimates_text(found: FileEstimates) -> str:
    """The table that people read, with what is to be known about its lines below it."""
    design = found.table.design
    strata = "1 stratum" if len(design.ids) == 1 else f"{len(design.ids):,} strata"
    sampled, population = int(design.sampled.sum()), int(design.population.sum())
    told = [
        f"{sampled:,} of {count(population, 'case')} were sampled, from {strata}.",
        *_answers(found),
        f"Intervals at {100 * found.level:g} per cent:",
        "",
    ]
    lines = [*told, *aligned(_HEADER, [_cells(domain, one) for domain, one in found.rows.items()])]
    lines += remarks_of((_name(domain), one.reason, one.notes) for domain, one in found.rows.items())
    for title, compared in (("Differences:", found.differences), ("Since the earlier:", found.since_earlier)):
        if compared:
            lines += ["", title, "", *aligned(_COMPARED, [_compared_cells(each) for each in compared])]
            lines += remarks_of(
                (_compared_name(each), each.figures.reason, each.figures.notes) for each in compared
            )
    return "\n".join(lines)


_HEADER = ("", "n", "Estimate", "SE", "df", "Logit", "Korn-Graubard")
_COMPARED = ("", "Difference", "SE", "df", "Interval")


def _answers(found: FileEstimates) -> Iterator[str]:
    for counted, words in COUNTED.items():
        given = [
            f"{answer or BLANK} ({cases:,})"
            for answer, cases in found.table.answers.items()
            if found.meaning.of(answer) is counted and cases
        ]
        yield f"{words}: {', '.join(given) or 'none'}."


def _cells(domain: str | None, one: Estimate) -> tuple[str, ...]:
    figures = (
        figure(one.estimate),
        figure(one.se),
        str(one.df),
        interval(one.logit),
        interval(one.korn_graubard),
    )
    return _name(domain), f"{one.n:,}", *figures


def _compared_cells(each: Comparison) -> tuple[str, ...]:
    figures = each.figures
    return (
        _compared_name(each),
        figure(figures.estimate),
        figure(figures.se),
        str(figures.df),
        interval(figures.interval),
    )


def _name(domain: str | None) -> str:
    return "All cases" if domain is None else domain or "Not recorded"


def _compared_name(each: Comparison) -> str:
    same = each.first == each.second
    return _name(each.second) if same else f"{_name(each.second)} less {_name(each.first)}"


def figure(number: float | None) -> str:
    """A number to four decimal places, or that there is none."""
    return "-" if number is None else f"{number:.4f}"


def interval(ends: Ends | None) -> str:
    """Both ends of an interval, or that there is none."""
    return "-" if ends is None else f"{ends[0]:.4f} to {ends[1]:.4f}"


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Names to the left, everything else to the right."""
    widths = [max(len(row[place]) for row in (header, *rows)) for place in range(len(header))]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (header, *rows)
    ]


def remarks_of(lines: Iterator[tuple[str, Remark | None, Sequence[Remark]]]) -> list[str]:
    """Each remark once, after the names of the lines it is about."""
    about: dict[str, list[str]] = {}
    for name, reason, notes in lines:
        for remark in (*([reason] if reason else []), *notes):
            about.setdefault(remark.sentence, []).append(name)
    return ["", *(f"{', '.join(names)}: {sentence}" for sentence, names in about.items())] if about else []
