"""What of a definition may never change once published: everything but its words, as a hash."""

from collections.abc import Mapping

from pydantic import BaseModel

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.text import Text


def structure_hash(definition: Definition) -> str:
    """SHA-256 of ids, types, options, routing and judgements, in hexadecimal; wording does not change it.

    Fields left at their default are not hashed, so a field added later leaves published hashes as they are.
    """
    return sha256_hex(canonical_json(_structure(definition)))


def to_json(definition: Definition) -> str:
    """The whole definition, words and all, as canonical JSON with the keys a file uses."""
    return canonical_json(definition.model_dump(mode="json", by_alias=True, exclude_none=True))


def from_json(body: str) -> Definition:
    """The definition that `to_json` wrote."""
    return Definition.model_validate_json(body)


def _structure(value: object) -> object:
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _structure(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_structure(part) for part in value]
    return value if isinstance(value, bool | int) else str(value)


def _fields(part: BaseModel) -> dict[str, object]:
    return {
        field.alias or name: _structure(value)
        for name, field in type(part).model_fields.items()
        if not isinstance(value := getattr(part, name), Text)
        and value != field.get_default(call_default_factory=True, validated_data={})
        and name != "text_revision"
    }
