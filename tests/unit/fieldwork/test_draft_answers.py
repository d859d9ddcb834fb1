from dataclasses import replace
from typing import Any

import pytest

from inspect_app.fieldwork.draft_answers import TEXT_LIMIT, Before, Change, draft_answers
from inspect_app.ledger.entries import EntryKind
from tests.unit.ledger.samples import DEFINITION

ANSWER, COMMENT = EntryKind.ANSWER, EntryKind.COMMENT
NOTHING = Before({}, {})
SEEN_YES = Before({"answer:seen": ("a/0",)}, {"a/0": "yes"})
AGREED = Before({"answer:seen": ("a/0", "b/0")}, {"a/0": "yes", "b/0": "yes"})
SETTLED = Before({"answer:seen": ("a/0", "b/0")}, {"a/0": "yes", "b/0": "no"})
THINGS = frozenset({"answer:seen", "comment:seen"})
DISPUTED = replace(SETTLED, heads=SETTLED.heads | {"comment:seen": ("a/0", "b/0")}, disputed=THINGS)
STALE = Before({}, {}, disputed=THINGS)
REMARKED = Before({"comment:needs": ("a/1",)}, {"a/1": "As it was."})


@pytest.mark.parametrize(
    ("before", "typed", "changes"),
    [
        (NOTHING, "yes", [Change(ANSWER, "seen", "yes", ())]),
        (NOTHING, "", []),
        (SEEN_YES, "yes", []),
        (SEEN_YES, " yes ", []),
        (SEEN_YES, "no", [Change(ANSWER, "seen", "no", ("a/0",))]),
        (SEEN_YES, "", [Change(ANSWER, "seen", None, ("a/0",))]),
        (AGREED, "yes", []),
        (AGREED, "no", [Change(ANSWER, "seen", "no", ("a/0", "b/0"))]),
        (SETTLED, "yes", [Change(ANSWER, "seen", "yes", ("a/0", "b/0"))]),
        (SETTLED, "", []),
        (DISPUTED, " ", []),
        (STALE, "yes", [Change(ANSWER, "seen", "yes", ())]),
    ],
    ids=[
        "first",
        "still-empty",
        "same",
        "same-with-blanks",
        "other",
        "cleared",
        "agreed-same",
        "agreed-other",
        "settled-meanwhile",
        "settled-meanwhile-empty",
        "disputed-empty",
        "disputed-unseen",
    ],
)
def test_only_what_differs_from_what_was_seen_is_a_change(
    before: Before, typed: str, changes: list[Change]
) -> None:
    draft = draft_answers(DEFINITION, before, {"seen": typed}, {})
    assert (list(draft.changes), draft.problems) == (changes, {})


def test_what_was_shown_as_disputed_is_not_settled_by_the_way() -> None:
    draft = draft_answers(DEFINITION, DISPUTED, {"seen": "yes"}, {"seen": "x"})
    assert (draft.changes, list(draft.problems)) == ((), ["answer:seen", "comment:seen"])
    assert "compare them" in draft.problems["answer:seen"]


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("As it was.", []),
        ("  As it was.\r\n", []),
        ("One\r\ntwo", [Change(COMMENT, "needs", None, ("a/1",), "One\ntwo")]),
        ("Nul\x00l and \ud800 void", [Change(COMMENT, "needs", None, ("a/1",), "Null and  void")]),
        (" \x07 ", [Change(COMMENT, "needs", None, ("a/1",))]),
        ("x" * TEXT_LIMIT, [Change(COMMENT, "needs", None, ("a/1",), "x" * TEXT_LIMIT)]),
    ],
    ids=["same", "same-with-blanks", "lines", "unseen-characters", "cleared", "longest"],
)
def test_a_comment_is_compared_and_tidied(typed: str, changes: list[Change]) -> None:
    draft = draft_answers(DEFINITION, REMARKED, {}, {"needs": typed})
    assert (list(draft.changes), draft.problems) == (changes, {})


@pytest.mark.parametrize(
    ("answers", "comments", "problems"),
    [
        (
            {"seen": "perhaps"},
            {},
            {"answer:seen": "“perhaps” is not one of the answers: choose from yes, no, na"},
        ),
        ({"contacts": "21"}, {}, {"answer:contacts": "It must be 20 or less"}),
        ({"weather": "wet"}, {}, {"answer:weather": "The questionnaire has no question “weather”"}),
        (
            {"remarks": "x" * (TEXT_LIMIT + 1)},
            {},
            {"answer:remarks": "The answer is too long: it has 20,001 characters, and 20,000 are allowed"},
        ),
        (
            {},
            {"needs": "x" * (TEXT_LIMIT + 1)},
            {"comment:needs": "The comment is too long: it has 20,001 characters, and 20,000 are allowed"},
        ),
        ({}, {"seen": "Why not?"}, {"comment:seen": "This question takes no comment"}),
        ({}, {"weather": "Wet."}, {"comment:weather": "There is no such question to comment on"}),
        ({}, {"weather": " ", "seen": "\r\n"}, {}),
        (
            {"seen": "perhaps"},
            {"seen": "Why not?"},
            {"answer:seen": "“perhaps” is not one", "comment:seen": "This question takes no comment"},
        ),
    ],
    ids=[
        "option",
        "limit",
        "question",
        "long-answer",
        "long-comment",
        "no-comment-here",
        "comment-on-nothing",
        "blank-comments",
        "answer-and-comment",
    ],
)
def test_what_is_wrong_is_said_and_keeps_nothing_else_back(
    answers: dict[str, Any], comments: dict[str, str], problems: dict[str, str]
) -> None:
    draft = draft_answers(DEFINITION, NOTHING, {**answers, "needs": ["yes"]}, comments)
    assert draft.problems.keys() == problems.keys()
    assert all(draft.problems[id_].startswith(words) for id_, words in problems.items())
    assert Change(ANSWER, "needs", ["yes"], ()) in draft.changes


def test_an_unknown_entry_counts_as_nothing() -> None:
    forged = Before({"answer:seen": ("f/0",)}, {})
    assert draft_answers(DEFINITION, forged, {"seen": "no"}, {}).changes == (
        Change(ANSWER, "seen", "no", ("f/0",)),
    )
