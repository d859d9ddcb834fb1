import threading
from datetime import timedelta

import pytest

from inspect_app.ledger.chain import position
from inspect_app.ledger.entries import Entry, MalformedSave, Save
from inspect_app.ledger.heads import VerdictKind
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.codes import Packed, pack
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import cases, packed, saves, states
from inspect_app.records.append import Receipt
from inspect_app.records.append import append as append_save
from inspect_app.records.engine import Engine, Session, transaction
from tests.integration.records.conftest import MIDSUMMER, Made
from tests.unit.ledger.samples import (
    DEFINITION,
    NO,
    SALT,
    YES,
    answer,
    comment,
    entry_id,
    move,
    save,
    save_id,
)


def append(
    session: Session, assessment: str, number: int, *entries: Entry, texts: dict[str, str] | None = None
) -> Receipt:
    """Stores an invented save, received `number` minutes past noon."""
    words = {id_: (SALT, text) for id_, text in (texts or {}).items()}
    received = MIDSUMMER + timedelta(minutes=number)
    return append_save(session, save(number, *entries, assessment=assessment), words, received)


def test_a_save_is_stored_as_it_came(session: Session, made: Made) -> None:
    one = save(1, answer("seen", NO), comment("needs", "Housing"), assessment=made.assessments["001"])

    receipt = append_save(session, one, {entry_id(1, 1): (SALT, "Housing")}, MIDSUMMER)

    assert receipt.saved
    assert {verdict.kind for verdict in receipt.verdicts.values()} == {VerdictKind.APPLIED}
    assert saves.of_assessment(session, one.assessment) == [one]
    assert saves.texts(session, [entry_id(1, 0), entry_id(1, 1)]) == {entry_id(1, 1): "Housing"}
    assert saves.texts(session, []) == {}


def test_the_state_row_follows_in_the_same_transaction(session: Session, made: Made) -> None:
    receipt = append(session, made.assessments["002"], 1, answer("seen", YES), answer("needs", [YES, NO]))

    record = cases.find(session, made.id, "002")
    assert record.state == receipt.state
    assert record.assessment == made.assessments["002"]
    untouched, changed = states.lines(session, made.id)
    assert (untouched.reference, untouched.status, untouched.answered) == ("001", CaseStatus.ALLOCATED, 0)
    assert (changed.reference, changed.status, changed.answered) == ("002", CaseStatus.IN_PROGRESS, 2)
    kept = packed.read(session, made.id, {CaseStatus.IN_PROGRESS})
    assert kept.references == ("002",)
    assert Packed(kept.codes[0], kept.numbers[0]) == pack(DEFINITION, receipt.state.path)
    assert kept.definitions == {DEFINITION.structure_hash}


def test_the_same_save_again_changes_nothing(session: Session, made: Made) -> None:
    first = append(session, made.assessments["001"], 1, answer("seen", NO))

    again = append(session, made.assessments["001"], 1, answer("seen", NO))

    assert not again.saved
    assert (again.verdicts, again.state) == (first.verdicts, first.state)
    assert len(saves.of_assessment(session, made.assessments["001"])) == 1


def test_another_save_with_the_same_id_is_refused(session: Session, made: Made) -> None:
    append(session, made.assessments["001"], 1, answer("seen", NO))

    with pytest.raises(UserError, match="Another save has this one's id"):
        append(session, made.assessments["001"], 1, answer("seen", YES))
    with pytest.raises(UserError, match="Another save has this one's id"):
        append(session, made.assessments["002"], 1, answer("seen", NO))


def test_an_invalid_answer_is_stored_with_its_verdict(session: Session, made: Made) -> None:
    receipt = append(session, made.assessments["001"], 1, answer("contacts", 21))

    assert receipt.verdicts[entry_id(1)].kind is VerdictKind.INVALID
    assert len(saves.of_assessment(session, made.assessments["001"])) == 1


def test_saves_that_cannot_be_stored(session: Session, made: Made) -> None:
    assessment = made.assessments["001"]

    def refused(one: Save, texts: dict[str, tuple[str, str]] | None = None) -> str:
        with pytest.raises(UserError) as error:
            append_save(session, one, texts or {}, MIDSUMMER)
        return str(error.value)

    with pytest.raises(MalformedSave):
        append(session, assessment, 1)
    assert "another questionnaire" in refused(
        save(1, answer("seen", NO), assessment=assessment, definition_hash="0" * 64)
    )
    assert "not in this database" in refused(save(1, answer("seen", NO)))
    housing = save(1, comment("needs", "Housing"), assessment=assessment)
    assert "texts are not those" in refused(housing)
    assert "texts are not those" in refused(housing, {entry_id(1): (SALT, "Debt")})
    assert "texts are not those" in refused(
        save(1, answer("seen", NO), assessment=assessment), {entry_id(1): (SALT, "Housing")}
    )
    nul = save(1, comment("needs", "\0"), assessment=assessment)
    assert "cannot be stored" in refused(nul, {entry_id(1): (SALT, "\0")})
    assert saves.of_assessment(session, assessment) == []


def test_a_case_is_submitted_and_late_answers_wait(session: Session, made: Made) -> None:
    assessment = made.assessments["001"]
    append(session, assessment, 1, answer("seen", NO))
    append(session, assessment, 2, move(Action.SUBMIT, [1]))
    receipt = append(session, assessment, 3, answer("contacts", 4))

    assert receipt.verdicts[entry_id(3)].kind is VerdictKind.LATE
    line = states.lines(session, made.id)[0]
    assert (line.status, line.late, line.answered) == (CaseStatus.SUBMITTED, 1, 1)


def test_the_position_of_an_inspection_names_all_its_saves(session: Session, made: Made) -> None:
    assert saves.inspection_position(session, made.id) == position([])

    append(session, made.assessments["002"], 2, answer("seen", NO))
    append(session, made.assessments["001"], 1, answer("seen", NO))

    assert saves.inspection_position(session, made.id) == position([save_id(1), save_id(2)])


def test_two_people_who_save_at_once_wait_for_each_other(
    engine: Engine, session: Session, made: Made
) -> None:
    session.commit()
    assessment = made.assessments["001"]
    both_ready = threading.Barrier(2)

    def one_person(number: int) -> None:
        both_ready.wait()
        with transaction(engine) as own:
            append(own, assessment, number, answer("contacts", number))

    people = [threading.Thread(target=one_person, args=(number,)) for number in (1, 2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    record = cases.find(session, made.id, "001")
    assert record.state.conflicts == ("answer:contacts",)
    assert sorted(saves.ids(session, record.assessment)) == [save_id(1), save_id(2)]
