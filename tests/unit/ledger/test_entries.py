import pytest

from inspect_app.ledger.entries import (
    Entry,
    EntryKind,
    account_name,
    digest_of,
    digest_value,
    same_author,
    text_of,
)
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


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (account_name("Pat Long", "pat@example.org"), True),
        (account_name("Pat (Patricia) Long", "pat@example.org"), True),
        (account_name("Pat Short", "pat.short@example.org"), False),
        ("Pat Short", False),
        ("pat@example.org", False),
    ],
)
def test_an_account_is_the_same_author_by_its_email_address(other: str, same: bool) -> None:
    assert same_author(account_name("Pat Short", "pat@example.org"), other) is same


def test_somebody_without_an_account_is_the_same_author_by_their_name() -> None:
    assert same_author("pat (here)", "pat (here)")
    assert not same_author("pat (here)", "sam (here)")
