"""How far each case of an inspection has come, and the facts of it that tables go by: read, and kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, AssignmentRow, CaseRow


@dataclass(frozen=True)
class CaseHead:
    """A case at one moment: how many saves it had, and whether it was signed off and so counted.

    `area` is the id of its smallest area and `assessor` that of the account it was given to.
    """

    saves: int
    counted: bool
    attributes: Mapping[str, str]
    area: int | None
    assessor: str | None


Heads = Mapping[str, CaseHead]
"""By the reference of the case."""


def read(session: Session, inspection: int) -> Heads:
    """How far every case of an inspection has come now, in one query."""
    state = AssessmentStateRow
    query = (
        select(
            *(CaseRow.reference, state.saves, state.status),
            *(cast(CaseRow.attributes, Text), CaseRow.area_id, AssignmentRow.account_id),
        )
        .join(AssessmentRow, (AssessmentRow.case_id == CaseRow.id) & (AssessmentRow.reading == 1))
        .join(state, state.assessment_id == AssessmentRow.id)
        .outerjoin(AssignmentRow, (AssignmentRow.case_id == CaseRow.id) & AssignmentRow.ended_at.is_(None))
        .where(CaseRow.inspection_id == inspection)
        .order_by(CaseRow.reference)
    )
    known: dict[str, Mapping[str, str]] = {}  # most cases share their facts with others
    found = {}
    for reference, saves, status, facts, area, assessor in session.execute(query):
        if facts not in known:
            known[facts] = json.loads(facts)
        found[reference] = CaseHead(saves, status == CaseStatus.SIGNED_OFF, known[facts], area, assessor)
    return found


def to_json(heads: Heads) -> str:
    """Heads as canonical JSON, facts that cases share written once."""
    places: dict[str, int] = {}
    cases = {
        reference: [
            *(head.saves, int(head.counted)),
            places.setdefault(canonical_json(dict(head.attributes)), len(places)),
            *(head.area, head.assessor),
        ]
        for reference, head in heads.items()
    }
    return canonical_json({"cases": cases, "facts": [json.loads(facts) for facts in places]})


def from_json(text: str) -> Heads:
    """The heads that `to_json` wrote."""
    data = json.loads(text)
    facts = data["facts"]
    return {
        reference: CaseHead(saves, bool(counted), facts[place], area, assessor)
        for reference, (saves, counted, place, area, assessor) in data["cases"].items()
    }
