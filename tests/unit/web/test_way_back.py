"""After signing in people go on to a page of ours, whatever they are sent with."""

from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.web.app import create_app
from inspect_app.web.way_back import way_back

APP: Flask = create_app(None, clock=lambda: datetime(2016, 6, 6, tzinfo=UTC), owner=None)


def leads_to(asked: str | None) -> str:
    """Where somebody goes on to."""
    with APP.test_request_context("/sign-in"):
        return way_back(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "/",
        "/questionnaires/",
        "/inspections/north/cases/001/check",
        "/inspections/north/cases/?status=submitted&page=2",
        "/inspections/north/cases/001/sections/home?from=check%20answers",
        "/account",
    ],
)
def test_a_page_of_ours_is_gone_back_to(asked: str) -> None:
    assert leads_to(asked) == asked


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        "//example.org",
        "///example.org",
        "/\\example.org",
        "\\\\example.org",
        "/\t/example.org",
        "/\n/example.org",
        "/%09/example.org",
        "/%2f/example.org",
        "/%5cexample.org",
        "/ /example.org",
        "http://example.org/",
        "https:example.org",
        "http:///example.org",
        "//localhost/",
        "http://localhost/",
        "javascript:alert(1)",
        "JavaScript://%0aalert(1)",
        "data:text/html,x",
        "questionnaires/",
        "?next=/",
        "#",
        " /",
        "/\0",
        "/\r\nLocation: http://example.org",
        "/questionnaires/\r\nSet-Cookie: a=b",
        "/questionnaires/\\..\\..",
        "/@example.org",
        "/.example.org",
        "/nothing",
        "/questionnaires",
        "/inspections//north/",
        "/inspections/north/cases/001/submit",
        "/sign-in",
        "/sign-in?next=//example.org",
        "/sign-in/code",
        "/sign-out",
        "/static/app.js",
        "/\u2215example.org",
        "/questionnaires/\u2028",
        "/[::1",
    ],
)
def test_anything_else_leads_to_the_inspections(asked: str | None) -> None:
    assert leads_to(asked) == "/"


PIECES = st.sampled_from(
    (
        *(
            "/",
            "//",
            "\\",
            "%2f",
            "%5c",
            "@",
            ":",
            ".",
            "..",
            "?",
            "#",
            "\t",
            "\n",
            "\0",
            " ",
            "http:",
            "[",
            "]",
        ),
        *("example.org", "questionnaires/", "inspections/north/", "account", "next=", "localhost", "é"),
    )
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join)))
def test_nothing_leads_away_from_here(asked: str) -> None:
    led = leads_to(asked)
    assert led in ("/", asked)
    there = urlsplit(urljoin("https://inspect.test/sign-in", led))
    assert (there.scheme, there.netloc) == ("https", "inspect.test")
    assert led.startswith("/")
    assert led[1:2] not in ("/", "\\")
    assert all("!" <= letter <= "~" for letter in led)
