import pytest
from sqlalchemy import text

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session
from inspect_app.records.verification import CANNOT_BE_READ, Finding, rebuild, verify
from tests.integration.records.conftest import Made, Meddle
from tests.integration.records.test_saves import append
from tests.unit.ledger.samples import NO, YES, answer, comment, entry_id, save_id


@pytest.fixture
def assessment(session: Session, made: Made) -> str:
    """A case with three saves, and one with a save that is never meddled with."""
    one = made.assessments["001"]
    append(session, one, 1, answer("seen", NO))
    append(session, one, 2, comment("needs", "Housing"), texts={entry_id(2): "Housing"})
    append(session, one, 3, answer("contacts", 4))
    append(session, made.assessments["002"], 4, answer("seen", YES))
    return one


ADD_A_SAVE = """
    INSERT INTO save SELECT '{new}', assessment_id, 4, author, device, made_at, received_at, definition_hash,
        text_revision, entries, content_hash, chain_hash FROM save WHERE seq = 3
"""


def change_state(session: Session, assessment: str, change: str) -> None:
    """Changes a state row, which the database does not refuse."""
    statement = f"UPDATE assessment_state SET {change} WHERE assessment_id = :id"  # noqa: S608 - from the test
    session.execute(text(statement), {"id": assessment})


def messages(session: Session) -> list[str]:
    """What verification finds."""
    return [finding.message for finding in verify(session).findings]


@pytest.mark.usefixtures("assessment")
def test_an_untouched_ledger_verifies(session: Session, made: Made) -> None:
    whole = verify(session)
    assert (whole.assessments, whole.saves, whole.findings) == (5, 4, ())

    one = verify(session, made.id)
    assert (one.assessments, one.saves, one.findings) == (2, 4, ())
    assert rebuild(session) == 0


def test_findings_say_where(session: Session, assessment: str, meddle: Meddle) -> None:
    meddle("UPDATE save SET author = 'sam' WHERE seq = 3")

    assert verify(session).findings == (
        Finding(assessment, "001", save_id(3), "Save 3 has been changed.", derived=False),
    )


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize(
    "change",
    [
        "author = 'sam'",
        "device = 'phone'",
        "made_at = '2016-06-06T09:59:00+00:00'",
        "definition_hash = 'else'",
        "text_revision = 2",
        """entries = replace(entries, '4', '5')""",
        """entries = replace(entries, ',', ', ')""",
        "entries = '{'",
        "entries = '[1]'",
        "entries = 'null'",
        """entries = '[{"kind":"visit"}]'""",
        "content_hash = 'else'",
    ],
)
def test_a_changed_save_is_found(session: Session, meddle: Meddle, change: str) -> None:
    meddle(f"UPDATE save SET {change} WHERE seq = 3")  # noqa: S608 - the change is the test's own

    assert "Save 3 has been changed." in messages(session)


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE save SET received_at = 'once' WHERE seq = 2",
        "UPDATE save SET author = x'ff' WHERE seq = 2",
        "UPDATE save SET entries = CAST(x'ff' AS TEXT) WHERE seq = 2",
        "UPDATE save_text SET text = x'ff'",
        """UPDATE "case" SET attributes = '{' WHERE reference = '001'""",
        "UPDATE definition SET body = '{'",
    ],
)
def test_what_sqlite_keeps_though_no_column_may_hold_it_is_named_and_not_restored(
    session: Session, meddle: Meddle, statement: str
) -> None:
    meddle(statement)

    findings = verify(session).findings
    assert "001" in {finding.case for finding in findings}
    assert {finding.message for finding in findings} == {CANNOT_BE_READ}
    with pytest.raises(UserError, match="The saves of case"):
        rebuild(session)


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "UPDATE save SET received_at = '2016-06-25 12:00:00.000000' WHERE seq = 2",
            "Save 2 does not follow the saves before it.",
        ),
        (
            "UPDATE save SET chain_hash = 'else' WHERE seq = 2",
            "Save 3 does not follow the saves before it.",
        ),
        ("DELETE FROM save WHERE seq = 1 AND id = '{first}'", "There is a gap in the saves before save 2."),
        (
            "DELETE FROM save WHERE seq = 3",
            "The saves end at save 2, but the last one received was save 3.",
        ),
        (
            ADD_A_SAVE,
            "The saves end at save 4, but the last one received was save 3.",
        ),
        ("UPDATE save SET seq = 9 WHERE seq = 3", "There is a gap in the saves before save 9."),
        ("UPDATE save_text SET text = 'Debt'", "The text of entry {text} has been changed."),
        ("UPDATE save_text SET salt = 'pepper'", "The text of entry {text} has been changed."),
        ("DELETE FROM save_text", "The text of entry {text} is missing."),
        (
            "INSERT INTO save_text SELECT '{first}/0', '{first}', salt, text FROM save_text",
            "There is a text of entry {first}/0, which has none.",
        ),
    ],
)
def test_meddling_with_the_saves_is_found_and_never_mended(
    session: Session, meddle: Meddle, statement: str, message: str
) -> None:
    names = {"first": save_id(1), "new": save_id(99), "text": entry_id(2)}
    meddle(statement.format(**names))

    assert message.format(**names) in messages(session)
    with pytest.raises(UserError, match="The saves of case 001 are not what they were"):
        rebuild(session)


@pytest.mark.parametrize(
    "change",
    [
        "inspection_id = inspection_id + 1",
        "case_id = 0",
        "reading = 2",
        "status = 'signed_off'",
        "answered = 7",
        "to_do = 7",
        "conflicts = 7",
        "late = 7",
        "state = '{}'",
        "alerts = 7",
        "changed_by = 'else'",
        "last_author = 'else'",
        "last_at = '2016-06-25 12:00:00.000000'",
        "changed_at = NULL",
        "definition_hash = 'else'",
        "codes = numbers",
        "numbers = codes",
    ],
)
def test_a_changed_state_row_is_found_and_mended(
    session: Session, made: Made, assessment: str, change: str
) -> None:
    change_state(session, assessment, change)

    column = change.partition(" ")[0]
    assert messages(session) == [f"The state row differs from what the saves amount to: {column}."]
    assert rebuild(session, made.id) == 1
    assert messages(session) == []


@pytest.mark.parametrize("change", ["saves = 7", "chain_head = 'else'"])
def test_a_state_row_that_vouches_for_other_saves_is_not_mended(
    session: Session, assessment: str, change: str
) -> None:
    change_state(session, assessment, change)

    with pytest.raises(UserError):
        rebuild(session)


@pytest.mark.usefixtures("assessment")
def test_a_missing_state_row_is_found_and_restored(session: Session) -> None:
    session.execute(text("DELETE FROM assessment_state"))

    assert messages(session) == ["The state row is missing."] * 5
    assert rebuild(session) == 5
    assert messages(session) == []
