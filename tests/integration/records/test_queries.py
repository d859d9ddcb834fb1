from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event

from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.structure import to_json
from inspect_app.records import access_log, cases, definitions, inspections, packed, snapshots, states
from inspect_app.records.access_log import Event
from inspect_app.records.engine import Session
from inspect_app.records.inspections import Line
from tests.integration.conftest import Clock
from tests.integration.records.conftest import MIDSUMMER, Made, make_inspection
from tests.integration.records.test_saves import append
from tests.unit.ledger.samples import DEFINITION, HASH, NO, answer, entry_id, move


@contextmanager
def count_queries(session: Session) -> Iterator[list[str]]:
    """Collects the statements that are run meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield statements
    event.remove(session.get_bind(), "before_cursor_execute", note)


def test_an_inspection_is_found_with_its_definition(session: Session, made: Made) -> None:
    inspection, definition = inspections.find(session, "north")

    assert (inspection.id, inspection.ref, inspection.title) == (made.id, "north", "Inspection north")
    assert (inspection.synthetic, inspection.suppression_threshold) == (True, 5)
    assert (inspection.structure_hash, inspection.text_revision) == (HASH, 1)
    assert definition == DEFINITION
    assert inspections.lock(session, "north") == (inspection, definition)
    assert inspections.definition_of(session, made.id) == DEFINITION


@pytest.mark.usefixtures("made")
def test_an_inspection_that_is_not_there(session: Session) -> None:
    assert inspections.exists(session, "north")
    assert not inspections.exists(session, "south")
    with pytest.raises(UserError, match="There is no inspection south"):
        inspections.find(session, "south")


def test_inspections_are_listed_with_their_cases(session: Session, made: Made, definition_id: int) -> None:
    make_inspection(session, "empty", definition_id, ())
    append(session, made.assessments["002"], 1, answer("seen", NO))
    append(session, made.assessments["002"], 2, move(Action.SUBMIT, [1]))
    append(session, made.assessments["002"], 3, move(Action.SIGN_OFF, [1, 2]))

    assert inspections.lines(session) == [
        Line("empty", "Inspection empty", "sample", "1.0", 0, 0, True),
        Line("noise", "Inspection noise", "sample", "1.0", 3, 0, True),
        Line("north", "Inspection north", "sample", "1.0", 2, 1, True),
    ]


def test_revisions_of_a_definition(session: Session, definition_id: int) -> None:
    def add(instrument: str, version: str, revision: int) -> int:
        return definitions.add(
            session,
            structure_hash=HASH if instrument == "sample" else instrument,
            instrument=instrument,
            version=version,
            text_revision=revision,
            body=to_json(DEFINITION),
            added_at=MIDSUMMER,
        ).id

    second = add("sample", "1.0", 2)
    other = add("another", "1.0", 1)

    assert [row.id for row in definitions.revisions(session, "sample", "1.0")] == [definition_id, second]
    assert definitions.revisions(session, "sample", "2.0") == []
    assert [row.id for row in definitions.every(session)] == [other, definition_id, second]


def test_cases_are_found_by_reference(session: Session, made: Made) -> None:
    append(session, made.assessments["002"], 1, answer("seen", NO))

    record = cases.find(session, made.id, "002")
    assert record is not None
    assert (record.reference, record.attributes, record.stratum) == ("002", {"sex": "female"}, "female")
    assert record.state.answers == {"seen": NO}
    assert cases.find(session, made.id, "003") is None
    assert cases.count(session, made.id) == 2


def test_how_far_cases_have_come(session: Session, made: Made) -> None:
    append(session, made.assessments["001"], 1, answer("seen", NO))
    append(session, made.assessments["001"], 2, answer("contacts", 2))

    untouched, begun = packed.progress(session, made.id)
    assert untouched == packed.Progress(CaseStatus.ALLOCATED, 1, 0, None)
    assert begun == packed.Progress(CaseStatus.IN_PROGRESS, 1, 2, MIDSUMMER + timedelta(minutes=2))


def test_lists_take_as_many_queries_for_many_cases_as_for_few(
    session: Session, made: Made, definition_id: int
) -> None:
    many = make_inspection(session, "many", definition_id, tuple(f"{number:03}" for number in range(1, 31)))

    def queries(inspection: int) -> int:
        with count_queries(session) as statements:
            states.lines(session, inspection)
            packed.read(session, inspection, CaseStatus)
            packed.progress(session, inspection)
        return len(statements)

    assert len(states.lines(session, many.id)) == 30
    assert queries(many.id) == queries(made.id) == 3


def test_one_save_takes_as_many_queries_after_many_as_after_few(session: Session, made: Made) -> None:
    def queries(number: int) -> int:
        with count_queries(session) as statements:
            parents = [entry_id(number - 1)] if number > 1 else []
            append(session, made.assessments["001"], number, answer("contacts", number, *parents))
        return len(statements)

    first = queries(1)
    assert {queries(number) for number in range(2, 12)} == {first}


def test_a_save_that_must_be_replayed_takes_as_many_queries_however_many_there_are(
    session: Session, made: Made
) -> None:
    def queries(number: int) -> int:
        with count_queries(session) as statements:
            append(session, made.assessments["001"], number, answer("contacts", number))  # in conflict
        return len(statements)

    queries(1)
    second = queries(2)
    assert {queries(number) for number in range(3, 12)} == {second}


def test_snapshots_are_numbered_within_their_inspection(session: Session, made: Made, actor: Actor) -> None:
    noise, _ = inspections.find(session, "noise")

    def add(inspection: int, body: str) -> int:
        return snapshots.add(
            session, inspection, snapshot_hash=body, body=body, made_at=MIDSUMMER, actor=actor
        ).number

    assert snapshots.latest(session, made.id) is None
    assert [add(noise.id, "a"), add(made.id, "b"), add(made.id, "c")] == [1, 1, 2]
    latest = snapshots.latest(session, made.id)
    assert latest is not None
    assert (latest.number, latest.body, latest.author) == (2, "c", "pat.inspector")


def test_the_access_log_tells_what_was_done(session: Session, actor: Actor, clock: Clock) -> None:
    access_log.record(session, clock(), actor, "draw", "north", "draw 1", {"size": 86})
    access_log.record(session, clock(), actor, "look", None, "list", {})
    summer_time = timezone(timedelta(hours=1))
    access_log.record(
        session, datetime(2016, 7, 1, 10, tzinfo=summer_time), actor, "look", "noise", "list", {}
    )
    session.expire_all()

    draw, look, later = access_log.events(session)
    nine = datetime(2016, 6, 6, 9, tzinfo=UTC)
    assert draw == Event(nine, actor, "draw", "north", "draw 1", {"size": 86})
    assert (look.at, look.inspection) == (nine + timedelta(seconds=1), None)
    assert later.at == datetime(2016, 7, 1, 9, tzinfo=UTC)
    assert access_log.events(session, "north") == [draw]
