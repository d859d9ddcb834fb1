"""Some hundred cases among many are read by their keys, whatever the database knows of its tables."""

import re
from typing import Any

from sqlalchemy import event

from inspect_app.records import raw_cases
from inspect_app.records.bulk import insert_many
from inspect_app.records.engine import Session
from inspect_app.records.models import AssessmentRow, AssessmentStateRow, CaseRow, SaveRow, SaveTextRow
from tests.integration.records.conftest import MIDSUMMER, Made
from tests.unit.ledger.samples import HASH

CASES, TEXTS, SOME = 2_000, 10, 100


def fill(session: Session, inspection: int) -> None:
    """Many cases at once, each with a save of some texts, in a transaction that nobody has looked into."""
    numbers = range(1_000, 1_000 + CASES)
    cases = [(n, inspection, f"{n}", "{}") for n in numbers]
    insert_many(session, CaseRow, ("id", "inspection_id", "reference", "attributes"), cases)
    insert_many(session, AssessmentRow, ("id", "case_id", "reading"), [(f"a{n}", n, 1) for n in numbers])
    counts = ("answered", "to_do", "conflicts", "late", "saves", "alerts")
    state = ("definition_hash", "status", "chain_head", "state", "codes", "numbers")
    columns = ("assessment_id", "inspection_id", "case_id", "reading", *state, *counts)
    packed = (HASH, "signed_off", "", "s" * 2_000, b"", b"", 0, 0, 0, 0, 1, 0)
    states = [(f"a{n}", inspection, n, 1, *packed) for n in numbers]
    insert_many(session, AssessmentStateRow, columns, states)
    columns = ("id", "assessment_id", "seq", "text_revision", "author", "device", "made_at", "received_at")
    rest = ("definition_hash", "entries", "content_hash", "chain_hash")
    save = (1, 1, "somebody", "here", "", MIDSUMMER, HASH, "e" * 2_000, "", "")
    insert_many(session, SaveRow, (*columns, *rest), [(f"s{n}", f"a{n}", *save) for n in numbers])
    words = [(f"s{n}/{place}", f"s{n}", "", "Some words.") for n in numbers for place in range(TEXTS)]
    insert_many(session, SaveTextRow, ("entry_id", "save_id", "salt", "text"), words)


def test_no_table_is_read_whole(session: Session, made: Made) -> None:
    fill(session, made.id)
    sqlite = session.get_bind().dialect.name == "sqlite"
    plans: list[str] = []

    def explain(_connection: object, cursor: Any, statement: str, given: object, *_rest: object) -> str:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' * sqlite}{statement}", given)
        plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return statement

    event.listen(session.get_bind(), "before_cursor_execute", explain)
    try:
        some = range(1_500, 1_500 + SOME)
        cases = raw_cases.read(session, made.id, some, states=True)
        texts = raw_cases.texts(session, [f"s{n}/{place}" for n in some for place in range(TEXTS)])
        states = raw_cases.states_of(session, cases.assessments)
        revisions = raw_cases.revision_of(session, [f"s{n}" for n in some])
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", explain)

    assert cases.references == tuple(str(n) for n in some)
    assert (len(texts), len(states), len(revisions)) == (SOME * TEXTS, SOME, SOME)
    assert len(plans) == 4
    whole = re.compile(r"SCAN (?!anon_[12] VIRTUAL)|Seq Scan")
    assert not [plan for plan in plans if whole.search(plan)]
