"""Frozen editions of a report: the same gives the same, stages never go back, nothing broken is frozen."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import text
from uuid6 import uuid7

from inspect_app.fieldwork.compare_snapshots import compare_snapshots
from inspect_app.fieldwork.find_figures import find_whole
from inspect_app.fieldwork.freeze_report import Blocked, Wish, freeze_report
from inspect_app.fieldwork.list_editions import edition_changes, get_edition, list_editions
from inspect_app.fieldwork.list_snapshots import list_snapshots
from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.fieldwork.start_report import start_report
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.ledger.entries import Actor
from inspect_app.publication.frozen import Stage, publication_hash
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session, transaction
from inspect_app.records.report_editions import Edition
from inspect_app.records.scope import Scope
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer

EXAMPLE = {
    "kind": "good",
    "case": "001",
    "chapter": "standard-all",
    "title": "A home in time",
    "body": "Mr Rook had a home.",
    "names_changed": True,
    "withdrawn": False,
}
ADVICE = {"addressee": "The probation service", "supports": ["rating all"], "withdrawn": False}


@dataclass
class Desk:
    """Where the report of "homes", with one case signed off, is written and frozen."""

    session: Session
    clock: Clock
    writer: Actor = field(default_factory=lambda: Actor("Wren Writer (wren@example.org)", "a laptop"))

    def write(self, thing: str, **value: Any) -> str:
        """Says something of a thing after all that was said of it, and keeps it; the thing's name."""
        heads = open_report(self.session, "homes", "en").thing(thing).heads
        common = self.session, self.writer, self.clock
        seen = tuple(each.id for each in heads)
        save_text(*common, spot=Spot("homes", "en", thing), value=value, seen=seen)
        self.session.commit()
        return thing

    def freeze(self, stage: Stage = Stage.DRAFT, embargo: str | None = None, note: str = "") -> Edition:
        common = self.session, self.writer, self.clock
        wish = Wish(stage, embargo, note)
        edition = freeze_report(*common, ref="homes", language="en", wish=wish)
        self.session.commit()
        return edition


@pytest.fixture
def desk(scorer: Scorer, clock: Clock) -> Desk:
    start_report(scorer.session, scorer.actor, clock, ref="homes", language="en", style="inspection-report")
    scorer.finish(reference="001", home="yes")
    scorer.session.commit()
    desk = Desk(scorer.session, clock)
    desk.write("chapter:foreword", body="There were {{cases}} of them.")
    return desk


def test_an_edition_holds_the_texts_and_the_figures_they_are_filled_from(desk: Desk) -> None:
    example = desk.write(f"example:{uuid7()}", **EXAMPLE)
    desk.write(f"example:{uuid7()}", **EXAMPLE | {"withdrawn": True, "names_changed": False})
    second = desk.write(f"recommendation:{uuid7()}", text="Second.", place=2, **ADVICE)
    first = desk.write(f"recommendation:{uuid7()}", text="First.", place=1, **ADVICE)
    edition = desk.freeze(embargo="2016-09-01", note="For the board")
    publication, figures = get_edition(desk.session, "homes", "en")
    assert (edition.number, edition.stage, edition.note) == (1, "draft", "For the board")
    assert edition.publication_hash == publication_hash(publication)
    assert edition.figures_hash == publication.figures == snapshot_hash(figures)
    assert figures.edition.id == "public"
    assert figures.ledger_position
    assert figures.ledger_position == find_whole(desk.session, "homes").snapshot.ledger_position
    assert publication.chapters[0].body == "There were {{cases}} of them."
    assert [f"example:{each.id}" for each in publication.examples] == [example]
    assert "001" not in repr(publication.examples)
    assert [f"recommendation:{each.id}" for each in publication.recommendations] == [first, second]
    assert publication.embargo == "2016-09-01"


def test_the_same_is_kept_once_and_anything_else_is_the_next_edition(desk: Desk, scorer: Scorer) -> None:
    first = desk.freeze()
    assert desk.freeze() == first
    desk.write("chapter:overall", body="All was well.")
    assert desk.freeze().number == 2
    scorer.finish(reference="002", home="yes")
    desk.session.commit()
    third = desk.freeze()
    assert third.number == 3
    assert [each.number for each in list_editions(desk.session, "homes", "en")] == [1, 2, 3]
    found = edition_changes(desk.session, "homes", "en", 3, 1)
    assert [each.thing for each in found.chapters] == ["chapter:overall"]
    assert [(each.typed, each.before, each.after) for each in found.figures] == [("cases", "1", "2")]
    logged = [each for each in access_log.events(desk.session) if each.action == "report.freeze"]
    assert [line.detail["edition"] for line in logged] == [1, 2, 3]


