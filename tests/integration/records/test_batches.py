"""A batch of saves is told by one replay at most, and amounts to what a replay after each would."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.ledger.assessment import to_json
from inspect_app.ledger.entries import Save, text_digest, text_of
from inspect_app.ledger.replay import replay
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import open_ledger, saves, states
from inspect_app.records.engine import Session
from inspect_app.records.verification import verify
from tests.integration.records.conftest import MIDSUMMER, Made
from tests.unit.ledger.samples import DEFINITION, SALT, YES, answer, entry_id, save
from tests.unit.ledger.test_replay_properties import histories

WORDS = {text_digest(SALT, words): (SALT, words) for words in ("Some words", "Housing", "Debt")}


def take(session: Session, assessment: str, batch: list[Save]) -> open_ledger.OpenLedger:
    """Stores a batch, each save received a minute after the one before."""
    ledger = open_ledger.open_ledger(session, assessment, [each.id for each in batch])
    assert ledger is not None
    for each in batch:
        digests = {id_: text_of(entry) for id_, entry in each.by_id.items()}
        texts = {id_: WORDS[digest] for id_, digest in digests.items() if digest}
        ledger.take(session, each, texts, MIDSUMMER + timedelta(minutes=ledger.saves))
    ledger.close(session)
    return ledger


def test_a_batch_that_waits_is_replayed_once(
    session: Session, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = count()
    monkeypatch.setattr(open_ledger, "replay", lambda *of: (next(replays), replay(*of))[1])
    assessment = made.assessments["001"]
    waiting = [
        save(number, answer("contacts", 3, entry_id(number + 1)), assessment=assessment)
        for number in range(1, 30)
    ]

    ledger = take(session, assessment, waiting)

    assert (next(replays), ledger.saves, len(ledger.state.set_aside)) == (1, 29, 29)
    assert ledger.state.status is CaseStatus.ALLOCATED

    take(session, assessment, [save(31, answer("seen", YES), assessment=assessment)])
    last = take(session, assessment, [save(30, answer("contacts", 4), assessment=assessment)])

    assert last.state.answers == {"contacts": 3, "seen": YES}
    (line,) = (line for line in states.lines(session, made.id) if line.reference == "001")
    assert (line.since, line.last_at) == (
        MIDSUMMER + timedelta(minutes=29),
        MIDSUMMER + timedelta(minutes=30),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(histories(), st.lists(st.integers(1, 4), min_size=8, max_size=8))
def test_a_batch_amounts_to_what_a_replay_of_all_says(
    session: Session, made: Made, history: list[Save], sizes: list[int]
) -> None:
    assessment = made.assessments["001"]
    left = [replace(each, assessment=assessment) for each in history]
    with session.begin_nested() as example:
        while left:
            size = sizes.pop()
            ledger = take(session, assessment, left[:size])
            del left[:size]
            every = saves.of_assessment(session, assessment)
            assert to_json(ledger.state) == to_json(replay(DEFINITION, {"sex": "female"}, every))
            assert (
                verify(session, made.id).findings == ()
            )  # among the rest, when and by whom its status began
        example.rollback()
