"""The lead inspector's board of 500 cases, end to end and signed in."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.draft_answers import Raw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.save_answers import Typed, save_answers
from inspect_app.records import cases, states
from inspect_app.records.engine import transaction
from inspect_app.web.app import create_app
from tests.benchmarks.conftest import ATTRIBUTES, Scored
from tests.benchmarks.stopwatch import compare
from tests.benchmarks.test_signing_in import OWNER, now, page, signed_in

CASES = 500


def inspection(engine: Engine, scored: Scored) -> int:
    """The id of an inspection with as many cases, each answered once, some of them long ago."""
    with transaction(engine) as session:
        create_inspection(
            session, OWNER, now, ref="bench", questionnaire="through-the-gate", title="Benchmark"
        )
        made = get_inspection(session, "bench").id
        for number in range(CASES):
            cases.add_case(session, made, f"{number:03}", ATTRIBUTES)
    answered = list(scored.values())
    with transaction(engine) as session:
        for number in range(0, CASES, 2):
            answers, comments = answered[number % len(answered)]
            raw: dict[str, Raw] = {
                id_: value if isinstance(value, list) else str(value) for id_, value in answers.items()
            }
            save_answers(
                session,
                OWNER,
                lambda age=number % 20: now() - timedelta(days=age),
                Typed(raw, comments, seen={}),
                ref="bench",
                reference=f"{number:03}",
            )
    return made


def test_the_board(make_engine: Callable[[str], Engine], scored: Scored) -> None:
    engine = make_engine("office")
    made = inspection(engine, scored)
    lead = signed_in(create_app(engine, clock=now, owner=None), engine, made, Role.LEAD)

    def query() -> None:
        with transaction(engine) as session:
            assert len(states.lines(session, made)) == CASES

    compare(
        f"the board of {CASES} cases ({engine.dialect.name})",
        page(lead, "/inspections/bench/board"),
        "its query alone",
        query,
        rounds=50,
    )
