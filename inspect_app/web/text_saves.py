"""Where the script of a chapter's page sends what was written, and learns how the report stands."""

from http import HTTPStatus

from flask import request
from werkzeug.exceptions import BadRequest

from inspect_app.fieldwork.open_texts import open_texts
from inspect_app.fieldwork.permissions import NotAllowed, Right
from inspect_app.fieldwork.receive_report_saves import receive_report_saves
from inspect_app.web.audiences import Work, readers
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.json_answers import read_json
from inspect_app.web.outbox import user_tag
from inspect_app.web.saves import told
from inspect_app.web.visitors import current_visitor
from inspect_app.web.writing_things import standing


@exchange(readers, "/inspections/<ref>/writing/<language>/saves", needs=Right.WRITE_REPORT)
def text_saves(work: Work, ref: str, language: str) -> Answer:
    """Takes in a batch like that of answers (docs/developer/saves.md): each save is of one text."""
    sent = read_json(request.get_data())
    batch = sent.get("saves") if isinstance(sent, dict) else None
    if not isinstance(batch, list) or not batch:
        raise BadRequest("Send an object with a list of saves.")
    if sent.get("user") != user_tag(current_visitor()):
        raise NotAllowed("These texts are somebody else’s. Sign in as the person who wrote them.")
    opened = open_texts(work.session, ref, language)
    received = receive_report_saves(work.actor, work.clock, opened, batch)
    refused = any(result.saved is None for result in received.results)
    answer = {"results": [told(each) for each in received.results], "report": standing(received.report)}
    return answer, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
