"""The chain of the access log: written in order, kept by the migration, and found out when meddled with."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from inspect_app.ledger.access_chain import Event, beginning, link
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import access_log, schema
from inspect_app.records.access_log import Filter
from inspect_app.records.access_verification import AccessVerification, Difference, verify
from inspect_app.records.engine import Engine, Session, open_engine, transaction, upgrade
from tests.integration.postgresql import PostgreSQL
from tests.integration.records.conftest import Meddle


@pytest.fixture
def written(session: Session, actor: Actor, clock: Clock) -> Session:
    """Four lines about inspection north, among two about noise and two about none."""
    for number in range(1, 5):
        access_log.record(
            session, clock(), actor, "case.identify", "north", f"case 00{number}", {"n": number}
        )
        if number % 2:
            access_log.record(session, clock(), actor, "cases.look", "noise", "long list", {})
            access_log.record(session, clock(), actor, "questionnaire.add", None, "homes@1", {})
    session.commit()
    return session


def found(session: Session) -> list[tuple[str | None, str]]:
    return [(each.inspection, each.message) for each in verify(session).differences]


def test_every_line_follows_the_one_before_about_the_same_inspection(written: Session) -> None:
    for inspection, number in (("north", 4), ("noise", 2)):
        head = beginning(inspection)
        lines = access_log.lines(written, inspection)
        assert [line.seq for line in lines] == list(range(1, number + 1))
        for line in lines:
            head = link(head, line.event)
            assert line.chain_hash == head
    assert verify(written) == AccessVerification(3, 8, ())
    assert verify(written, "north") == AccessVerification(1, 4, ())
    assert verify(written, "south") == AccessVerification(1, 0, ())


def test_reason_and_recipient_are_kept_and_chained(session: Session, actor: Actor, clock: Clock) -> None:
    event = Event(clock(), actor, "access_log.export", "north", "access log", {}, "a request", "the auditor")
    access_log.write(session, event)
    session.expire_all()

    [line] = access_log.lines(session, "north")
    assert line.event == event
    assert line.chain_hash == link(beginning("north"), event)


SWAP = """
    UPDATE access_log SET seq = 5 WHERE inspection = 'north' AND seq = 2;
    UPDATE access_log SET seq = 2 WHERE inspection = 'north' AND seq = 3;
    UPDATE access_log SET seq = 3 WHERE inspection = 'north' AND seq = 5
"""
COPY = (
    "INSERT INTO access_log (id, at, author, device, action, inspection, subject, detail, seq, chain_hash)"
    " SELECT 99, at, author, device, action, inspection, 'case 009', detail, {seq}, chain_hash"
    " FROM access_log WHERE inspection = 'north' AND seq = {of}"
)
RENUMBER = """
    UPDATE access_log SET seq = 14 WHERE inspection = 'north' AND seq = 4;
    UPDATE access_log SET seq = 4 WHERE inspection = 'north' AND seq = 3;
    UPDATE access_log SET seq = 5 WHERE inspection = 'north' AND seq = 14;
