"""A definition as text, for the database and for other programmes."""

from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.model import Definition


def to_json(definition: Definition) -> str:
    """The whole definition, words and all, as canonical JSON with the keys a file uses."""
    return canonical_json(definition.model_dump(mode="json", by_alias=True, exclude_none=True))


def from_json(body: str) -> Definition:
    """The definition that `to_json` wrote."""
    return Definition.model_validate_json(body)
