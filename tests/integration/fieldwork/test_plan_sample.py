from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import func, select

from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.plan_sample import plan_again, plan_sample, waiting_plan
from inspect_app.fieldwork.sample_plan import PlanView
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Session
from inspect_app.records.models import CaseRow, DrawCaseRow, DrawRow, SamplePlanRow
from inspect_app.sampling.plan import Method
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

AS_AT = date(2016, 3, 1)
STRATA = (
    "male_community_not_low",
    "male_community_low",
    "male_post_custody_not_low",
    "male_post_custody_low",
    "female",
)
Planned = Callable[..., PlanView]


@pytest.fixture
def planned(session: Session, actor: Actor, clock: Clock, ref: str) -> Planned:
    """Plans a sample of the inspection; the seed made up when none is given is "made up"."""

    def plan(seed: str | None = "seed", **wish: Any) -> PlanView:
        asked = Wish(**wish)
        return plan_sample(session, actor, clock, ref=ref, wish=asked, seed=seed, make_seed=lambda: "made up")

    return plan


@pytest.fixture
def supplied(session: Session, actor: Actor, clock: Clock, ref: str, long_list_2016: bytes) -> None:
    """The supplied list is imported."""
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=long_list_2016, as_at=AS_AT)


@pytest.fixture
def listed(session: Session, actor: Actor, clock: Clock, ref: str) -> Callable[..., None]:
    """Imports invented rows."""

    def imported(*rows: Any) -> None:
        data = xlsx([HEADINGS, *map(cells, rows)])
        import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=AS_AT)

    return imported


@pytest.mark.usefixtures("supplied")
def test_a_size_follows_from_what_the_scheme_says(session: Session, ref: str, planned: Planned) -> None:
    view = planned(None)
    assert (view.size, view.computed, view.margin, view.confidence) == (145, 145, 5, 80)
    assert (view.buffer, view.cap, view.method, view.mode) == (20, None, "systematic", "shortlist")
    assert (view.population, view.left_out, view.seed, view.seed_typed) == (1_217, {}, "made up", False)
    assert (view.number, view.author) == (1, "pat.inspector")
    assert waiting_plan(session, ref) == view


@pytest.mark.usefixtures("supplied")
def test_a_typed_size_shows_the_margins_it_implies(planned: Planned) -> None:
    view = planned(size=148)
    assert (view.size, view.computed, view.margin, view.implied_margin) == (148, None, None, 4.94)
    assert [(line.primaries, line.reserves, line.margin) for line in view.strata] == [
        (54, 12, 8.19),
        (17, 3, 14.61),
        (40, 8, 9.51),
        (16, 3, 15.05),
        (21, 4, 13.12),
    ]
    assert view.seed_typed


@pytest.mark.usefixtures("supplied")
@pytest.mark.parametrize(
    ("wish", "size"),
    [
        ({"minimum": 200}, 200),
        ({"maximum": 100}, 100),
        ({"minimum": 5_000}, 1_217),
        ({"margin": Fraction(5, 2)}, 427),
        ({"confidence": Fraction(95)}, 293),
    ],
)
def test_a_computed_size_is_kept_within_its_bounds(planned: Planned, wish: dict[str, Any], size: int) -> None:
    assert planned(**wish).size == size


@pytest.mark.usefixtures("supplied")
def test_sizes_are_typed_for_each_stratum(planned: Planned) -> None:
    view = planned(sizes=dict(zip(STRATA, (10, 0, 5, 129, 1), strict=True)), buffer=100)
    assert (view.size, view.trace[0].name) == (145, "TYPED")
    assert [(line.primaries, line.margin) for line in view.strata] == [
        (10, 20.06),
        (0, None),
        (5, 28.48),
        (129, 0.0),
        (1, 64.08),
    ]


@pytest.mark.usefixtures("supplied")
def test_strata_are_left_out_on_purpose(planned: Planned) -> None:
    view = planned(size=10, left_out=frozenset(STRATA[:4]))
    assert (view.population, [line.id for line in view.strata]) == (169, ["female"])
    assert view.left_out == dict(zip(STRATA[:4], (454, 138, 327, 129), strict=True))


@pytest.mark.usefixtures("supplied")
def test_the_inspectorates_method_has_the_schemes_cap(planned: Planned) -> None:
    assert planned(size=148, method=Method.INSPECTORATE).cap == 6
    assert planned(size=148, method=Method.INSPECTORATE, cap=4).cap == 4


