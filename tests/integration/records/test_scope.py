"""What a session finds is what its scope says, whichever way a query goes."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log, cases, states
from inspect_app.records.engine import Engine, Session, reading, transaction
from inspect_app.records.models import (
    AreaRow,
    AssessmentRow,
    AssessmentStateRow,
    Base,
    CaseRow,
    DefinitionRow,
    InspectionRow,
    SaveRow,
    SaveTextRow,
)
from inspect_app.records.scope import CONDITIONS, Scope
from tests.integration.records.conftest import MIDSUMMER, Made, make_inspection
from tests.integration.records.test_saves import append
from tests.unit.ledger.samples import comment, entry_id

BELONG_TO_NO_INSPECTION = {
    *(
        "access_log_head",
        "account",
        "attempts",
        "definition",
        "one_time_link",
        "recovery_code",
        "web_session",
    ),
}
"""Tables that are not scoped: of accounts, what chains the log, and questionnaires, which are published."""


def test_every_table_is_scoped_or_belongs_to_no_inspection() -> None:
    scoped = {table.__tablename__ for table in CONDITIONS}
    assert scoped | BELONG_TO_NO_INSPECTION == set(Base.metadata.tables)
    assert not scoped & BELONG_TO_NO_INSPECTION


@dataclass(frozen=True)
class Two:
    """Two inspections of one database; the cases 001 and 002 of the first are of two areas."""

    engine: Engine
    north: Made
    noise: Made
    first: int
    second: int


@pytest.fixture
def two(engine: Engine, session: Session, definition_id: int) -> Two:
    """The inspections "north" and "noise", with a comment on 001 and 002 of the first."""
    noise = make_inspection(session, "noise", definition_id, ("001",))
    north = make_inspection(session, "north", definition_id, ("001", "002", "003"))
    first, second = (AreaRow(inspection_id=north.id, parent_id=None, name=name) for name in "ab")
    session.add_all([first, second])
    session.flush()
    of_north = session.scalars(select(CaseRow).filter_by(inspection_id=north.id))
    of = {case.reference: case for case in of_north}
    of["001"].area_id, of["002"].area_id = first.id, second.id
    for place, reference in enumerate(("001", "002"), start=1):
        append(
            session,
            north.assessments[reference],
            place,
            comment("needs", f"Words of {reference}"),
            texts={entry_id(place): f"Words of {reference}"},
        )
    access_log.record(session, MIDSUMMER, Actor("a", "b"), "case.look", "north", "case 001", {})
    access_log.record(session, MIDSUMMER, Actor("a", "b"), "case.look", None, "account", {})
    made = Two(engine, north, noise, first.id, second.id)
    session.commit()
    return made


def counts(session: Session) -> dict[str, int]:
    """How many rows a session finds of each scoped table that has any."""
    found = {row.__tablename__: session.scalar(select(func.count()).select_from(row)) for row in CONDITIONS}
    return {name: number for name, number in found.items() if number}


def test_an_empty_scope_finds_nothing(two: Two) -> None:
    with reading(two.engine) as session:
        assert {"case", "save", "save_text", "area", "access_log"} < counts(session).keys()
    with reading(two.engine, Scope()) as session:
        assert counts(session) == {}


def test_the_whole_of_one_inspection_is_nothing_of_another(two: Two) -> None:
    ids = frozenset({two.north.id})
    with reading(two.engine, Scope(inspections=ids, whole=ids, texts=ids)) as session:
        assert counts(session) == {
            "inspection": 1,
            "area": 2,
            "case": 3,
            "assessment": 3,
            "assessment_state": 3,
            "save": 2,
            "save_text": 2,
        }
        assert states.lines(session, two.noise.id) == []
        assert cases.find(session, two.noise.id, "001") is None


def test_without_texts_no_words_are_found(two: Two) -> None:
    ids = frozenset({two.north.id})
    with reading(two.engine, Scope(inspections=ids, whole=ids)) as session:
        assert "save_text" not in counts(session)
        assert counts(session)["save"] == 2


def test_an_area_is_found_without_the_others(two: Two) -> None:
    scope = Scope(inspections=frozenset({two.north.id}), areas=frozenset({two.first}))
    with reading(two.engine, scope) as session:
        assert [line.reference for line in states.lines(session, two.north.id)] == ["001"]
        assert session.scalars(select(AreaRow.name)).all() == ["a"]
        assert counts(session) == {
            "inspection": 1,
            "area": 1,
            "case": 1,
            "assessment": 1,
            "assessment_state": 1,
            "save": 1,
        }


def test_who_is_kept_from_an_area_finds_what_is_surely_of_others(two: Two) -> None:
    ids = frozenset({two.north.id})
    scope = Scope(inspections=ids, whole=ids, texts=ids, kept_from=frozenset({two.second}))
    with reading(two.engine, scope) as session:
        assert [line.reference for line in states.lines(session, two.north.id)] == ["001"]
        assert session.scalars(select(SaveTextRow.text)).all() == ["Words of 001"]


def test_one_statement_serves_many_scopes_and_each_finds_its_own(two: Two) -> None:
    north, noise = frozenset({two.north.id}), frozenset({two.noise.id})
    query = select(InspectionRow.ref).order_by(InspectionRow.ref)
    expected = {north: ["north"], noise: ["noise"], north | noise: ["noise", "north"], frozenset(): []}
    for _ in range(3):  # from the second time on the statement is taken from the cache
        for ids, refs in expected.items():
            with reading(two.engine, Scope(inspections=ids)) as session:
                assert session.scalars(query).all() == refs


def test_the_log_is_found_by_inspection(two: Two) -> None:
    expected = {
        Scope(): 0,
        Scope(logs=frozenset({"noise"})): 0,
        Scope(logs=frozenset({"north"})): 1,
        Scope(logs=None): 2,
    }
    for scope, number in expected.items():
        with reading(two.engine, scope) as session:
            assert len(access_log.lines(session)) == number


def test_no_way_of_asking_goes_round_the_scope(two: Two) -> None:
    ids = frozenset({two.noise.id})
    hidden = two.north.assessments["001"]
    with reading(two.engine) as session:
        case_id = session.scalars(select(CaseRow.id).where(CaseRow.area_id == two.first)).one()
    with reading(two.engine, Scope(inspections=ids, whole=ids, texts=ids)) as session:
        other = aliased(CaseRow)
        assert session.get(CaseRow, case_id) is None
        assert session.get(SaveRow, hidden) is None
        assert session.scalars(select(other.reference).where(other.id == case_id)).all() == []
        assert session.scalar(select(func.max(CaseRow.id)).where(CaseRow.id == case_id)) is None
        assert session.scalars(select(AssessmentStateRow.status).filter_by(assessment_id=hidden)).all() == []
        within = select(AssessmentRow.case_id).where(AssessmentRow.id == hidden)
        assert session.scalars(select(within.scalar_subquery())).all() == [None]
        exists = select(DefinitionRow.id).where(
            select(InspectionRow.id).where(InspectionRow.id == two.north.id).exists()
        )
        assert session.scalars(exists).all() == []
        joined = (
            select(DefinitionRow.id, CaseRow.id)
            .select_from(DefinitionRow)
            .join(InspectionRow, InspectionRow.definition_id == DefinitionRow.id)
            .join(CaseRow, CaseRow.inspection_id == InspectionRow.id)
        )
        assert case_id not in {found for _, found in session.execute(joined)}
        unions = select(CaseRow.id).union(select(CaseRow.id))
        assert case_id not in set(session.scalars(unions))


def test_a_scoped_session_writes_as_any_other(two: Two) -> None:
    ids = frozenset({two.north.id})
    with transaction(two.engine, Scope(inspections=ids, whole=ids)) as session:
        access_log.record(session, MIDSUMMER, Actor("a", "b"), "case.look", "north", "case 002", {})
    with reading(two.engine) as session:
        assert [line.seq for line in access_log.lines(session, "north")] == [1, 2]
