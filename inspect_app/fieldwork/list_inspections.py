"""Finds inspections."""

from dataclasses import dataclass

from inspect_app.findings.disclosure import Disclosure
from inspect_app.questionnaire.model import Definition
from inspect_app.records import inspections
from inspect_app.records.engine import Session
from inspect_app.records.inspections import Inspection, Line


@dataclass(frozen=True)
class InspectionView:
    """An inspection with the definition it was made with; `disclosure` is how its editions are protected."""

    id: int
    ref: str
    title: str
    definition: Definition
    structure_hash: str
    text_revision: int
    synthetic: bool
    disclosure: Disclosure


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
        disclosure=disclosure_of(found),
    )


def disclosure_of(inspection: Inspection) -> Disclosure:
    """How editions of an inspection are protected from now on."""
    return Disclosure(inspection.suppression_threshold, inspection.rounding_base, inspection.secondary)
