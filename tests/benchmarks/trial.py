"""An office with cases to be scored and people who score them, and what their browsers send."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Engine, select

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.model import Definition
from inspect_app.records import cases, inspections
from inspect_app.records.engine import transaction
from inspect_app.records.models import AssessmentRow, CaseRow, InspectionRow
from tests.benchmarks import case_file
from tests.benchmarks.case_file import Made
from tests.benchmarks.load import Outcome, load, request
from tests.benchmarks.office import Office, now
from tests.benchmarks.stock import store

CLIENTS = 16
OWNER = Actor("somebody", "benchmark")
SAVED = b'"saved"'

Saves = Callable[[Definition], list[Made]]
"""The saves of one case, each of which a browser sends on its own."""


@dataclass(frozen=True)
class Trial:
    """The office, its instrument, and an assessment without a save that others are copied from."""

    office: Office
    definition: Definition
    empty: str

    def fresh(self, ref: str, number: int) -> list[str]:
        """The assessments of a new inspection whose cases nobody has scored."""
        store(self.office.engine, self.empty, ref, number, each=number, saved=False)
        return assessments(self.office.engine, f"{ref}-0")

    def prepared(self, ref: str, number: int, saves: Saves) -> list[Iterator[bytes]]:
        """What each of 16 people sends who score the cases of a new inspection, ready before they begin."""
        made = self.fresh(ref, number)
        return [
            iter(list(self._sent(f"{ref}-{person}", f"{ref}-0", made[person::CLIENTS], saves)))
            for person in range(CLIENTS)
        ]

    def _sent(self, name: str, ref: str, made: list[str], saves: Saves) -> Iterator[bytes]:
        headers = self.office.let_in(name, Role.INSPECTOR, ref)
        tag = self.tag(headers, ref)
        posted = {**headers, "Content-Type": "application/json"}
        bodies = case_file.bodies(tag, saves(self.definition))
        for assessment in made:
            for body in bodies():
                yield request("POST", f"/assessments/{assessment}/saves", self.office.host, posted, body)

    def tag(self, headers: dict[str, str], ref: str) -> str:
        """What stands for somebody in the saves they send."""
        address = f"http://{self.office.host}/inspections/{ref}/saves/pass"
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers)
        ) as answer:  # written above
            return str(json.load(answer)["user"])

    def complete(self, ref: str) -> str:
        """The assessment of a new inspection's one case, which is scored completely."""
        (assessment,) = self.fresh(ref, 1)
        sent = self._sent(f"{ref}-person", f"{ref}-0", [assessment], case_file.in_one_batch)
        outcome = load(self.office.port, [sent], 60, SAVED)
        assert (len(outcome.taken), outcome.unwanted) == (1, [])
        return assessment


def begin(office: Office, definition: Definition) -> Trial:
    """The trial, on an empty database."""
    with transaction(office.engine) as session:
        common = {"ref": "template", "questionnaire": "through-the-gate@1.0", "title": "Benchmark"}
        create_inspection(session, OWNER, now, **common)
        inspection = inspections.find(session, "template")
        assert inspection is not None
        empty = cases.add_case(session, inspection[0].id, "001", case_file.ATTRIBUTES)
    return Trial(office, definition, empty)


def assessments(engine: Engine, ref: str) -> list[str]:
    """The assessments of an inspection."""
    query = (
        select(AssessmentRow.id)
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .join(InspectionRow, InspectionRow.id == CaseRow.inspection_id)
        .where(InspectionRow.ref == ref)
        .order_by(CaseRow.reference)
    )
    with transaction(engine) as session:
        return list(session.scalars(query))


def measure(port: int, sent: list[Iterator[bytes]], seconds: float, warm_up: float) -> Outcome:
    """What came of a load, once the server is warm; every answer must be that the save is stored."""
    before = load(port, sent, warm_up, SAVED)
    outcome = load(port, sent, seconds, SAVED)
    assert before.unwanted + outcome.unwanted == []
    left = sum(1 for _ in chain(*sent))
    assert left, "The prepared requests ran out: prepare more."
    return outcome
