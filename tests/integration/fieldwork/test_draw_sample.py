from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_draws import DrawView, latest_draw
from inspect_app.fieldwork.store_definition import store_definition
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, cases, draws, inspections
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawCaseRow
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import DEFINITION, row

AS_AT = date(2016, 3, 1)
Draw = Callable[..., DrawView]
PINNED_FRAME = "0d32e24785d56b572368de38c7bbfcf888565be1568d38b83d8f6fe52300b085"
PINNED = [
    ("primary", 4, "crn:X491247", "1/169"),
    ("primary", 1, "crn:X638318", "1/138"),
    ("primary", 2, "crn:X621268", "1/454"),
    ("primary", 5, "crn:X712970", "1/129"),
    ("primary", 3, "crn:X240422", "1/327"),
    ("reserve", 1, "crn:X653656", "1/169"),
    ("reserve", 1, "crn:X972266", "1/227"),
    ("reserve", 2, "crn:X371791", "1/227"),
    ("reserve", 1, "crn:X603715", "1/129"),
    ("reserve", 1, "crn:X326278", "1/327"),
]


@pytest.fixture
def drawn(session: Session, actor: Actor, clock: Clock, ref: str) -> Draw:
    """Draws the inspection's sample; the seed that is made up when none is given is "made up"."""

    def draw(size: int, seed: str | None = "seed", buffer: int = 0) -> DrawView:
        return draw_sample(
            session, actor, clock, ref=ref, size=size, seed=seed, buffer=buffer, make_seed=lambda: "made up"
        )

    return draw


@pytest.fixture
def supplied(session: Session, actor: Actor, clock: Clock, ref: str, long_list_2016: bytes) -> None:
    """The supplied list is imported."""
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=long_list_2016, as_at=AS_AT)


@pytest.fixture
def small(session: Session, actor: Actor, clock: Clock, ref: str) -> None:
    """A list of four, one of whom has an open problem."""
    rows = [row(2), row(3), row(4, gender="Female"), row(5, rosh="")]
    data = xlsx([HEADINGS, *map(cells, rows)])
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=AS_AT)


@pytest.mark.usefixtures("supplied")
def test_the_supplied_list_gives_the_published_allocation(session: Session, ref: str, drawn: Draw) -> None:
    view = drawn(148, "North area", 20)
    assert [(line.population, line.primaries, line.reserves, line.drawn) for line in view.strata] == [
        (454, 54, 12, 66),
        (138, 17, 3, 20),
        (327, 40, 8, 48),
        (129, 16, 3, 19),
        (169, 21, 4, 25),
    ]
    assert (view.seed, view.method, view.version, view.size, view.buffer) == (
        *("North area", "systematic", "1"),
        *(148, 20),
    )
    assert (view.population, view.open_problems, sum(view.excluded.values())) == (1_217, 5, 51)
    assert [step.name for step in view.trace] == ["INITIAL", "DECREASED_FOR_ROUNDING", "WITH_BUFFER"]
    assert latest_draw(session, ref) == view

    lines = list_cases(session, ref)
    assert [line.reference for line in lines] == [f"{number:03}" for number in range(1, 149)]
    strata = {line.id: line.primaries for line in view.strata}
    assert Counter(line.stratum for line in lines) == strata
    assert set(lines[0].attributes) == {"sex", "sentence_type", "rosh", "cluster", "ldu"}
    assert latest_draw(session, "noise-2016") is None
    assert list_cases(session, "noise-2016") == []


@pytest.mark.usefixtures("supplied")
def test_a_draw_is_pinned(session: Session, ref: str, drawn: Draw) -> None:
    """Whoever changes the method must give it a new version: this one draws these cases for ever."""
    assert drawn(5, "pinned", 100).frame_hash == PINNED_FRAME
    inspection, _ = inspections.find(session, ref)
    row_ = draws.latest_draw(session, inspection.id)
    assert row_ is not None
    order = DrawCaseRow.role, DrawCaseRow.stratum, DrawCaseRow.place
    taken = session.scalars(select(DrawCaseRow).where(DrawCaseRow.draw_id == row_.id).order_by(*order))
    assert [(each.role, each.place, each.case_key, each.probability) for each in taken] == PINNED


