"""What an entry says, in words that a person reads."""

from collections.abc import Callable, Mapping

from inspect_app.fieldwork.case_records import Evidence, Visit, alert_words, as_evidence, as_visit
from inspect_app.ledger.entries import TEXT_IN, Entry, EntryKind, Json, text_of
from inspect_app.ledger.validity import why_invalid
from inspect_app.questionnaire.answers import shown
from inspect_app.questionnaire.dates import in_words
from inspect_app.questionnaire.model import Definition

NOTHING = {
    EntryKind.ANSWER: "No answer",
    EntryKind.COMMENT: "No comment",
    EntryKind.EVIDENCE: "Removed",
    EntryKind.VISIT: "Nothing recorded",
}
DESTROYED = "The words of this are destroyed"

OUTCOMES = {"held": "Visit held", "refused": "Visit refused", "not_held": "Visit not held"}
INTERVIEWED = {
    "person": "the person",
    "responsible_officer": "the responsible officer",
    "mentor": "the mentor",
    "other": "somebody else",
}
CONSENTS = {"given": "Consent given", "refused": "Consent refused", "not_sought": "Consent not sought"}


def words_of(definition: Definition, entry: Entry, text: str | None) -> str:
    """What an entry says; `text` is its free text, None where it has none or that was destroyed."""
    if entry.value is None:
        return NOTHING.get(entry.kind, "Nothing")
    if text is None and text_of(entry) is not None:
        return DESTROYED
    if why_invalid(definition, entry) is not None:
        return _as_given(entry, text)
    return _WORDS[entry.kind](definition, entry, text)


def _as_given(entry: Entry, text: str | None) -> str:
    """What an entry says that can't be applied, for whoever wants to know what it was."""
    place = TEXT_IN.get(entry.kind)
    if text is not None and place is None:
        return text
    if isinstance(entry.value, list):
        return "; ".join(str(part) for part in entry.value)
    if not isinstance(entry.value, dict):
        return str(entry.value)
    given = {**entry.value, place: text} if place in entry.value else entry.value
    return "; ".join(f"{part}: {said}" for part, said in given.items())


def _answer(definition: Definition, entry: Entry, text: str | None) -> str:
    question = definition.by_id[entry.subject]
    return text or shown(definition, question, entry.value)  # type: ignore[arg-type]  # `why_invalid` has seen that it is one


def _comment(_definition: Definition, entry: Entry, text: str | None) -> str:
    return text or str(entry.value)


def _evidence(definition: Definition, entry: Entry, text: str | None) -> str:
    return evidence_words(definition, as_evidence("", _parts(entry), text))


def evidence_words(definition: Definition, evidence: Evidence) -> str:
    """A piece of evidence: the system, the kind of record, and its date."""
    labels = {system.id: str(system.label) for system in definition.systems}
    day = in_words(evidence.on) if evidence.on else "no date"
    return ", ".join(
        part for part in (labels.get(evidence.system, evidence.system), evidence.record, day) if part
    )


def _visit(_definition: Definition, entry: Entry, text: str | None) -> str:
    return visit_words(as_visit(_parts(entry), text))


def visit_words(visit: Visit) -> str:
    """What is recorded of an assessment point, in sentences."""
    parts = (
        f"Reviewed on {in_words(visit.reviewed_on)}" if visit.reviewed_on else "",
        OUTCOMES.get(visit.outcome or "", ""),
        f"Interviewed: {', '.join(INTERVIEWED[who] for who in visit.interviewed)}"
        if visit.interviewed
        else "",
        CONSENTS.get(visit.consent or "", ""),
        visit.note,
    )
    return ". ".join(part for part in parts if part) or NOTHING[EntryKind.VISIT]


def _alert(_definition: Definition, entry: Entry, text: str | None) -> str:
    words = alert_words(text) if text else None
    step = _parts(entry)["step"]
    return f"{'Closed' if step == 'closed' else 'Raised'}: {words.what if words else ''}"


def _state(_definition: Definition, entry: Entry, text: str | None) -> str:
    action = _parts(entry).get("action")
    return f"{action or 'No change of state'}{': ' + text if text else ''}"


def _parts(entry: Entry) -> dict[str, Json]:
    return entry.value if isinstance(entry.value, dict) else {}


_WORDS: Mapping[EntryKind, Callable[[Definition, Entry, str | None], str]] = {
    EntryKind.ANSWER: _answer,
    EntryKind.COMMENT: _comment,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.VISIT: _visit,
    EntryKind.ALERT: _alert,
    EntryKind.STATE: _state,
}
