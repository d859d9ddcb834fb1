"""The long list is destroyed with all that leads to its people; cases, draws and a record stay."""

import json
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import inspect, text

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.destroy_frame import destroy_frame, overwrite_destroyed
from inspect_app.fieldwork.export_list import export_list
from inspect_app.fieldwork.find_person import find_person
from inspect_app.fieldwork.guard_narrative import Matchers, guard_narrative, names_unchecked
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, Session
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text
from tests.unit.sampling.lists import row

REASON = "The report is published"
PEOPLE = {"family_name": "Quillfeather", "first_names": "Ottoline", "crn": "X987654", "pnc": "2001/7654321Z"}
NEVER_AGAIN = (*PEOPLE.values(), "X111111", "quillfeather-list")


@pytest.fixture
def drawn(session: Session, actor: Actor, clock: Clock, ref: str) -> str:
    """The ref of an inspection with a list of two, a row corrected, and a draw of both."""
    rows = [row(2, **PEOPLE), row(3, family_name="Wapentake", crn="X111111", start_date="")]
    data = csv_text([HEADINGS, *map(cells, rows)]).encode()
    import_cases(
        session, actor, clock, ref=ref, filename="quillfeather-list.csv", data=data, as_at=date(2016, 3, 1)
    )
    correct_row(
        session, actor, clock, ref=ref, row=3, column="start_date", value="01/02/2016", reason="Confirmed"
    )
    draw_sample(session, actor, clock, ref=ref, size=2, seed="a seed", make_seed=lambda: "none")
    session.commit()
    return ref


def everything(session: Session) -> str:
    """All that the tables hold, as one text; of other inspections there is no list."""
    names = inspect(session.connection()).get_table_names()
    rows = [session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]  # noqa: S608 - its own
    return json.dumps(rows, default=str)


def test_nothing_that_names_a_person_is_left(
    session: Session, actor: Actor, clock: Clock, drawn: str
) -> None:
    before = everything(session)
    assert all(word in before for word in NEVER_AGAIN)
    destroy_frame(session, actor, clock, ref=drawn, reason=REASON)
    session.commit()
    after = everything(session)
    assert [word for word in NEVER_AGAIN if word in after] == []


def test_the_database_file_holds_none_of_it(
    session: Session, actor: Actor, clock: Clock, drawn: str, engine: Engine
) -> None:
    destroy_frame(session, actor, clock, ref=drawn, reason=REASON)
    session.commit()
    session.close()
    overwrite_destroyed(engine)
    if engine.dialect.name == "postgresql":
        # The server's own look at its tables can hold dead rows back for a moment.
        for _ in range(20):
            if (size := session.scalar(text("SELECT pg_relation_size('long_list_row')"))) == 0:
                break
            session.rollback()
            sleep(0.25)
            overwrite_destroyed(engine)
        assert size == 0
        return
    files = list(Path(str(engine.url.database)).parent.glob(f"{Path(str(engine.url.database)).name}*"))
    assert files
    for path in files:
        assert b"Quillfeather" not in path.read_bytes()


def test_a_record_stays(session: Session, actor: Actor, clock: Clock, drawn: str) -> None:
    draw = latest_draw(session, drawn)
    result = destroy_frame(session, actor, clock, ref=drawn, reason=f" {REASON} ")
    assert draw is not None
    assert [(each.as_at, each.rows) for each in result.lists] == [("2016-03-01", 2)]
    assert [(each.draw, each.frame_hash) for each in result.frames] == [(1, draw.frame_hash)]
    event = access_log.events(session, drawn)[-1]
    assert (event.action, event.reason, event.detail) == ("frame.destroy", REASON, {"rows": 2, "lists": 1})
    assert latest_draw(session, drawn) == draw
    assert f"destroyed on 6 June 2016. The reason given: {REASON}" in (
        long_list_summary(session, drawn).destroyed or ""
    )


def test_the_reason_is_a_sentence(session: Session, actor: Actor, clock: Clock, drawn: str) -> None:
    destroy_frame(session, actor, clock, ref=drawn, reason="Report published")
    with pytest.raises(UserError, match=r"The reason given: Report published\. What needs the list can’t"):
        export_list(session, actor, clock, ref=drawn)


def test_what_needs_the_list_says_that_it_is_gone(
    session: Session, actor: Actor, clock: Clock, drawn: str
) -> None:
    inspection = get_inspection(session, drawn).id
    said = {"comment:home": "Ottoline Quillfeather, X987654, was met."}
    kinds = {each.kind for each in guard_narrative(session, Matchers(), inspection, said)["comment:home"]}
    assert kinds == {"name", "crn"}
    assert names_unchecked(session, inspection) is None
    destroy_frame(session, actor, clock, ref=drawn, reason=REASON)
    kinds = {each.kind for each in guard_narrative(session, Matchers(), inspection, said)["comment:home"]}
    assert kinds == {"crn"}
    assert "can’t be checked for names" in (names_unchecked(session, inspection) or "")
    with pytest.raises(UserError, match=r"destroyed on .* Nothing here tells any more"):
        find_person(session, actor, clock, visitor=Visitor(actor), ref=drawn, reference="001")
    for again in (
        lambda: destroy_frame(session, actor, clock, ref=drawn, reason=REASON),
        lambda: draw_sample(session, actor, clock, ref=drawn, size=1, seed="b", make_seed=lambda: "none"),
    ):
        with pytest.raises(UserError):
            again()


@pytest.mark.parametrize("reason", ["", "  ", "two\nlines", "x" * 1_001])
def test_a_reason_is_needed(session: Session, actor: Actor, clock: Clock, drawn: str, reason: str) -> None:
    with pytest.raises(UserError, match="Say why the list is destroyed"):
        destroy_frame(session, actor, clock, ref=drawn, reason=reason)
    assert long_list_summary(session, drawn).rows == 2


def test_an_inspection_without_a_list_has_nothing_to_destroy(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    with pytest.raises(UserError, match="no long list yet"):
        destroy_frame(session, actor, clock, ref=ref, reason=REASON)
