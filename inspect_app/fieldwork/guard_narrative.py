"""Warns of what in a text looks as if it told who somebody is; it never keeps anybody from saving it."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from inspect_app.fieldwork.destroy_frame import last_destruction
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import QuestionType
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import cases, list_names
from inspect_app.records.engine import Session
from inspect_app.records.list_names import Version
from inspect_app.sampling.identities import Identity, Kind, Likeness, Matcher

NUMBERS_ONLY = Matcher(())
"""What is looked for where there is no long list, or none that is theirs to see who looks."""


class Matchers:
    """The long lists in use, each made ready once and kept in memory until it changes or too many are."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._kept: OrderedDict[int, tuple[Version, Matcher]] = OrderedDict()

    def of(self, session: Session, inspection: int) -> Matcher:
        """The matcher of an inspection's long list as it is now, and as far as the session can find it."""
        version = list_names.version(session, inspection)
        if version is None:
            return NUMBERS_ONLY
        kept = self._kept.pop(inspection, None)
        if kept is None or kept[0] != version:
            kept = version, _matcher(session, version)
        self._kept[inspection] = kept
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept[1]


def _matcher(session: Session, version: Version) -> Matcher:
    rows = list_names.named_rows(session, version.imported)
    people = [Identity(row.family_name, row.first_names, row.born_on) for row in rows]
    return Matcher(people, {name for row in rows for name in (row.officer, row.manager) if name})


def names_unchecked(session: Session, inspection: int) -> str | None:
    """Why texts can't be looked through for names, in words; None where nothing stands in the way."""
    destroyed = last_destruction(session, inspection)
    if destroyed is None or list_names.version(session, inspection) is not None:
        return None
    when = f"The long list was destroyed on {destroyed.at.day} {destroyed.at:%B %Y}"
    return f"{when}, so texts can’t be checked for names. Numbers and dates of birth are still looked for."


class Warned(NamedTuple):
    """Words of one kind in a text, each once, and what to do about them."""

    kind: Kind
    words: tuple[str, ...]
    advice: str


def guard_narrative(
    session: Session, matchers: Matchers, inspection: int, texts: Mapping[str, str]
) -> dict[str, tuple[Likeness, ...]]:
    """What looks as if it told who somebody is, by the texts' keys; texts that hold nothing are left out."""
    matcher = matchers.of(session, inspection)
    found = ((key, matcher.find(text)) for key, text in texts.items() if text)
    return {key: likenesses for key, likenesses in found if likenesses}


def matcher_of(session: Session, matchers: Matchers, *, ref: str, reference: str) -> Matcher:
    """What finds it in texts about a case; UserError when there is no such inspection or case."""
    inspection = get_inspection(session, ref)
    if cases.find(session, inspection.id, reference) is None:
        raise NotThere(f"There is no case {reference} in inspection {ref}.")
    return matchers.of(session, inspection.id)


def texts_of(case: CaseView) -> dict[str, str]:
    """Every text in a case that somebody typed, by the thing it is of ("comment:home_found")."""
    texts = {f"{EntryKind.COMMENT}:{id_}": text for id_, text in case.comments.items()}
    for question in case.inspection.definition.questions:
        if question.type is QuestionType.TEXT and question.id in case.answers:
            texts[f"{EntryKind.ANSWER}:{question.id}"] = str(case.answers[question.id])
    for id_, cited in case.evidence.items():
        texts |= {f"{EntryKind.EVIDENCE}:{id_}/{each.key}": each.record for each in cited}
    texts |= {f"{EntryKind.VISIT}:{point}": visit.note for point, visit in case.visits.items()}
    for alert in case.alerts:
        words = (alert.words.what, alert.words.told, alert.closing or "")
        texts[f"{EntryKind.ALERT}:{alert.question}/{alert.key}"] = "\n".join(words)
    for conflict in case.conflicts:
        texts[f"{conflict.kind}:{conflict.subject}"] = "\n".join(each.shown for each in conflict.versions)
    return texts


def warnings_of(likenesses: Iterable[Likeness]) -> Iterator[Warned]:
    """What was found, put in words: one warning for each kind."""
    by_kind: dict[Kind, list[str]] = {}
    for each in likenesses:
        words = by_kind.setdefault(each.kind, [])
        if each.words not in words:
            words.append(each.words)
    for kind, found in by_kind.items():
        yield Warned(kind, tuple(found), advice(kind, found))


def advice(kind: Kind, words: Iterable[str]) -> str:
    """What to do about some words of one kind."""
    quoted = [f"“{each}”" for each in words]
    one, many, instead = _WORDS[kind]
    if len(quoted) == 1:
        return f"This looks like {one}: {quoted[0]}. {instead} You can leave it if it isn’t."
    return f"These look like {many}: {', '.join(quoted)}. {instead} You can leave them if they aren’t."


def said_of(kind: Kind) -> tuple[str, str]:
    """What one find of a kind is called, and what to write instead."""
    one, _, instead = _WORDS[kind]
    return one, instead


_NUMBER = "Leave it out: the case’s own number says which case it is."
_WORDS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.NAME: ("a name from the long list", "names from the long list", "Write “the person” instead."),
    Kind.STAFF: (
        "an officer’s or a manager’s name from the long list",
        "officers’ or managers’ names from the long list",
        "Write “the responsible officer” or “the manager” instead.",
    ),
    Kind.CRN: ("a CRN", "CRNs", _NUMBER),
    Kind.PNC: ("a PNC number", "PNC numbers", _NUMBER),
    Kind.BIRTH: ("a date of birth", "dates of birth", "Write an age instead, if it matters."),
}
