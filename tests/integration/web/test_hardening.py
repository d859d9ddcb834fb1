"""What holds for every route, and behind a proxy."""

import gc
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, Response, request, send_file

from inspect_app.fieldwork.permissions import Role
from inspect_app.records.engine import Engine
from inspect_app.web.app import create_app
from inspect_app.web.site import Site
from tests.integration.conftest import Clock
from tests.integration.web.conftest import Browser, as_at
from tests.integration.web.people import member
from tests.integration.web.test_questionnaires import archive
from tests.integration.web.test_routes import OWN

OFFICE = "inspect.example.org"
AS_PROXY = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": OFFICE}


def rules(app: Flask, method: str) -> list[str]:
    """The rules of all routes that take a method."""
    return sorted(rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def filled(rule: str) -> str:
    """A path by a rule, about what is there where the tests made it."""
    for place, value in OWN.items():
        rule = rule.replace(place, value)
    return rule


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "of-somebody-else"}])
def test_no_form_is_taken_without_its_token(browser: Browser, app: Flask, token: dict[str, str]) -> None:
    paths = [filled(rule) for rule in rules(app, "POST")]
    assert len(paths) > 10
    for path in paths:
        response = browser.client.post(path, data=token)
        for_a_script = response.mimetype == "application/json"
        assert response.status_code == (403 if for_a_script else 400), path
        said = '"code":"token"' if for_a_script else "Nothing has been saved"
        assert said in response.get_data(as_text=True), path


def test_nothing_but_looking_and_sending_forms_is_open(app: Flask) -> None:
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT"):
        assert rules(app, method) == []


@pytest.mark.usefixtures("scored")
def test_every_answer_has_the_protective_headers(browser: Browser, app: Flask) -> None:
    for rule in rules(app, "GET"):
        response = browser.client.get(filled(rule))
        assert response.headers["X-Content-Type-Options"] == "nosniff", rule
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), rule
        assert not any(name.startswith("Access-Control") for name, _ in response.headers), rule
        assert rule.startswith("/static/") or response.headers["Cache-Control"] == "no-store", rule


def test_what_is_no_page_is_saved_as_a_file(app: Flask) -> None:
    app.add_url_rule("/a-file", endpoint="file", view_func=lambda: Response("<b>", mimetype="image/svg+xml"))
    app.add_url_rule(
        "/shown", view_func=lambda: send_file(BytesIO(b"<b>"), "text/csv", download_name="a.csv")
    )
    app.add_url_rule("/a-page", endpoint="page", view_func=lambda: "<b>")
    client = app.test_client()
    said = {
        path: client.get(path).headers.get("Content-Disposition", "").partition(";")[0]
        for path in ("/a-file", "/shown", "/a-page", "/health", "/static/app.css")
    }
    assert said == {
        "/a-file": "attachment",
        "/shown": "attachment",
        "/a-page": "",
        "/health": "",
        "/static/app.css": "inline",
    }