def test_a_report_never_goes_back_to_an_earlier_stage(desk: Desk) -> None:
    desk.freeze()
    checked = desk.freeze(Stage.FACTUAL_ACCURACY)
    with pytest.raises(UserError, match="Edition 2 is “For factual accuracy” already, and a report never"):
        desk.freeze(Stage.DRAFT)
    assert desk.freeze(Stage.FACTUAL_ACCURACY) == checked
    assert desk.freeze(Stage.FINAL).number == 3
    with pytest.raises(UserError, match="never goes back"):
        desk.freeze(Stage.FACTUAL_ACCURACY)


@pytest.mark.parametrize(
    ("thing", "value", "said"),
    [
        ("chapter:overall", {"body": "Well.\n\nOf {{count osprey=yes}}."}, "Overall findings, line 3"),
        ("example", EXAMPLE | {"names_changed": False}, "Nobody has confirmed that the names"),
        ("example", EXAMPLE | {"chapter": "osprey"}, "The report has no chapter “osprey”"),
    ],
)
def test_what_no_edition_may_have_is_told_with_its_place(
    desk: Desk, thing: str, value: dict[str, Any], said: str
) -> None:
    desk.write(thing if ":" in thing else f"{thing}:{uuid7()}", **value)
    with pytest.raises(Blocked, match=said) as refused:
        desk.freeze()
    assert len(refused.value.problems) == 1
    assert list_editions(desk.session, "homes", "en") == []


def test_a_conflict_is_settled_before_anything_is_frozen(desk: Desk) -> None:
    common = desk.session, desk.writer, desk.clock
    spot = Spot("homes", "en", "chapter:foreword")
    save_text(*common, spot=spot, value={"body": "Another."}, seen=())
    desk.session.commit()
    with pytest.raises(Blocked, match="Two people changed this"):
        desk.freeze()


def test_what_is_wished_is_checked(desk: Desk) -> None:
    with pytest.raises(UserError, match="year-month-day"):
        desk.freeze(embargo="1 September")
    with pytest.raises(UserError, match="year-month-day"):
        desk.freeze(embargo="2016-02-31")
    with pytest.raises(UserError, match="note is too long"):
        desk.freeze(note="long" * 200)
    with pytest.raises(NotThere, match="No edition of this report"):
        get_edition(desk.session, "homes", "en")
    desk.freeze()
    with pytest.raises(NotThere, match=r"has no edition 7\. Its last one is 1"):
        get_edition(desk.session, "homes", "en", 7)


def test_nothing_is_frozen_before_a_case_is_signed_off(scorer: Scorer, clock: Clock) -> None:
    start_report(scorer.session, scorer.actor, clock, ref="homes", language="en", style="inspection-report")
    scorer.session.commit()
    with pytest.raises(UserError, match="No case is signed off yet"):
        Desk(scorer.session, clock).freeze()


def test_an_edition_that_was_changed_in_the_database_is_refused(desk: Desk) -> None:
    desk.freeze()
    if desk.session.get_bind().dialect.name == "postgresql":
        desk.session.execute(text("ALTER TABLE report_edition DISABLE TRIGGER ALL"))
    else:
        desk.session.execute(text("DROP TRIGGER report_edition_no_update"))
    desk.session.execute(text("UPDATE report_edition SET publication = replace(publication, 'them', 'us')"))
    with pytest.raises(UserError, match="no longer what was frozen"):
        get_edition(desk.session, "homes", "en")


def test_without_the_right_no_edition_is_found(desk: Desk) -> None:
    desk.freeze()
    inspection = open_report(desk.session, "homes", "en").inspection.id
    desk.session.commit()
    ids = frozenset({inspection})
    engine = desk.session.get_bind().engine
    scope = Scope(inspections=ids, whole=ids, figures=ids, reports=ids)
    with transaction(engine, scope) as session:
        assert len(list_editions(session, "homes", "en")) == 1
    with transaction(engine, replace(scope, reports=frozenset())) as session, pytest.raises(NotThere):
        list_editions(session, "homes", "en")


def test_an_edition_is_traced_to_the_cases_that_changed_it_since(desk: Desk, scorer: Scorer) -> None:
    first = desk.freeze()
    desk.write("chapter:overall", body="All was well.")
    second = desk.freeze()
    [kept] = list_snapshots(desk.session, "homes")
    assert kept.editions == (first.publication_hash, second.publication_hash), "The figures are the same."
    scorer.finish(reference="002", home="yes")
    desk.session.commit()
    third = desk.freeze()
    one, other = first.publication_hash[:12], third.publication_hash[:12]
    found = compare_snapshots(desk.session, "homes", one, other)
    assert ([each.reference for each in found.entered], found.entries_known) == (["002"], True)
    assert compare_snapshots(desk.session, "homes", other, "now").nothing
