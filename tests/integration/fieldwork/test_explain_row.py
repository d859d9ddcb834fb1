from datetime import date

import pytest
from sqlalchemy import select, update

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.explain_row import explain_row
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawCaseRow, DrawRow, LongListRow
from inspect_app.sampling.plan import Method
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

OTHERS = frozenset({"male_community_not_low", "male_community_low", "male_post_custody_not_low", "female"})


@pytest.fixture
def listed(session: Session, actor: Actor, clock: Clock, ref: str) -> str:
    """An inspection with six cases, one row excluded and one with a problem."""
    rows = [*(row(number) for number in range(2, 8)), row(8, gender=""), row(9, rosh="")]
    data = xlsx([HEADINGS, *map(cells, rows)])
    import_cases(session, actor, clock, ref=ref, filename="a.xlsx", data=data, as_at=date(2016, 3, 1))
    return ref


def drawn(session: Session, actor: Actor, clock: Clock, ref: str, method: Method) -> None:
    wish = Wish(size=2, buffer=50, left_out=OTHERS, method=method)
    plan_sample(session, actor, clock, ref=ref, wish=wish, seed="seed", make_seed=str)
    draw_sample(session, actor, clock, ref=ref)


@pytest.mark.parametrize("method", list(Method))
def test_each_row_is_told_what_the_draw_did_with_it(
    session: Session, actor: Actor, clock: Clock, listed: str, method: Method
) -> None:
    drawn(session, actor, clock, listed, method)
    taken = select(LongListRow.number, DrawCaseRow.role).join(DrawCaseRow)
    roles = {row_.number: row_.role for row_ in session.execute(taken)}
    words = {
        "primary": "It is a first choice",
        "reserve": "It is number 1 in line",
        None: "It was not drawn.",
    }
    for number in range(2, 8):
        told = explain_row(session, listed, number)
        assert (told.row, told.draw, told.state) == (number, 1, "eligible")
        assert any(sentence.startswith(words[roles.get(number)]) for sentence in told.sentences)


def test_rows_outside_the_frame_are_told_why(
    session: Session, actor: Actor, clock: Clock, listed: str
) -> None:
    drawn(session, actor, clock, listed, Method.SYSTEMATIC)
    assert "excluded: gender missing or not stated" in explain_row(session, listed, 8).sentences[0]
    assert "Risk of Serious Harm classification" in explain_row(session, listed, 9).sentences[0]
    with pytest.raises(UserError, match="no row 99"):
        explain_row(session, listed, 99)


def test_a_list_that_changed_since_tells_no_more(
    session: Session, actor: Actor, clock: Clock, listed: str
) -> None:
    drawn(session, actor, clock, listed, Method.SYSTEMATIC)
    change = {"column": "officer", "value": "Somebody else", "reason": "Read"}
    correct_row(session, actor, clock, ref=listed, row=2, **change)
    assert "The list has changed since this draw" in explain_row(session, listed, 3).sentences[0]


def test_a_draw_of_an_older_programme_is_explained(
    session: Session, actor: Actor, clock: Clock, listed: str
) -> None:
    drawn(session, actor, clock, listed, Method.SYSTEMATIC)
    before = explain_row(session, listed, 2)
    session.execute(update(DrawRow).values(plan_id=None))
    session.expire_all()
    assert explain_row(session, listed, 2) == before


def test_without_a_draw_there_is_nothing_to_tell(session: Session, listed: str) -> None:
    with pytest.raises(UserError, match="no sample yet"):
        explain_row(session, listed, 2)
