"""Keeps a definition in the database, where an inspection finds it for as long as it lives."""

from datetime import datetime

from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.structure import to_json
from inspect_app.records import definitions
from inspect_app.records.engine import Session
from inspect_app.records.models import DefinitionRow


def store_definition(session: Session, definition: Definition, now: datetime) -> DefinitionRow:
    """The stored definition; a new wording of a stored one becomes its next text revision.

    Raises UserError when this version is stored with another structure: a published version never changes.
    """
    known = definitions.revisions(session, definition.id, definition.version)
    structure, body = definition.structure_hash, to_json(definition)
    if known and known[-1].structure_hash != structure:
        raise UserError(
            f"{definition.id}@{definition.version} is already stored with other questions, answers or "
            "routing. Give the changed questionnaire a new version number."
        )
    if same := next((row for row in known if row.body == body), None):
        return same
    return definitions.add(
        session,
        structure_hash=structure,
        instrument=definition.id,
        version=definition.version,
        text_revision=len(known) + 1,
        body=body,
        added_at=now,
    )