"""
PUT_IN = f"{RENUMBER.strip()} {COPY.format(seq=3, of=2)}"
WRONG = "Line {} is not what was written there: it was changed, moved or put in."


CHANGE = "UPDATE access_log SET {} WHERE inspection = 'north' AND seq = 2"


@pytest.mark.parametrize(
    ("statements", "messages"),
    [
        *(
            (CHANGE.format(change), [WRONG.format(2)])
            for change in (
                "at = '2016-06-07 12:00:00+00:00'",
                "author = 'sam'",
                "device = 'else'",
                "action = 'else'",
                "subject = 'case 009'",
                "detail = '{\"n\": 7}'",
                "reason = 'else'",
                "recipient = 'else'",
            )
        ),
        (
            "UPDATE access_log SET chain_hash = 'else' WHERE inspection = 'north' AND seq = 2",
            [WRONG.format(2), WRONG.format(3)],
        ),
        (
            "UPDATE access_log SET chain_hash = 'else' WHERE inspection = 'north' AND seq = 4",
            [WRONG.format(4), "Line 4 is not the one that was written last."],
        ),
        ("DELETE FROM access_log WHERE inspection = 'north' AND seq = 1", ["Line 1 is missing."]),
        (
            "DELETE FROM access_log WHERE inspection = 'north' AND seq IN (2, 3)",
            ["Lines 2 to 3 are missing."],
        ),
        ("DELETE FROM access_log WHERE inspection = 'north' AND seq = 4", ["Line 4 is missing, at the end."]),
        ("DELETE FROM access_log WHERE inspection = 'north'", ["Lines 1 to 4 are missing, at the end."]),
        (SWAP, [WRONG.format(2), WRONG.format(3), WRONG.format(4)]),
        (
            COPY.format(seq=5, of=4),
            [WRONG.format(5), "Line 5 was put in: the last one written was line 4."],
        ),
        (
            PUT_IN,
            [
                WRONG.format(3),
                "Line 5 was put in: the last one written was line 4.",
            ],
        ),
        (
            f"DROP INDEX ix_access_log_inspection_seq; {COPY.format(seq=2, of=2)}",
            [WRONG.format(2)],
        ),
        ("DELETE FROM access_log_head WHERE chain = 'north'", ["What says where the lines end is missing."]),
        (
            "UPDATE access_log_head SET head = 'else' WHERE chain = 'north'",
            ["Line 4 is not the one that was written last."],
        ),
    ],
)
def test_meddling_is_found_and_named(
    written: Session, meddle: Meddle, statements: str, messages: list[str]
) -> None:
    for statement in statements.split(";"):
        meddle(statement)

    assert found(written) == [("north", message) for message in messages]
    assert [each.message for each in verify(written, "north").differences] == messages
    assert verify(written, "noise").differences == ()


def test_a_line_moved_to_another_inspection_is_missed_in_one_and_found_in_the_other(
    written: Session, meddle: Meddle
) -> None:
    meddle("UPDATE access_log SET inspection = 'noise', seq = 3 WHERE inspection = 'north' AND seq = 4")

    assert found(written) == [
        ("noise", WRONG.format(3)),
        ("noise", "Line 3 was put in: the last one written was line 2."),
        ("north", "Line 4 is missing, at the end."),
    ]


def test_a_line_about_no_inspection_is_named_by_its_row(written: Session, meddle: Meddle) -> None:
    meddle("UPDATE access_log SET inspection = '' WHERE inspection IS NULL AND seq = 2")

    [line] = [line for line in access_log.lines(written) if line.event.inspection == ""]
    assert found(written) == [(None, WRONG.format(2))]
    assert verify(written).differences[0].id == 7
    assert line.seq == 2


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change", ["at = 'once'", "detail = '{'", "author = x'ff'", "seq = 'second'", "chain_hash = x'ff'"]
)
def test_a_line_that_cannot_be_read_any_more_hides_no_other(
    written: Session, meddle: Meddle, change: str
) -> None:
    meddle(f"UPDATE access_log SET {change} WHERE inspection = 'north' AND seq = 2")  # noqa: S608 - from the test
    meddle("UPDATE access_log SET author = 'sam' WHERE inspection = 'noise' AND seq = 1")

    messages = found(written)
    assert ("noise", WRONG.format(1)) in messages
    assert {inspection for inspection, _ in messages} == {"noise", "north"}


def test_who_recomputes_the_chain_to_its_end_is_not_found(written: Session, meddle: Meddle) -> None:
    """The limit that docs/administrator/access-log.md states: only a hash that left the database tells."""
    kept = access_log.lines(written, "north")[3].chain_hash
    head = access_log.lines(written, "north")[2].chain_hash
    meddle("DELETE FROM access_log WHERE inspection = 'north' AND seq = 4")
    meddle(f"UPDATE access_log_head SET lines = 3, head = '{head}' WHERE chain = 'north'")  # noqa: S608 - a hash

    assert verify(written).differences == ()
    assert kept not in {line.chain_hash for line in access_log.lines(written)}


def test_writers_at_once_make_one_chain(engine: Engine, actor: Actor, clock: Clock) -> None:
    now = clock()

    def write(number: int) -> None:
        with transaction(engine) as session:
            access_log.record(session, now, actor, "case.look", "north", f"case {number}", {})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))

    with transaction(engine) as session:
        assert verify(session) == AccessVerification(1, 40, ())
        assert len({line.event.subject for line in access_log.lines(session)}) == 40


def test_lines_are_searched_newest_first(written: Session, clock: Clock) -> None:
    def subjects(wanted: Filter, limit: int = 50, offset: int = 0) -> tuple[list[str], int]:
        lines, total = access_log.search(written, wanted, limit=limit, offset=offset)
        return [line.event.subject for line in lines], total

    north = Filter(inspection="north")
    assert subjects(north) == (["case 004", "case 003", "case 002", "case 001"], 4)
    assert subjects(north, 2, 1) == (["case 003", "case 002"], 4)
    assert subjects(Filter(action="cases.look")) == (["long list"] * 2, 2)
    assert subjects(Filter(subject="case 002")) == (["case 002"], 1)
    assert subjects(Filter(subject="case"))[1] == 0
    assert subjects(Filter(person="PAT"))[1] == 8
    assert subjects(Filter(person="p%t"))[1] == 0
    first = datetime(2016, 6, 6, 9, tzinfo=UTC)
    assert subjects(Filter(since=first, until=first + timedelta(seconds=1))) == (["case 001"], 1)
    assert subjects(Filter(since=clock()))[1] == 0


def at_first(engine: Engine) -> None:
    """Makes the database as revision 0001 left it."""
    config = schema._config()  # noqa: SLF001 - no use case needs an older schema
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


@contextmanager
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'first.sqlite3'}")
        yield engine
        engine.dispose()
        return
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    name = f"first_{tmp_path.name}".lower().replace("-", "_")
    server.execute(f"CREATE DATABASE {name}")
    engine = open_engine(server.url(name))
    yield engine
    engine.dispose()
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database at revision 0001 with some lines in its access log."""
    with empty(request, tmp_path) as engine:
        at_first(engine)
        with transaction(engine) as session:
            for id_, inspection, subject in ((1, "north", "a"), (2, None, "b"), (3, "north", "é")):
                statement = text(
                    "INSERT INTO access_log (id, at, author, device, action, inspection, subject, detail)"
                    " VALUES (:id, '2016-06-24 12:00:00.000000+00:00', 'pat', 'laptop-7', 'look', :of,"
                    " :subject, '{\"size\": 86}')"
                )
                session.execute(statement, {"id": id_, "of": inspection, "subject": subject})
        yield engine


def test_lines_of_the_first_version_are_kept_and_chained(first: Engine, actor: Actor, clock: Clock) -> None:
    if first.dialect.name == "postgresql":
        with transaction(first) as session:
            session.execute(text("SELECT setval('access_log_id_seq', 3)"))
    upgrade(first)

    with transaction(first) as session:
        kept = access_log.lines(session)
        assert [(line.event.inspection, line.event.subject, line.seq) for line in kept] == [
            ("north", "a", 1),
            (None, "b", 1),
            ("north", "é", 2),
        ]
        assert kept[0].event.at == datetime(2016, 6, 24, 12, tzinfo=UTC)
        access_log.record(session, clock(), actor, "look", "north", "c", {})
        assert verify(session) == AccessVerification(2, 4, ())
    for statement in ("UPDATE access_log SET author = 'sam'", "DELETE FROM access_log"):
        with pytest.raises(Exception, match="append-only"), transaction(first) as session:
            session.execute(text(statement))


def test_a_difference_says_where_it_is(written: Session, meddle: Meddle) -> None:
    meddle("UPDATE access_log SET author = 'sam' WHERE inspection = 'north' AND seq = 1")

    assert verify(written).differences == (Difference("north", 1, 1, WRONG.format(1)),)
