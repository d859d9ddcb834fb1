"""Remembers which headings the lists of an inspection use for the columns of a long list."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.fieldwork.read_long_list import Heading, read_headings
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, headings, inspections
from inspect_app.records.engine import Session
from inspect_app.sampling.columns import BY_KEY, COLUMNS, column_of, fold_heading
from inspect_app.sampling.frame import clean

LONGEST_HEADING = 200
MOST_HEADINGS = 200


@dataclass(frozen=True)
class MappedHeading:
    """A heading that an inspection remembers, and the key of the column it stands for; None for none."""

    heading: str
    column: str | None


def map_headings(
    session: Session, actor: Actor, clock: Clock, *, ref: str, columns: Mapping[str, str]
) -> list[MappedHeading]:
    """Remember for each heading the column (by its key or usual heading) that it stands for, or "" for none.

    Answers all that are remembered. What a heading is taken for anyway is not kept. Raises UserError, and
    stores nothing, for an unknown inspection or column, or when no heading is given.
    """
    given = {_folded(heading): _key(column) for heading, column in columns.items()}
    if not given:
        raise UserError("Name at least one heading and the column that it stands for.")
    inspection, _ = inspections.lock(session, ref)
    kept = {**headings.own_headings(session, inspection.id), **given}
    kept = {heading: key for heading, key in kept.items() if key != _usual(heading)}
    if len(kept) > MOST_HEADINGS:
        raise UserError(f"An inspection can remember {MOST_HEADINGS} headings, and these would be more.")
    headings.keep_headings(session, inspection.id, kept)
    detail = {"columns": sorted(key for key in given.values() if key)}
    access_log.record(session, clock(), actor, "cases.map", ref, "long list", detail)
    return _lines(kept)


def mapped_headings(session: Session, ref: str) -> list[MappedHeading]:
    """The headings that an inspection remembers."""
    inspection, _ = inspections.find(session, ref)
    return _lines(headings.own_headings(session, inspection.id))


def list_headings(session: Session, ref: str, data: bytes) -> list[Heading]:
    """The headings of a file, and the columns that the inspection takes them for; nothing is kept."""
    inspection, _ = inspections.find(session, ref)
    return read_headings(data, headings.own_headings(session, inspection.id))


def check_complete(columns: Mapping[str, str]) -> None:
    """UserError unless the headings of a file stand for every needed column, and none for the same one."""
    counts = Counter(key for key in columns.values() if key)
    if twice := [column.heading for column in COLUMNS if counts[column.key] > 1]:
        raise UserError(f"More than one heading stands for: {', '.join(twice)}. Choose one for each.")
    if missing := [column.heading for column in COLUMNS if column.needed and not counts[column.key]]:
        raise UserError(
            f"No heading stands for: {', '.join(missing)}. If the file has no such column, ask for a list "
            "that has it."
        )


def _folded(heading: str) -> str:
    folded = fold_heading(clean(heading))
    if not folded or len(folded) > LONGEST_HEADING:
        raise UserError(
            f"“{heading[:LONGEST_HEADING]}” can't be a heading: it needs words, and not too many."
        )
    return folded


def _key(column: str) -> str:
    if not column.strip():
        return ""
    if found := column_of(column):
        return found.key
    raise UserError(f"“{column}” is not a column of the long list. The columns are: {', '.join(BY_KEY)}.")


def _usual(heading: str) -> str:
    column = column_of(heading)
    return column.key if column else ""


def _lines(columns: Mapping[str, str]) -> list[MappedHeading]:
    return [MappedHeading(heading, column or None) for heading, column in sorted(columns.items())]
