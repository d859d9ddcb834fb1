"""The cookie tells when it was last used, though not at each of many answers."""

from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.web.visitors import NOTED_AGAIN, SEEN
from tests.integration.web.people import make_account, sign_in


@pytest.mark.parametrize(
    ("path", "after", "noted"),
    [
        ("/", NOTED_AGAIN - 1, 0),
        ("/", NOTED_AGAIN, NOTED_AGAIN),
        # A page that asks how far a job is goes on while nobody is there.
        ("/?unattended=1", NOTED_AGAIN, 0),
    ],
)
def test_a_cookie_tells_its_use_anew_when_it_told_it_a_while_ago(
    app: Flask, path: str, after: int, noted: int
) -> None:
    browser = sign_in(app, make_account(app, "ada"))
    with browser.client.session_transaction() as cookie:
        now = cookie[SEEN] = int(cookie[SEEN]) + 60
    moment = app.extensions["inspect_app"].clock().replace(microsecond=0)
    moment += timedelta(seconds=now + after - moment.timestamp())
    app.extensions["inspect_app"] = app.extensions["inspect_app"]._replace(clock=lambda: moment)
    assert browser.client.get(path).status_code == 200
    with browser.client.session_transaction() as cookie:
        assert cookie[SEEN] - now == noted