@pytest.mark.parametrize("path", ["/static/", "/static/../app.py", "/static/%2e%2e/app.py"])
def test_no_folder_is_listed_and_no_file_beside_it_served(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 404


def test_a_cookie_that_was_altered_is_none(app: Flask, inspection: str) -> None:
    cookie = member(app, Role.LEAD).client.get_cookie("inspect-app")
    assert cookie is not None
    altered = cookie.value[0] + ("B" if cookie.value[1] == "A" else "A") + cookie.value[2:]
    for value, status in ((cookie.value, 200), (altered, 302)):
        client = app.test_client()
        client.set_cookie("inspect-app", value)
        assert client.get(inspection).status_code == status


@pytest.mark.usefixtures("inspection")
@pytest.mark.parametrize(
    "path", ["//example.org/inspections/north", "/%5Cexample.org/", "/inspections//north/"]
)
def test_an_address_that_is_put_right_leads_nowhere_else(browser: Browser, path: str) -> None:
    location = browser.client.get(path).headers.get("Location", "/")
    assert location.startswith(("/", "http://localhost/"))
    assert not location.startswith(("//", "/\\"))


def test_nothing_uploaded_stays_on_the_disk(
    browser: Browser, listed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = sorted(Path(browser.client.application.root_path).rglob("*"))
    large = (BytesIO(b"x" * 1_000_000), "../../list.csv")  # larger than what is kept in memory
    browser.send(f"{listed}long-list", {"file": large, **as_at(6, 6, 2016)}, status=422)
    browser.send("/questionnaires/add", {"file": archive()})
    gc.collect()
    assert list(folder.iterdir()) == []
    assert sorted(Path(browser.client.application.root_path).rglob("*")) == before


def served(engine: Engine, clock: Clock, proxies: int) -> Flask:
    """An office behind so many proxies, with a page that says what it knows of whoever asks."""
    app = create_app(engine, clock=clock, owner=None, site=Site(frozenset({OFFICE}), "k" * 40, True, proxies))

    def who() -> dict[str, object]:
        return {"address": request.remote_addr, "secure": request.is_secure, "root": request.url_root}

    app.add_url_rule("/who", view_func=who)
    return app


FROM_PROXY = {"REMOTE_ADDR": "10.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (1, {}, "192.0.2.7"),
        (1, {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}, "192.0.2.7"),
        (2, {name: f"{value}, {value}" for name, value in AS_PROXY.items()}, "192.0.2.7"),
        (
            2,
            {
                "X-Forwarded-For": "1.1.1.1, 192.0.2.7, 10.0.0.2",
                "X-Forwarded-Proto": "https, https",
                "X-Forwarded-Host": f"{OFFICE}, {OFFICE}",
            },
            "192.0.2.7",
        ),
        (
            1,
            {"X-Forwarded-Port": "99", "X-Forwarded-Prefix": "/evil", "Forwarded": "for=1.1.1.1;host=evil"},
            "192.0.2.7",
        ),
        (1, {"X-Real-IP": "1.1.1.1", "X-Forwarded-Server": "evil", "X-Original-URL": "/evil"}, "192.0.2.7"),
    ],
)
def test_exactly_what_the_proxies_added_is_believed(
    engine: Engine, clock: Clock, proxies: int, headers: dict[str, str], address: str
) -> None:
    client = served(engine, clock, proxies).test_client()
    said = client.get("/who", headers={**AS_PROXY, **headers}, environ_base=FROM_PROXY).get_json()
    assert said == {"address": address, "secure": True, "root": f"https://{OFFICE}/"}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example.org"},
        {"X-Forwarded-Host": f"{OFFICE}, evil.example.org"},
        {"X-Forwarded-Host": f"{OFFICE}:8443"},
        {"X-Forwarded-Host": f"{OFFICE}/"},
        {"X-Forwarded-Host": f"me@{OFFICE}"},
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Proto": "https, http"},
    ],
)
def test_another_host_or_plain_http_is_refused(engine: Engine, clock: Clock, headers: dict[str, str]) -> None:
    client = served(engine, clock, 1).test_client()
    assert client.get("/who", headers=AS_PROXY).status_code == 200
    response = client.get("/who", headers={**AS_PROXY, **headers})
    assert response.status_code == 400
    assert "evil" not in response.get_data(as_text=True) + str(response.headers)


def test_a_laptop_believes_no_proxy(app: Flask) -> None:
    app.add_url_rule("/who", view_func=lambda: {"address": request.remote_addr, "root": request.url_root})
    said = app.test_client().get("/who", headers=AS_PROXY).get_json()
    assert said == {"address": "127.0.0.1", "root": "http://localhost/"}


def test_a_laptop_does_not_ask_for_tls(browser: Browser) -> None:
    assert "Strict-Transport-Security" not in browser.client.get("/").headers
