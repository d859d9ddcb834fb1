"""Finds inspections."""

from dataclasses import dataclass

from inspect_app.questionnaire.model import Definition
from inspect_app.records import inspections
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class InspectionLine:
    """An inspection and how far it has come, in cases."""

    ref: str
    title: str
    instrument: str
    version: str
    cases: int
    signed_off: int
    synthetic: bool


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


def list_inspections(session: Session) -> list[InspectionLine]:
    """Every inspection, by ref."""
    return [
        InspectionLine(
            line.ref, line.title, line.instrument, line.version, line.cases, line.signed_off, line.synthetic
        )
        for line in inspections.lines(session)
    ]


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
