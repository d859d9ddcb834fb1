"""Decides whether a change of state that somebody asks for takes effect."""

from dataclasses import dataclass

from inspect_app.ledger.entries import Json, digest_of, digest_value
from inspect_app.ledger.states import Action, CaseStatus, Transition, transition


@dataclass(frozen=True)
class Refused:
    """A change of state that does not take effect, and why."""

    reason: str


def move_value(action: Action, covers: str, reason_digest: str | None = None) -> dict[str, Json]:
    """The value of an entry that changes the state: `covers` is the position its author has seen."""
    reason = None if reason_digest is None else digest_value(reason_digest)
    return {"action": action.value, "covers": covers, "reason": reason}


def decide(value: Json, status: CaseStatus, position: str, *, complete: bool) -> Transition | Refused:
    """The transition an entry's value makes from a status, where `position` names the saves before it."""
    if not isinstance(value, dict) or value.get("action") not in list(Action):
        return Refused("It names no change of state")
    action = Action(value["action"])
    move = transition(status, action)
    if move is None:
        return Refused(f"A case that is {status.label} does not allow this: {action.label}")
    if move.needs_reason and digest_of(value.get("reason")) is None:
        return Refused("It must give a reason")
    covers = value.get("covers")
    if covers != position and (move.needs_covers or covers is not None):
        return Refused("Something was saved in the meantime that its author had not seen")
    if action is Action.SUBMIT and not complete:
        return Refused("Answers or comments are missing, or answers are in conflict")
    return move
