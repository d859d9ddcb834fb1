"""A small invented questionnaire, and somebody who scores cases with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_app.fieldwork.change_case import change_case
from inspect_app.fieldwork.draft_answers import Raw
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.save_answers import SaveResult, Typed, save_answers
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.model import Definition
from inspect_app.records.engine import Session

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "home",
        "type": "choice",
        "text": "Was a home found?",
        "answers": "yes_no_na",
        "comment": {"use": "optional", "required_for": ["no"]},
        "key_question": {"sufficient": ["yes"]},
    },
    {
        "id": "tried",
        "type": "choices",
        "text": "What was tried?",
        "answers": [{"value": "hostel", "label": "Hostel"}, {"value": "family", "label": "Family"}],
        "ask_when": {"question": "home", "is": "no"},
        "comment": {"use": "never"},
    },
    {"id": "visits", "type": "whole_number", "text": "How many visits?", "minimum": "0", "maximum": "50"},
    {"id": "left_on", "type": "date", "text": "When did they leave?"},
    {"id": "summary", "type": "text", "text": "What happened?", "required": False},
]


def questionnaire(**changes: Any) -> Definition:
    """The questionnaire, or another version or wording of it."""
    fields: dict[str, Any] = {
        "id": "homes",
        "version": "1.0",
        "title": "Homes",
        "attributes": [
            {
                "id": "sex",
                "label": "Sex",
                "column": "gender",
                "options": [
                    {"value": "female", "label": "Female", "codes": ["Female"]},
                    {"value": "male", "label": "Male", "codes": ["Male"]},
                ],
            }
        ],
        "answer_sets": {
            "yes_no_na": [
                {"value": "yes", "label": "Yes"},
                {"value": "no", "label": "No"},
                {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
            ]
        },
        "points": [{"id": "custody", "title": "In custody"}],
        "sections": [
            {
                "id": "home",
                "title": "Home",
                "point": "custody",
                "questions": ["home", "tried", "visits", "left_on", "summary"],
            }
        ],
        "standards": [{"id": "all", "title": "Resettlement", "key_questions": ["home"]}],
        "ratings": [
            {"id": "good", "title": "Good", "words": "most", "at_least": 50, "points": 1},
            {"id": "poor", "title": "Poor", "words": "few", "at_least": 0, "points": 0},
        ],
        "strata": [
            {"id": "men", "title": "Men", "when": {"attribute": "sex", "is": "male"}},
            {"id": "women", "title": "Women", "when": {"attribute": "sex", "is": "female"}},
        ],
        "questions": QUESTIONS,
    }
    return Definition.model_validate(fields | changes)


COMPLETE: Mapping[str, Raw] = {"home": "yes", "visits": "3", "left_on": "04/03/2016"}


@dataclass(frozen=True)
class Scorer:
    """Scores and moves the cases of one inspection; by default with a page that is up to date."""

    session: Session
    actor: Actor
    clock: Clock
    ref: str

    def open(self, reference: str = "001") -> CaseView:
        return open_case(self.session, self.ref, reference)

    def save(
        self,
        answers: Mapping[str, Raw],
        comments: Mapping[str, str] | None = None,
        *,
        case: CaseView | None = None,
        reference: str = "001",
    ) -> SaveResult:
        """Saves from the page that `case` was shown on."""
        typed = Typed(answers, comments or {}, (case or self.open(reference)).heads)
        return save_answers(self.session, self.actor, self.clock, typed, ref=self.ref, reference=reference)

    def move(
        self,
        action: Action,
        reason: str | None = None,
        *,
        case: CaseView | None = None,
        reference: str = "001",
    ) -> CaseView:
        """Takes a step from the page that `case` was shown on, and opens the case again."""
        covers = (case or self.open(reference)).position
        change_case(
            self.session,
            self.actor,
            self.clock,
            action,
            ref=self.ref,
            reference=reference,
            covers=covers,
            reason=reason,
        )
        return self.open(reference)

    def finish(self, reference: str = "001", **answers: Raw) -> None:
        """Scores a case completely and signs it off."""
        comment = {"home": "None was free."} if answers.get("home") == "no" else {}
        self.save({**COMPLETE, **answers}, comment, reference=reference)
        self.move(Action.SUBMIT, reference=reference)
        self.move(Action.SIGN_OFF, reference=reference)
