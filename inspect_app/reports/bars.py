"""A table as bars with their intervals, placed on a scale; a page draws them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.findings.figures import Cell, Estimate, Measure, Row, Table
from inspect_app.reports.wording import of_cases, per_cent, statistic

PATTERNS = 8
"""How many patterns a page has; columns after the eighth begin again, each bar under its own name."""
MOST = 240
"""Bars in a chart; of more nobody sees anything."""
_SHARES = (Measure.SHARE, Measure.SHARE_ASKED, Measure.ANSWERED)
_NUMBERS = (Measure.COUNT, Measure.MEAN, Measure.MEDIAN, Measure.LOWEST, Measure.HIGHEST)


@dataclass(frozen=True)
class Whisker:
    """An interval and the estimate within it, in per cent of the scale."""

    low: float
    high: float
    estimate: float


@dataclass(frozen=True)
class Bar:
    """One figure: how far its bar reaches in per cent of the scale, or None without a figure.

    `words` say the figure, `details` what it rests on.
    """

    label: str
    pattern: int
    reach: float | None
    whisker: Whisker | None
    words: str
    details: str


@dataclass(frozen=True)
class Entry:
    """The bars of a row under its name, which a question that has one row only leaves empty."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Group:
    """The rows of one question on a scale of their own, which ends at `most`."""

    title: str
    most: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class BarChart:
    """Groups of bars, or `left_out`: why there are none."""

    groups: tuple[Group, ...]
    left_out: str = ""

    @property
    def has_intervals(self) -> bool:
        """Whether any bar has one."""
        bars = (bar for group in self.groups for entry in group.entries for bar in entry.bars)
        return any(bar.whisker for bar in bars)


def make_bars(table: Table) -> BarChart:
    """The chart of a table; dates and words have no bars."""
    rows = [row for row in table.rows if row.measure in (*_SHARES, *_NUMBERS)]
    bars = len(rows) * len(table.columns)
    if not rows:
        return BarChart((), "None of these rows can be drawn as a bar.")
    if bars > MOST:
        return BarChart((), f"A chart of {bars:,} bars would show nothing: choose fewer rows or columns.")
    return BarChart(tuple(_groups(table, rows)))


def _groups(table: Table, rows: Sequence[Row]) -> Iterator[Group]:
    gathered: dict[tuple[str, bool], list[Row]] = {}
    for row in rows:
        gathered.setdefault((row.question_text, row.measure in _SHARES), []).append(row)
    for (title, is_share), together in gathered.items():
        most = 1.0 if is_share else max(_reach(cell) for row in together for cell in row.cells) or 1.0
        words = "100%" if is_share else f"{most:,.10g}"
        yield Group(title, words, tuple(_entry(table, row, most) for row in together))


def _entry(table: Table, row: Row, most: float) -> Entry:
    label = "" if row.label == row.question_text else row.label
    if len(table.columns) == 1:
        return Entry("", (_bar(label or "All cases", 0, row, row.cells[0], most),))
    cells = enumerate(zip(table.columns, row.cells, strict=True))
    return Entry(
        label, tuple(_bar(column.label, place % PATTERNS, row, cell, most) for place, (column, cell) in cells)
    )


def _bar(label: str, pattern: int, row: Row, cell: Cell, most: float) -> Bar:
    value = _value(row, cell)
    whisker = None if value is None or row.measure is Measure.COUNT else _whisker(cell.estimate, most)
    reach = None if value is None else round(100 * max(value, 0.0) / most, 2)
    return Bar(label, pattern, reach, whisker, words_of(row, cell), "; ".join(_details(row, cell)))


def _value(row: Row, cell: Cell) -> float | None:
    if row.measure in _SHARES:
        return None if cell.exact is None else cell.exact[0] / cell.exact[1]
    return None if cell.value is None else float(cell.value)


def _reach(cell: Cell) -> float:
    high = cell.estimate.high if cell.estimate and cell.estimate.high is not None else 0.0
    is_mean = cell.exact is not None
    return max(float(cell.value or 0), high if is_mean else 0.0)


def _whisker(estimate: Estimate | None, most: float) -> Whisker | None:
    if estimate is None or None in (estimate.low, estimate.high, estimate.value):
        return None
    ends = (estimate.low, estimate.high, estimate.value)
    return Whisker(*(round(min(max(100 * (end or 0.0) / most, 0.0), 100.0), 2) for end in ends))


def words_of(row: Row, cell: Cell) -> str:
    """A figure in words, or why there is none."""
    if cell.suppressed:
        return "suppressed"
    if row.measure in _SHARES:
        return per_cent(cell) if cell.per_cent is not None else cell.reason or ""
    return statistic(cell.value) if cell.value is not None else cell.reason or ""


def _details(row: Row, cell: Cell) -> Iterator[str]:
    if cell.suppressed:
        return
    yield f"{of_cases(cell)} cases"
    if row.measure is not Measure.COUNT and (words := interval_of(cell)):
        yield words
    if cell.low:
        yield "a small base"


def interval_of(cell: Cell) -> str:
    """The interval of a figure in words, as in "95% interval 29.1% to 48.9%"; nothing without one."""
    estimate = cell.estimate
    if estimate is None or estimate.low is None or estimate.high is None:
        return ""
    share = cell.per_cent is not None
    low, high = (f"{100 * end:.1f}%" if share else f"{end:,.1f}" for end in (estimate.low, estimate.high))
    return f"{100 * estimate.level:g}% interval {low} to {high}"


METHODS: Mapping[str, str] = {
    "logit": "logit",
    "korn_graubard": "Korn and Graubard’s",
    "wilson": "Wilson’s, as of a simple sample",
    "student": "Student’s",
}
"""What an interval is called."""
