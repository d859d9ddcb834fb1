"""Turns what somebody typed about evidence into changes for the ledger, or into problems."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.fieldwork.case_records import Evidence
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.dates import MONTHS, is_day
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.tidy_text import tidy

RECORD_LIMIT = 200
"""Characters of the kind of a record: enough to cite it, too few to copy it."""
_KEY = re.compile(r"[0-9a-f]{8,32}")
_TYPED = re.compile(r"([0-9]{1,2}) ?[/. -] ?([0-9]{1,2}|[A-Za-z]{3,9}) ?[/. -] ?([0-9]{4})")
_MONTHS = MONTHS["en"].casefold().split()


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
        if reason := _refused(definition, question, record):
            problems[question] = reason
        else:
            value = {"system": record.system, "record": None, "date": _iso(record.on) or None}
            changes.append(Change(EntryKind.EVIDENCE, subject, value, (), tidy(record.record) or None))
    return changes, problems


def _refused(definition: Definition, question: str, cited: Cited) -> str | None:
    record = tidy(cited.record)
    checks = (
        (question in definition.by_id, f"The questionnaire has no question “{question}”"),
        (_KEY.fullmatch(cited.key), "Open the page again, then cite the record once more"),
        (cited.system in {system.id for system in definition.systems}, "Choose the system the record is in"),
        (
            len(record) <= RECORD_LIMIT,
            f"Say what kind of record it is in at most {RECORD_LIMIT} characters: cite it, do not copy it",
        ),
        (not cited.on.strip() or is_day(_iso(cited.on)), "Enter a real date, such as 27/3/2016"),
    )
    return next((reason for right, reason in checks if not right), None)


def _iso(typed: str) -> str:
    """A day as ISO has it, typed in one field; the same as `dayOf` of the page's script."""
    if match := _TYPED.fullmatch(typed.strip()):
        day, month, year = match[1], match[2].casefold(), match[3]
        number = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(month)), month)
        return f"{year}-{number:0>2}-{day:0>2}"
    return typed.strip()
