"""A small invented instrument with every type of question, and matrices of cases scored with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from inspect_app.findings.build_snapshot import Facts, build_snapshot
from inspect_app.findings.decisions import Decision
from inspect_app.findings.figures import Cell
from inspect_app.findings.matrix import AnswerMatrix, stack
from inspect_app.findings.snapshot import CaseCounts, InspectionFacts, Snapshot
from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.model import Break, TableDefinition
from inspect_app.findings.specs.words import ENGLISH
from inspect_app.questionnaire.codes import pack
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk

YES_NO = [
    {"value": "yes", "label": "Yes"},
    {"value": "no", "label": "No"},
    {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
    {"value": "dk", "label": "Don't know", "kind": "dont_know"},
]
BANDS = [
    {
        "id": "outstanding",
        "title": "Outstanding",
        "words": "large majority",
        "at_least": 80,
        "points": 3,
    },
    {"id": "good", "title": "Good", "words": "reasonable majority", "at_least": 65, "points": 2},
    {
        "id": "requires_improvement",
        "title": "Requires improvement",
        "words": "too few",
        "at_least": 50,
        "points": 1,
    },
    {"id": "inadequate", "title": "Inadequate", "words": "minority", "at_least": 0, "points": 0},
]
BODY: dict[str, Any] = {
    "id": "small",
    "version": "1.0",
    "title": {"en": "Small instrument", "cy": "Offeryn bach"},
    "attributes": [
        {
            "id": "rosh",
            "label": "Risk of serious harm",
            "column": "rosh",
            "options": [
                {"value": "low", "label": "Low"},
                {"value": "medium", "label": "Medium"},
                {"value": "high", "label": "High"},
            ],
        },
        {"id": "ldu", "label": "LDU", "column": "ldu"},
    ],
    "answer_sets": {"judged": YES_NO},
    "points": [{"id": "custody", "title": "In custody"}],
    "sections": [
        {
            "id": "plan",
            "title": "Plan",
            "point": "custody",
            "questions": ["screening", "help", "contacts", "miles", "released", "story", "plan_enough"],
        },
        {
            "id": "protection",
            "title": {"en": "Public protection", "cy": "Diogelu'r cyhoedd"},
            "point": "custody",
            "questions": ["protection_enough", "alerts_enough"],
        },
    ],
    "standards": [
        {"id": "planning", "title": "Planning", "key_questions": ["plan_enough"]},
        {
            "id": "protecting",
            "title": "Public protection",
            "key_questions": ["protection_enough", "alerts_enough"],
        },
    ],
    "ratings": BANDS,
    "questions": [
        {
            "id": "screening",
            "type": "choice",
            "text": "Was there a screening?",
            "answers": [
                {"value": "present", "label": "Present"},
                {"value": "blank", "label": "Present but blank"},
                {"value": "absent", "label": "Absent"},
            ],
        },
        {
            "id": "help",
            "type": "choices",
            "text": "What help was given?",
            "answers": [
                {"value": "housing", "label": "Housing"},
                {"value": "debt", "label": "Debt"},
                {"value": "none_needed", "label": "None was needed", "kind": "not_applicable"},
            ],
            "ask_when": {"question": "screening", "is": "present"},
        },
        {"id": "contacts", "type": "whole_number", "text": "How many contacts?", "required": False},
        {"id": "miles", "type": "decimal", "text": "How far from home?", "required": False},
        {"id": "released", "type": "date", "text": "When released?", "required": False},
        {"id": "story", "type": "text", "text": "What stands out?", "required": False},
        {
            "id": "plan_enough",
            "type": "choice",
            "text": "Did the plan do enough?",
            "answers": [
                {"value": "fully", "label": "Fully"},
                {"value": "mostly", "label": "Mostly"},
                {"value": "no", "label": "No"},
            ],
            "key_question": {"sufficient": ["mostly", "fully"]},
        },
        {
            "id": "protection_enough",
            "type": "choice",
            "text": "Was enough done to protect the public?",
            "answers": "judged",
            "key_question": {"sufficient": ["yes"]},
        },
        {
            "id": "alerts_enough",
            "type": "choice",
            "text": "Were alerts raised in time?",
            "answers": "judged",
            "key_question": {"sufficient": ["yes"]},
        },
    ],
}
SMALL = Definition.model_validate(BODY)

NOTHING_JUDGED: Mapping[str, str] = {}
JUDGED_AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
Case = tuple[Mapping[str, str], Mapping[str, Any]]
"""A case's attributes and answers."""


