"""What the script of the scoring page sends, made without a browser."""

import json
from typing import Any

from flask import Flask
from sqlalchemy import select
from uuid6 import uuid7
from werkzeug.test import TestResponse

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.records.engine import transaction
from inspect_app.records.models import AssessmentRow, CaseRow, InspectionRow
from tests.integration.web.conftest import Browser
from tests.integration.web.instrument import DEFINITION

Json = dict[str, Any]
SALT = "0f" * 16


def assessment_of(app: Flask, ref: str = "north", reference: str = "001") -> str:
    """The id of a case's assessment."""
    query = (
        select(AssessmentRow.id)
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .join(InspectionRow, InspectionRow.id == CaseRow.inspection_id)
        .where(InspectionRow.ref == ref, CaseRow.reference == reference)
    )
    with transaction(app.extensions["inspect_app"].engine) as session:
        return session.scalars(query).one()


def entry(kind: str, subject: str, value: Any = None, text: str | None = None, *parents: str) -> Json:
    """An entry as the script sends it."""
    made: Json = {"kind": kind, "subject": subject, "value": value, "parents": list(parents)}
    return made if text is None else {**made, "text": text, "salt": SALT}


def save(*entries: Json, **changes: Any) -> Json:
    """A save as the script sends it."""
    made = {
        "id": str(uuid7()),
        "made_at": "2016-06-06T09:00:00.000+00:00",
        "definition": DEFINITION.structure_hash,
        "text_revision": 1,
        "entries": list(entries),
    }
    return made | changes


class Outbox:
    """The script's part at a browser: it knows the token and whose outbox it is from its page."""

    def __init__(self, browser: Browser, ref: str = "north") -> None:
        self.browser = browser
        self.known = browser.client.get(f"/inspections/{ref}/saves/pass").get_json()

    def send(self, assessment: str, *saves: Any, status: int = 200) -> Json:
        """What the server answers to a batch."""
        response = self.send_body(assessment, json.dumps({"user": self.known["user"], "saves": list(saves)}))
        assert response.status_code == status, response.get_data(as_text=True)
        answer: Json = response.get_json()
        return answer

    def send_body(self, assessment: str, body: str) -> TestResponse:
        """The response to whatever is sent."""
        headers = {"X-CSRFToken": self.known["csrf"], "Content-Type": "application/json"}
        return self.browser.client.post(f"/assessments/{assessment}/saves", data=body, headers=headers)


def receipt(sent: Json) -> Json:
    """The receipt that a save must get."""
    return {"count": len(sent["entries"]), "hash": sha256_hex(canonical_json(sent))}
