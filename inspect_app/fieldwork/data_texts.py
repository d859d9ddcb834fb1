"""Finds what raw data say beside the packed answers: texts that stand, conflicts, and revisions."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

from inspect_app.ledger import assessment
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import EntryKind, digest_of
from inspect_app.questionnaire.model import Definition, QuestionType
from inspect_app.records import raw_cases, saves
from inspect_app.records.engine import Session
from inspect_app.records.raw_cases import RawCases

_COMMENT = re.compile(r'"comment:([a-z0-9_]+)":\["([^"]+)"')


class Heads:
    """Finds what stands of comments and answers in words in a state's JSON, which never holds the words.

    Reading all of that JSON would take longer than making the files: they need a small part of it, where one
    thing after another stands by its name.
    """

    def __init__(self, definition: Definition) -> None:
        in_words = (each.id for each in definition.questions if each.type is QuestionType.TEXT)
        self._answers = [(id_, f'"{EntryKind.ANSWER}:{id_}":["') for id_ in in_words]

    def of(self, state: str, conflicts: int) -> list[tuple[EntryKind, str, str]]:
        """Kind, question and entry of each that stands and is in no conflict."""
        start = state.index('"heads":{')
        end = state.index("}", start)
        first = state.find('"comment:', start, end)
        comments = _COMMENT.findall(state, first, end) if first >= 0 else []
        found = [(EntryKind.COMMENT, question, entry) for question, entry in comments]
        for question, name in self._answers:
            if (at := state.find(name, start, end)) >= 0:
                entry = state[at + len(name) : state.index('"', at + len(name))]
                found.append((EntryKind.ANSWER, question, entry))
        if conflicts:
            disputed = set(json.loads(state)["conflicts"])
            found = [each for each in found if f"{each[0]}:{each[1]}" not in disputed]
        return found


@dataclass(frozen=True)
class Beside:
    """What is said of each case beside its answers.

    `revisions` are those of the texts that most answers were given under (NaN: none was), `others` tell which
    answers were given under another one.
    """

    revisions: Sequence[float]
    others: Sequence[str]
    conflicts: Sequence[str]


def said_beside(
    session: Session, cases: RawCases, spans: Mapping[str, tuple[int, int]], usual: int, *, with_states: bool
) -> Beside:
    """The same of some cases; `spans` are the revisions of those not wholly saved with the `usual` one.

    States are read again only where they are needed and weren't read yet.
    """
    begun = dict(zip(cases.assessments, cases.saves, strict=True))
    of = {id_: spans.get(id_, (usual, usual)) for id_, saves in begun.items() if saves}
    mixed = {id_ for id_, (first, last) in of.items() if first != last}
    asked_about = mixed | {id_ for id_, n in zip(cases.assessments, cases.conflicts, strict=True) if n}
    single = [of[id_][0] if id_ in of else nan for id_ in cases.assessments]
    if not asked_about:
        return Beside(single, [""] * len(single), [""] * len(single))
    known = (
        dict(zip(cases.assessments, cases.states, strict=True))
        if with_states
        else raw_cases.states_of(session, asked_about)
    )
    states = {id_: assessment.from_json(known[id_]) for id_ in asked_about}
    heads = {head for id_ in mixed for found in states[id_].heads.values() for head in found}
    of_saves = raw_cases.revision_of(session, {head.partition("/")[0] for head in heads})
    told = [
        _revisions(states[id_], of_saves) if id_ in mixed else (alone, "")
        for id_, alone in zip(cases.assessments, single, strict=True)
    ]
    conflicts = [_conflicts(session, states[id_]) if id_ in states else "" for id_ in cases.assessments]
    return Beside([revision for revision, _ in told], [others for _, others in told], conflicts)


def _revisions(state: AssessmentState, of_saves: Mapping[str, int]) -> tuple[float, str]:
    found = {
        question: of_saves[state.heads[f"{EntryKind.ANSWER}:{question}"][0].partition("/")[0]]
        for question, counted in state.path.counted.items()
        if counted.value is not None
    }
    if not found:
        return nan, ""
    times = Counter(found.values())
    most = max(times, key=lambda revision: (times[revision], revision))
    return most, "; ".join(f"{question}={own}" for question, own in found.items() if own != most)


def _conflicts(session: Session, state: AssessmentState) -> str:
    """What is in conflict, with the versions of an answer that isn't in words."""
    said = saves.said(session, [id_ for thing in state.conflicts for id_ in state.heads[thing]])
    return "; ".join(
        _versions(thing, [said[id_][1].value for id_ in state.heads[thing]]) for thing in state.conflicts
    )


def _versions(thing: str, values: Sequence[object]) -> str:
    kind, _, question = thing.partition(":")
    if kind != EntryKind.ANSWER or any(isinstance(value, dict) and digest_of(value) for value in values):
        return thing
    shown = ("+".join(value) if isinstance(value, list) else str(value) for value in values)
    return f"{question}={'|'.join(shown)}"
