"""Saves what somebody answered about a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_app.fieldwork.draft_answers import Raw, draft_answers
from inspect_app.fieldwork.draft_evidence import Cited, draft_evidence
from inspect_app.fieldwork.open_case import open_case, what_was_seen
from inspect_app.fieldwork.policies import check_can_edit
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock, EntryKind
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Typed:
    """What somebody typed about a case: answers, comments and records to cite by question id.

    `seen` are the entries that the page was made from, by thing ("answer:q"), and `removed` those of the
    evidence to be removed, by its subject.
    """

    answers: Mapping[str, Raw]
    comments: Mapping[str, str]
    seen: Mapping[str, tuple[str, ...]]
    cited: Mapping[str, Cited] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SaveResult:
    """How many changes were saved, and by thing ("answer:q") what is wrong with those that weren't."""

    saved: int
    problems: dict[str, str]


def save_answers(
    session: Session, actor: Actor, clock: Clock, typed: Typed, *, ref: str, reference: str
) -> SaveResult:
    """Save what differs from what the author saw; a bad answer to one question keeps none of the others back.

    A page that has gone stale makes a conflict and never overwrites. Raises UserError when the case is
    unknown or closed.
    """
    case = open_case(session, ref, reference)
    check_can_edit(case.status)
    definition = case.inspection.definition
    before = what_was_seen(session, case, typed.seen)
    draft = draft_answers(definition, before, typed.answers, typed.comments)
    cited, problems = draft_evidence(definition, case.evidence, typed.cited, typed.removed, clock())
    changes = [*draft.changes, *cited]
    store_changes(session, actor, clock, case, changes)
    about = {f"{EntryKind.EVIDENCE}:{question}": problem for question, problem in problems.items()}
    return SaveResult(len(changes), draft.problems | about)
