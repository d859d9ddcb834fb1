"""The lead inspector's board: every case, and what wants attention first."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.list_board import Attention, BoardLine, list_board
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.ledger.states import CaseStatus
from inspect_app.web.audiences import Work, leads, page
from inspect_app.web.words import count, render

STATES = list(CaseStatus)


class Column(NamedTuple):
    """A column that the board can be sorted by; `numeric` ones begin with their largest."""

    title: str
    key: Callable[[BoardLine], str | int]
    numeric: bool = True


COLUMNS = {
    "case": Column("Case", lambda line: line.case.reference, numeric=False),
    "attention": Column("Needs attention", lambda line: -len(line.wants), numeric=False),
    "given_to": Column("Given to", lambda line: (line.given_to or "").casefold(), numeric=False),
    "state": Column("State", lambda line: STATES.index(line.case.status), numeric=False),
    "in_state": Column("For days", lambda line: -1 if line.in_state is None else line.in_state),
    "moved_by": Column("Moved by", lambda line: who(line.case.moved_by).casefold(), numeric=False),
    "idle": Column("Saved, days ago", lambda line: -1 if line.idle is None else line.idle),
    "saved_by": Column("Saved by", lambda line: who(line.case.last_by).casefold(), numeric=False),
    "answered": Column("Answered", lambda line: line.case.answered),
    "to_do": Column("To do", lambda line: line.case.to_do),
    "conflicts": Column("Conflicts", lambda line: line.case.conflicts),
    "late": Column("Late", lambda line: line.case.late),
    "alerts": Column("Alerts", lambda line: line.case.alerts),
}
"""In the order of the page, by their names in its address."""
FIRST = "attention"


class Heading(NamedTuple):
    """A column's heading: where it leads, and how the page is sorted by it ("" when it isn't)."""

    title: str
    href: str
    sorted: str
    numeric: bool


class Filter(NamedTuple):
    """A choice of lines, with how many there are."""

    title: str
    href: str
    number: int
    chosen: bool


class Row(NamedTuple):
    """What the board says of a case."""

    href: str
    line: BoardLine
    moved_by: str
    saved_by: str
    wants: str


@page(leads, "/inspections/<ref>/board", needs=Right.SEE_BOARD)
def board(work: Work, ref: str) -> ResponseReturnValue:
    """Every case; `?show=` filters by state or attention, `?sort=` sorts by a column ("-" turns it round)."""
    inspection = get_inspection(work.session, ref)
    lines = list_board(work.session, work.clock, inspection)
    show, sort = request.args.get("show", ""), request.args.get("sort", FIRST)
    if show not in ("", FIRST, *STATES) or sort.removeprefix("-") not in COLUMNS:
        abort(404)
    kept = [line for line in lines if show in ("", line.case.status) or (show == FIRST and line.wants)]
    return render(
        "board.html",
        inspection=inspection,
        show=show,
        total=len(lines),
        alerts=sum(line.case.alerts for line in lines),
        filters=filters_of(lines, ref, show),
        headings=headings_of(ref, show, sort),
        rows=rows_of(arranged(kept, sort), ref),
        statuses=STATES,
    )


def arranged(lines: list[BoardLine], sort: str) -> list[BoardLine]:
    """The lines sorted by a column; those that are equal there stay with the most pressing first."""
    name = sort.removeprefix("-")
    if name == FIRST:
        return lines if sort == FIRST else lines[::-1]
    column = COLUMNS[name]
    return sorted(lines, key=column.key, reverse=column.numeric != sort.startswith("-"))


def headings_of(ref: str, show: str, sort: str) -> list[Heading]:
    """The headings; that of the column which the page is sorted by turns the order round."""
    headings = []
    for name, column in COLUMNS.items():
        way = ""
        if sort.removeprefix("-") == name:
            way = "descending" if column.numeric != sort.startswith("-") else "ascending"
        to = f"-{name}" if sort == name else name
        href = url_for("leads.board", ref=ref, show=show or None, sort=None if to == FIRST else to)
        headings.append(Heading(column.title, href, way, column.numeric))
    return headings


def filters_of(lines: list[BoardLine], ref: str, show: str) -> list[Filter]:
    """All lines, those that need attention, and those of each state there is."""
    found = Counter(line.case.status for line in lines)
    choices = [("", "All", len(lines)), (FIRST, "Needs attention", sum(bool(line.wants) for line in lines))]
    choices += [(status, status.label.capitalize(), found[status]) for status in STATES if found[status]]
    return [
        Filter(title, url_for("leads.board", ref=ref, show=value or None), number, value == show)
        for value, title, number in choices
    ]


def rows_of(lines: list[BoardLine], ref: str) -> list[Row]:
    """The rows; working out the address of each apart would take longer than the query."""
    there = url_for("inspectors.cases", ref=ref)
    return [
        Row(
            f"{there}{quote(line.case.reference, safe='')}/",
            line,
            who(line.case.moved_by),
            who(line.case.last_by),
            ", ".join(words_of(line, want) for want in line.wants).capitalize(),
        )
        for line in lines
    ]


def who(author: str | None) -> str:
    """An author without the address that tells namesakes apart."""
    return (author or "").partition(" (")[0]


def ago(days: int | None) -> str:
    """How long since, in days."""
    return f"{count(days, 'day')} ago" if days else "today"


def words_of(line: BoardLine, want: Attention) -> str:
    """Why a case needs attention."""
    return _WORDS[want](line)


_WORDS: dict[Attention, Callable[[BoardLine], str]] = {
    Attention.ALERT: lambda line: count(line.case.alerts, "open alert"),
    Attention.CONFLICT: lambda line: count(line.case.conflicts, "conflict"),
    Attention.LATE: lambda line: count(line.case.late, "late entry", "late entries"),
    Attention.WAITING: lambda line: f"submitted {ago(line.in_state)}",
    Attention.UNTOUCHED: lambda line: f"untouched for {line.idle} days",
}
