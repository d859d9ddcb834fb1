"""What an office server logs: enough to find a fault, and nothing that tells of people."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from inspect_app.web.logs import JsonLines, write_json_lines
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.people import member

Lines = list[dict[str, object]]

CANARIES = {
    "name": "Jane Canary-Smith",
    "email": "jane.canary@example.org",
    "password": "canary horse battery",
    "CRN": "X987654CANARY",
    "comment": "The canary told us on a visit",
    "address": "203.0.113.77",
}


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is logged as an office server does it; undone afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("inspect_app.web")
    before = root.handlers[:], root.level, ours.level, logging.raiseExceptions
    write_json_lines()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream := StringIO())
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers, root.level, ours.level, logging.raiseExceptions = before


def written(log: StringIO) -> Lines:
    """The lines since the last look; each must be JSON."""
    return [json.loads(line) for line in text_of(log).splitlines()]


def text_of(log: StringIO) -> str:
    text = log.getvalue()
    log.seek(0)
    log.truncate()
    return text


def test_a_request_is_a_line_with_its_route_and_not_its_path(
    log: StringIO, app: Flask, inspection: str
) -> None:
    browser = member(app, Role.LEAD)
    written(log)
    response = browser.client.get(f"{inspection}?by={CANARIES['name']}")
    (line,) = written(log)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(line.pop("time")))
    assert isinstance(line.pop("milliseconds"), float)
    assert line == {
        "level": "info",
        "event": "request",
        "request": response.headers["X-Request-ID"],
        "method": "GET",
        "route": "/inspections/<ref>/",
        "status": 200,
        "account": "account-lead-of-north-all",
    }


def test_nothing_that_was_sent_is_logged(
    log: StringIO, browser: Browser, scored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(log)
    client = browser.client
    everything = " ".join(CANARIES.values())
    sent = dict.fromkeys(CANARIES, everything) | {"answer-home_found": "yes", "comment-well_run": everything}
    headers = {
        "X-Forwarded-For": CANARIES["address"],
        "User-Agent": everything,
        "Referer": f"http://localhost/{CANARIES['name']}",
        "X-Request-ID": CANARIES["CRN"],
    }
    where = {"REMOTE_ADDR": CANARIES["address"]}
    client.get(f"/{CANARIES['name']}?q={everything}", headers=headers, environ_base=where)
    client.get("/access-log", query_string=sent, headers=headers, environ_base=where)
    client.post(f"{scored}sections/home", data=sent, headers=headers, environ_base=where)
    client.post("/sign-in", data=sent, headers=headers, environ_base=where)
    client.open("/", method="CANARY", headers=headers, environ_base=where)
    page = f"{scored}sections/release"
    monkeypatch.setattr("inspect_app.web.sections.save_answers", fail)
    failed = client.post(page, data={**form_of(browser.get(page)), **sent}, headers=headers)
    assert failed.status_code == 500
    text = text_of(log)
    assert [name for name, canary in CANARIES.items() if canary in text] == []
    assert "canary" not in text.lower()
    assert '"method": "other", "route": null, "status": 405' in text


def fail(*_: object, **__: object) -> None:
    try:
        {}[CANARIES["CRN"]]
    except KeyError as error:
        raise LookupError(f"{CANARIES['name']} is not there: {CANARIES['comment']}") from error


def test_a_fault_is_logged_by_class_and_place_with_what_it_followed_from(
    log: StringIO, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspect_app.web.home.list_inspections", fail)
    written(log)
    response = browser.client.get("/")
    fault, request = written(log)
    assert (fault["level"], fault["event"]) == ("error", "log")
    raised = fault["raised"]
    assert isinstance(raised, list)
    assert [each["error"] for each in raised] == ["builtins.LookupError", "builtins.KeyError"]
    assert re.fullmatch(r".+/test_logs\.py:\d+:fail", raised[0]["frames"][-1])
    assert (request["level"], request["status"]) == ("error", 500)
    assert fault["request"] == request["request"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("0123456789abcdef0123456789abcdef", True),
        ("6d0ff64d-6d4e-4b8e-8a6c-1f2b7b1e0c11", True),
        ("0123456789abcde", False),
        ("0" * 37, False),
        ("jane.canary@example.org", False),
        ("0123456789abcdef\u00e9", False),
        ("", False),
    ],
)
def test_a_proxys_id_is_kept_when_it_can_hold_nothing_else(browser: Browser, sent: str, kept: bool) -> None:
    answered = browser.client.get("/health", headers={"X-Request-ID": sent.encode().decode("latin-1")})
    assert (answered.headers["X-Request-ID"] == sent) is kept
    assert re.fullmatch("[0-9a-f-]{32,36}", answered.headers["X-Request-ID"])


def test_every_request_has_an_id_of_its_own(browser: Browser) -> None:
    ids = {browser.client.get("/health").headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3


def test_what_other_libraries_log_is_told_by_its_place(log: StringIO) -> None:
    logging.getLogger("gunicorn.error").warning(f"Invalid request from ip={CANARIES['address']}")  # noqa: G004 - as gunicorn does
    (line,) = written(log)
    assert (line["level"], line["event"], line["logger"]) == ("warning", "log", "gunicorn.error")
    assert str(line["at"]).endswith("test_what_other_libraries_log_is_told_by_its_place")


def test_a_line_that_cannot_be_written_is_not_printed_otherwise(log: StringIO) -> None:
    logging.getLogger("inspect_app.web").info("x", extra={"fields": {"event": {CANARIES["name"]}}})
    assert text_of(log) == ""


def test_a_laptop_logs_no_requests(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    browser.client.get("/health")
    assert capfd.readouterr().err == ""


def test_an_exception_without_frames_is_a_line_too() -> None:
    raised = (ValueError, ValueError("canary"), None)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "x", (), raised)
    line = json.loads(JsonLines().format(record))
    assert line["raised"] == [{"error": "builtins.ValueError", "frames": []}]
