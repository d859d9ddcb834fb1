"""Works out where the bars and words of a chart go; how they look is the house style's business."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inspect_app.findings.figures import Cell, PointRange, Rating, Row, Table
from inspect_app.reports.layout import Asked, fills_up, questions
from inspect_app.reports.lettering import text_width, wrap
from inspect_app.reports.wording import figure

WIDTH = 619.0  # CSS pixels: the text width of the page
TEXT = 16.0
LINE = 20.0
BAR = 15.0
GAP = 12.0
STACKED_AT_MOST = 3  # more answers than this can't be told apart in one bar
TRACK = "track"


@dataclass(frozen=True)
class Label:
    """A line of text; `x` and `y` are the left end of its baseline, in CSS pixels."""

    x: float
    y: float
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bar:
    """A rectangle; `fill` is one of the house style's: "tone-0" and up, "points-0" and up, or "track"."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Chart:
    """Bars and labels, ready to draw; `title` is what a reader who can't see the chart is told."""

    title: str
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    width: float = WIDTH


class Telling(NamedTuple):
    """How a chart says a figure, and what it calls itself to a reader who can't see it."""

    figure: Callable[[Cell], str] = figure
    bar_chart: str = "Bar chart."


_PLAINLY = Telling()


def answer_strips(table: Table, told: Telling = _PLAINLY) -> tuple[Chart, ...]:
    """A strip for each question with answers to choose from; together one chart that pages may divide."""
    shown = [asked for asked in questions(table) if asked.is_share and asked.total.denominator]
    return tuple(
        _stacked(asked, told) if _stacks(asked) else _plain(asked.text, asked.rows, told) for asked in shown
    )


def share_strips(table: Table, told: Telling = _PLAINLY) -> tuple[Chart, ...]:
    """A strip with one bar for each row: the share among all cases."""
    return tuple(_share_strip(row, told) for row in table.rows)


def rating_chart(ratings: Sequence[Rating], scale: Sequence[PointRange], title: str) -> Chart:
    """A ladder: standards down, the bands of `scale` across (lowest first), a block where each stands."""
    left = WIDTH * 0.3
    step = (WIDTH - left) / len(scale)
    heads = [wrap(band.band_title, step - 10, TEXT) for band in scale]
    labels = [Label(left + step * n + 4, TEXT + LINE * line, text, True)
              for n, lines in enumerate(heads) for line, text in enumerate(lines)]  # fmt: skip
    top = LINE * max(len(lines) for lines in heads) + 6
    bars: list[Bar] = []
    for rating in ratings:
        lines = wrap(rating.title, left - 12, TEXT)
        labels += _written(lines, 0, top + 4)
        for n, band in enumerate(scale):
            fill = f"points-{rating.points}" if band.band == rating.band else TRACK
            bars.append(Bar(left + step * n + 1, top + 4, step - 2, 22, fill))
        if rating.band is None:
            labels.append(Label(left + 6, top + 20, rating.band_title or "Not rated"))
        top += LINE * len(lines) + 10
    return Chart(title, top, tuple(bars), tuple(labels))


def _stacks(asked: Asked) -> bool:
    return len(asked.rows) <= STACKED_AT_MOST and fills_up(asked)


def _told(heading: str, rows: Iterable[Row], told: Telling) -> str:
    figures = "; ".join(f"{row.label}: {told.figure(row.cells[0])}" for row in rows)
    return f"{told.bar_chart} {heading} {figures}."


def _written(lines: Iterable[str], x: float, top: float, strong: bool = False) -> list[Label]:
    return [Label(x, top + TEXT + LINE * n, line, strong) for n, line in enumerate(lines)]


def _stacked(asked: Asked, told: Telling) -> Chart:
    """The question, one bar divided between its answers, and what each answer came to."""
    lines = wrap(asked.text, WIDTH, TEXT)
    top = LINE * len(lines) + 3
    bars: list[Bar] = []
    x = 0.0
    for n, row in enumerate(asked.rows):
        width = WIDTH * _share(row.cells[0])
        if width:
            bars.append(Bar(x, top, width, BAR, f"tone-{n}"))
        x += width
    keys = list(_keys(asked.rows, top + BAR + 6, told))
    height = keys[-1][0].y + TEXT + GAP
    bars += [bar for bar, _ in keys]
    labels = _written(lines, 0, 0) + [label for _, label in keys]
    return Chart(_told(asked.text, asked.rows, told), height, tuple(bars), tuple(labels))


def _keys(rows: Iterable[Row], top: float, told: Telling) -> Iterator[tuple[Bar, Label]]:
    """A swatch and its words for each answer, side by side while there is room."""
    x = 0.0
    for n, row in enumerate(rows):
        words = f"{row.label}: {told.figure(row.cells[0])}"
        width = 17 + text_width(words, TEXT) + 22
        if x and x + width > WIDTH:
            x, top = 0.0, top + LINE
        yield Bar(x, top + 2, 11, 11, f"tone-{n}"), Label(x + 17, top + 12.5, words)
        x += width


def _plain(heading: str, rows: Sequence[Row], told: Telling) -> Chart:
    """The question, then for each answer its words, its own bar and its figure on a line."""
    lines = wrap(heading, WIDTH, TEXT)
    labels = _written(lines, 0, 0)
    bars: list[Bar] = []
    top = LINE * len(lines) + 3
    start, room = WIDTH * 0.42, WIDTH * 0.28
    for row in rows:
        answer = wrap(row.label, start - 12, TEXT)
        labels += [*_written(answer, 0, top), Label(start + room + 10, top + TEXT, told.figure(row.cells[0]))]
        bars += _bars(start, top + 3, room, row.cells[0])
        top += LINE * len(answer) + 2
    return Chart(_told(heading, rows, told), top + GAP, tuple(bars), tuple(labels))


def _share_strip(row: Row, told: Telling) -> Chart:
    lines = wrap(row.label, WIDTH, TEXT)
    top = LINE * len(lines) + 3
    room = WIDTH * 0.68
    labels = [*_written(lines, 0, 0), Label(room + 10, top + 13, told.figure(row.cells[0]))]
    bars = _bars(0, top, room, row.cells[0])
    title = f"{told.bar_chart} {row.label} {told.figure(row.cells[0])}."
    return Chart(title, top + BAR + 7, tuple(bars), tuple(labels))


def _bars(x: float, y: float, room: float, cell: Cell) -> list[Bar]:
    length = room * _share(cell)
    return [Bar(x, y, room, BAR, TRACK), *([Bar(x, y, length, BAR, "tone-0")] if length else [])]


def _share(cell: Cell) -> float:
    return 0.0 if cell.suppressed or not cell.denominator else (cell.numerator or 0) / cell.denominator
