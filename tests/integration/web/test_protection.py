"""Headers, hosts, tokens, limits and errors."""

import re

import pytest
from flask import Flask

from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.house_rules import broken_rules


def test_every_page_is_protected(browser: Browser) -> None:
    headers = browser.client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self' 'nonce-")
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_mark_of_the_script_is_the_policys_and_new_each_time(browser: Browser) -> None:
    def marks() -> set[str]:
        response = browser.client.get("/")
        in_policy = re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
        in_page = re.findall(r'<script nonce="([^"]+)"', response.get_data(as_text=True))
        assert in_policy == in_page != []
        return set(in_page)

    assert not marks() & marks()


def test_the_cookie_stays_here(browser: Browser) -> None:
    cookie = browser.client.get("/inspections/new").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1", 200),
        ("[::1]", 200),
        ("LOCALHOST", 200),
        ("example.org", 400),
        ("localhost.example.org", 400),
        ("localhost:81", 400),
    ],
)
def test_only_this_computers_names_are_answered(browser: Browser, host: str, status: int) -> None:
    response = browser.client.get("/", headers={"Host": host})
    assert response.status_code == status
    assert broken_rules(response.get_data(as_text=True)) == []


TOKENLESS = {"title": "Kept <text>", "ref": "kept", "go": "on"}


def test_what_was_typed_outlives_its_token(browser: Browser) -> None:
    expired = browser.client.post("/inspections/new", data=TOKENLESS, headers={"Origin": "http://localhost"})
    html = expired.get_data(as_text=True)
    assert expired.status_code == 400
    assert broken_rules(html) == []
    assert form_of(html).items() >= TOKENLESS.items()
    assert ">Go</dt>" not in html
    again = browser.post("/inspections/new", {**form_of(html), "questionnaire": "small@1", "threshold": "0"})
    assert "Kept &lt;text&gt;" in again.get_data(as_text=True)
    assert again.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://example.org"}, {"Origin": "null"}])
def test_nothing_is_offered_to_send_again_that_came_from_elsewhere(
    browser: Browser, headers: dict[str, str]
) -> None:
    html = browser.client.post("/inspections/new", data=TOKENLESS, headers=headers).get_data(as_text=True)
    assert "Kept" not in html
    assert "Nothing has been saved" in html


def test_a_method_that_is_not_open_is_a_page(browser: Browser) -> None:
    response = browser.client.delete("/")
    assert (response.status_code, broken_rules(response.get_data(as_text=True))) == (405, [])


def test_too_much_is_a_page(browser: Browser, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    response = browser.client.post("/inspections/new", data={"title": "x" * 2000})
    html = response.get_data(as_text=True)
    assert (response.status_code, broken_rules(html)) == (413, [])
    assert "too large" in html


def test_a_failure_tells_people_no_details(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("a secret detail")

    monkeypatch.setattr("inspect_app.web.home.list_inspections", fail)
    html = browser.get("/", 500)
    assert "something went wrong" in html
    assert "secret" not in html
    assert "a secret detail" in caplog.text


def test_texts_are_never_markup(browser: Browser, inspection: str) -> None:
    html = browser.get(inspection)
    assert "north &lt;area&gt;" in html
    assert "<area>" not in html


@pytest.mark.usefixtures("inspection")
def test_a_failed_step_leaves_nothing_behind(browser: Browser, engine: Engine) -> None:
    html = browser.send(
        "/inspections/new",
        {"title": "Again", "ref": "north", "questionnaire": "small@1", "threshold": "5"},
        status=422,
    )
    assert "already an inspection called north" in html
    assert 'value="Again"' in html
    with transaction(engine) as session:
        from inspect_app.fieldwork.list_inspections import list_inspections

        assert [line.ref for line in list_inspections(session)] == ["noise", "north"]
