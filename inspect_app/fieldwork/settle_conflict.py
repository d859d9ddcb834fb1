"""Settles a conflict: a person picks one of its versions or gives another, and all stay in the history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from inspect_app.fieldwork.draft_answers import TEXT_LIMIT, Before, Change, Draft, Raw, draft_answers
from inspect_app.fieldwork.draft_evidence import RECORD_LIMIT
from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.policies import check_can_edit
from inspect_app.fieldwork.receive_saves import CHECKS
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import TEXT_IN, Actor, Clock, Entry, EntryKind, Json, text_of
from inspect_app.ledger.validity import CONSENTS, INTERVIEWED, OUTCOMES, why_invalid
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import saves
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import parse_date

Typed = Mapping[str, Raw]
"""Another version as typed: "" for an answer or a comment, else by the names of the ledger's values."""


class Stale(UserError):
    """Somebody has said something more about it since the page was made."""


@dataclass(frozen=True)
class About:
    """What a version is given of: its thing, and the entries that it follows."""

    definition: Definition
    kind: EntryKind
    subject: str
    heads: tuple[str, ...]

    def change(self, value: Json, text: str) -> Change:
        """The change that says so; UserError, in words, when it can't be applied."""
        change = Change(self.kind, self.subject, value, self.heads, text or None)
        if reason := why_invalid(self.definition, Entry(self.kind, self.subject, change.value)):
            raise UserError(f"{reason}.")
        return change


def settle_conflict(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    thing: str,
    seen: tuple[str, ...],
    version: str | Typed,
) -> None:
    """Say which version stands: that of an entry, or another as typed.

    `seen` are the entries that the page showed. Raises Stale when they are no longer those in conflict, and
    UserError when the case is unknown or closed, or when no such version can be given.
    """
    case = open_case(session, ref, reference)
    check_can_edit(case.status)
    heads = case.heads.get(thing, ())
    if thing not in case.state.conflicts or set(seen) != set(heads):
        raise Stale("Something more was said about this since you opened the page. Look again, then choose.")
    kind, _, subject = thing.partition(":")
    about = About(case.inspection.definition, EntryKind(kind), subject, heads)
    if isinstance(version, str):
        change = _picked(session, about, version)
    else:
        change = _DRAFTS[about.kind](about, version)
        if check := CHECKS.get(about.kind):
            check(change.value, clock())
    store_changes(session, actor, clock, case, [change])


def _picked(session: Session, about: About, entry_id: str) -> Change:
    if entry_id not in about.heads:
        raise UserError("Choose the version that should stand, or give another.")
    entry = saves.said(session, [entry_id])[entry_id][1]
    text = saves.texts(session, [entry_id]).get(entry_id)
    if text_of(entry) is None:
        return Change(about.kind, about.subject, entry.value, about.heads)
    if text is None:
        raise UserError("The words of this version are destroyed, so it can’t be chosen. Give another.")
    place = TEXT_IN.get(about.kind)
    value = {**entry.value, place: None} if place and isinstance(entry.value, dict) else None
    return Change(about.kind, about.subject, value, about.heads, text)


def _answer(about: About, typed: Typed) -> Change:
    before = Before({f"{about.kind}:{about.subject}": about.heads}, {})
    return _only(draft_answers(about.definition, before, {about.subject: typed[""]}, {}))


def _comment(about: About, typed: Typed) -> Change:
    before = Before({f"{about.kind}:{about.subject}": about.heads}, {})
    return _only(draft_answers(about.definition, before, {}, {about.subject: str(typed[""])}))


def _only(draft: Draft) -> Change:
    for problem in draft.problems.values():
        raise UserError(f"{problem}.")
    if not draft.changes:
        raise UserError("Give the version that should stand, or choose one of those above.")
    return draft.changes[0]


def _evidence(about: About, typed: Typed) -> Change:
    record = _text(typed, "record", RECORD_LIMIT)
    if not typed["system"]:
        raise UserError("Choose the system that the record is in.")
    return about.change({"system": typed["system"], "record": None, "date": _day(typed["date"])}, record)


def _visit(about: About, typed: Typed) -> Change:
    value = {
        "reviewed_on": _day(typed["reviewed_on"]),
        "outcome": _one_of(OUTCOMES, typed["outcome"]),
        "interviewed": [who for who in INTERVIEWED if who in typed["interviewed"]],
        "consent": _one_of(CONSENTS, typed["consent"]),
        "note": None,
    }
    return about.change(value, _text(typed, "note", TEXT_LIMIT))


def _one_of(words: tuple[str, ...], raw: Raw) -> str | None:
    return next((word for word in words if word == raw), None)


def _text(typed: Typed, name: str, most: int) -> str:
    text = tidy(str(typed[name]))
    if len(text) > most:
        raise UserError(f"This is too long: it has {len(text):,} characters, and {most:,} are allowed.")
    return text


def _day(raw: Raw) -> str | None:
    typed = "/".join(raw) if isinstance(raw, list) else raw
    if not typed.strip("/ "):
        return None
    day: date | None = parse_date(typed)
    if day is None:
        raise UserError("Enter a real date, such as 27 3 2016.")
    return day.isoformat()


_DRAFTS: Mapping[EntryKind, Callable[[About, Typed], Change]] = {
    EntryKind.ANSWER: _answer,
    EntryKind.COMMENT: _comment,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.VISIT: _visit,
}