@pytest.mark.usefixtures("small")
def test_rows_with_open_problems_are_not_drawn_but_counted(session: Session, ref: str, drawn: Draw) -> None:
    view = drawn(3)
    assert (view.population, view.open_problems) == (3, 1)
    assert len(list_cases(session, ref)) == 3


@pytest.mark.usefixtures("small")
def test_a_mended_row_can_be_drawn(
    session: Session, actor: Actor, clock: Clock, ref: str, drawn: Draw
) -> None:
    correct_row(session, actor, clock, ref=ref, row=5, column="rosh", value="RLRH", reason="seen")
    assert drawn(4).open_problems == 0


@pytest.mark.usefixtures("small")
def test_a_seed_is_made_when_none_is_given(drawn: Draw) -> None:
    assert drawn(1, None).seed == "made up"


@pytest.mark.usefixtures("small")
def test_the_draw_is_logged_without_naming_anybody(
    session: Session, actor: Actor, ref: str, drawn: Draw
) -> None:
    view = drawn(1)
    event, placed = access_log.events(session, ref)[-2:]
    assert (placed.action, placed.subject, placed.detail) == ("areas.place", "areas", {"cases": 1})
    assert (event.action, event.subject, event.actor) == ("sample.draw", "draw 1", actor)
    assert event.detail == {"size": 1, "buffer": 0, "open_problems": 1, "frame_hash": view.frame_hash}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("size", "seed", "buffer", "message"),
    [
        (0, "s", 0, "at least 1"),
        (-1, "s", 0, "at least 1"),
        (4, "s", 0, "A sample of 4 can't be drawn: the long list has 3 eligible cases"),
        (1, "", 0, "seed is blank"),
        (1, " \t", 0, "seed is blank"),
        (1, "a\x07", 0, "plain text"),
        (1, "\udcff", 0, "plain text"),
        (1, "s" * 201, 0, "plain text of at most 200"),
        (1, "s", -1, "buffer must be"),
        (1, "s", 1_001, "buffer must be"),
    ],
)
def test_a_draw_that_is_impossible_is_refused_and_stores_nothing(
    session: Session, ref: str, drawn: Draw, size: int, seed: str, buffer: int, message: str
) -> None:
    events = access_log.events(session)
    with pytest.raises(UserError, match=message):
        drawn(size, seed, buffer)
    assert latest_draw(session, ref) is None
    assert list_cases(session, ref) == []
    assert access_log.events(session) == events


@pytest.mark.usefixtures("small")
def test_a_draw_is_refused_when_cases_came_some_other_way(session: Session, ref: str, drawn: Draw) -> None:
    inspection, _ = inspections.find(session, ref)
    cases.add_case(session, inspection.id, "001", {"sex": "male"})
    with pytest.raises(UserError, match="already has its cases"):
        drawn(1)


def test_without_a_list_nothing_can_be_drawn(drawn: Draw) -> None:
    with pytest.raises(UserError, match="no long list yet"):
        drawn(1)


def test_an_unknown_inspection_is_an_error(session: Session) -> None:
    with pytest.raises(UserError, match="no inspection"):
        latest_draw(session, "nowhere")


def test_a_questionnaire_without_strata_has_nothing_to_draw_from(
    session: Session, actor: Actor, clock: Clock
) -> None:
    store_definition(session, DEFINITION.model_copy(update={"strata": ()}), clock())
    create_inspection(session, actor, clock, ref="plain-2016", questionnaire="invented@1.0", title="Plain")
    with pytest.raises(UserError, match=r"invented@1\.0 has no strata"):
        draw_sample(session, actor, clock, ref="plain-2016", size=1, seed="s", make_seed=str)
