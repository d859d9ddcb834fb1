"""What a link to a figure says: the text printed in its place, or why it leads nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspect_app.findings.figures import Cell, Measure
from inspect_app.findings.shown_cells import SUPPRESSED as SUPPRESSED_CELL
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.find_cell import Found, Unknown, find_cell, find_column, find_table
from inspect_app.publication.links import Link, LinkKind
from inspect_app.publication.phrases import count_in_words, phrases, share_in_words, value_in_words

__all__ = ["NOT_AVAILABLE", "OVERALL", "SUPPRESSED", "Shown", "Unknown", "resolve"]

SUPPRESSED = "[c]"
NOT_AVAILABLE = "[x]"
OVERALL = "overall"
_SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.ANSWERED)


@dataclass(frozen=True)
class Shown:
    """What is printed in place of a link, the cell it comes from, and what a writer should know of it.

    `text` is shorthand ([c] suppressed, [x] not available) where there is no figure to print.
    """

    text: str
    cell: Cell | None = None
    note: str | None = None

    @property
    def missing(self) -> bool:
        """Whether there is nothing to print but shorthand."""
        return self.text in (SUPPRESSED, NOT_AVAILABLE)


Answer = Shown | Unknown


def resolve(link: Link, snapshot: Snapshot) -> Answer:
    """What a link says in the language of a snapshot, or why it leads nowhere."""
    own = _OTHERS.get(link.kind)
    if own is not None:
        return own(link, snapshot)
    found = find_cell(link, snapshot)
    if isinstance(found, Unknown):
        return found
    if found.cell.suppressed:
        return Shown(SUPPRESSED, found.cell, found.cell.reason)
    return _OF_CELLS[link.kind](link, found, snapshot.language)


def _count(_link: Link, found: Found, _language: str) -> Answer:
    return _counted(found, found.cell.numerator)


def _out_of(_link: Link, found: Found, _language: str) -> Answer:
    return _counted(found, found.cell.denominator)


def _counted(found: Found, count: int | None) -> Answer:
    if count is None:
        return _missing(found)
    return Shown(count_in_words(count), found.cell, _note(found))


def _n_of_n(_link: Link, found: Found, language: str) -> Answer:
    text = _of(found.cell, language)
    return _missing(found) if text is None else Shown(text, found.cell, _note(found))


def _of(cell: Cell, language: str) -> str | None:
    if cell.numerator is None or cell.denominator is None:
        return None
    numerator, denominator = count_in_words(cell.numerator), count_in_words(cell.denominator)
    return phrases(language).n_of_n.format(numerator=numerator, denominator=denominator)


def _per_cent(_link: Link, found: Found, language: str) -> Answer:
    if found.row.measure not in _SHARES:
        return _no_share(found)
    if found.cell.per_cent is None:
        return _missing(found)
    return Shown(share_in_words(found.cell, language), found.cell, _note(found))


def _figure(link: Link, found: Found, language: str) -> Answer:
    share, of = _per_cent(link, found, language), _of(found.cell, language)
    if isinstance(share, Unknown) or share.missing or of is None:
        return share
    text = phrases(language).figure.format(per_cent=share.text, n_of_n=of)
    return Shown(text, found.cell, share.note)


def _value(_link: Link, found: Found, language: str) -> Answer:
    if found.row.measure in _SHARES:
        return Unknown("This is a share of the cases: use per_cent, n_of_n or count instead of value.")
    if found.cell.value is None:
        return _missing(found)
    return Shown(value_in_words(found.cell.value, language), found.cell, _note(found))


def _words(link: Link, found: Found, _language: str) -> Answer:
    if not link.words:
        return Unknown('Put the words into quotation marks: {{words question=answer "a quarter"}}.')
    if found.row.measure not in _SHARES:
        return _no_share(found)
    if found.cell.per_cent is None:
        return _missing(found)
    return Shown(link.words, found.cell, _note(found))


def _no_share(found: Found) -> Unknown:
    return Unknown(f"“{found.row.label}” is no share of the cases: use value or count instead.")


def _missing(found: Found) -> Shown:
    """A weighted figure may be suppressed in a cell that shows its cases: its reason tells."""
    text = SUPPRESSED if found.cell.reason == SUPPRESSED_CELL.reason else NOT_AVAILABLE
    return Shown(text, found.cell, found.cell.reason or "There is no such figure in this row.")


def _note(found: Found) -> str | None:
    if found.cell.low:
        return f"Out of few cases: {found.cell.denominator}."
    return "Weighted." if found.table.weight else None


def _cases(link: Link, snapshot: Snapshot) -> Answer:
    """How many cases count, or how many a column of a table has."""
    if link.table is None:
        return Shown(count_in_words(snapshot.cases_counted))
    table = find_table(link.table, snapshot)
    if isinstance(table, Unknown):
        return table
    column = find_column(link.column, table)
    if isinstance(column, Unknown):
        return column
    if column.cases is None:
        return Shown(SUPPRESSED, note="Suppressed because the numbers are small.")
    return Shown(count_in_words(column.cases))


def _sample(link: Link, snapshot: Snapshot) -> Answer:
    """How many cases were asked for, or how many there were to draw from ("sample population")."""
    if snapshot.sampling is None:
        return Unknown("No sample was drawn in this inspection.")
    if link.subject is None:
        return Shown(count_in_words(snapshot.sampling.size))
    if link.subject != "population":
        return Unknown(f"There is no figure “{link.subject}” of the sample; there is “population”.")
    if not snapshot.sampling.strata:
        return Shown(SUPPRESSED, note="The strata of the sample are suppressed.")
    return Shown(count_in_words(sum(stratum.population for stratum in snapshot.sampling.strata)))


def _rating(link: Link, snapshot: Snapshot) -> Answer:
    """The rating that stands in the end, with what was decided."""
    not_rated = phrases(snapshot.language).not_rated
    if link.subject == OVERALL:
        overall = snapshot.overall_decided or snapshot.overall
        if overall is None:
            return Unknown("This inspection has no overall rating.")
        return Shown(overall.band_title or not_rated)
    for rating in snapshot.standing_ratings:
        if rating.id == link.subject:
            return Shown(rating.band_title or not_rated)
    known = ", ".join([OVERALL, *(rating.id for rating in snapshot.ratings)])
    return Unknown(f"There is no standard “{link.subject or ''}”. There are: {known}.")


def _whole_table(link: Link, snapshot: Snapshot) -> Answer:
    if link.subject is None:
        return Unknown("The link doesn’t say which table it shows.")
    table = find_table(link.subject, snapshot)
    return table if isinstance(table, Unknown) else Shown(table.title)


def _stated(link: Link, _snapshot: Snapshot) -> Answer:
    if not link.words:
        return Unknown('Put the number into quotation marks: {{stated "1,200"}}.')
    return Shown(link.words)


_OF_CELLS: Mapping[LinkKind, Callable[[Link, Found, str], Answer]] = {
    LinkKind.COUNT: _count,
    LinkKind.OUT_OF: _out_of,
    LinkKind.N_OF_N: _n_of_n,
    LinkKind.PER_CENT: _per_cent,
    LinkKind.FIGURE: _figure,
    LinkKind.VALUE: _value,
    LinkKind.WORDS: _words,
}
_OTHERS: Mapping[LinkKind, Callable[[Link, Snapshot], Answer]] = {
    LinkKind.CASES: _cases,
    LinkKind.SAMPLE: _sample,
    LinkKind.RATING: _rating,
    LinkKind.TABLE: _whole_table,
    LinkKind.CHART: _whole_table,
    LinkKind.STATED: _stated,
}
