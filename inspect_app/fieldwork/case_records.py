"""What is kept of a case beside answers and comments: evidence, visits and alerts, in clear."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inspect_app.ledger.entries import Entry, EntryKind, Json, Save
from inspect_app.questionnaire.canonical import canonical_json

Records = Mapping[str, Json]
"""What stands, by thing, as in the ledger."""
Heads = Mapping[str, tuple[str, ...]]
Texts = Mapping[str, str]
"""Free texts by the id of their entry; one that was destroyed is missing."""
Said = Mapping[str, tuple[Save, Entry]]


@dataclass(frozen=True)
class Evidence:
    """A record that an answer rests on, cited and not copied: in which system, of what kind and of when."""

    key: str
    system: str
    record: str
    on: date | None


@dataclass(frozen=True)
class Visit:
    """What happened at an assessment point; outcome, interviewed and consent are words of the ledger."""

    reviewed_on: date | None = None
    outcome: str | None = None
    interviewed: tuple[str, ...] = ()
    consent: str | None = None
    note: str = ""


@dataclass(frozen=True)
class AlertWords:
    """The words of an alert: what it is about and who was told, or how it was dealt with."""

    what: str
    told: str = ""


@dataclass(frozen=True)
class Alert:
    """Somebody at immediate risk: what was seen and who was told when; how and by whom it was closed.

    `told_at` is a local time to the minute as it was given; the others are by the authors' clocks.
    """

    question: str
    key: str
    words: AlertWords
    told_at: datetime | None
    raised_by: str
    raised_at: str
    closing: str | None = None
    closed_by: str | None = None
    closed_at: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.closed_by is None


def alert_text(words: AlertWords) -> str:
    """The words of an alert as the one text that the ledger seals."""
    return canonical_json({"what": words.what, "told": words.told})


def alert_words(text: str) -> AlertWords:
    """The words that `alert_text` wrote."""
    read = json.loads(text)
    return AlertWords(read["what"], read["told"])


def evidence_of(records: Records, heads: Heads, texts: Texts) -> dict[str, tuple[Evidence, ...]]:
    """The evidence that stands, by question, in the order in which it was cited."""
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for subject, value in _of_kind(EntryKind.EVIDENCE, records):
        question, _, key = subject.partition("/")
        head = heads[f"{EntryKind.EVIDENCE}:{subject}"][0]
        found.setdefault(question, []).append((head, as_evidence(key, value, texts.get(head))))
    return {question: tuple(one for _, one in sorted(each, key=_first)) for question, each in found.items()}


def _first(pair: tuple[str, Evidence]) -> str:
    return pair[0]


def as_evidence(key: str, value: dict[str, Json], text: str | None) -> Evidence:
    """A piece of evidence from what the ledger says, and its free text."""
    return Evidence(key, str(value["system"]), text or "", _day(value["date"]))


def visits_of(records: Records, heads: Heads, texts: Texts) -> dict[str, Visit]:
    """The visits that stand, by assessment point."""
    return {
        point: as_visit(value, texts.get(heads[f"{EntryKind.VISIT}:{point}"][0]))
        for point, value in _of_kind(EntryKind.VISIT, records)
    }


def as_visit(value: dict[str, Json], text: str | None) -> Visit:
    """A visit from what the ledger says, and its free text."""
    interviewed = value["interviewed"]
    return Visit(
        reviewed_on=_day(value["reviewed_on"]),
        outcome=_word(value["outcome"]),
        interviewed=tuple(str(who) for who in interviewed) if isinstance(interviewed, list) else (),
        consent=_word(value["consent"]),
        note=text or "",
    )


def alerts_of(records: Records, heads: Heads, texts: Texts, said: Said) -> tuple[Alert, ...]:
    """Every alert, oldest first. `said` holds the heads of alerts and the entries that they follow."""
    found = (
        _alert(subject, heads[f"{EntryKind.ALERT}:{subject}"][0], texts, said)
        for subject, _ in _of_kind(EntryKind.ALERT, records)
    )
    return tuple(sorted(found, key=lambda alert: alert.raised_at))


def _alert(subject: str, head: str, texts: Texts, said: Said) -> Alert:
    save, entry = said[head]
    value = entry.value
    first, closed = head, isinstance(value, dict) and value["step"] == "closed"
    if closed and entry.parents and entry.parents[0] in said:
        first = entry.parents[0]
    raising, raised = said[first]
    told_at = raised.value["told_at"] if isinstance(raised.value, dict) else None
    question, _, key = subject.partition("/")
    return Alert(
        question=question,
        key=key,
        words=_words(texts.get(first)),
        told_at=datetime.fromisoformat(told_at) if isinstance(told_at, str) else None,
        raised_by=raising.author,
        raised_at=raising.made_at,
        closing=_words(texts.get(head)).what if closed else None,
        closed_by=save.author if closed else None,
        closed_at=save.made_at if closed else None,
    )


def _words(text: str | None) -> AlertWords:
    return AlertWords("") if text is None else alert_words(text)


def _of_kind(kind: EntryKind, records: Records) -> Iterator[tuple[str, dict[str, Json]]]:
    for thing, value in records.items():
        found, _, subject = thing.partition(":")
        if found == kind and isinstance(value, dict):
            yield subject, value


def _day(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _word(value: Json) -> str | None:
    return None if value is None else str(value)
