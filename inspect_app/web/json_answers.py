"""JSON for a page's own script: refusals too are JSON, in words for a person."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NoReturn

from flask import Response, current_app, request
from werkzeug.exceptions import BadRequest

from inspect_app.questionnaire.canonical import canonical_json

CODES = {
    HTTPStatus.UNAUTHORIZED: "signed_out",
    HTTPStatus.FORBIDDEN: "not_allowed",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
}


def in_json() -> bool:
    """Whether this request is one of a page's script, to be answered in JSON whatever happens."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "speaks_json", False)


def refusal(title: str, advice: str, status: int, code: str | None = None) -> Response:
    """What a script is told that gets nothing else."""
    known = code or CODES.get(HTTPStatus(status), "malformed")
    return as_json({"error": {"code": known, "title": title, "advice": advice}}, status)


def read_json(body: bytes) -> Any:
    """The JSON in a body; BadRequest, in words, when it is none."""
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest("What was sent is not JSON.") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def as_json(body: Mapping[str, Any], status: int) -> Response:
    """A JSON object as a response."""
    return Response(canonical_json(body), status, mimetype="application/json")
