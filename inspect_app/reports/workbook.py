"""The findings as a workbook by the publication rules for spreadsheets (UK Government Analysis Function)."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from inspect_app.findings.snapshot import Snapshot
from inspect_app.reports.design import Design
from inspect_app.reports.edition import short_hash
from inspect_app.reports.sheets import SheetContent, contents_of
from inspect_app.reports.wording import long_date, small_numbers
from inspect_app.reports.xlsx import add_sheet, link, new_book, save, writable

if TYPE_CHECKING:
    from openpyxl import Workbook

LONGEST_NAME = 31  # characters a sheet's name may have
COVER_WIDTH = 100


def make_workbook(snapshot: Snapshot, design: Design, edition: str = "") -> bytes:
    """The XLSX file: cover, contents, notes, then a table a sheet. The same snapshot gives the same bytes.

    `edition` is the short hash of the frozen report it belongs to; without one, the snapshot's stands there.
    """
    edition = edition or short_hash(snapshot)
    style = design.workbook
    intro = f"{style.synthetic} {style.intro}" if snapshot.inspection.synthetic else style.intro
    figures = [content for kind in style.sheets for content in contents_of(kind, snapshot, intro)]
    marks = _note_marks(figures)
    cover, notes = _cover(snapshot, design, edition), _notes(design, marks)
    named = _named([cover, replace(notes, name=style.contents_title), notes, *figures])
    listed = tuple((content.name, content.title) for content in named[2:])
    named[1] = SheetContent(
        named[1].name, style.contents_title, (), style.contents_headings, (34, 90), listed
    )
    book = new_book(style.font)
    for content in named:
        sheet = add_sheet(book, _marked(content, marks), snapshot.inspection.marking)
        if content is named[1]:
            for row, (name, _) in enumerate(listed, 3):
                link(sheet, row, name)
    _set_properties(book, snapshot, design, edition)
    return save(book)


def _cover(snapshot: Snapshot, design: Design, edition: str) -> SheetContent:
    words = _words(snapshot, design, edition)
    lines = (line.format_map(words) for line in design.workbook.cover)
    title = design.workbook.cover_title.format_map(words)
    return SheetContent("Cover", title, tuple(line for line in lines if line), (), (COVER_WIDTH,), ())


def _note_marks(contents: list[SheetContent]) -> dict[str, str]:
    """The mark of each note, numbered in the order of the sheets; the same words have one number."""
    words = dict.fromkeys(note for content in contents for note in content.notes)
    return {note: f"[note {number}]" for number, note in enumerate(words, 1)}


def _marked(content: SheetContent, marks: dict[str, str]) -> SheetContent:
    """A sheet whose title ends with the marks of the notes that hold for it."""
    found = [mark for note, mark in marks.items() if note in content.notes]
    return replace(content, title=" ".join([content.title, *found]))


def _notes(design: Design, marks: dict[str, str]) -> SheetContent:
    shorthand = ((note.mark, note.meaning) for note in design.workbook.notes)
    rows = (*shorthand, *((mark, note) for note, mark in marks.items()))
    title = design.workbook.notes_title
    return SheetContent(title, title, (), design.workbook.notes_headings, (24, 100), rows)


def _words(snapshot: Snapshot, design: Design, edition: str) -> dict[str, object]:
    inspection = snapshot.inspection
    return {
        "title": inspection.title,
        "ref": inspection.ref,
        "marking": inspection.marking,
        "synthetic": design.workbook.synthetic if inspection.synthetic else "",
        "instrument": snapshot.instrument.title,
        "version": snapshot.instrument.version,
        "as_at": long_date(snapshot.as_at),
        "signed_off": snapshot.cases.signed_off,
        "cases": snapshot.cases.total,
        "withdrawn": f"; withdrawn: {snapshot.cases.withdrawn}" if snapshot.cases.withdrawn else "",
        "edition": edition,
        "small_numbers": small_numbers(snapshot.edition.disclosure),
    }


def _named(contents: list[SheetContent]) -> list[SheetContent]:
    """The sheets with names a workbook can have: short, without forbidden characters, all different."""
    taken: set[str] = set()
    named = []
    for content in contents:
        plain = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", content.name)).strip()
        name, number = plain[:LONGEST_NAME].strip(), 2
        while name.casefold() in taken:
            ending = f" {number}"
            name, number = plain[: LONGEST_NAME - len(ending)].strip() + ending, number + 1
        taken.add(name.casefold())
        named.append(replace(content, name=name))
    return named


def _set_properties(book: "Workbook", snapshot: Snapshot, design: Design, edition: str) -> None:
    about = book.properties
    about.title = writable(design.workbook.cover_title.format_map(_words(snapshot, design, edition)))
    about.subject = writable(f"{snapshot.instrument.title} {snapshot.instrument.version}")
    about.description = f"Edition {edition}"
    about.creator = about.lastModifiedBy = design.workbook.creator
    about.language = snapshot.language
    day = date.fromisoformat(snapshot.as_at[:10]) if snapshot.as_at else date(2000, 1, 1)
    about.created = about.modified = datetime.combine(day, time())
