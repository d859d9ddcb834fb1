"""The part of a definition that may never change once published, as a hash: everything but its words."""

from collections.abc import Mapping

from pydantic import BaseModel

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.text import Text

WORD_FOR_WORD = "systems"
"""Published hashes hold systems whose labels alone differ from the default, and can't be changed."""


def fingerprint(part: BaseModel) -> str:
    """SHA-256 of ids, types, options, routing and judgements, in hexadecimal; wording does not change it.

    Fields left at their default are not hashed, so a field added later leaves published hashes as they are.
    """
    return sha256_hex(canonical_json(_structure(part)))


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
        and not _at_default(name, value, field.get_default(call_default_factory=True, validated_data={}))
        and name != "text_revision"
    }


def _at_default(name: str, value: object, default: object) -> bool:
    """Whether a field says what its default says, in whatever words; systems in just the same words."""
    if value == default or default is None or name == WORD_FOR_WORD:
        return value == default
    return _structure(value) == _structure(default)
