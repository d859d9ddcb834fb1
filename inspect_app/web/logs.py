"""Writes what happened as lines of JSON, with nothing in them that tells of people.

Messages are never written, neither of exceptions nor of other libraries: they repeat what was sent. Where
something was logged or raised says enough.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

from inspect_app.web.visitors import VISITOR

LOGGER = logging.getLogger("inspect_app.web")
PLAIN_ID = re.compile(r"[0-9a-f-]{16,36}")
"""What a proxy sends as a request's id: long and hexadecimal, so that it holds no name and no reference."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"})


def write_json_lines() -> None:
    """Makes this process log lines of JSON on standard error, and nothing else."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    # Else a line that can't be written is printed with all that was to be in it.
    logging.raiseExceptions = False


def log(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Logs that something happened; the fields are written as they are."""
    LOGGER.log(level, event, extra={"fields": {"event": event, **fields}})


class JsonLines(logging.Formatter):
    """A record as one line: our own events with their fields, anything else by the place that logged it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without the record's message."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": at, "level": record.levelname.lower()}
        line |= getattr(record, "fields", None) or _place(record)
        if has_request_context() and "request_id" in g:
            line["request"] = g.request_id
        if record.exc_info and record.exc_info[1]:
            line["raised"] = list(raised(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _place(record: logging.LogRecord) -> dict[str, object]:
    where = f"{record.pathname}:{record.lineno}:{record.funcName}"
    return {"event": "log", "logger": record.name, "at": where}


def raised(error: BaseException) -> Iterator[dict[str, object]]:
    """The class of an exception and where it came by, and the same of those it followed from."""
    followed: BaseException | None = error
    seen = set[int]()
    while followed is not None and id(followed) not in seen:
        seen.add(id(followed))
        frames = traceback.extract_tb(followed.__traceback__)
        kind = type(followed)
        yield {
            "error": f"{kind.__module__}.{kind.__qualname__}",
            "frames": [f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in frames],
        }
        followed = followed.__cause__ or followed.__context__


def use_logs(app: Flask) -> None:
    """Gives every request an id, says it in the response, and logs what became of the request."""

    @app.before_request
    def begin() -> None:
        sent = request.headers.get("X-Request-ID", "")
        g.request_id = sent if PLAIN_ID.fullmatch(sent) else uuid4().hex
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        failed = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        log("request", logging.ERROR if failed else logging.INFO, **_outcome(response))
        return response


def _outcome(response: Response) -> dict[str, Any]:
    visitor = request.environ.get(VISITOR)
    fields = {
        # A method and a path are whatever somebody sends; the rule is ours, and holds no reference.
        "method": request.method if request.method in METHODS else "other",
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.began) * 1000, 1),
    }
    account = visitor.account if visitor else None
    return {**fields, "account": account} if account else fields
