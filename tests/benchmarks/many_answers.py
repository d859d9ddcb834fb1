"""An invented instrument of 80 questions and many cases scored with it at random, in memory and stored."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, insert

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.codes import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED, layout
from inspect_app.questionnaire.model import Definition
from inspect_app.records import inspections
from inspect_app.records.engine import transaction
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, DrawRow

REF = "many"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
ATTRIBUTES = {"sex": 2, "rosh": 4, "sentence": 5, "age": 6, "region": 7, "office": 9}
"""Six attributes and how many values each has."""
STRATA = 5
YES_NO = [
    *({"value": value, "label": value} for value in ("yes", "no")),
    {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
    {"value": "dk", "label": "Don't know", "kind": "dont_know"},
]
STATE = "s" * 11_800
"""As long as the state of a case with 80 answers."""
JUDGED = [
    *({"value": value, "label": value} for value in ("fully", "mostly", "partly", "not")),
    {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
    {"value": "dk", "label": "Don't know", "kind": "dont_know"},
]
TYPES = [*["choice"] * 64, *["choices"] * 6, *["whole_number"] * 6, *["decimal"] * 2, "date", "text"]


def instrument() -> Definition:
    """80 questions in eight sections, twelve of them key questions: 104 columns of codes."""
    questions: list[dict[str, Any]] = []
    for place, kind in enumerate(TYPES):
        question: dict[str, Any] = {"id": f"q{place:02}", "type": kind, "text": f"Question {place}?"}
        if kind == "choice":
            question["answers"] = "judged" if place % 2 else "yes_no"
        if kind == "choices":
            several = [{"value": f"o{option}", "label": f"Option {option}"} for option in range(3)]
            none = {"value": "none", "label": "None", "kind": "not_applicable"}
            question["answers"] = [*several, none]
        if place < 60 and place % 5 == 0:
            question["key_question"] = {"sufficient": ["fully", "mostly"] if place % 2 else ["yes"]}
        questions.append(question)
    ids = [question["id"] for question in questions]
    key = [question["id"] for question in questions if "key_question" in question]
    return Definition.model_validate(
        {
            "id": "many",
            "version": "1.0",
            "title": "Many answers",
            "attributes": [
                {
                    "id": id_,
                    "label": id_.title(),
                    "column": column,
                    "options": [{"value": f"v{value}", "label": f"Value {value}"} for value in range(values)],
                }
                for (id_, values), column in zip(
                    ATTRIBUTES.items(),
                    ("gender", "rosh", "sentence_type", "team", "cluster", "ldu"),
                    strict=True,
                )
            ],
            "answer_sets": {"judged": JUDGED, "yes_no": YES_NO},
            "points": [{"id": "one", "title": "One"}],
            "sections": [
                {
                    "id": f"s{place}",
                    "title": f"Section {place}",
                    "point": "one",
                    "questions": ids[place * 10 : place * 10 + 10],
                }
                for place in range(8)
            ],
            "standards": [
                {
                    "id": f"st{place}",
                    "title": f"Standard {place}",
                    "key_questions": key[place * 3 : place * 3 + 3],
                }
                for place in range(4)
            ],
            "ratings": [
                {"id": "good", "title": "Good", "words": "most", "at_least": 65, "points": 1},
                {"id": "poor", "title": "Poor", "words": "few", "at_least": 0, "points": 0},
            ],
            "questions": questions,
        }
    )


@dataclass(frozen=True)
class Answers:
    """Cases as arrays: codes and numbers as they are packed, the value of each attribute, and the stratum."""

    definition: Definition
    codes: NDArray[np.int8]
    numbers: NDArray[np.float64]
    facts: dict[str, NDArray[np.int8]]
    strata: NDArray[np.int8]

    @property
    def cases(self) -> int:
        """How many there are."""
        return len(self.codes)


def make(cases: int) -> Answers:
    """So many cases, the same each time."""
    definition = instrument()
    chance = np.random.default_rng(6)
    columns = [(column.question, column.option) for column in layout(definition).columns]
    codes = np.zeros((cases, len(columns)), dtype=np.int8, order="F")
    numbers = np.full((cases, len(layout(definition).numbers)), np.nan, order="F")
    for question in definition.questions:
        at = columns.index((question.id, None))
        status = chance.choice([NOT_ANSWERED, NOT_ASKED, ANSWERED], size=cases, p=[0.02, 0.08, 0.9])
        answered = status == ANSWERED
        codes[:, at] = status
        if question.type == "choice":
            shares = (
                [0.3, 0.25, 0.2, 0.15, 0.07, 0.03] if question.answers == "judged" else [0.6, 0.3, 0.07, 0.03]
            )
            option = chance.choice(len(shares), size=cases, p=shares)
            codes[answered, at] = FIRST_OPTION + option[answered]
        elif question.type == "choices":
            none = answered & (chance.random(cases) < 0.1)
            for place in range(3):
                codes[:, at + 1 + place] = answered & ~none & (chance.random(cases) < 0.5)
            codes[:, at + 4] = none
        elif question.id in layout(definition).numbers:
            typed = chance.integers(0, 200, size=cases) / (10 if question.type == "decimal" else 1)
            numbers[:, layout(definition).numbers.index(question.id)] = np.where(answered, typed, np.nan)
    facts = {
        id_: chance.integers(0, values, size=cases).astype(np.int8) for id_, values in ATTRIBUTES.items()
    }
    return Answers(definition, codes, numbers, facts, chance.integers(0, STRATA, size=cases).astype(np.int8))


def store(engine: Engine, answers: Answers) -> None:
    """Stores an inspection with these cases, all signed off and drawn in strata of four times as many."""
    actor = Actor("somebody", "benchmark")
    with transaction(engine) as session:
        add_definition(session, actor, lambda: NOW, answers.definition)
        create_inspection(session, actor, lambda: NOW, ref=REF, questionnaire="many@1.0", title="Many")
        inspection, _ = inspections.find(session, REF)
        session.add(_draw(inspection.id, answers))
        for start in range(0, answers.cases, 5_000):
            rows = range(start, min(start + 5_000, answers.cases))
            session.execute(insert(CaseRow), [_case(inspection.id, answers, row) for row in rows])
            readings = [{"id": _uuid(row), "case_id": row + 1, "reading": 1} for row in rows]
            session.execute(insert(AssessmentRow), readings)
            session.execute(insert(AssessmentStateRow), [_state(inspection.id, answers, row) for row in rows])


def _uuid(row: int) -> str:
    return str(UUID(int=row))


def _case(inspection: int, answers: Answers, row: int) -> dict[str, Any]:
    attributes = {id_: f"v{values[row]}" for id_, values in answers.facts.items()}
    stratum = f"t{answers.strata[row]}"
    kept = {"long_list_row_id": None, "draw_id": None, "area_id": None, "officer_group": None}
    found = {"id": row + 1, "inspection_id": inspection, "reference": f"{row:06}"}
    return {**found, "attributes": attributes, "stratum": stratum, **kept}


def _state(inspection: int, answers: Answers, row: int) -> dict[str, Any]:
    counts = {"answered": 80, "to_do": 0, "conflicts": 0, "late": 0, "alerts": 0, "saves": 4}
    return {
        "assessment_id": _uuid(row),
        "inspection_id": inspection,
        "case_id": row + 1,
        "reading": 1,
        "definition_hash": answers.definition.structure_hash,
        "status": "signed_off",
        **counts,
        "state": STATE,
        "codes": answers.codes[row].tobytes(),
        "numbers": answers.numbers[row].astype("<f8").tobytes(),
        "chain_head": "ab" * 32,
        "changed_at": NOW,
        "changed_by": "somebody",
        "last_at": NOW,
        "last_author": "somebody",
    }


def _draw(inspection: int, answers: Answers) -> DrawRow:
    read = np.bincount(answers.strata, minlength=STRATA).tolist()
    strata = [
        {
            "id": f"t{place}",
            "title": f"Stratum {place}",
            "population": 4 * cases,
            "primaries": cases,
            "reserves": 0,
            "drawn": cases,
        }
        for place, cases in enumerate(read)
    ]
    plan = {
        "strata": strata,
        "population": 4 * answers.cases,
        "trace": [],
        "excluded": {},
        "open_problems": 0,
    }
    return DrawRow(
        inspection_id=inspection,
        number=1,
        seed="benchmark",
        method="systematic",
        version="1",
        size=answers.cases,
        buffer=0,
        frame_hash="ab" * 32,
        plan=json.loads(json.dumps(plan)),
        drawn_at=NOW,
        author="somebody",
        device="benchmark",
    )
