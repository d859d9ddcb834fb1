"""Keeps a definition in the database, where an inspection finds it for as long as it lives."""

from datetime import datetime

from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.structure import to_json
from inspect_app.records import definitions
from inspect_app.records.engine import Session
from inspect_app.records.models import DefinitionRow


def store_definition(session: Session, definition: Definition, now: datetime) -> DefinitionRow:
    """The definition as stored, now or before: one row for each text revision of a version.

    Raises UserError when this version is stored with another structure, or this revision with other words:
    what is published never changes.
    """
    known = definitions.revisions(session, definition.id, definition.version)
    structure, body = definition.structure_hash, to_json(definition)
    if known and known[-1].structure_hash != structure:
        raise UserError(
            f"{definition.id}@{definition.version} is already stored with other questions, answers or "
            "routing. Give the changed questionnaire a new version number."
        )
    same = next((row for row in known if row.text_revision == definition.text_revision), None)
    # Definitions and not their texts: one stored before a field was thought of says the same without it.
    if same and definitions.parsed(same.body) != definition:
        raise UserError(
            f"{definition.id}@{definition.version} is already stored with other words as text revision "
            f"{definition.text_revision}. Raise text_revision in instrument.yaml."
        )
    if same:
        return same
    return definitions.add(
        session,
        structure_hash=structure,
        instrument=definition.id,
        version=definition.version,
        text_revision=definition.text_revision,
        body=body,
        added_at=now,
    )
