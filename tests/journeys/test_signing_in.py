"""Somebody signs in at an office, by a password and an app that they set up, and sees to their account."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest
from playwright.sync_api import Browser
from waitress import create_server  # type: ignore[import-untyped]  # it publishes no types

from inspect_app.fieldwork.passwords import hash_password
from inspect_app.records import accounts
from inspect_app.records.engine import open_engine, transaction, upgrade
from inspect_app.records.models import AccountRow
from inspect_app.web.app import create_app
from inspect_app.web.site import SignInRules, Site
from tests.journeys.conftest import WITH, WITHOUT, Visitor
from tests.serving import serving

PASSWORD = "four quiet lemon trees"  # noqa: S105  # it opens nothing outside the tests


class Office:
    """Hands requests to an application that is made once the port is known; everybody signs in there."""

    def __init__(self, path: Path) -> None:
        self.engine = open_engine(f"sqlite:///{path}")
        upgrade(self.engine)
        self.server = create_server(self, host="127.0.0.1", port=0, threads=4, ident=None)
        self.address = f"http://127.0.0.1:{self.server.effective_port}"
        site = Site(frozenset({self.address.removeprefix("http://")}), rules=SignInRules())
        self.app = create_app(self.engine, clock=lambda: datetime.now(UTC), owner=None, site=site)

    def __call__(self, environ: object, start_response: object) -> object:
        return self.app(environ, start_response)  # type: ignore[arg-type]  # the server's own types

    def employ(self, name: str) -> None:
        """Makes somebody's account."""
        with transaction(self.engine) as session:
            row = AccountRow(
                id=str(uuid4()),
                email=f"{name}@example.org",
                name=name.title(),
                created_at=datetime.now(UTC),
                password_hash=hash_password(PASSWORD),
            )
            accounts.add(session, row)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office where Ada has an account."""
    made = Office(tmp_path / "office.sqlite3")
    made.employ("ada")
    with serving(made.server):
        yield made
    made.engine.dispose()


@pytest.fixture(params=[WITH, WITHOUT])
def ada(request: pytest.FixtureRequest, chromium: Browser, office: Office) -> Iterator[Visitor]:
    """Ada at a window of a small laptop, with JavaScript and then without."""
    scripted = request.param == WITH
    opened = chromium.new_context(viewport={"width": 1366, "height": 768}, java_script_enabled=scripted)
    yield Visitor(opened, office.address, scripted=scripted)
    opened.close()


def give_password(ada: Visitor, password: str = PASSWORD) -> None:
    """Fills in the first page."""
    ada.page.get_by_label("Email address").fill("ada@example.org")
    ada.page.get_by_label("Password", exact=True).fill(password)
    ada.press("Sign in")


def test_ada_sets_up_an_app_signs_in_with_it_and_changes_her_password(ada: Visitor) -> None:
    ada.go("/questionnaires/")
    ada.see("Sign in")
    ada.check()
    give_password(ada, "not the right words")
    assert ada.page.get_by_text("The email address or the password is not right").first.is_visible()
    ada.check()
    give_password(ada)
    ada.see("Set up an authenticator app")
    ada.check()
    app = pyotp.TOTP(ada.page.locator("main code").inner_text().replace(" ", ""))
    ada.page.get_by_label("Code that the app now shows").fill(app.now())
    ada.press("Confirm")
    ada.see("Keep your recovery codes")
    ada.check()
    codes = ada.page.locator(".app-codes__code").all_inner_texts()
    assert len(codes) == 10
    ada.press("I have kept them")
    ada.see("Inspections")
    ada.press("Sign out")
    ada.see("Sign in")
    assert ada.page.get_by_text("You have signed out.").is_visible()
    ada.check()
    ada.go("/account")
    give_password(ada)
    ada.see("Enter your code")
    ada.check()
    ada.page.get_by_label("Code").fill("12345")
    ada.press("Continue")
    ada.check()
    # The code of this half minute was taken when the app was confirmed; the next one is good already.
    ada.page.get_by_label("Code").fill(app.at(int(datetime.now(UTC).timestamp()) + 30))
    ada.press("Continue")
    ada.see("Your account")
    ada.check()
    ada.press("Change your password")
    ada.see("Change your password")
    ada.check()
    ada.page.get_by_label("Your password now").fill(PASSWORD)
    ada.page.get_by_label("New password").fill("seven green paper boats")
    ada.press("Change the password")
    ada.see("Your account")
    assert ada.page.get_by_text("Your password is changed.").is_visible()
    ada.check()
