"""Queries on reports and on the versions of their texts."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from inspect_app.ledger.texts import TextSave
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.records.models import ReportRow, ReportSaveRow


@dataclass(frozen=True)
class Report:
    """A report as stored."""

    id: int
    language: str
    style: str


@dataclass(frozen=True)
class Version:
    """A version without what it says: enough to tell which stand, and whose they are."""

    id: str
    thing: str
    parents: tuple[str, ...]
    author: str
    device: str
    received_at: datetime
    content_hash: str


def find(session: Session, inspection: int, language: str) -> Report | None:
    """The report of an inspection in a language, if it was started."""
    return _found(session, _of(inspection, language))


def lock(session: Session, inspection: int, language: str) -> Report | None:
    """The same, and nobody else can lock it before this transaction ends."""
    return _found(session, _of(inspection, language).with_for_update())


def _of(inspection: int, language: str) -> Select[ReportRow]:
    row = ReportRow
    return select(row).where(row.inspection_id == inspection, row.language == language)


def _found(session: Session, query: Select[ReportRow]) -> Report | None:
    row = session.scalars(query).one_or_none()
    return None if row is None else Report(row.id, row.language, row.style)


def started(session: Session, inspection: int) -> list[Report]:
    """Every report of an inspection that was started."""
    query = select(ReportRow).where(ReportRow.inspection_id == inspection).order_by(ReportRow.id)
    return [Report(row.id, row.language, row.style) for row in session.scalars(query)]


def add(
    session: Session, inspection: int, *, language: str, style: str, started_at: datetime, started_by: str
) -> Report:
    """Stores a new report."""
    row = ReportRow(
        inspection_id=inspection,
        language=language,
        style=style,
        started_at=started_at,
        started_by=started_by,
    )
    session.add(row)
    session.flush()
    return Report(row.id, row.language, row.style)


def versions(session: Session, report: int) -> list[Version]:
    """Every version of every text of a report, in order of receipt."""
    row = ReportSaveRow
    query = (
        select(row.id, row.thing, row.parents, row.author, row.device, row.received_at, row.content_hash)
        .where(row.report_id == report)
        .order_by(row.number)
    )
    return [
        Version(id_, thing, tuple(json.loads(parents)), author, device, at, content_hash)
        for id_, thing, parents, author, device, at, content_hash in session.execute(query)
    ]


def elsewhere(session: Session, ids: Collection[str], report: int) -> set[str]:
    """Which of some ids are those of versions of another report."""
    row = ReportSaveRow
    return set(session.scalars(select(row.id).where(row.id.in_(ids), row.report_id != report)))


def saves(session: Session, ids: Collection[str]) -> dict[str, TextSave]:
    """Versions with all that they say, by id."""
    query = select(ReportSaveRow).where(ReportSaveRow.id.in_(ids))
    return {row.id: _as_save(row) for row in session.scalars(query)} if ids else {}


def of_thing(session: Session, report: int, thing: str) -> Sequence[TextSave]:
    """Every version of one text, in order of receipt."""
    return tuple(_of_thing(session, report, thing))


def _of_thing(session: Session, report: int, thing: str) -> Iterator[TextSave]:
    row = ReportSaveRow
    query = select(row).where(row.report_id == report, row.thing == thing).order_by(row.number)
    return map(_as_save, session.scalars(query))


def add_save(session: Session, report: int, save: TextSave, content_hash: str) -> None:
    """Stores a version."""
    row = ReportSaveRow(
        id=save.id,
        report_id=report,
        thing=save.thing,
        parents=canonical_json(save.parents),
        author=save.author,
        device=save.device,
        made_at=save.made_at,
        received_at=save.received_at,
        content_hash=content_hash,
        seen=canonical_json(dict(save.seen)),
        value=save.content,
    )
    session.add(row)
    session.flush()


def _as_save(row: ReportSaveRow) -> TextSave:
    return TextSave(
        id=row.id,
        thing=row.thing,
        parents=tuple(json.loads(row.parents)),
        value=json.loads(row.value),
        author=row.author,
        device=row.device,
        made_at=row.made_at,
        received_at=row.received_at,
        seen=json.loads(row.seen),
    )
