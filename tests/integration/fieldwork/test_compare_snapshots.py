"""What changed between two snapshots: every figure that did, with exactly the entries that caused it."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text, update

from inspect_app.fieldwork import compare_snapshots as comparing
from inspect_app.fieldwork import find_figures as finding
from inspect_app.fieldwork.change_areas import add_area, move_cases
from inspect_app.fieldwork.compare_snapshots import compare_snapshots
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.decide_rating import decide_rating
from inspect_app.fieldwork.held import Held
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_snapshots import NOW
from inspect_app.fieldwork.set_disclosure import set_disclosure
from inspect_app.fieldwork.store_save import Change, store_changes
from inspect_app.fieldwork.trace_case import How
from inspect_app.findings.snapshot import snapshot_hash, to_json
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.ledger.entries import Actor, EntryKind
from inspect_app.ledger.states import Action
from inspect_app.records import snapshots
from inspect_app.records.engine import Session
from inspect_app.records.models import CaseRow
from tests.integration.conftest import Clock
from tests.integration.fieldwork.comparing import (
    HOME,
    HOME_NO,
    HOME_YES,
    HOSTEL,
    VISITS,
    by_sex,
    changes,
    close,
    fields,
    figures,
    freeze,
    reopen,
    reported,
    told,
)
from tests.integration.fieldwork.scoring import COMPLETE, Scorer

__all__ = ["by_sex", "reported"]


def test_nothing_changes_between_equal_snapshots(reported: Scorer) -> None:
    found = changes(reported)
    assert found.nothing
    assert (found.figures, found.ratings, found.entered, found.left, found.besides) == ((),) * 5
    assert (found.before.name, found.after.name) == ("1", "now")
    assert changes(reported, NOW, "1").before.number == 1
    assert changes(reported, "1", "1").nothing


def test_work_that_counts_nowhere_changes_no_figure(reported: Scorer) -> None:
    reported.save(COMPLETE, reference="002")
    found = changes(reported)
    assert found.figures == ()
    assert {each.field for each in found.comparison.cases} == {"allocated", "in_progress"}


def test_a_comment_changes_no_figure(reported: Scorer) -> None:
    reopen(reported)
    reported.save({"home": "no"}, {"home": "Still none was free."})
    close(reported)
    assert changes(reported).figures == ()


def test_a_sign_off_is_named_at_each_figure_and_nothing_else(reported: Scorer) -> None:
    reported.finish("002", home="yes")
    found = changes(reported)
    assert found.comparison.entered == ("002",)
    assert [told(found, cause) for cause in found.entered] == [[(3, "Signed off")]]
    assert fields(figures(found)[HOME_YES])["per_cent"] == (0, 50)
    assert fields(figures(found)[HOME_YES])["numerator"] == (0, 1)
    assert fields(figures(found)[HOME_YES])["denominator"] == (1, 2)
    assert fields(figures(found)[HOSTEL])["not_asked"] == (0, 1)
    for figure in found.figures:
        assert [(each.reference, each.how) for each in figure.causes] == [("002", (How.ENTERED,))], figure
        assert told(found, figure.causes[0]) == [(3, "Signed off")]
    [rating] = [each for each in found.ratings if each.change.id == "all"]
    assert (rating.change.before_title, rating.change.after_title) == ("Poor", "Good")
    assert [told(found, cause) for cause in rating.causes] == [[(3, "Signed off")]]


def test_who_and_when_stand_beside_each_entry(reported: Scorer) -> None:
    reported.finish("002")
    [entry] = changes(reported).entered[0].entries
    assert entry.author == reported.actor.name
    received = "SELECT received_at FROM save JOIN assessment ON assessment.id = assessment_id ORDER BY 1 DESC"
    assert entry.at is not None
    assert str(entry.at)[:19] in str(reported.session.execute(text(received)).scalars().first())
    assert entry.entry is not None
    assert (entry.thing, entry.action, entry.place) == ("state:", "sign_off", 1)


def test_a_case_opened_again_no_longer_counts(reported: Scorer) -> None:
    reported.finish("002")
    freeze(reported)
    reopen(reported, "002")
    reported.save({"home": "no"}, {"home": "It fell through."}, reference="002")
    found = changes(reported, "2")
    assert found.comparison.left == ("002",)
    assert figures(found)
    for figure in found.figures:
        assert [(each.how, told(found, each)) for each in figure.causes] == [
            ((How.LEFT,), [(4, "Re-opened")])
        ]


def test_a_withdrawn_case_names_both_steps(reported: Scorer) -> None:
    reported.finish("002")
    freeze(reported)
    reopen(reported, "002")
    reported.move(Action.WITHDRAW, "The file is closed.", reference="002")
    found = changes(reported, "2")
    [left] = found.left
    assert told(found, left) == [(4, "Re-opened"), (5, "Withdrawn")]
    assert ("withdrawn", 0, 1) in {(each.field, each.before, each.after) for each in found.comparison.cases}


def test_a_changed_answer_is_named_at_its_own_figures_alone(reported: Scorer) -> None:
    reported.finish("002", home="yes", visits="3")
    freeze(reported)
    reopen(reported, "002")
    reported.save({"visits": "9"}, reference="002")
    close(reported, "002")
    found = changes(reported, "2")
    assert found.comparison.entered == found.comparison.left == ()
    assert {each.change.question for each in found.figures} == {"visits"}
    for figure in found.figures:
        assert [(each.reference, each.how) for each in figure.causes] == [("002", (How.ANSWER,))]
        assert told(found, figure.causes[0]) == [(5, VISITS)]
    freeze(reported)
    assert changes(reported, "2", "3").figures == found.figures
    assert changes(reported, "3").nothing


def test_an_answer_changed_and_changed_back_changes_nothing(reported: Scorer) -> None:
    reopen(reported)
    reported.save({"visits": "9"})
    reported.save({"visits": "3"})
    close(reported)
    assert changes(reported).figures == ()


def test_of_two_versions_the_one_that_stands_is_named(reported: Scorer) -> None:
    reopen(reported)
    reported.save({"visits": "9"})
    reported.save({"visits": "7"})
    close(reported)
    found = changes(reported)
    assert {tuple(told(found, cause)) for each in found.figures for cause in each.causes} == {((6, VISITS),)}


def test_an_answer_parked_by_routing_names_the_answer_that_parked_it(reported: Scorer) -> None:
    reopen(reported)
    reported.save({"home": "yes"})
    close(reported)
    found = changes(reported)
    [hostel] = figures(found)[HOSTEL].causes
    assert (hostel.how, told(found, hostel)) == ((How.ROUTING, How.ANSWER), [(5, HOME)])
    assert fields(figures(found)[HOSTEL])["not_asked"] == (0, 1)
    [home] = figures(found)[HOME_NO].causes
    assert (home.how, told(found, home)) == ((How.ANSWER,), [(5, HOME)])


def test_a_question_asked_anew_names_its_answer_and_what_led_to_it(scorer: Scorer) -> None:
    scorer.finish("001", home="yes")
    freeze(scorer)
    reopen(scorer)
    scorer.save({"home": "no"}, {"home": "It fell through."})
    scorer.save({"tried": ["hostel"]})
    close(scorer)
    found = changes(scorer)
    [hostel] = figures(found)[HOSTEL].causes
    assert told(found, hostel) == [(5, HOME), (6, "Answer to “What was tried?”")]
    [family] = figures(found)[("section.home", "tried.family", "total")].causes
    assert told(found, family) == told(found, hostel)


def come_late(scorer: Scorer, visits: int) -> None:
    """An answer arrives while the case is closed, from a laptop that was away."""
    case = scorer.open()
    late = Change(EntryKind.ANSWER, "visits", visits, case.heads["answer:visits"])
    store_changes(scorer.session, scorer.actor, scorer.clock, case, [late])


@pytest.mark.parametrize("late_already", [True, False])
def test_an_answer_that_came_late_names_what_let_it_in(reported: Scorer, late_already: bool) -> None:
    come_late(reported, 9)
    first = "1"
    if late_already:
        reported.finish("003")
        freeze(reported)
        first = "2"
    assert not [each for each in changes(reported, first).figures if each.change.question == "visits"]
    reopen(reported)
    close(reported)
    found = changes(reported, first)
    assert {tuple(told(found, cause)) for each in found.figures for cause in each.causes} == {
        ((4, VISITS), (5, "Re-opened"))
    }


def test_a_changed_attribute_moves_a_case_to_another_column(
    by_sex: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = get_inspection(by_sex.session, "homes").id
    of_case = (CaseRow.inspection_id == homes) & (CaseRow.reference == "002")
    by_sex.session.execute(update(CaseRow).where(of_case).values(attributes={"sex": "male"}))
    # Nothing in the programme changes an attribute, so nothing held in memory would be read anew.
    monkeypatch.setattr("inspect_app.fieldwork.hold_matrix._held", Held(1))
    found = changes(by_sex, "2")
    moved = figures(found)
    assert {column for _, _, column in moved} == {"female", "male"}
    for figure in found.figures:
        [cause] = figure.causes
        assert (cause.reference, cause.how) == ("002", (How.ATTRIBUTE,))
        assert told(found, cause) == [(None, "Sex: Female before, Male now")]


def test_a_moved_case_changes_tables_by_area_and_no_others(
    by_sex: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_area(monkeypatch)
    session, actor, clock = by_sex.session, by_sex.actor, by_sex.clock
    north, south = (
        add_area(session, actor, clock, ref="homes", name=name, within=None) for name in ("North", "South")
    )
    move_cases(session, actor, clock, ref="homes", area=north, references=["001", "002"])
    freeze(by_sex)
    move_cases(session, actor, clock, ref="homes", area=south, references=["002"])
    found = changes(by_sex, "3")
    assert {(table, column) for table, _, column in figures(found)} == {
        ("by_area", str(north)),
        ("by_area", str(south)),
    }
    assert [(each.kind, each.label, each.gone) for each in found.comparison.appeared] == [
        ("column", "South", False)
    ]
    for figure in found.figures:
        [cause] = figure.causes
        assert (cause.reference, cause.how) == ("002", (How.AREA,))
        assert told(found, cause) == [(None, "Area: North before, South now")]
        assert cause.entries[0].author == by_sex.actor.name
    move_cases(session, actor, clock, ref="homes", area=north, references=["002"])
    assert changes(by_sex, "3").nothing


def by_area(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report has a table by area beside the default ones."""
    table = {
        "id": "by_area",
        "title": "Homes by area",
        "rows": [{"questions": ["home"]}],
        "break": {"area": "region"},
    }
    with_table(monkeypatch, table)


