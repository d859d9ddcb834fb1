"""What an assessment's saves amount to, and its JSON form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.ledger.heads import APPLIED, Verdict, VerdictKind
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.path import Asked, Counted, Path, Status


@dataclass(frozen=True)
class StateChange:
    """A change of state that took effect; `at` is by the author's clock."""

    entry: str
    action: Action
    author: str
    at: str


@dataclass(frozen=True)
class AssessmentState:
    """What an assessment's saves amount to.

    `heads` are the entries that stand, by thing ("answer:q", "comment:q", "state:"); `conflicts` the things
    whose heads disagree. `answers` are the standing answers by question id, routed out or not (a text by its
    digest); `commented` the questions with a comment; `records` what stands of evidence, visits and alerts,
    by thing. `path` has what counts. `set_aside` has the verdict on every entry that isn't simply applied.
    """

    status: CaseStatus
    heads: dict[str, tuple[str, ...]]
    conflicts: tuple[str, ...]
    answers: dict[str, Value]
    commented: tuple[str, ...]
    records: dict[str, Json]
    path: Path
    set_aside: dict[str, Verdict]
    history: tuple[StateChange, ...]

    def verdict(self, entry_id: str) -> Verdict:
        """What became of an entry."""
        return self.set_aside.get(entry_id, APPLIED)

    @property
    def late(self) -> int:
        """How many entries came while the case was closed and are kept for when it is open again."""
        return sum(verdict.kind is VerdictKind.LATE for verdict in self.set_aside.values())

    @property
    def answered(self) -> int:
        """How many questions have an answer that counts, "not applicable" and "don't know" among them."""
        return sum(counted.value is not None for counted in self.path.counted.values())

    @property
    def to_do(self) -> int:
        """How many questions still want an answer, a comment, or agreement between conflicting versions."""
        disputed = {thing.partition(":")[2].partition("/")[0] for thing in self.conflicts}
        return len({*self.path.unanswered, *self.path.comments_owed, *disputed})

    @property
    def open_alerts(self) -> int:
        """How many alerts nobody has closed yet."""
        alerts = (said for thing, said in self.records.items() if thing.startswith(f"{EntryKind.ALERT}:"))
        return sum(isinstance(said, dict) and said["step"] == "raised" for said in alerts)


def to_json(state: AssessmentState) -> str:
    """A state as canonical JSON; `from_json` reads it back."""
    return canonical_json(
        {
            "status": state.status,
            "heads": state.heads,
            "conflicts": state.conflicts,
            "answers": state.answers,
            "commented": state.commented,
            "records": state.records,
            "questions": [
                [id_, asked, state.path.counted[id_].status, state.path.counted[id_].value]
                for id_, asked in state.path.asked.items()
            ],
            "parked": state.path.parked,
            "unanswered": state.path.unanswered,
            "comments_owed": state.path.comments_owed,
            "set_aside": {id_: [verdict.kind, verdict.reason] for id_, verdict in state.set_aside.items()},
            "history": [[change.entry, change.action, change.author, change.at] for change in state.history],
        }
    )


def from_json(text: str) -> AssessmentState:
    """The state that `to_json` wrote."""
    data: Mapping[str, Any] = json.loads(text)
    return AssessmentState(
        status=CaseStatus(data["status"]),
        heads={thing: tuple(ids) for thing, ids in data["heads"].items()},
        conflicts=tuple(data["conflicts"]),
        answers=data["answers"],
        commented=tuple(data["commented"]),
        records=data["records"],
        path=Path(
            asked={id_: _ASKED[asked] for id_, asked, _, _ in data["questions"]},
            counted={id_: Counted(_STATUS[status], value) for id_, _, status, value in data["questions"]},
            parked=tuple(data["parked"]),
            unanswered=tuple(data["unanswered"]),
            comments_owed=tuple(data["comments_owed"]),
        ),
        set_aside={
            id_: Verdict(VerdictKind(kind), reason) for id_, (kind, reason) in data["set_aside"].items()
        },
        history=tuple(StateChange(entry, Action(action), *rest) for entry, action, *rest in data["history"]),
    )


# A state is read at every save, with a pair for each question: a lookup is faster than asking the class.
_ASKED = {each.value: each for each in Asked}
_STATUS = {each.value: each for each in Status}
