from dataclasses import replace

import pytest
from sqlalchemy import text

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.verify_ledger import verify_ledger
from inspect_app.findings.figures import Cell
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.findings.suppression import edition
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from tests.integration.fieldwork.scoring import COMPLETE, Scorer


def figures(scorer: Scorer, break_by: str | None = None) -> Snapshot:
    return find_figures(scorer.session, scorer.ref, break_by)


def frozen(scorer: Scorer) -> Snapshot:
    scorer.session.commit()
    return make_snapshot(scorer.session, scorer.actor, scorer.clock, ref=scorer.ref)


def stored(scorer: Scorer) -> int:
    return int(scorer.session.execute(text("SELECT count(*) FROM snapshot")).scalar_one())


def home_yes(snapshot: Snapshot) -> Cell:
    """The total of the answer yes to the question about a home."""
    [cell] = [
        row.cells[0]
        for table in snapshot.tables
        if table.kind == "section"
        for row in table.rows
        if row.question == "home" and row.options == ("yes",)
    ]
    return cell


def test_only_signed_off_cases_count(scorer: Scorer) -> None:
    scorer.finish("001", home="yes")
    scorer.save(COMPLETE, reference="002")
    scorer.move(Action.SUBMIT, reference="002")
    scorer.save(COMPLETE, reference="003")
    snapshot = figures(scorer)
    assert (home_yes(snapshot).numerator, home_yes(snapshot).denominator) == (1, 1)
    assert snapshot.counted == ("001",)
    assert (snapshot.cases.signed_off, snapshot.cases.submitted, snapshot.cases.in_progress) == (1, 1, 1)


def test_emerging_figures_count_every_case_begun_and_no_withdrawn_one(scorer: Scorer) -> None:
    scorer.finish("001", home="yes")
    scorer.save({"home": "yes"}, reference="002")
    scorer.save({"home": "yes"}, reference="003")
    emerging = find_figures(scorer.session, scorer.ref, emerging=True)
    assert (home_yes(emerging).numerator, emerging.cases_counted) == (3, 3)
    scorer.move(Action.WITHDRAW, "The records are closed.", reference="003")
    emerging = find_figures(scorer.session, scorer.ref, emerging=True)
    assert (home_yes(emerging).numerator, home_yes(emerging).denominator) == (2, 2)
    assert emerging.counted == ("001", "002")
    assert (emerging.edition.id, emerging.cases_counted, emerging.cases.total) == ("emerging", 2, 2)
    assert (emerging.cases.withdrawn, home_yes(figures(scorer)).numerator) == (1, 1)


def test_emerging_figures_are_never_published(scorer: Scorer) -> None:
    scorer.save({"home": "yes"})
    with pytest.raises(ValueError, match="derived from the internal snapshot only"):
        edition(find_figures(scorer.session, scorer.ref, emerging=True), 0)
    with pytest.raises(UserError, match="No case is signed off yet"):
        frozen(scorer)


def test_once_all_that_is_begun_is_signed_off_both_count_the_same(scorer: Scorer) -> None:
    scorer.finish("001", home="no", tried=["hostel"])
    scorer.finish("002", home="yes")
    emerging = find_figures(scorer.session, scorer.ref, emerging=True)
    assert replace(emerging, edition=figures(scorer).edition) == figures(scorer)


def test_a_case_counts_no_more_when_it_is_open_again(scorer: Scorer) -> None:
    scorer.finish("001", home="yes")
    scorer.finish("002", home="na")
    assert (home_yes(figures(scorer)).numerator, home_yes(figures(scorer)).not_applicable) == (1, 1)
    scorer.move(Action.REOPEN, "A letter turned up.", reference="001")
    assert (home_yes(figures(scorer)).numerator, home_yes(figures(scorer)).not_applicable) == (0, 1)


def test_figures_need_no_case_and_no_draw(scorer: Scorer) -> None:
    snapshot = figures(scorer)
    assert (snapshot.counted, snapshot.as_at, snapshot.sampling) == ((), None, None)


def test_figures_can_be_broken_down_by_an_attribute(scorer: Scorer) -> None:
    scorer.finish()
    [table, *_] = [table for table in figures(scorer, "sex").tables if table.kind == "section"]
    assert [column.label for column in table.columns] == ["All cases", "Female", "Male"]


@pytest.mark.parametrize(("ref", "break_by"), [("north", None), ("homes", "weather")])
def test_an_unknown_inspection_or_attribute_is_an_error(
    scorer: Scorer, ref: str, break_by: str | None
) -> None:
    with pytest.raises(UserError):
        figures(replace(scorer, ref=ref), break_by)


