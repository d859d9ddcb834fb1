"""Lists what people decided about the ratings of an inspection."""

from inspect_app.findings.decisions import Decision
from inspect_app.records import rating_decisions
from inspect_app.records.engine import Session


def list_decisions(session: Session, inspection: int) -> list[Decision]:
    """Every decision, undone ones and undoings too, oldest first."""
    return [
        Decision(row.number, row.subject, row.band, row.computed, row.reason, row.author, row.at)
        for row in rating_decisions.of_inspection(session, inspection)
    ]