@pytest.mark.usefixtures("supplied")
@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"size": 0}, "at least 1"),
        ({"size": 1_218}, "A sample of 1,218 can't be drawn: the long list has 1,217 eligible cases"),
        ({"size": 1, "seed": " "}, "seed is blank"),
        ({"size": 1, "buffer": -1}, "buffer must be a whole per cent from 0"),
        ({"size": 1, "cap": 6}, "Only the inspectorate"),
        ({"size": 1, "cap": 0, "method": Method.INSPECTORATE}, "cap must be at least 1"),
        ({"size": 1, "method": Method.INSPECTORATE, "on_the_day": True}, "on the day has no splits"),
        ({"size": 1, "left_out": frozenset({"men"})}, "no stratum men"),
        ({"size": 1, "left_out": frozenset(STRATA)}, "Every stratum is left out"),
        ({"size": 1, "margin": Fraction(5)}, "not both"),
        ({"margin": Fraction(0)}, "margin must be more than 0"),
        ({"size": 1, "confidence": Fraction(100)}, "less than 100"),
        ({"minimum": 9, "maximum": 8}, "above the maximum"),
        ({"sizes": {"female": 1}}, "Give a size for male_community_not_low"),
        ({"sizes": {"men": 1}}, "no stratum of the plan"),
        ({"size": 2, "sizes": dict.fromkeys(STRATA, 1)}, "add up to 5, and not to 2"),
        ({"sizes": {**dict.fromkeys(STRATA, 1), "female": 170}}, "female can give from 0 to 169"),
        ({"sizes": dict.fromkeys(STRATA, 0)}, "at least 1"),
    ],
)
def test_an_impossible_plan_is_refused_and_stores_nothing(
    session: Session, planned: Planned, wish: dict[str, Any], message: str
) -> None:
    before = access_log.events(session)
    with pytest.raises(UserError, match=message):
        planned(**wish)
    assert_nothing_stored(session)
    assert access_log.events(session) == before


def test_an_empty_stratum_is_an_error_that_names_the_way_out(
    session: Session, planned: Planned, listed: Callable[..., None]
) -> None:
    listed(row(2), row(3, gender="Female"))
    with pytest.raises(UserError, match=r"no case for: male_community_not_low, .*--leave-out"):
        planned(size=1)
    assert_nothing_stored(session)
    assert planned(size=2, left_out=frozenset(STRATA[:3])).population == 2


def test_two_rows_with_one_key_are_an_error_with_their_numbers(
    session: Session, planned: Planned, listed: Callable[..., None]
) -> None:
    listed(row(2), row(3, crn="x 100002"), row(4))
    with pytest.raises(UserError, match="would be the same case: rows 2 and 3"):
        planned(size=1, left_out=frozenset({*STRATA[:3], "female"}))
    assert_nothing_stored(session)


def test_without_a_list_nothing_can_be_planned(session: Session, planned: Planned) -> None:
    with pytest.raises(UserError, match="no long list yet"):
        planned(size=1)
    assert_nothing_stored(session)


@pytest.mark.usefixtures("supplied")
def test_cases_that_came_some_other_way_are_no_sample(session: Session, ref: str, planned: Planned) -> None:
    inspection, _ = inspections.find(session, ref)
    add_case(session, inspection.id, "001", {"sex": "male"})
    with pytest.raises(UserError, match="already has its cases"):
        planned(size=1)


@pytest.mark.usefixtures("supplied")
def test_the_next_draw_goes_by_the_last_plan_and_then_none_waits(
    session: Session, actor: Actor, clock: Clock, ref: str, planned: Planned
) -> None:
    planned("first", size=1)
    assert planned("second", size=2).number == 2
    drawn = draw_sample(session, actor, clock, ref=ref)
    assert (drawn.seed, drawn.size) == ("second", 2)
    assert waiting_plan(session, ref) is None
    with pytest.raises(UserError, match="Plan the sample first"):
        draw_sample(session, actor, clock, ref=ref, reason="again")
    assert session.scalars(select(func.count(DrawRow.id))).one() == 1


@pytest.mark.usefixtures("supplied")
@pytest.mark.parametrize(
    "wish",
    [
        {"size": 9, "buffer": 7},
        {"minimum": 200, "margin": Fraction(5, 2)},
        {"sizes": dict.fromkeys(STRATA, 2)},
        {"size": 20, "method": Method.INSPECTORATE, "cap": 3, "left_out": frozenset({"female"})},
        {"size": 4, "on_the_day": True},
    ],
)
def test_a_plan_is_made_again_with_another_seed(
    session: Session, actor: Actor, clock: Clock, ref: str, planned: Planned, wish: dict[str, Any]
) -> None:
    first = planned("first", **wish)
    again = plan_again(session, actor, clock, ref=ref, seed=None, make_seed=lambda: "another")
    assert (again.number, again.seed, again.seed_typed) == (2, "another", False)
    same = {key: value for key, value in vars(first).items() if key not in CHANGING}
    assert same == {key: value for key, value in vars(again).items() if key not in CHANGING}


CHANGING = ("number", "seed", "seed_typed", "made_at")


@pytest.mark.usefixtures("supplied")
def test_there_is_nothing_to_plan_again_at_first(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    with pytest.raises(UserError, match="Plan the sample first"):
        plan_again(session, actor, clock, ref=ref, seed=None, make_seed=str)


@pytest.mark.usefixtures("supplied")
def test_the_plan_is_logged(session: Session, ref: str, planned: Planned) -> None:
    planned(size=148)
    event = access_log.events(session, ref)[-1]
    assert (event.action, event.subject) == ("sample.plan", "plan 1")
    assert event.detail == {"method": "systematic", "size": 148, "buffer": 20}


def assert_nothing_stored(session: Session) -> None:
    """No plan, no draw and no case."""
    for table in (SamplePlanRow, DrawRow, DrawCaseRow, CaseRow):
        assert session.scalars(select(func.count()).select_from(table)).one() == 0
