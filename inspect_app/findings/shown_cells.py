"""A cell as an edition shows it."""

from dataclasses import replace

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Cell, Measure
from inspect_app.findings.rounding import round_cell

SUPPRESSED = Cell(
    *(None, None, None, None, None, None),
    reason="Suppressed because the numbers are small.",
    suppressed=True,
)


WEIGHTED = replace(
    SUPPRESSED, reason="Left out: weighted figures would tell counts before they were rounded."
)


def shown_cell(cell: Cell, measure: Measure, quiet: bool, settings: Disclosure) -> Cell:
    """A cell that is not suppressed, without its statuses if they are `quiet`, and rounded."""
    if quiet:
        cell = replace(
            cell,
            not_applicable=None,
            dont_know=None,
            not_asked=None,
            not_answered=None,
            outside=None,
            statuses_suppressed=True,
        )
    return round_cell(cell, measure, settings.rounding) if settings.rounds else cell
