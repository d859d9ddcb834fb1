"""Takes in the saves of a browser's outbox: each is stored or refused on its own, and never stored twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from inspect_app.fieldwork.check_visit import ImpossibleVisit, check_visit
from inspect_app.fieldwork.draft_evidence import check_citation
from inspect_app.fieldwork.permissions import Right, Visitor, belongs, check_may
from inspect_app.fieldwork.sent_saves import read_save, sent_id
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.ledger.entries import Actor, Clock, EntryKind, Json
from inspect_app.ledger.heads import Verdict
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records.engine import Session
from inspect_app.records.open_ledger import OpenLedger, open_ledger

CHECKS: Mapping[EntryKind, Callable[[Json, datetime], None]] = {
    EntryKind.VISIT: check_visit,
    EntryKind.EVIDENCE: check_citation,
}
"""What can be read and yet can't be so, by what it is about: a UserError says why."""
MOST_SAVES = 200
"""In one batch; a browser sends far fewer."""


@dataclass(frozen=True)
class Result:
    """What became of one save: `saved` is None when it was refused for a `reason`, False when it was known.

    `faults` are the parts of the reason that are to be said beside a field, by its name.

    `count` and `sent_hash` are its receipt: how many entries it has, and the SHA-256 of its canonical JSON
    as it was sent.
    """

    id: str | None
    saved: bool | None
    reason: str | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    count: int = 0
    sent_hash: str | None = None
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Received:
    """What became of a batch, and how the assessment stands now; `saves` and `chain` are its ledger's end."""

    results: tuple[Result, ...]
    state: AssessmentState
    saves: int
    chain: str


def open_for_saves(session: Session, visitor: Visitor, assessment: str, sent: Sequence[object]) -> OpenLedger:
    """The ledger of an assessment, locked for what was `sent` by somebody who may score it.

    Raises NotThere when there is no such assessment in what the visitor can find, NotAllowed when they may
    not score it.
    """
    ids = {id_ for id_ in map(sent_id, sent[:MOST_SAVES]) if id_ is not None}
    opened = open_ledger(session, assessment, ids)
    if opened is None or not belongs(visitor, opened.ref):
        raise NotThere("There is no such assessment.")
    check_may(visitor, Right.SCORE, opened.ref)
    return opened


def receive_saves(
    session: Session, actor: Actor, clock: Clock, opened: OpenLedger, sent: Sequence[object]
) -> Received:
    """Store what a person's browser sent about an assessment; one bad save keeps none of the others back.

    Raises UserError when the batch is too large.
    """
    if len(sent) > MOST_SAVES:
        raise UserError(f"At most {MOST_SAVES} saves can be sent at once.")
    results: list[Result] = []
    for one in sent:
        try:
            now = clock()
            read = read_save(one, opened.assessment, actor)
            for entry in read.save.entries:
                if check := CHECKS.get(entry.kind):
                    check(entry.value, now)
            new = opened.take(session, read.save, read.texts, now)
        except UserError as error:
            faults = error.faults if isinstance(error, ImpossibleVisit) else {}
            results.append(Result(sent_id(one), None, str(error), faults))
        else:
            results.append(Result(read.save.id, new, count=len(read.save.entries), sent_hash=read.sent_hash))
    opened.close(session)
    state = opened.state
    judged = tuple(replace(each, verdicts=_verdicts(each, state)) for each in results)
    return Received(judged, state, opened.saves, opened.chain)


def _verdicts(result: Result, state: AssessmentState) -> tuple[Verdict, ...]:
    return tuple(state.verdict(f"{result.id}/{place}") for place in range(result.count))
