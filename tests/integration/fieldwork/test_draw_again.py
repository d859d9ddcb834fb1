from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_draws import DrawView, latest_draw, list_buckets, list_draws, show_draw
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.replace_case import take_case
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    CaseRow,
    DrawBucketRow,
    DrawCaseRow,
    DrawRow,
    LongListRow,
    SamplePlanRow,
)
from inspect_app.sampling.plan import Method
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

AS_AT = date(2016, 3, 1)
ONE_STRATUM = frozenset(
    {"male_community_not_low", "male_community_low", "male_post_custody_not_low", "female"}
)
Draw = Callable[..., DrawView]


@pytest.fixture
def drawn(session: Session, actor: Actor, clock: Clock, ref: str) -> Draw:
    """Plans and draws the inspection's sample."""

    def draw(seed: str = "seed", reason: str | None = None, **wish: Any) -> DrawView:
        asked = Wish(**{"left_out": ONE_STRATUM, **wish})
        plan_sample(session, actor, clock, ref=ref, wish=asked, seed=seed, make_seed=str)
        return draw_sample(session, actor, clock, ref=ref, reason=reason)

    return draw


@pytest.fixture
def listed(session: Session, actor: Actor, clock: Clock, ref: str) -> Callable[..., None]:
    """Imports rows that all are of one stratum."""

    def imported(*rows: Any) -> None:
        data = xlsx([HEADINGS, *map(cells, rows)])
        import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=AS_AT)

    return imported


@pytest.fixture
def eight(listed: Callable[..., None]) -> None:
    """Eight rows."""
    listed(*(row(number) for number in range(2, 10)))


@pytest.mark.usefixtures("eight")
def test_the_draw_before_is_kept_and_its_cases_go(session: Session, ref: str, drawn: Draw) -> None:
    first = drawn("one", size=3, buffer=100)
    second = drawn("two", "The plan was too small", size=4)
    assert (second.number, second.reason, second.superseded_at) == (2, "The plan was too small", None)
    assert [case.reference for case in list_cases(session, ref)] == ["001", "002", "003", "004"]
    assert list_draws(session, ref) == [second, show_draw(session, ref, 1)]
    kept = show_draw(session, ref, 1)
    assert kept.superseded_at == second.drawn_at
    assert (kept.seed, kept.strata, kept.draw_hash) == (first.seed, first.strata, first.draw_hash)
    assert count(session, DrawCaseRow) == 6 + 5
    assert count(session, CaseRow) == count(session, AssessmentRow) == count(session, AssessmentStateRow) == 4
    event = [event for event in access_log.events(session, ref) if event.action == "sample.draw"][-1]
    assert (event.subject, event.reason) == ("draw 2", "The plan was too small")


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize("reason", [None, " ", "a\x07"])
def test_drawing_again_needs_a_reason(session: Session, ref: str, drawn: Draw, reason: str | None) -> None:
    first = drawn(size=3)
    with pytest.raises(UserError, match="reason"):
        drawn("two", reason, size=4)
    assert latest_draw(session, ref) == first
    assert len(list_cases(session, ref)) == 3


@pytest.mark.usefixtures("eight")
def test_nothing_is_drawn_again_once_something_is_saved(
    session: Session, actor: Actor, clock: Clock, ref: str, drawn: Draw
) -> None:
    drawn(size=3)
    Scorer(session, actor, clock, ref).save({"accommodation_found": "no"})
    with pytest.raises(UserError, match="Work on the cases has begun"):
        drawn("two", "Because", size=4)
    with pytest.raises(UserError, match="Work on the cases has begun"):
        draw_sample(session, actor, clock, ref=ref, reason="Because")
    assert (count(session, DrawRow), count(session, CaseRow)) == (1, 3)


@pytest.mark.usefixtures("eight")
def test_a_case_taken_on_the_day_goes_with_its_draw(
    session: Session, actor: Actor, clock: Clock, ref: str, drawn: Draw
) -> None:
    first = drawn(size=2, on_the_day=True)
    assert (first.mode, first.buffer, count(session, CaseRow), count(session, DrawCaseRow)) == (
        *("on_the_day", 0),
        *(0, 8),
    )
    (line,) = first.strata
    assert (line.primaries, line.reserves, line.drawn) == (2, 6, 8)
    take_case(session, actor, clock, ref=ref, stratum="male_post_custody_low")
    assert count(session, CaseRow) == 1
    drawn("two", "Now beforehand", size=2)
    assert [case.reference for case in list_cases(session, ref)] == ["001", "002"]


