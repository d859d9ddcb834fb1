"""All that is written of a report, checked by the figures as they are now and by the long list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.guard_narrative import Matchers
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor
from inspect_app.publication.written_text import CheckId
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock

EXAMPLE = {
    "kind": "good",
    "case": "001",
    "chapter": "foreword",
    "title": "A home",
    "body": "Rook had a home.",
    "names_changed": False,
    "withdrawn": False,
}
KEY = "0190a000-0000-7000-8000-000000000001"


class Desk:
    """Where the report of an inspection with a long list is written."""

    def __init__(self, session: Session, actor: Actor, clock: Clock, ref: str) -> None:
        self.session, self.actor, self.clock, self.ref = session, actor, clock, ref

    def write(self, thing: str, value: Mapping[str, Any], *seen: str) -> str:
        spot = Spot(self.ref, "en", thing)
        report = save_text(self.session, self.actor, self.clock, spot=spot, value=value, seen=seen)
        return report.thing(thing).heads[-1].id

    def found(self) -> list[tuple[str, int | None, str, str]]:
        checked = check_report(self.session, Matchers(), ref=self.ref, language="en")
        return [(each.title, each.line, each.check.value, each.what) for each in checked.problems]


@pytest.fixture
def desk(session: Session, actor: Actor, clock: Clock, ref: str, long_list_2016: bytes) -> Desk:
    import_cases(
        session, actor, clock, ref=ref, filename="list.xlsx", data=long_list_2016, as_at=date(2016, 3, 1)
    )
    start_report(session, actor, clock, ref=ref, language="en", style="inspection-report")
    return Desk(session, actor, clock, ref)


def test_a_report_is_checked_in_its_order_and_a_text_line_by_line(desk: Desk) -> None:
    desk.write(
        f"recommendation:{KEY}",
        {
            "addressee": "The service",
            "text": "Plan {{per_cent lost=yes}}.",
            "supports": [],
            "place": 1,
            "withdrawn": False,
        },
    )
    desk.write(f"example:{KEY}", EXAMPLE)
    desk.write("chapter:background", {"body": "We read\n86 files of X123456."})
    desk.write("chapter:foreword", {"body": "So it was, 61%.\n\n{{rating nobody}}"})

    assert desk.found() == [
        ("Foreword", 1, "unlinked", "61%"),
        ("Foreword", 3, "unknown_link", "{{rating nobody}}"),
        ("Background", 2, "unlinked", "86"),
        ("Background", 2, "identity", "X123456"),
        ("Practice example: A home", None, "names_kept", "Practice example: A home"),
        ("Recommendation to: The service", None, "unsupported", "Recommendation to: The service"),
        ("Recommendation to: The service", 1, "unknown_link", "{{per_cent lost=yes}}"),
    ]


def test_what_keeps_a_report_from_being_frozen_is_told_apart(desk: Desk) -> None:
    desk.write("chapter:foreword", {"body": "So it was, 61%.\n\n{{rating nobody}}"})

    checked = check_report(desk.session, Matchers(), ref=desk.ref, language="en")

    assert [each.check for each in checked.blocking] == [CheckId.UNKNOWN_LINK]


def test_names_of_the_long_list_are_told_in_texts_and_titles(desk: Desk, session: Session) -> None:
    assert check_report(session, Matchers(), ref=desk.ref, language="en").names_unchecked is None
    desk.write("chapter:foreword", {"body": "Nothing here.\nWe met Ben Llewellyn."})
    desk.write(f"example:{KEY}", {**EXAMPLE, "title": "Ben Llewellyn", "names_changed": True})

    assert desk.found() == [
        ("Foreword", 2, "identity", "Ben Llewellyn"),
        ("Practice example: Ben Llewellyn", None, "identity", "Ben Llewellyn"),
    ]


def test_dates_of_birth_and_numbers_of_people_are_told_also_where_links_print_them(desk: Desk) -> None:
    desk.write("chapter:foreword", {"body": 'Born 12/03/1985.\n1985/0001234A\n{{stated "Ben Llewellyn"}}'})

    told = [(line, what) for _, line, check, what in desk.found() if check == "identity"]

    assert told == [(1, "12/03/1985"), (2, "1985/0001234A"), (3, "Ben Llewellyn")]


def test_what_was_withdrawn_is_not_checked(desk: Desk) -> None:
    first = desk.write(f"example:{KEY}", EXAMPLE)
    assert len(desk.found()) == 1

    desk.write(f"example:{KEY}", {**EXAMPLE, "withdrawn": True}, first)

    assert desk.found() == []


def test_a_conflict_is_told(desk: Desk) -> None:
    first = desk.write("chapter:foreword", {"body": "We looked."})
    desk.write("chapter:foreword", {"body": "We looked again."}, first)
    desk.write("chapter:foreword", {"body": "We did not."}, first)

    assert desk.found() == [("Foreword", None, "conflict", "Foreword")]


def test_names_that_can_not_be_checked_are_said_so(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    start_report(session, actor, clock, ref=ref, language="en", style="inspection-report")

    checked = check_report(session, Matchers(), ref=ref, language="en")

    assert checked.problems == ()
    assert "texts weren’t checked for names" in str(checked.names_unchecked)


def test_a_report_that_nobody_started_is_not_checked(session: Session, ref: str) -> None:
    with pytest.raises(NotThere, match="No report in Welsh"):
        check_report(session, Matchers(), ref=ref, language="cy")
