"""A server where two writers write the report of a small inspection; each test takes a chapter of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.report_history import report_history
from inspect_app.fieldwork.start_report import start_report
from inspect_app.records.engine import transaction
from tests.integration.two_areas import GOOD, REF
from tests.integration.web.people import join, make_account
from tests.journeys.at_section import safety
from tests.journeys.conftest import Visitor
from tests.journeys.field import Field, in_the_field

WRITERS = ("wren", "will")
STYLE = "inspection-report"


@dataclass
class Office:
    """The server, and which chapters nobody has touched yet."""

    field: Field
    fresh: list[str]

    def written(self, chapter: str) -> list[str]:
        """Every version of a chapter, in order of receipt."""
        with transaction(self.field.world.engine) as session:
            report = open_report(session, REF, "en")
            return [each.words for each in report_history(session, report, f"chapter:{chapter}")]


@contextmanager
def at_the_office(folder: Path) -> Iterator[Office]:
    """Serves until the block ends: one case is signed off, and the report in English is started."""
    with in_the_field(folder, cases=3) as field:
        world = field.world
        world.score("001", GOOD)
        with transaction(world.engine) as session:
            start_report(session, world.actor, world.clock, ref=REF, language="en", style=STYLE)
            report = open_report(session, REF, "en")
        for name in WRITERS:
            join(field.app, make_account(field.app, name), REF, Role.REPORT_WRITER)
        yield Office(field, [chapter.id for chapter in report.skeleton.chapters])


def address_of(chapter: str) -> str:
    """The address of a chapter's page."""
    return f"/inspections/{REF}/writing/en/chapters/{chapter}"


def open_chapter(visitor: Visitor, chapter: str) -> None:
    """Opens a chapter and waits until its script has begun."""
    visitor.go(address_of(chapter))
    expect(safety(visitor.page)).not_to_be_empty()


def text_of(page: Page) -> str:
    """What stands in the box."""
    return page.locator("#body").input_value()
