"""Finds lines of the access log, newest first, a page at a time."""

from dataclasses import dataclass

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records import access_log
from inspect_app.records.access_log import Filter, Line
from inspect_app.records.engine import Session

PAGE = 50
"""Lines on a page."""


@dataclass(frozen=True)
class Found:
    """One page of the lines found, its number from 1, and how many lines and pages there are in all."""

    lines: list[Line]
    total: int
    page: int
    pages: int


def search_access_log(session: Session, wanted: Filter, *, page: int = 1) -> Found:
    """The lines that a filter finds; a page after the last is empty.

    Raises UserError when the filter names an inspection that there is not.
    """
    if wanted.inspection is not None:
        get_inspection(session, wanted.inspection)
    lines, total = access_log.search(session, wanted, limit=PAGE, offset=(page - 1) * PAGE)
    return Found(lines, total, page, max(1, -(-total // PAGE)))
