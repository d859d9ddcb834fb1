"""Where the scoring page's script sends what was answered, and learns how the case stands."""

from http import HTTPStatus
from typing import Any

from flask import request
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import NotAllowed, Right, may_somewhere
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.receive_saves import Result, open_for_saves, receive_saves
from inspect_app.ledger.assessment import AssessmentState
from inspect_app.web.audiences import Work, inspectors
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.json_answers import read_json
from inspect_app.web.outbox import user_tag
from inspect_app.web.visitors import current_visitor

OUTCOMES = {True: "saved", False: "known", None: "refused"}


@exchange(inspectors, "/assessments/<assessment>/saves", needs=Right.SCORE)
def saves(work: Work, assessment: str) -> Answer:
    """Takes in a batch: `{"user": tag, "saves": [...]}` (docs/developer/saves.md).

    The status is 200 when each was kept, and 422 when one was refused; the others are kept all the same.
    """
    visitor = current_visitor()
    # Nothing is read of what is sent by somebody who may score nowhere. Whether this assessment is theirs is
    # asked together with which of the saves are known: one query, at every answer.
    sent = _read() if may_somewhere(visitor, Right.SCORE) else None
    batch = sent.get("saves") if isinstance(sent, dict) else None
    given = batch if isinstance(batch, list) else []
    opened = open_for_saves(work.session, visitor, assessment, given)
    if not isinstance(sent, dict) or not given:
        raise BadRequest("Send an object with a list of saves.")
    if sent.get("user") != user_tag(visitor):
        raise NotAllowed("These answers are somebody else's. Sign in as the person who gave them.")
    received = receive_saves(*work, opened, given)
    refused = any(result.saved is None for result in received.results)
    answer = {
        "results": [told(result) for result in received.results],
        "case": standing(received.state),
        "ledger": {"saves": received.saves, "chain": received.chain},
    }
    return answer, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


def _read() -> Any:
    try:
        return read_json(request.get_data())
    except BadRequest:
        return None  # to be told once it is clear that they may score here


@exchange(inspectors, "/inspections/<ref>/saves/pass", ("GET",), needs=Right.SEE_INSPECTION)
def saves_pass(work: Work, ref: str) -> Answer:
    """Who is signed in now and with which token, for a page that has been open since before they were."""
    get_inspection(work.session, ref)
    return {"csrf": generate_csrf(), "user": user_tag(current_visitor())}, HTTPStatus.OK


def told(result: Result) -> dict[str, Any]:
    """What a script is told of one save."""
    kept = result.saved is not None
    return {
        "id": result.id,
        "outcome": OUTCOMES[result.saved],
        "reason": result.reason,
        "faults": dict(result.faults),
        "receipt": {"count": result.count, "hash": result.sent_hash} if kept else None,
        "verdicts": [{"verdict": verdict.kind, "reason": verdict.reason} for verdict in result.verdicts],
    }


def standing(state: AssessmentState) -> dict[str, Any]:
    """How a case stands, as the scoring page's script is told; texts by their digests."""
    return {
        "status": state.status,
        "label": state.status.label,
        "editable": can_edit(state.status),
        "asked": state.path.asked,
        "parked": state.path.parked,
        "unanswered": state.path.unanswered,
        "comments_owed": state.path.comments_owed,
        "heads": state.heads,
        "conflicts": state.conflicts,
        "answers": state.answers,
        "commented": state.commented,
        "answered": state.answered,
        "to_do": state.to_do,
    }
