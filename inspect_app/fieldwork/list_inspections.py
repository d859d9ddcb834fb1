"""Finds inspections."""

from dataclasses import dataclass

from inspect_app.questionnaire.model import Definition
from inspect_app.records import inspections
from inspect_app.records.engine import Session
from inspect_app.records.inspections import Line


@dataclass(frozen=True)
class InspectionView:
    """An inspection with the definition it was made with; counts below `threshold` are suppressed."""

    id: int
    ref: str
    title: str
    definition: Definition
    structure_hash: str
    text_revision: int
    synthetic: bool
    threshold: int


def list_inspections(session: Session) -> list[Line]:
    """Every inspection and how far it has come, by ref."""
    return inspections.lines(session)


def get_inspection(session: Session, ref: str) -> InspectionView:
    """One inspection; UserError when there is none called that."""
    found, definition = inspections.find(session, ref)
    return InspectionView(
        id=found.id,
        ref=found.ref,
        title=found.title,
        definition=definition,
        structure_hash=found.structure_hash,
        text_revision=found.text_revision,
        synthetic=found.synthetic,
        threshold=found.suppression_threshold,
    )
