"""A small invented questionnaire, and saves about it."""

from collections.abc import Iterable
from typing import Any

from inspect_app.ledger.chain import position
from inspect_app.ledger.entries import Entry, EntryKind, Json, Save, digest_value, text_digest
from inspect_app.ledger.moves import move_value
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.model import Definition

ASSESSMENT = "0190a000-0000-7000-8000-00000000aaaa"
YES, NO = "yes", "no"


def _question(id_: str, type_: str, **fields: Any) -> dict[str, Any]:
    answers = {"answers": "yes_no"} if type_ in ("choice", "choices") else {}
    return {"id": id_, "type": type_, "text": f"About {id_}?", **answers, **fields}


DEFINITION = Definition.model_validate(
    {
        "id": "sample",
        "version": "1.0",
        "title": "Sample",
        "answer_sets": {
            "yes_no": [
                {"value": "yes", "label": "Yes"},
                {"value": "no", "label": "No"},
                {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
            ]
        },
        "points": [{"id": "custody", "title": "Custody"}],
        "sections": [
            {
                "id": "plan",
                "title": "Plan",
                "point": "custody",
                "questions": ["seen", "needs", "contacts", "remarks"],
            }
        ],
        "questions": [
            _question("seen", "choice", comment={"use": "never"}),
            _question("needs", "choices", ask_when={"question": "seen", "is": "yes"}),
            _question("contacts", "whole_number", required=False, maximum=20),
            _question("remarks", "text", required=False),
        ],
    }
)
HASH = DEFINITION.structure_hash


def save_id(number: int) -> str:
    """The id of an invented save."""
    return f"0190a000-0000-7000-8000-{number:012x}"


def entry_id(number: int, place: int = 0) -> str:
    """The id of an entry of an invented save."""
    return f"{save_id(number)}/{place}"


def answer(question: str, value: Json, *parents: str) -> Entry:
    """An answer to a question."""
    return Entry(EntryKind.ANSWER, question, value, parents)


def comment(question: str, text: str | None, *parents: str) -> Entry:
    """A comment on a question, by the digest of its words."""
    value = None if text is None else digest_value(text_digest(SALT, text))
    return Entry(EntryKind.COMMENT, question, value, parents)


SALT = "0f" * 16


def move(action: Action, seen: Iterable[int], reason: str | None = None) -> Entry:
    """A change of state by somebody who has seen some saves."""
    digest = None if reason is None else text_digest(SALT, reason)
    return Entry(EntryKind.STATE, "", move_value(action, position(map(save_id, seen)), digest))


def save(number: int, *entries: Entry, **changes: Any) -> Save:
    """An invented save, the same one whenever it is made."""
    fields: dict[str, Any] = {
        "id": save_id(number),
        "assessment": ASSESSMENT,
        "author": "pat.inspector",
        "device": "laptop-7",
        "made_at": f"2016-06-06T09:{number % 60:02}:00+00:00",
        "definition_hash": HASH,
        "text_revision": 1,
        "entries": entries,
    }
    return Save(**(fields | changes))