def matrix_of(cases: Sequence[Case], definition: Definition = SMALL) -> AnswerMatrix:
    """Cases 001, 002… scored with these answers."""
    rows = []
    for place, (attributes, answers) in enumerate(cases, start=1):
        packed = pack(definition, walk(definition, attributes, answers, ()))
        rows.append((f"{place:03}", attributes, packed.codes, packed.numbers))
    return stack(definition, rows)


def facts_of(matrix: AnswerMatrix) -> Facts:
    """The facts of an invented inspection whose matrix this is."""
    return Facts(
        InspectionFacts("small-2026", "A small inspection", True, 0, "OFFICIAL-SENSITIVE"),
        1,
        CaseCounts(allocated=1, signed_off=matrix.cases),
        None,
        "ab" * 32,
        "2026-03-01" if matrix.cases else None,
    )


def default_set(definition: Definition = SMALL, break_by: str | None = None) -> tuple[TableDefinition, ...]:
    """The default tables, broken by an attribute or not."""
    return default_tables(definition, ENGLISH.words, Break(attribute=break_by) if break_by else None)


def snapshot_of(
    cases: Sequence[Case],
    definition: Definition = SMALL,
    break_by: str | None = None,
    judgements: Mapping[str, str | None] | None = NOTHING_JUDGED,
) -> Snapshot:
    """The internal snapshot of these cases; `judgements` are bands decided by subject."""
    matrix = matrix_of(cases, definition)
    decisions = judgements if judgements is None else decided(**judgements)
    facts = replace(facts_of(matrix), decisions=decisions)
    return build_snapshot(matrix, facts, tables=default_set(definition, break_by))


def decided(**bands: str | None) -> list[Decision]:
    """What a panel decided about these subjects, one after another."""
    return [
        Decision(number, subject, band, None, "We looked.", "Panel", JUDGED_AT)
        for number, (subject, band) in enumerate(bands.items(), start=1)
    ]


def bare(cell: Cell) -> Cell:
    """A cell without estimate and mark."""
    return replace(cell, estimate=None, low=False)


def answered(question: str, **times: int) -> list[Case]:
    """So many cases with each answer to one question; `unanswered` for none."""
    return [
        ({}, {} if value == "unanswered" else {question: value})
        for value, number in times.items()
        for _ in range(number)
    ]


_JUDGED = st.sampled_from(["yes", "no", "na", "dk"])
_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "screening": st.sampled_from(["present", "blank", "absent"]),
        "help": st.sampled_from([["housing"], ["debt"], ["housing", "debt"], ["none_needed"]]),
        "contacts": st.integers(0, 20),
        "miles": st.sampled_from(["0.1", "0.2", "12.5", "0.7"]),
        "released": st.sampled_from(["2016-01-31", "2016-02-29", "1969-12-31"]),
        "story": st.just("Nobody waited at the gate."),
        "plan_enough": st.sampled_from(["fully", "mostly", "no"]),
        "protection_enough": _JUDGED,
        "alerts_enough": _JUDGED,
    },
)
_ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "rosh": st.sampled_from(["low", "medium", "high", "unheard_of"]),
        "ldu": st.sampled_from(["North", "East"]),
    },
)
CASES = st.lists(st.tuples(_ATTRIBUTES, _ANSWERS), max_size=30)
