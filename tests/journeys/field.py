"""A server where two inspectors score cases that nobody has touched; each test takes one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select
from waitress import create_server  # type: ignore[import-untyped]  # it publishes no types

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.permissions import Role
from inspect_app.ledger.entries import Actor, entries_from_json
from inspect_app.records.engine import open_engine, transaction, upgrade
from inspect_app.records.models import SaveRow
from inspect_app.web.app import create_app
from inspect_app.web.site import SignInRules, Site
from tests.integration.two_areas import REF, World, row
from tests.integration.web.instrument import DEFINITION
from tests.integration.web.outbox import assessment_of
from tests.integration.web.people import join, make_account, sign_in
from tests.journeys.conftest import Visitor
from tests.serving import serving

CASES = 24
INSPECTORS = ("ivy", "ian")


@dataclass
class Field:
    """The server, and which of its cases are still untouched."""

    app: Flask
    address: str
    world: World
    fresh: list[str]
    contexts: list[BrowserContext] = field(default_factory=list)

    def come(self, chromium: Browser, name: str) -> Visitor:
        """An inspector at a browser of their own, signed in."""
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        self.contexts.append(context)
        self.let_in(context, name)
        return Visitor(context, self.address, scripted=True)

    def let_in(self, context: BrowserContext, name: str) -> None:
        """Signs an inspector in at a browser."""
        called = self.app.config["SESSION_COOKIE_NAME"]
        cookie = sign_in(self.app, f"account-{name}").client.get_cookie(called)
        assert cookie is not None
        context.add_cookies([{"name": called, "value": cookie.value, "url": self.address}])

    def close(self) -> None:
        """Closes the browsers that were opened since."""
        while self.contexts:
            self.contexts.pop().close()

    def said(self, reference: str) -> list[tuple[str, str, Any]]:
        """Kind, subject and value of everything that was ever said about a case, in order of receipt."""
        query = (
            select(SaveRow)
            .where(SaveRow.assessment_id == assessment_of(self.app, REF, reference))
            .order_by(SaveRow.seq)
        )
        with transaction(self.app.extensions["inspect_app"].engine) as session:
            return [
                (str(entry.kind), entry.subject, entry.value)
                for saved in session.scalars(query)
                for entry in entries_from_json(saved.entries)
            ]


def section_of(reference: str, section: str = "home") -> str:
    """The address of a section page."""
    return f"/inspections/{REF}/cases/{reference}/sections/{section}"


@contextmanager
def in_the_field(folder: Path, questionnaire: str = "small", cases: int = CASES) -> Iterator[Field]:
    """Serves until the block ends."""
    engine = open_engine(f"sqlite:///{folder / 'field.sqlite3'}")
    upgrade(engine)
    late = _Late()
    server = create_server(late, host="127.0.0.1", port=0, threads=4, ident=None)
    host = f"127.0.0.1:{server.effective_port}"
    site = Site(frozenset({host}), rules=SignInRules(second_factor=False))
    late.app = app = create_app(engine, clock=_now, owner=None, site=site)
    lead = Actor("Lena Lead", "a test")
    with transaction(engine) as session:
        add_definition(session, lead, _now, DEFINITION)
    world = World(engine, lead, _now)
    world.make([row(number, "North") for number in range(1, cases + 1)], questionnaire=questionnaire)
    for name in INSPECTORS:
        join(app, make_account(app, name), REF, Role.INSPECTOR)
    with serving(server):
        yield Field(app, f"http://{host}", world, [f"{number:03}" for number in range(cases, 0, -1)])
    engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC)


class _Late:
    """Hands requests to an application that is made once the port is known."""

    app: Any

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)
