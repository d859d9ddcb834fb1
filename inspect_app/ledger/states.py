"""The states of a case and the table of how it gets from one to the next."""

from dataclasses import dataclass
from enum import StrEnum


class CaseStatus(StrEnum):
    """Where a case stands."""

    ALLOCATED = "allocated"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in words, as in "This case is signed off"."""
        return self.value.replace("_", " ")


class Action(StrEnum):
    """What people do to move a case on."""

    SUBMIT = "submit"
    RETURN = "return"
    SIGN_OFF = "sign_off"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """The action in words."""
        return self.value.replace("_", " ")


DONE = {
    Action.SUBMIT: "Submitted",
    Action.RETURN: "Returned",
    Action.SIGN_OFF: "Signed off",
    Action.REOPEN: "Re-opened",
    Action.WITHDRAW: "Withdrawn",
}
"""What was done to a case, in words."""


@dataclass(frozen=True)
class Transition:
    """One permitted move; some must be explained, and some must name exactly what was seen (`covers`).

    `unbegun` is where it leads instead while nobody has begun to score the case.
    """

    source: CaseStatus
    action: Action
    target: CaseStatus
    needs_reason: bool = False
    needs_covers: bool = False
    unbegun: CaseStatus | None = None


TRANSITIONS = (
    Transition(CaseStatus.IN_PROGRESS, Action.SUBMIT, CaseStatus.SUBMITTED, needs_covers=True),
    Transition(CaseStatus.RETURNED, Action.SUBMIT, CaseStatus.SUBMITTED, needs_covers=True),
    Transition(CaseStatus.SUBMITTED, Action.RETURN, CaseStatus.RETURNED, needs_reason=True),
    Transition(CaseStatus.SUBMITTED, Action.SIGN_OFF, CaseStatus.SIGNED_OFF, needs_covers=True),
    Transition(CaseStatus.SIGNED_OFF, Action.REOPEN, CaseStatus.IN_PROGRESS, needs_reason=True),
    Transition(CaseStatus.ALLOCATED, Action.WITHDRAW, CaseStatus.WITHDRAWN, needs_reason=True),
    Transition(CaseStatus.IN_PROGRESS, Action.WITHDRAW, CaseStatus.WITHDRAWN, needs_reason=True),
    Transition(CaseStatus.RETURNED, Action.WITHDRAW, CaseStatus.WITHDRAWN, needs_reason=True),
    Transition(CaseStatus.SUBMITTED, Action.WITHDRAW, CaseStatus.WITHDRAWN, needs_reason=True),
    Transition(
        CaseStatus.WITHDRAWN,
        Action.REOPEN,
        CaseStatus.IN_PROGRESS,
        needs_reason=True,
        unbegun=CaseStatus.ALLOCATED,
    ),
)
"""The first answer moves a case from allocated to in progress; nobody has to do anything for that."""

CLOSED = frozenset({CaseStatus.SUBMITTED, CaseStatus.SIGNED_OFF, CaseStatus.WITHDRAWN})
"""While a case is in one of these, what comes in is late."""

BEGUN = frozenset(CaseStatus) - {CaseStatus.ALLOCATED, CaseStatus.WITHDRAWN}
"""Somebody has begun to score a case in one of these, and it is part of the sample."""


def transition(source: CaseStatus, action: Action) -> Transition | None:
    """The move that an action makes from a state, or None when it isn't permitted there."""
    found = (move for move in TRANSITIONS if move.source is source and move.action is action)
    return next(found, None)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {CaseStatus.ALLOCATED}",
        f"    {CaseStatus.ALLOCATED} --> {CaseStatus.IN_PROGRESS}: first answer",
    ]
    for move in TRANSITIONS:
        words = move.action.label + (" (with a reason)" if move.needs_reason else "")
        lines.append(f"    {move.source} --> {move.target}: {words}")
        if move.unbegun:
            lines.append(f"    {move.source} --> {move.unbegun}: {words}, nobody having begun")
    return "\n".join(lines) + "\n"
