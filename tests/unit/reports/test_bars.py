"""Where the bars of a table and their intervals stand, and what they say in words."""

from dataclasses import replace

import pytest

from inspect_app.findings.figures import Cell, Column, Estimate, Measure, Method, Row, Table, TableKind
from inspect_app.reports.bars import MOST, PATTERNS, Whisker, interval_of, make_bars
from tests.samples import date, number, share

ALL = Column("total", "All cases", 10)
TEXT = "Was it done?"


def row(measure: Measure, *cells: Cell, label: str = "Yes", text: str = TEXT) -> Row:
    """A row of one question."""
    return Row(f"q.{label}", label, "q", text, measure, ("yes",), cells)


def table(*rows: Row, columns: tuple[Column, ...] = (ALL,)) -> Table:
    """A table of some rows."""
    return Table("t", "A table", TableKind.DEFINED, None, None, None, columns, rows)


def estimate(value: float, low: float | None, high: float | None) -> Estimate:
    """An estimate with an interval."""
    return Estimate(value, 0.1, 9, 0.95, Method.LOGIT, low, high)


def test_a_share_stands_on_a_scale_of_a_hundred_with_its_interval() -> None:
    cell = replace(share(3, 8), estimate=estimate(0.4, 0.125, 0.75), low=True)
    (group,) = make_bars(table(row(Measure.SHARE, cell))).groups
    (bar,) = group.entries[0].bars
    assert (group.title, group.most) == (TEXT, "100%")
    assert (bar.label, bar.reach, bar.whisker) == ("Yes", 37.5, Whisker(12.5, 75.0, 40.0))
    assert bar.words == "38 per cent"
    assert bar.details == "3 of 8 cases; 95% interval 12.5% to 75.0%; a small base"


def test_columns_have_patterns_and_names_of_their_own() -> None:
    columns = (ALL, *(Column(f"c{n}", f"Column {n}", 1) for n in range(PATTERNS)))
    cells = [share(1, 1) for _ in columns]
    (group,) = make_bars(table(row(Measure.SHARE, *cells), columns=columns)).groups
    bars = group.entries[0].bars
    assert [bar.pattern for bar in bars] == [*range(PATTERNS), 0]
    assert [bar.label for bar in bars] == [column.label for column in columns]
    assert group.entries[0].label == "Yes"


def test_a_question_that_is_its_own_row_is_named_once() -> None:
    (group,) = make_bars(table(row(Measure.SHARE, share(1, 2), label=TEXT))).groups
    assert [entry.label for entry in group.entries] == [""]
    assert group.entries[0].bars[0].label == "All cases"


def test_numbers_stand_on_a_scale_of_their_own() -> None:
    mean = replace(number("12.5", (25, 2)), estimate=estimate(12.5, -5.0, 25.0))
    lowest = number("-2", (-2, 1))
    made = make_bars(
        table(row(Measure.MEAN, mean, label="Mean"), row(Measure.LOWEST, lowest, label="Lowest"))
    )
    (group,) = made.groups
    assert group.most == "25"
    assert [entry.bars[0].reach for entry in group.entries] == [50.0, 0.0]
    assert group.entries[0].bars[0].whisker == Whisker(0.0, 100.0, 50.0)
    assert made.has_intervals


def test_counts_have_no_interval() -> None:
    cell = replace(share(3, 8), value="3", per_cent=None, exact=None, estimate=estimate(0.4, 0.1, 0.7))
    made = make_bars(table(row(Measure.COUNT, cell)))
    assert made.groups[0].entries[0].bars[0].reach == 100.0
    assert not made.has_intervals
    assert "interval" not in made.groups[0].entries[0].bars[0].details


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (share(0, 0), "No case was judged."),
        (Cell(None, None, None, None, None, None, suppressed=True), "suppressed"),
    ],
)
def test_what_has_no_figure_has_no_bar_and_says_why(cell: Cell, words: str) -> None:
    (group,) = make_bars(table(row(Measure.SHARE, cell))).groups
    bar = group.entries[0].bars[0]
    assert (bar.reach, bar.whisker, bar.words) == (None, None, words)


def test_dates_alone_and_too_many_bars_make_no_chart() -> None:
    assert make_bars(table(row(Measure.EARLIEST, date("2016-06-06")))).left_out.startswith(
        "None of these rows"
    )
    many = [row(Measure.SHARE, share(1, 2), label=str(n)) for n in range(MOST + 1)]
    assert make_bars(table(*many)).left_out.startswith("A chart of 241 bars")


def test_an_interval_in_words() -> None:
    assert interval_of(share(1, 2)) == ""
    assert interval_of(replace(share(1, 2), estimate=estimate(0.5, None, None))) == ""
    of_mean = replace(number("1,250.5", (2501, 2)), estimate=estimate(1250.5, 1000.25, 1500.75))
    assert interval_of(of_mean) == "95% interval 1,000.2 to 1,500.8"
