"""Turns what somebody typed about evidence into changes for the ledger, or into problems."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.case_records import Evidence
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.questionnaire.dates import as_day, is_to_come, iso_day
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy

RECORD_LIMIT = 200
"""Characters of the kind of a record: enough to cite it, too few to copy it."""
_KEY = re.compile(r"[0-9a-f]{8,32}")
_TYPED = re.compile(r"([0-9]{1,2}) ?[/. -] ?([0-9]{1,2}|[A-Za-z]{3,9}) ?[/. -] ?([0-9]{4})")
TO_COME = "The record’s date is still to come. Enter a day that is not after today"


@dataclass(frozen=True)
class Cited:
    """A record as it was typed in; `key` was made with the page, so that sending it twice cites it once."""

    key: str
    system: str
    record: str
    on: str

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.system or self.record.strip() or self.on.strip())


def draft_evidence(
    definition: Definition,
    standing: Mapping[str, tuple[Evidence, ...]],
    cited: Mapping[str, Cited],
    removed: Mapping[str, tuple[str, ...]],
    now: datetime,
) -> tuple[list[Change], dict[str, str]]:
    """The changes, and by question what is wrong with what was cited.

    `removed` are the entries that its author saw, by the evidence's subject.
    """
    known = {f"{question}/{item.key}" for question, items in standing.items() for item in items}
    changes = [
        Change(EntryKind.EVIDENCE, subject, None, seen)
        for subject, seen in removed.items()
        if subject in known
    ]
    problems = {}
    for question, record in cited.items():
        subject = f"{question}/{record.key}"
        if record.blank or subject in known:
            continue
        if reason := _refused(definition, question, record, now):
            problems[question] = reason
        else:
            value = {"system": record.system, "record": None, "date": _iso(record.on) or None}
            changes.append(Change(EntryKind.EVIDENCE, subject, value, (), tidy(record.record) or None))
    return changes, problems


def check_citation(value: Json, now: datetime) -> None:
    """Raises UserError when a citation's value in the ledger has a date that is still to come."""
    day = as_day(value.get("date")) if isinstance(value, dict) else None
    if day is not None and is_to_come(day, now):
        raise UserError(f"{TO_COME}.")


def _refused(definition: Definition, question: str, cited: Cited, now: datetime) -> str | None:
    record, day = tidy(cited.record), as_day(_iso(cited.on))
    checks = (
        (question in definition.by_id, f"The questionnaire has no question “{question}”"),
        (_KEY.fullmatch(cited.key), "Open the page again, then cite the record once more"),
        (cited.system in {system.id for system in definition.systems}, "Choose the system the record is in"),
        (
            len(record) <= RECORD_LIMIT,
            f"Say what kind of record it is in at most {RECORD_LIMIT} characters: cite it, do not copy it",
        ),
        (day is not None or not cited.on.strip(), "Enter a real date, such as 27/3/2016"),
        (day is None or not is_to_come(day, now), TO_COME),
    )
    return next((reason for right, reason in checks if not right), None)


def _iso(typed: str) -> str:
    """A day as ISO has it, typed in one field; the same as `dayOf` of the page's script."""
    match = _TYPED.fullmatch(typed.strip())
    return (iso_day("/".join(match.groups())) if match else None) or typed.strip()
