from inspect_app.ledger.entries import Entry, EntryKind, digest_of, digest_value, text_of
from inspect_app.ledger.states import Action
from tests.unit.ledger.samples import NO, answer, comment, move

DIGEST = "ab" * 32


def test_a_digest_is_told_from_other_values() -> None:
    assert digest_of(digest_value(DIGEST)) == DIGEST
    for value in (None, DIGEST, {"digest": "ab"}, {"digest": 7}, {"digest": DIGEST, "text": "words"}, {}):
        assert digest_of(value) is None


def test_the_text_that_an_entry_carries() -> None:
    assert text_of(comment("needs", None)) is None
    assert text_of(answer("seen", NO)) is None
    assert text_of(answer("remarks", digest_value(DIGEST))) == DIGEST
    assert text_of(move(Action.SUBMIT, [])) is None
    assert text_of(Entry(EntryKind.STATE, "", {"reason": digest_value(DIGEST)})) == DIGEST
    assert text_of(Entry(EntryKind.STATE, "", "submit")) is None


def test_an_entry_names_what_it_is_about() -> None:
    assert [answer("seen", NO).thing, comment("needs", None).thing, move(Action.SUBMIT, []).thing] == [
        "answer:seen",
        "comment:needs",
        "state:",
    ]