def test_the_same_data_is_the_same_snapshot_kept_once(scorer: Scorer) -> None:
    scorer.finish()
    first, again = frozen(scorer), frozen(scorer)
    assert snapshot_hash(first) == snapshot_hash(again)
    assert first == again
    assert stored(scorer) == 1
    assert [event.action for event in access_log.events(scorer.session, "homes")][-2:] == ["report.build"] * 2
    scorer.finish("002")
    assert snapshot_hash(frozen(scorer)) != snapshot_hash(first)
    assert stored(scorer) == 2


def test_every_report_anchors_the_ledger_in_the_access_log(scorer: Scorer) -> None:
    scorer.finish()
    frozen(scorer)
    frozen(scorer)
    scorer.save(COMPLETE, reference="002")
    frozen(scorer)

    first, again, later = [
        event.detail["ledger"]
        for event in access_log.events(scorer.session, "homes")
        if event.action == "report.build"
    ]
    assert first == again
    assert (first["assessments"], first["saves"]) == (3, 3)
    assert (later["assessments"], later["saves"]) == (3, 4)
    assert later["heads"] != first["heads"]


def test_with_nothing_signed_off_there_is_nothing_to_freeze(scorer: Scorer) -> None:
    scorer.save(COMPLETE)
    with pytest.raises(UserError) as refused:
        frozen(scorer)
    assert str(refused.value).startswith("No case is signed off yet, so there is nothing to report.")
    assert stored(scorer) == 0


def test_small_counts_are_suppressed_in_the_edition_and_nowhere_else(scorer: Scorer) -> None:
    scorer.finish("001", home="yes")
    scorer.finish("002", home="na")
    inside, edition = figures(scorer), frozen(scorer)
    assert (home_yes(inside).suppressed, home_yes(inside).numerator) == (False, 1)
    assert (home_yes(edition).suppressed, home_yes(edition).numerator) == (True, None)
    [body] = scorer.session.scalars(text("SELECT body FROM snapshot"))
    assert snapshot_hash(inside) != snapshot_hash(edition)
    assert '"threshold":5' in body


def test_without_a_threshold_the_edition_shows_every_count(scorer: Scorer) -> None:
    scorer.session.execute(text("UPDATE inspection SET suppression_threshold = 0"))
    scorer.finish("001", home="yes")
    assert home_yes(frozen(scorer)).numerator == 1


CHANGES = {
    "answer": "UPDATE save SET entries = replace(entries, '\"yes\"', '\"no\"')",
    "text": "UPDATE save_text SET text = 'Another story.'",
    "state": "UPDATE assessment_state SET answered = answered + 1",
}
TRIGGERS = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass "
        "FROM pg_trigger WHERE NOT tgisinternal"
    ),
}


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ("answer", {"Save 1 has been changed."}),
        ("text", {"has been changed."}),
        ("state", {"The state row differs from what the saves amount to: answered."}),
    ],
)
def test_a_change_made_in_the_database_is_found(scorer: Scorer, change: str, messages: set[str]) -> None:
    scorer.finish("001", summary="A story.")
    assert verify_ledger(scorer.session, None).findings == ()
    for drop in list(scorer.session.scalars(text(TRIGGERS[scorer.session.get_bind().dialect.name]))):
        scorer.session.execute(text(drop))
    scorer.session.execute(text(f"{CHANGES[change]} WHERE {OF_CASE[change]}"))
    scorer.session.expire_all()
    found = verify_ledger(scorer.session, "homes")
    assert (found.assessments, found.saves) == (3, 3)
    assert {finding.case for finding in found.findings} == {"001"}
    assert all(any(finding.message.endswith(words) for finding in found.findings) for words in messages)
    assert verify_ledger(scorer.session, "noise").findings == ()


ASSESSMENT = (
    '(SELECT assessment.id FROM assessment JOIN "case" ON "case".id = assessment.case_id JOIN inspection ON '
    "inspection.id = \"case\".inspection_id WHERE inspection.ref = 'homes' AND \"case\".reference = '001')"
)
OF_CASE = {
    "answer": f"seq = 1 AND assessment_id = {ASSESSMENT}",
    "text": "text = 'A story.'",
    "state": f"assessment_id = {ASSESSMENT}",
}


def test_an_unknown_ledger_is_an_error(scorer: Scorer) -> None:
    with pytest.raises(UserError, match="There is no inspection north"):
        verify_ledger(scorer.session, "north")
