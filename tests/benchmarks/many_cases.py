"""An invented instrument of 60 questions and many cases with comments, stored as saves would leave them."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Engine, insert
from sqlalchemy import text as sql

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.codes import FIRST_OPTION
from inspect_app.questionnaire.model import Definition
from inspect_app.records import inspections
from inspect_app.records.engine import transaction
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow, SaveTextRow
from tests.benchmarks.many_answers import JUDGED, NOW

REF = "raw"
QUESTIONS = 60
COMMENTED = tuple(range(0, QUESTIONS, 6))
"""The questions with a comment: one in six."""
COMMENT = "The plan was written late, and nobody told the family before {day} of the month. "
_DEFINITION = {
    "id": "raw",
    "version": "1.0",
    "title": "Raw data",
    "attributes": [
        {
            "id": "sex",
            "label": "Sex",
            "column": "gender",
            "options": [{"value": value, "label": value} for value in ("female", "male")],
        }
    ],
    "answer_sets": {"judged": JUDGED},
    "points": [{"id": "one", "title": "One"}],
    "standards": [{"id": "one", "title": "One", "key_questions": ["q00"]}],
    "ratings": [
        {"id": "good", "title": "Good", "words": "most", "at_least": 65, "points": 1},
        {"id": "poor", "title": "Poor", "words": "few", "at_least": 0, "points": 0},
    ],
}


def instrument() -> Definition:
    """60 questions with five options each, every one open to a comment."""
    ids = [f"q{place:02}" for place in range(QUESTIONS)]
    questions: list[dict[str, Any]] = [
        {"id": id_, "type": "choice", "text": f"Question {id_}?", "answers": "judged"} for id_ in ids
    ]
    questions[0]["key_question"] = {"sufficient": ["fully"]}
    section = {"id": "all", "title": "All", "point": "one", "questions": ids}
    return Definition.model_validate(_DEFINITION | {"sections": [section], "questions": questions})


def store(engine: Engine, cases: int) -> None:
    """Stores so many cases, all signed off, each with ten comments."""
    actor = Actor("somebody", "benchmark")
    definition = instrument()
    with transaction(engine) as session:
        add_definition(session, actor, lambda: NOW, definition)
        create_inspection(session, actor, lambda: NOW, ref=REF, questionnaire="raw@1.0", title="Raw")
        inspection, _ = inspections.find(session, REF)
        codes = np.random.default_rng(7).integers(0, len(JUDGED), (cases, QUESTIONS)) + FIRST_OPTION
        for start in range(0, cases, 2_000):
            rows = range(start, min(start + 2_000, cases))
            session.execute(insert(CaseRow), [_case(inspection.id, row) for row in rows])
            readings = [{"id": _id(1, row), "case_id": row + 1, "reading": 1} for row in rows]
            session.execute(insert(AssessmentRow), readings)
            states = [
                _state(inspection.id, definition.structure_hash, row, codes[row].astype(np.int8).tobytes())
                for row in rows
            ]
            session.execute(insert(AssessmentStateRow), states)
            session.execute(insert(SaveRow), [_save(definition.structure_hash, row) for row in rows])
            session.execute(insert(SaveTextRow), [text for row in rows for text in _texts(row)])
    if engine.dialect.name == "postgresql":  # as the server does by itself a minute later
        with engine.begin() as connection:
            connection.execute(sql("ANALYZE"))


def _id(kind: int, row: int) -> str:
    return str(UUID(int=(kind << 64) + row))


def _case(inspection: int, row: int) -> dict[str, Any]:
    kept = {"stratum": None, "long_list_row_id": None, "draw_id": None, "area_id": None}
    found = {"id": row + 1, "inspection_id": inspection, "reference": f"{row:06}"}
    return {**found, "attributes": {"sex": ("female", "male")[row % 2]}, **kept, "officer_group": None}


def _state(inspection: int, definition: str, row: int, codes: bytes) -> dict[str, Any]:
    counts = {"answered": QUESTIONS, "to_do": 0, "conflicts": 0, "late": 0, "alerts": 0, "saves": 1}
    moments = {"changed_at": NOW, "changed_by": "somebody", "last_at": NOW, "last_author": "somebody"}
    return {
        "assessment_id": _id(1, row),
        "inspection_id": inspection,
        "case_id": row + 1,
        "reading": 1,
        "definition_hash": definition,
        "status": "signed_off",
        "chain_head": "ab" * 32,
        "state": _heads(row),
        "codes": codes,
        "numbers": b"",
        **counts,
        **moments,
    }


def _heads(row: int) -> str:
    """The state of a case as JSON, as long as it would be."""
    save = _id(2, row)
    heads = {f"answer:q{place:02}": [f"{save}/{place}"] for place in range(QUESTIONS)}
    heads |= {f"comment:q{place:02}": [f"{save}/{QUESTIONS + n}"] for n, place in enumerate(COMMENTED)}
    answers = {f"q{place:02}": "fully" for place in range(QUESTIONS)}
    asked = [[id_, "asked", "answered", value] for id_, value in answers.items()]
    state = {"answers": answers, "conflicts": [], "heads": heads, "history": [], "questions": asked}
    return json.dumps(state, separators=(",", ":"), sort_keys=True)


def _save(definition: str, row: int) -> dict[str, Any]:
    return {
        "id": _id(2, row),
        "assessment_id": _id(1, row),
        "seq": 1,
        "author": "somebody",
        "device": "one",
        "made_at": NOW.isoformat(),
        "received_at": NOW,
        "definition_hash": definition,
        "text_revision": 1,
        "entries": "e" * 6_000,
        "content_hash": "ab" * 32,
        "chain_hash": "ab" * 32,
    }


def _texts(row: int) -> Iterator[dict[str, str]]:
    save = _id(2, row)
    for n, place in enumerate(COMMENTED):
        text = COMMENT.format(day=(row + place) % 28 + 1)
        yield {"entry_id": f"{save}/{QUESTIONS + n}", "save_id": save, "salt": "ab" * 16, "text": text}
