"""Finds what raw data say beside the packed answers: texts that stand, conflicts, and revisions."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan

from inspect_app.ledger import assessment
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import EntryKind, digest_of
from inspect_app.questionnaire.model import Definition, QuestionType
from inspect_app.records import raw_cases, saves
from inspect_app.records.engine import Session
from inspect_app.records.raw_cases import RawCases

Pattern = re.Pattern[str]
_ENTRY = r'":\["([^"]+)"'


def head_pattern(definition: Definition) -> Pattern:
    """What finds the heads of comments and of answers in words in the JSON of a state.

    Reading all of that JSON would take longer than making the files; free text is never in it.
    """
    in_words = [each.id for each in definition.questions if each.type is QuestionType.TEXT]
    answers = rf"|(answer):({'|'.join(in_words)})" if in_words else r"|(?!)()()"
    return re.compile(rf'"(?:(comment):([a-z0-9_]+){answers}){_ENTRY}')


def heads_of(pattern: Pattern, state: str, conflicts: int) -> Iterator[tuple[str, str, str]]:
    """Kind, question and entry of each comment and answer in words that stands and is in no conflict."""
    disputed = set(json.loads(state)["conflicts"]) if conflicts else ()
    start = state.find('"heads":{')
    for comment, about, answer, question, entry in pattern.findall(state, start):
        kind, of = comment or answer, about or question
        if not disputed or f"{kind}:{of}" not in disputed:
            yield kind, of, entry


@dataclass(frozen=True)
class Beside:
    """What is said of each case beside its answers.

    `revisions` are those of the texts that most answers were given under (NaN: none was), `others` tell which
    answers were given under another one.
    """

    revisions: Sequence[float]
    others: Sequence[str]
    conflicts: Sequence[str]


def said_beside(session: Session, cases: RawCases, *, with_states: bool) -> Beside:
    """The same of some cases; states are read again only where they are needed and weren't read yet."""
    spans = raw_cases.revisions(session, cases.assessments)
    mixed = {id_ for id_, (first, last) in spans.items() if first != last}
    asked_about = mixed | {id_ for id_, n in zip(cases.assessments, cases.conflicts, strict=True) if n}
    if not asked_about:
        single = [spans[id_][0] if id_ in spans else nan for id_ in cases.assessments]
        return Beside(single, [""] * len(single), [""] * len(single))
    known = (
        dict(zip(cases.assessments, cases.states, strict=True))
        if with_states
        else raw_cases.states_of(session, asked_about)
    )
    states = {id_: assessment.from_json(known[id_]) for id_ in asked_about}
    of_saves = raw_cases.revision_of(session, mixed)
    told = [
        _revisions(states[id_], of_saves) if id_ in mixed else (spans[id_][0] if id_ in spans else nan, "")
        for id_ in cases.assessments
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
