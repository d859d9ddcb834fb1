"""Versions of a report's texts: stored once and for good, and in conflict where their authors disagree."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from uuid6 import uuid7

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.find_skeleton import find_skeleton, find_styles
from inspect_app.fieldwork.open_report import find_report, open_report
from inspect_app.fieldwork.open_texts import open_texts
from inspect_app.fieldwork.receive_report_saves import ReceivedTexts, receive_report_saves
from inspect_app.fieldwork.report_history import report_history
from inspect_app.fieldwork.save_text import (
    Spot,
    Stale,
    bring_back,
    mark_read,
    save_text,
    settle_texts,
)
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records.engine import Session, transaction
from inspect_app.records.scope import Scope
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer

STYLE = "inspection-report"
FOREWORD = Spot("homes", "en", "chapter:foreword")
EXAMPLE = {
    "kind": "good",
    "case": "001",
    "chapter": "standard-homes",
    "title": "A home in time",
    "body": "Mr Rook had a home.",
    "names_changed": True,
    "withdrawn": False,
}


@dataclass
class Desk:
    """Where the report of "homes" is written."""

    session: Session
    clock: Clock
    writer: Actor = field(default_factory=lambda: Actor("Wren Writer (wren@example.org)", "a laptop"))

    def send(self, *saves: object) -> ReceivedTexts:
        return receive_report_saves(self.writer, self.clock, open_texts(self.session, "homes", "en"), saves)

    def write(self, body: str, *seen: str, spot: Spot = FOREWORD) -> str:
        """Saves a text as a form does; the id of what stands then."""
        value = {"body": body}
        report = save_text(self.session, self.writer, self.clock, spot=spot, value=value, seen=seen)
        return report.thing(spot.thing).heads[-1].id

    def foreword(self) -> Any:
        return open_report(self.session, "homes", "en").thing("chapter:foreword")


def save(body: str, *parents: str, subject: str = "foreword", **other: Any) -> dict[str, Any]:
    """A version as a browser sends it."""
    entry = {"kind": "chapter", "subject": subject, "value": {"body": body}, "parents": list(parents)}
    return {"id": str(uuid7()), "made_at": "2016-06-24T12:00:00.000+00:00", "entries": [entry | other]}


@pytest.fixture
def desk(scorer: Scorer, clock: Clock) -> Desk:
    start_report(scorer.session, scorer.actor, clock, ref="homes", language="en", style=STYLE)
    return Desk(scorer.session, clock)


def test_a_report_has_the_chapters_of_its_house_style_in_its_language(desk: Desk) -> None:
    assert STYLE in find_styles()
    report = open_report(desk.session, "homes", "en")
    ids = [chapter.id for chapter in report.skeleton.chapters]
    assert ids[0] == "foreword"
    assert report.skeleton.chapters[0].title == "Foreword"
    standards = [f"standard-{each.id}" for each in report.inspection.definition.standards]
    assert [id_ for id_ in ids if id_.startswith("standard-")] == standards
    welsh = find_skeleton(STYLE, report.inspection.definition, "cy")
    assert welsh.chapters[0].title == "Rhagair"
    with pytest.raises(NotThere, match="Reports are written in English or Welsh"):
        find_skeleton(STYLE, report.inspection.definition, "fr")
    with pytest.raises(NotThere, match="There is no house style “osprey”"):
        find_skeleton("osprey", report.inspection.definition, "en")


def test_a_report_is_started_once_for_each_language(desk: Desk) -> None:
    with pytest.raises(UserError, match="is started already"):
        start_report(desk.session, desk.writer, desk.clock, ref="homes", language="en", style=STYLE)
    assert find_report(desk.session, "homes", "cy") is None
    with pytest.raises(NotThere, match="No report in Welsh has been started"):
        open_report(desk.session, "homes", "cy")
    start_report(desk.session, desk.writer, desk.clock, ref="homes", language="cy", style=STYLE)
    assert open_report(desk.session, "homes", "cy").language == "cy"


def test_what_is_sent_twice_is_stored_once_and_has_the_same_receipt(desk: Desk) -> None:
    sent = save("We looked.")
    first, again = desk.send(sent).results[0], desk.send(sent).results[0]
    assert (first.saved, again.saved) == (True, False)
    assert first.sent_hash == again.sent_hash == sha256_hex(canonical_json(sent))
    assert first.count == 1
    assert [each.value for each in desk.foreword().heads] == [{"body": "We looked."}]


def test_the_id_of_another_version_is_refused(desk: Desk) -> None:
    sent = save("We looked.")
    desk.send(sent)
    other = save("We did not.") | {"id": sent["id"]}
    stranger = replace(desk, writer=Actor("Somebody else", "a laptop"))
    for result in (desk.send(other).results[0], stranger.send(sent).results[0]):
        assert result.saved is None
        assert "under this one’s id" in str(result.reason)


@pytest.mark.parametrize(
    "bad",
    [
        "nothing",
        save("Words.", subject="osprey"),
        save("Words.", value={"text": "Words."}),
        save("Words.", value={"body": "Un\x07seen"}),
        save("Words.", value={"body": "long" * 100_000}),
        save("Words.", kind="answer"),
        save("Words.", "no-id"),
        save("Words.") | {"id": "0190a000-0000-4000-8000-000000000001"},
        save("Words.") | {"made_at": "2016-06-24T12:00:00.000+01:00"},
        save("Words.") | {"entries": []},
    ],
)
def test_a_bad_save_is_refused_and_keeps_no_other_back(desk: Desk, bad: object) -> None:
    results = desk.send(bad, save("We looked.")).results
    assert [result.saved for result in results] == [None, True]
    assert results[0].reason
    assert desk.foreword().value == {"body": "We looked."}


def test_two_who_had_not_seen_each_other_are_in_conflict_and_nothing_is_lost(desk: Desk) -> None:
    first = desk.write("We looked.")
    desk.send(save("We looked twice.", f"{first}/0"))
    result = desk.send(save("They looked.", f"{first}/0")).results[0]
    assert result.verdicts[0].kind == "conflict"
    thing = desk.foreword()
    assert thing.in_conflict
    assert thing.value is None
    assert [head.value["body"] for head in thing.heads] == ["We looked twice.", "They looked."]


def test_two_who_wrote_the_same_are_not_in_conflict(desk: Desk) -> None:
    first = desk.write("We looked.")
    desk.send(save("Twice.", f"{first}/0"), save("Twice.", f"{first}/0"))
    assert desk.foreword().value == {"body": "Twice."}


def test_a_conflict_is_settled_by_a_version_that_follows_all_of_them(desk: Desk) -> None:
    first = desk.write("We looked.")
    desk.send(save("One.", f"{first}/0"), save("Two.", f"{first}/0"))
    heads = tuple(head.id for head in desk.foreword().heads)
    common = (desk.session, desk.writer, desk.clock)
    with pytest.raises(Stale, match="Something more was written"):
        settle_texts(*common, spot=FOREWORD, seen=heads[:1], version=heads[0])
    with pytest.raises(UserError, match="Choose the version"):
        settle_texts(*common, spot=FOREWORD, seen=heads, version="")
    settle_texts(*common, spot=FOREWORD, seen=heads, version={"body": "One and two."})
    assert desk.foreword().value == {"body": "One and two."}
    told = report_history(desk.session, open_report(desk.session, "homes", "en"), "chapter:foreword")
    assert [each.words for each in told] == ["We looked.", "One.", "Two.", "One and two."]
    assert [each.stands for each in told] == [False, False, False, True]


def test_an_older_version_is_brought_back_and_the_newer_stays_in_the_history(desk: Desk) -> None:
    first = desk.write("We looked.")
    second = desk.write("Gone.", first)
    common = (desk.session, desk.writer, desk.clock)
    with pytest.raises(Stale):
        bring_back(*common, spot=FOREWORD, version=first, seen=(first,))
    with pytest.raises(NotThere):
        bring_back(*common, spot=FOREWORD, version=str(uuid7()), seen=(second,))
    bring_back(*common, spot=FOREWORD, version=first, seen=(second,))
    assert desk.foreword().value == {"body": "We looked."}
    assert len(open_report(desk.session, "homes", "en").versions_of("chapter:foreword")) == 3


def test_what_says_nothing_new_is_not_stored_again(desk: Desk) -> None:
    first = desk.write("We looked.")
    assert desk.write("We looked.", first) == first


def test_examples_and_recommendations_have_the_same_history(desk: Desk) -> None:
    spot = Spot("homes", "en", f"example:{uuid7()}")
    common = (desk.session, desk.writer, desk.clock)
    save_text(*common, spot=spot, value=EXAMPLE, seen=())
    report = open_report(desk.session, "homes", "en")
    [told] = report_history(desk.session, report, spot.thing)
    assert told.words.startswith("A home in time\nGood practice, case 001, names changed")
    with pytest.raises(UserError, match="look at kind"):
        save_text(*common, spot=spot, value=EXAMPLE | {"kind": "middling"}, seen=())


def test_what_links_showed_is_carried_over_until_it_is_read_again(desk: Desk, scorer: Scorer) -> None:
    first = desk.write("There were {{cases}}.")
    [head] = desk.foreword().heads
    assert head.seen == {"cases": "0"}
    scorer.finish(reference="001", home="yes")
    desk.write("There were {{cases}}, and {{cases}} again, and {{cases @ osprey}}.", first)
    assert desk.foreword().heads[0].seen == {"cases": "0"}
    assert find_report_figures(desk.session, "homes", "en", STYLE).cases_counted == 1


def test_what_is_marked_as_read_shows_what_links_show_now(desk: Desk, scorer: Scorer) -> None:
    first = desk.write("There were {{cases}}.")
    scorer.finish(reference="001", home="yes")
    common = (desk.session, desk.writer, desk.clock)
    with pytest.raises(UserError, match="Something more was written"):
        mark_read(*common, spot=FOREWORD, seen=())
    report = mark_read(*common, spot=FOREWORD, seen=(first,))
    [head] = report.thing(FOREWORD.thing).heads
    assert head.seen == {"cases": "1"}
    assert head.value == {"body": "There were {{cases}}."}
    desk.send(save("One.", f"{head.id}/0"), save("Two.", f"{head.id}/0"))
    heads = tuple(each.id for each in desk.foreword().heads)
    with pytest.raises(UserError, match="Settle which version"):
        mark_read(*common, spot=FOREWORD, seen=heads)


def test_without_the_right_no_text_is_found(desk: Desk) -> None:
    desk.write("We looked.")
    inspection = open_report(desk.session, "homes", "en").inspection.id
    desk.session.commit()
    ids = frozenset({inspection})
    engine = desk.session.get_bind().engine
    with transaction(engine, Scope(inspections=ids, whole=ids, figures=ids)) as session:
        assert find_report(session, "homes", "en") is None
    with transaction(engine, Scope(inspections=ids, whole=ids, figures=ids, reports=ids)) as session:
        assert open_report(session, "homes", "en").thing("chapter:foreword").value == {"body": "We looked."}
