"""Queries on the frozen editions of reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.ledger.entries import Actor
from inspect_app.records.models import ReportEditionRow


@dataclass(frozen=True)
class Edition:
    """A frozen edition without what it says: its number within the report, its stage and its hashes."""

    number: int
    stage: str
    note: str
    publication_hash: str
    figures_hash: str
    embargo: str | None
    made_at: datetime
    author: str


@dataclass(frozen=True)
class Bodies:
    """What an edition says: its texts and its figures, each as canonical JSON."""

    publication: str
    figures: str


def add(session: Session, report: int, edition: Edition, bodies: Bodies, actor: Actor) -> None:
    """Stores a new edition."""
    row = ReportEditionRow(
        report_id=report,
        device=actor.device,
        publication=bodies.publication,
        figures=bodies.figures,
        **vars(edition),
    )
    session.add(row)
    session.flush()


def of_report(session: Session, report: int) -> list[Edition]:
    """Every edition of a report, in the order they were made."""
    row = ReportEditionRow
    query = (
        select(
            *(row.number, row.stage, row.note, row.publication_hash, row.figures_hash),
            *(row.embargo, row.made_at, row.author),
        )
        .where(row.report_id == report)
        .order_by(row.number)
    )
    return [Edition(*found) for found in session.execute(query)]


def bodies(session: Session, report: int, number: int) -> Bodies | None:
    """What an edition says, by its number."""
    row = ReportEditionRow
    query = select(row.publication, row.figures).where(row.report_id == report, row.number == number)
    found = session.execute(query).one_or_none()
    return None if found is None else Bodies(*found)
