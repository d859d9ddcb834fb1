"""Adds a questionnaire from outside, so that a new instrument needs no release."""

from inspect_app.fieldwork.store_definition import store_definition
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire import library
from inspect_app.questionnaire.model import Definition
from inspect_app.records import access_log
from inspect_app.records.engine import Session


def add_definition(session: Session, actor: Actor, clock: Clock, definition: Definition) -> str:
    """Store a definition that has passed the lint; answers its name, "id@version".

    Raises UserError when that version is stored, or ships, with another structure or other words.
    """
    now = clock()
    if (definition.id, definition.version) in library.shipped():
        # Stored first, so that what is added is held to what ships.
        store_definition(session, library.find(f"{definition.id}@{definition.version}"), now)
    row = store_definition(session, definition, now)
    spec = f"{row.instrument}@{row.version}"
    access_log.record(
        session, now, actor, "questionnaire.add", None, spec, {"text_revision": row.text_revision}
    )
    return spec