def with_table(monkeypatch: pytest.MonkeyPatch, table: Mapping[str, object]) -> None:
    """The report has a table of its own beside the default ones."""
    own = TableDefinition.model_validate(table)
    every = finding.find_tables
    for module in (finding, comparing):
        monkeypatch.setattr(module, "find_tables", lambda *of: (*every(*of), own))


def test_a_table_about_some_cases_names_those_that_came_into_it_and_by_what(
    reported: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {
        "id": "seldom",
        "title": "Where there were few visits",
        "rows": [{"questions": ["home"]}],
        "filter": {"question": "visits", "at_most": 3},
    }
    with_table(monkeypatch, table)
    reported.finish("002", home="yes", visits="20")
    freeze(reported)
    reopen(reported, "002")
    reported.save({"visits": "2"}, reference="002")
    close(reported, "002")
    reported.finish("003", home="yes", visits="30")
    found = changes(reported, "2")
    figure = figures(found)["seldom", "home.yes", "total"]
    assert fields(figure)["denominator"] == (1, 2)
    [cause] = figure.causes
    assert (cause.reference, told(found, cause)) == ("002", [(5, VISITS)])
    assert {each.reference for each in figures(found)[HOME_YES].causes} == {"003"}


def test_what_differs_beside_the_entries_is_said(reported: Scorer, actor: Actor, clock: Clock) -> None:
    reported.session.execute(text("UPDATE inspection SET title = 'Homes!'"))
    work = reported.session, actor, clock
    set_disclosure(*work, ref="homes", threshold=12, rounding=5, reason="Few people.")
    decide_rating(*work, ref="homes", subject="all", band="good", reason="The panel saw more.")
    found = changes(reported)
    assert not found.nothing
    assert found.figures == ()
    assert found.besides == (
        "The inspection has another title.",
        (
            "Others see no number below 12 now; before, it was 5. These are the internal figures, which hide "
            "nothing, so none of them changes by that."
        ),
        "How small numbers are kept from others was set otherwise in between.",
    )
    assert [(each.subject, each.band, each.reason) for each in found.decisions] == [
        ("all", "good", "The panel saw more.")
    ]
    freeze(reported)
    assert changes(reported, "2").decisions == ()


def test_a_judgement_is_named_at_the_ratings_that_it_changed(
    session: Session, actor: Actor, clock: Clock
) -> None:
    create_inspection(
        session, actor, clock, ref="services", questionnaire="core-case-supervision", title="Services"
    )
    keep(session, actor, clock, "services")
    decide_rating(session, actor, clock, ref="services", subject="leadership", band="good", reason="Seen.")
    found = compare_snapshots(session, "services", "1", NOW)
    by_id = {each.change.id: each for each in found.ratings}
    assert set(by_id) == {"leadership", "overall"}
    for each in by_id.values():
        assert each.causes == ()
        assert [decision.reason for decision in each.decisions] == ["Seen."]


def keep(session: Session, actor: Actor, clock: Clock, ref: str) -> None:
    """Keeps the figures of an inspection without a signed-off case, of which no report can be made."""
    figures = finding.find_figures(session, ref)
    snapshots.add(
        session,
        get_inspection(session, ref).id,
        snapshot_hash=snapshot_hash(figures),
        body=to_json(figures),
        made_at=clock(),
        actor=actor,
    )


def test_an_old_snapshot_tells_figures_and_cases_but_no_entries(by_sex: Scorer) -> None:
    by_sex.session.execute(text("UPDATE snapshot SET heads = NULL WHERE number = 1"))
    by_sex.session.expire_all()
    found = changes(by_sex, "1")
    assert not found.entries_known
    assert fields(figures(found)[HOME_YES])["numerator"] == (0, 1)
    assert [(each.reference, each.how, each.entries) for each in found.entered] == [
        ("002", (How.ENTERED,), ())
    ]
    reopen(by_sex)
    by_sex.save({"visits": "9"})
    close(by_sex)
    later = changes(by_sex, "1")
    changed = [each for each in later.figures if each.change.row == "visits.highest"]
    assert changed
    assert all(each.causes for each in changed)
    assert changes(by_sex, "2").entries_known
