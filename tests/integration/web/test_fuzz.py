"""Whatever anybody sends to any route: no fault, and nobody reads what is of another area or inspection."""

from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.fieldwork.permissions import Role
from tests.integration.shelf import Prepared
from tests.integration.web import canaries
from tests.integration.web.conftest import Browser
from tests.integration.web.people import join, make_account, sign_in
from tests.integration.web.route_table import PEOPLE, Line, read_table
from tests.integration.web.test_routes import OWN, ROLES, outcome

TABLE = [line for line in read_table() if "/static/" not in line.rule]
ODD = (
    *("", "..", "%00", "%2e%2e%2f", "'; DROP TABLE account; --", "<script>alert(1)</script>", "{{7*7}}"),
    *("-1", "0", "1", "2", "99999999999999999999", "1e9", "٣", "𝒳", "\u202e", "a" * 300, "None", "north "),
)
"""What somebody may type where something else belongs."""
PARTS = {
    "<ref>": ("north", "noise"),
    "<reference>": ("001", "002", "003", "004", "005"),
    "<section_id>": ("home", "release"),
    "<subject>": ("all", "overall"),
    "<name>": ("report.pdf", "findings.xlsx", "data.csv"),
    "<file>": ("table.csv", "table.xlsx"),
    "<row>": ("home_found.yes", "visits.mean"),
    "<behind>": ("numerator", "not_asked"),
}
FIELDS = (
    *(
        "title",
        "ref",
        "questionnaire",
        "threshold",
        "rounding",
        "secondary",
        "size",
        "buffer",
        "seed",
        "reason",
        "recipient",
    ),
    *("covers", "reference", "parent", "account", "again", "by", "answer-home_found"),
    *("comment-home_found", "seen-answer-home_found", "answer-released_on-day"),
    *("name", "email", "role", "area", "until-day", "until-month", "until-year", "password", "code", "next"),
    *("page", "status", "inspection", "person", "subject", "since-day", "column", "value", "exclude-send"),
    *("within", "rename-name", "move-references", "move-send", "remove-send"),
    *("days", "officer_name", "about", "case", "anew", "first-day", "band"),
    *("rows", "measure", "weight", "interval", "count", "only_sex", "only_cluster", "view"),
)
TYPED = (
    *ODD,
    "yes",
    "section.home",
    "area.unit",
    "mean",
    "design",
    "begun",
    "male",
    "small@1",
    "inspector",
    "area_reviewer",
    "001",
    "north",
    "home",
    "/",
    "//example.org",
)
FORBIDDEN = {
    **dict.fromkeys("AITQWYL", (canaries.ELSEWHERE, canaries.TITLE)),
    "N": (canaries.ELSEWHERE, canaries.TITLE, canaries.NORTH, canaries.SOUTH),
    "S": tuple(
        f"{mark}{field}"
        for mark in (canaries.ELSEWHERE, canaries.NORTH, canaries.SOUTH)
        for field in canaries.OF_CASES
    ),
    "C": (canaries.ELSEWHERE, canaries.TITLE, canaries.SOUTH),
    "R": (canaries.ELSEWHERE, canaries.TITLE, canaries.SOUTH),
}
"""The canaries that each must never read.

The inspection's own people read those of both its areas; who gives out roles reads the names of areas.
"""


@dataclass(frozen=True)
class Town:
    """The application, full of canaries, and everybody's account."""

    app: Flask
    accounts: dict[str, str]
    signed_in: dict[str, FlaskClient] = field(default_factory=dict)

    def ask(self, who: str, method: str, path: str, sent: dict[str, str]) -> tuple[str, str]:
        """What somebody gets: the outcome, and all they can read of it."""
        client = self._client(who)
        if method == "POST":
            self.signed_in.clear()  # it may have signed anybody out
            response = client.open(path, method=method, data=sent)
        else:
            response = client.open(f"{path}?{urlencode(sent)}", method=method)
        return outcome(response), f"{response.headers}{response.get_data(as_text=False)!r}"

    def _client(self, who: str) -> FlaskClient:
        if who == "N":
            return self.app.test_client()
        if who not in self.signed_in:
            self.signed_in[who] = sign_in(self.app, self.accounts[who]).client
        return self.signed_in[who]


@pytest.fixture
def town(app: Flask, browser: Browser, prepared: Prepared) -> Town:
    """Everybody has their role in "north"; the reviewer and the local assessor by one area of two."""
    accounts = prepared(("town",), lambda: people_town(app, browser))
    app.config["WTF_CSRF_ENABLED"] = False
    return Town(app, accounts)


def people_town(app: Flask, browser: Browser) -> dict[str, str]:
    """Fills the database, and answers everybody's account."""
    areas = canaries.fill(app, browser)
    accounts = {"S": make_account(app, "server", administrator=True)}
    for letter, role in ROLES.items():
        accounts[letter] = make_account(app, role.value)
        area = {"C": areas[canaries.SOUTH], "R": areas[canaries.NORTH]}.get(letter)
        join(app, accounts[letter], "north", role, area)
    join(app, make_account(app, canaries.ELSEWHERE), "noise", Role.LEAD)
    return accounts


def fault(code: str) -> bool:
    """Whether an outcome is a fault of the programme."""
    return code.startswith("5")


def test_the_canaries_sing_where_they_may(town: Town) -> None:
    def read(*paths: str) -> str:
        return "".join(town.ask("L", "GET", f"/inspections/north/{path}", {})[1] for path in paths)

    assert canaries.SOUTH in read("cases/")
    assert canaries.SOUTH in town.ask("L", "GET", "/inspections/north/explore", {"by": "cluster"})[1]
    for part in ("check", "history"):
        assert f"{canaries.SOUTH}Words" in read(*(f"cases/00{number}/{part}" for number in range(1, 5))), part
    assert canaries.TITLE in town.ask("S", "GET", "/", {})[1]


@pytest.mark.parametrize("who", ["NSAL", "ITCQ", "WYR"])
def test_nobody_reads_what_is_not_theirs_on_any_route(town: Town, who: str) -> None:
    for line, each in product(TABLE, who):
        for ref in ("north", "noise") if "<ref>" in line.rule else ("",):
            for reference in PARTS["<reference>"] if "<reference>" in line.rule else ("",):
                path = filled(line, {"<ref>": ref, "<reference>": reference})
                code, read = town.ask(each, line.method, path, {})
                assert not fault(code), (line, path)
                assert [mark for mark in FORBIDDEN[each] if mark in read] == [], path


def filled(line: Line, parts: dict[str, str]) -> str:
    """A path of a route with some of its parts."""
    path = line.rule
    for part, value in {**OWN, **parts}.items():
        path = path.replace(part, value)
    return path


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, Line, str, dict[str, str]]:
    """Somebody, a route, a path on it and what is sent there."""
    line = draw(st.sampled_from(TABLE))
    parts = {
        part: draw(st.sampled_from((*PARTS.get(part, ()), value, *ODD)))
        for part, value in OWN.items()
        if part in line.rule
    }
    sent = draw(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(TYPED) | st.text(max_size=20)))
    return draw(st.sampled_from(PEOPLE)), line, filled(line, parts), sent


def test_whatever_is_sent_there_is_no_fault_and_no_canary(town: Town) -> None:
    @settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
    @given(requests())
    def sent(request: tuple[str, Line, str, dict[str, str]]) -> None:
        who, line, path, fields = request
        code, read = town.ask(who, line.method, path, fields)
        assert not fault(code), path
        assert [mark for mark in FORBIDDEN[who] if mark in read] == [], path

    sent()
