"""Records a judgement of a standard or a panel's decision beside a computed rating, and undoes it."""

from typing import NamedTuple

from inspect_app.fieldwork.policies import check_can_undo
from inspect_app.fieldwork.rate_inspection import RatingBoard, rate_inspection
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.findings.decisions import may_be, title_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, rating_decisions
from inspect_app.records.access_log import Event
from inspect_app.records.engine import Session
from inspect_app.records.models import RatingDecisionRow


class Taken(NamedTuple):
    """A decision as it was recorded: the rating in words, and whether it is what was computed."""

    title: str
    confirms: bool

    @property
    def sentences(self) -> str:
        """What is said of it once it is recorded."""
        return f"{self.title}. This confirms the computed rating." if self.confirms else f"{self.title}."


def decide_rating(
    session: Session, actor: Actor, clock: Clock, *, ref: str, subject: str, band: str, reason: str
) -> Taken:
    """Record how a standard is judged, or what a panel decided.

    The computed rating stays as it is. Raises UserError when there is no such standard or band, no reason, or
    when this stands already.
    """
    words = given_reason(reason)
    board = _locked(session, ref)
    board.standard(subject)
    bands = [id_ for id_, _ in may_be(board.scale)]
    if band not in bands:
        raise UserError(f"There is no rating “{band}” here. Choose one of {', '.join(bands)}.")
    stands = board.decision(subject)
    if stands is not None and stands.band == band:
        raise UserError("This is decided already. Undo it, or choose another rating.")
    _record(session, actor, clock, board, subject, band, words)
    return Taken(title_of(board.scale, band) or "Not rated", board.confirms(subject, band))


def undo_decision(
    session: Session, actor: Actor, clock: Clock, *, ref: str, subject: str, reason: str
) -> str:
    """Undo what stands about a standard or the overall rating; it stays in the list, and so does this.

    Answers what stands afterwards, as a sentence.

    Raises UserError when there is no such standard, no reason, or nothing to undo.
    """
    words = given_reason(reason)
    board = _locked(session, ref)
    board.standard(subject)
    check_can_undo(board.decision(subject))
    _record(session, actor, clock, board, subject, None, words)
    return board.once_undone(subject)


def _locked(session: Session, ref: str) -> RatingBoard:
    inspections.lock(session, ref)  # two decisions at once would take one number
    return rate_inspection(session, ref)


def _record(
    session: Session,
    actor: Actor,
    clock: Clock,
    board: RatingBoard,
    subject: str,
    band: str | None,
    words: str,
) -> None:
    now = clock()
    computed = board.computed(subject)
    row = RatingDecisionRow(
        inspection_id=board.inspection.id,
        number=len(board.decisions) + 1,
        subject=subject,
        band=band,
        computed=computed,
        reason=words,
        author=actor.name,
        device=actor.device,
        at=now,
    )
    rating_decisions.add(session, row)
    action = "rating.undo" if band is None else "rating.decide"
    detail = {"number": row.number, "band": band, "computed": computed}
    event = Event(now, actor, action, board.inspection.ref, f"rating {subject}", detail, words)
    access_log.write(session, event)
