"""What becomes of records that somebody cites or removes."""

from datetime import UTC, date, datetime

import pytest

from inspect_app.fieldwork.case_records import Evidence
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.draft_evidence import RECORD_LIMIT, Cited, draft_evidence
from inspect_app.ledger.entries import EntryKind
from tests.unit.ledger.samples import DEFINITION

STANDING = {"needs": (Evidence("00000000000000aa", "oasys", "Review", date(2016, 3, 1)),)}
KEY = "0123456789abcdef"
NOW = datetime(2016, 10, 17, 9, 0, tzinfo=UTC)


def draft(question: str, cited: Cited) -> tuple[list[Change], dict[str, str]]:
    return draft_evidence(DEFINITION, STANDING, {question: cited}, {}, NOW)


@pytest.mark.parametrize(
    ("cited", "value", "text"),
    [
        (Cited(KEY, "nomis", " Case note ", "2016-03-27"), ("nomis", "2016-03-27"), "Case note"),
        (Cited(KEY, "nomis", "", " 7/3/2016 "), ("nomis", "2016-03-07"), None),
        (Cited(KEY, "nomis", "", "7 3.2016"), ("nomis", "2016-03-07"), None),
        (Cited(KEY, "nomis", "", "7 March 2016"), ("nomis", "2016-03-07"), None),
        (Cited(KEY, "nomis", "", "07-sept-2016"), ("nomis", "2016-09-07"), None),
        (Cited(KEY, "nomis", "", "7 / 3 / 2016"), ("nomis", "2016-03-07"), None),
        (Cited(KEY, "nomis", "", "17 October 2016"), ("nomis", "2016-10-17"), None),
        (Cited(KEY, "interview", "x" * RECORD_LIMIT, ""), ("interview", None), "x" * RECORD_LIMIT),
    ],
    ids=["whole", "typed-date", "other-strokes", "month", "short-month", "blanks", "today", "no-date"],
)
def test_a_record_is_cited_with_its_words_apart(
    cited: Cited, value: tuple[str, str | None], text: str | None
) -> None:
    said = {"system": value[0], "record": None, "date": value[1]}
    change = Change(EntryKind.EVIDENCE, f"needs/{KEY}", said, (), text)
    assert draft("needs", cited) == ([change], {})


@pytest.mark.parametrize(
    "cited",
    [Cited(KEY, "", " ", " "), Cited("00000000000000aa", "nomis", "Sent again", "")],
    ids=["blank", "there-already"],
)
def test_nothing_new_makes_no_change(cited: Cited) -> None:
    assert draft("needs", cited) == ([], {})


@pytest.mark.parametrize(
    ("question", "cited", "words"),
    [
        ("weather", Cited(KEY, "nomis", "Note", ""), "The questionnaire has no question"),
        ("needs", Cited("a/b", "nomis", "Note", ""), "Open the page again"),
        ("needs", Cited(KEY, "", "Note", ""), "Choose the system"),
        ("needs", Cited(KEY, "nomis", "x" * (RECORD_LIMIT + 1), ""), "Say what kind of record"),
        ("needs", Cited(KEY, "nomis", "", "30/2/2016"), "Enter a real date"),
        ("needs", Cited(KEY, "nomis", "", "7 Smarch 2016"), "Enter a real date"),
        ("needs", Cited(KEY, "nomis", "", "soon"), "Enter a real date"),
        ("needs", Cited(KEY, "nomis", "", "18/10/2016"), "The record’s date is still to come"),
    ],
)
def test_what_is_wrong_with_a_citation_is_said(question: str, cited: Cited, words: str) -> None:
    changes, problems = draft(question, cited)
    assert changes == []
    assert problems[question].startswith(words)


def test_only_what_stands_is_removed() -> None:
    removed = {"needs/00000000000000aa": ("seen/0",), f"needs/{KEY}": ("seen/1",)}
    change = Change(EntryKind.EVIDENCE, "needs/00000000000000aa", None, ("seen/0",))
    assert draft_evidence(DEFINITION, STANDING, {}, removed, NOW) == ([change], {})
