"""Counts rounded to multiples of a base, with the per cents that follow from the rounded ones."""

from dataclasses import replace
from fractions import Fraction

from inspect_app.findings.counts import half_up
from inspect_app.findings.figures import Cell, Column, Measure
from inspect_app.findings.places import EVERYBODY

NO_CASE = "There is no case left after rounding."
_SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.ANSWERED)


def rounded(count: int, base: int) -> int:
    """A count to the nearest multiple of a base, halves up."""
    return (2 * count + base) // (2 * base) * base


def round_cell(cell: Cell, measure: Measure, base: int) -> Cell:
    """A cell that is shown, with every count rounded; a mean or median loses its fraction alone."""
    numerator, denominator = _or_none(cell.numerator, base), _or_none(cell.denominator, base)
    changed = replace(
        cell,
        numerator=numerator,
        denominator=denominator,
        not_applicable=_or_none(cell.not_applicable, base),
        dont_know=_or_none(cell.dont_know, base),
        not_asked=_or_none(cell.not_asked, base),
        not_answered=_or_none(cell.not_answered, base),
        outside=_or_none(cell.outside, base),
        exact=None,
        estimate=None,
        low=False,
    )
    if measure is Measure.COUNT and cell.value is not None and numerator is not None:
        return replace(changed, value=str(numerator))
    if measure not in _SHARES or cell.per_cent is None or numerator is None:
        return changed
    if not denominator:
        return replace(changed, per_cent=None, reason=NO_CASE)
    share = Fraction(numerator, denominator)
    return replace(changed, per_cent=half_up(share), exact=(share.numerator, share.denominator))


def round_column(column: Column, population: str, base: int) -> Column:
    """A column with its cases rounded; how many cases there are in all is public."""
    return column if population == EVERYBODY else replace(column, cases=_or_none(column.cases, base))


def _or_none(count: int | None, base: int) -> int | None:
    return None if count is None else rounded(count, base)
