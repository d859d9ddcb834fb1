"""Writes raw data as a workbook, a block of cases at a time: about the file, codebook, data."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from inspect_app.fieldwork.progress import Progress
from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_cells import Cells
from inspect_app.findings.data_columns import Column, Kind, Source
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.raw_data.codebook import HEADINGS, codebook
from inspect_app.reports.raw_data.streamed_book import DAY, ROW, Book, Sheet, letters
from inspect_app.reports.raw_data.told import told
from inspect_app.reports.raw_data.words import wording

MOST_ROWS, MOST_COLUMNS = 1_048_575, 16_384
"""What a sheet can hold under its headings."""
_FIRST_DAY = 25_569
"""1970-01-01 as spreadsheets count days."""
_OLDEST = 61
"""Before March 1900 spreadsheets disagree on which day a number is."""
_WIDTHS = {Kind.TEXT: 40}
_WIDTH = 14

Written = Callable[[Cells], Sequence[str]]


def write_xlsx(data: RawData, path: Path, progress: Progress) -> None:
    """Write the workbook, in which no text is a formula. Raises UserError when a sheet can’t hold it."""
    if data.cases > MOST_ROWS or len(data.columns) > MOST_COLUMNS:
        raise UserError("This is more than a spreadsheet can hold. Take the data as CSV.")
    with Book(path, title=data.inspection.title) as book:
        _write_table(book, "About", [("About", "this file"), *told(data)], (24, 100))
        _write_table(book, "Codebook", [HEADINGS, *codebook(data.columns)], [20] * len(HEADINGS))
        widths = [_WIDTHS.get(column.kind, _WIDTH) for column in data.columns]
        with book.sheet("Data", widths, data.cases + 1) as sheet:
            sheet.heading([column.name for column in data.columns])
            _write_cases(data, book, sheet, progress)


def _write_table(book: Book, name: str, lines: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """A sheet of words, whose first line are the headings."""
    with book.sheet(name, widths, len(lines)) as sheet:
        sheet.heading(lines[0])
        for line in lines[1:]:
            cells = (book.shared(text) if text else "" for text in line)
            sheet.row("".join(cell.replace("@", letters(n)) for n, cell in enumerate(cells)))


def _write_cases(data: RawData, book: Book, sheet: Sheet, progress: Progress) -> None:
    written = [_written(column, letters(n), book) for n, column in enumerate(data.columns)]
    done = 0
    for block in data.blocks:
        columns = [of(cells) for of, cells in zip(written, block.cells, strict=True)]
        sheet.rows(map("".join, zip(*columns, strict=True)))
        done += block.cases
        progress(done / data.cases)


def _written(column: Column, place: str, book: Book) -> Written:
    """What writes the cells of a column: `ROW` stands for the number of their row."""
    if column.kind is Kind.CODED:
        cells = [_word(value.word, place, book) for value in column.values]
        return lambda block: [cells[n] for n in block.places.tolist()]
    if column.kind is Kind.TEXT:
        often = column.source in (Source.CASE, Source.ATTRIBUTE) and column.of != "reference"
        write = book.shared if often else book.inline
        return lambda block: [
            write(text).replace("@", place, 1) if text else "" for text in block.texts or ()
        ]
    words = wording(column)
    reasons = [_word(value.word, place, book) for value in column.values]
    return lambda block: list(_numbers(column.kind, place, reasons, words(block), block))


def _word(word: str, place: str, book: Book) -> str:
    return _number(place, word) if word.isdecimal() else book.shared(word).replace("@", place)


def _number(place: str, digits: str, style: str = "") -> str:
    return f'<c r="{place}{ROW}"{style}><v>{digits}</v></c>'


def _numbers(
    kind: Kind, place: str, reasons: Sequence[str], words: Sequence[str], block: Cells
) -> Iterator[str]:
    numbers = [] if block.numbers is None else block.numbers.tolist()
    for word, number, missing in zip(words, numbers, block.places.tolist(), strict=True):
        if missing >= 0:
            yield reasons[missing]
        elif kind is not Kind.DATE:
            yield _number(place, word)
        elif number + _FIRST_DAY < _OLDEST:
            yield f'<c r="{place}{ROW}" t="inlineStr"><is><t>{word}</t></is></c>'
        else:
            yield _number(place, str(int(number) + _FIRST_DAY), f' s="{DAY}"')