@pytest.mark.usefixtures("eight")
def test_a_list_that_changed_after_the_plan_is_told_of_or_refused(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    wish = Wish(size=8, left_out=ONE_STRATUM)
    plan_sample(session, actor, clock, ref=ref, wish=wish, seed="s", make_seed=str)
    change = {"column": "start_date", "value": "01/01/2017", "reason": "Mistyped"}
    correct_row(session, actor, clock, ref=ref, row=3, **change)
    with pytest.raises(UserError, match="the long list has 7 eligible cases"):
        draw_sample(session, actor, clock, ref=ref)
    assert (count(session, DrawRow), count(session, CaseRow), count(session, SamplePlanRow)) == (0, 0, 1)
    wish = Wish(size=7, left_out=ONE_STRATUM)
    plan_sample(session, actor, clock, ref=ref, wish=wish, seed="s", make_seed=str)
    correct_row(session, actor, clock, ref=ref, row=3, **{**change, "value": "01/01/2015"})
    assert draw_sample(session, actor, clock, ref=ref).warnings == [
        "The list changed after the sample was planned: it had 7 eligible cases then and 8 when it was drawn."
    ]


def test_the_cap_spills_to_colleagues_and_then_falls_short(
    session: Session, ref: str, drawn: Draw, listed: Callable[..., None]
) -> None:
    officers = ["Officer A"] * 7 + ["Officer B"] * 2
    listed(*(row(number, officer=officer) for number, officer in enumerate(officers, 2)))
    view = drawn(size=8, buffer=0, method=Method.INSPECTORATE)
    assert (view.method, view.cap, view.warnings) == ("inspectorate", 6, [])
    buckets = [(each.officer, each.drawn) for each in list_buckets(session, ref, 1)]
    assert buckets == [("officer a", 6), ("officer b", 2)]
    short = drawn("two", "All of them", size=9, buffer=0, method=Method.INSPECTORATE)
    (line,) = short.strata
    assert (line.planned, line.primaries) == (9, 8)
    assert "falls short by 1 case" in short.warnings[0]
    assert len(list_cases(session, ref)) == 8
    assert count(session, DrawBucketRow) == 4
    assert "officer 7 in proportion; officer 6 cut to the cap" in list_buckets(session, ref, 2)[0].steps


def test_cases_of_one_officer_share_a_number_that_names_nobody(
    session: Session, drawn: Draw, listed: Callable[..., None]
) -> None:
    officers = ["Ash", "BEE", "Ash ", "bee", "", ""]
    listed(*(row(number, officer=officer) for number, officer in enumerate(officers, 2)))
    drawn(size=6, buffer=0)
    found = session.execute(
        select(CaseRow.officer_group, LongListRow.officer).join(
            LongListRow, LongListRow.id == CaseRow.long_list_row_id
        )
    )
    groups: dict[str, set[int | None]] = {}
    for group, officer in found:
        groups.setdefault(officer.strip().casefold(), set()).add(group)
    assert groups[""] == {None}
    assert sorted([groups["ash"], groups["bee"]], key=str) == [{1}, {2}]


@pytest.mark.usefixtures("eight")
def test_what_is_drawn_is_hashed_and_shares_are_shown(drawn: Draw) -> None:
    first = drawn("one", size=3, buffer=100)
    again = drawn("one", "Once more", size=3, buffer=100)
    other = drawn("two", "Another seed", size=3, buffer=100)
    assert first.draw_hash == again.draw_hash != other.draw_hash
    (line,) = first.strata
    assert (line.share_of_list, line.share_of_sample) == (100.0, 100.0)
    assert first.left_out == dict.fromkeys(sorted(ONE_STRATUM, key=list(first.left_out).index), 0)


def test_a_draw_that_is_not_there_is_an_error(session: Session, ref: str) -> None:
    with pytest.raises(UserError, match="no draw 4"):
        show_draw(session, ref, 4)
    with pytest.raises(UserError, match="no sample yet"):
        show_draw(session, ref)


def count(session: Session, table: type[Any]) -> int:
    """How many rows a table has."""
    return session.scalars(select(func.count()).select_from(table)).one()


@pytest.mark.usefixtures("eight")
def test_a_draw_says_that_the_list_was_changed_after_it(
    session: Session, actor: Actor, clock: Clock, ref: str, drawn: Draw
) -> None:
    assert not drawn(size=3).list_changed
    assert not show_draw(session, ref).list_changed
    exclude_row(session, actor, clock, ref=ref, row=9, reason="Moved away")
    assert show_draw(session, ref).list_changed
    assert [each.list_changed for each in list_draws(session, ref)] == [True]
    assert not drawn("two", "A row less", size=3).list_changed
    assert [each.list_changed for each in list_draws(session, ref)] == [False, True]


@pytest.mark.usefixtures("eight")
def test_another_list_is_a_change(
    session: Session, ref: str, drawn: Draw, listed: Callable[..., None]
) -> None:
    drawn(size=3)
    listed(*(row(number) for number in range(2, 9)))
    assert show_draw(session, ref).list_changed
