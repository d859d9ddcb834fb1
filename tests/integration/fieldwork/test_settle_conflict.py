"""Settling conflicts of every kind."""

from collections.abc import Callable

import pytest

from inspect_app.fieldwork.answer_history import answer_history
from inspect_app.fieldwork.case_records import Evidence, Visit
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.settle_conflict import Stale, Typed, settle_conflict
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import saves
from inspect_app.records.engine import Session
from tests.integration.fieldwork.scoring import COMPLETE, Scorer

Settle = Callable[..., None]
CITED: Json = {"system": "nomis", "record": None, "date": "2016-03-04"}
HELD: Json = {
    "reviewed_on": None,
    "outcome": "held",
    "interviewed": ["person"],
    "consent": None,
    "note": None,
}
NOT_HELD: Json = {"reviewed_on": None, "outcome": "refused", "interviewed": [], "consent": None, "note": None}


def differ(
    scorer: Scorer, kind: EntryKind, subject: str, *versions: tuple[Json, str | None]
) -> tuple[str, ...]:
    """Puts a thing in conflict: each version by somebody who saw none; their entries."""
    case = scorer.open()
    for value, text in versions:
        store_changes(
            scorer.session, scorer.actor, scorer.clock, case, [Change(kind, subject, value, (), text)]
        )
    return scorer.open().heads[f"{kind}:{subject}"]


@pytest.fixture
def settle(session: Session, scorer: Scorer) -> Settle:
    """Says which version of a thing stands."""

    def say(thing: str, version: str | Typed, seen: tuple[str, ...] | None = None) -> None:
        heads = scorer.open().heads[thing]
        settle_conflict(
            session,
            scorer.actor,
            scorer.clock,
            ref="homes",
            reference="001",
            thing=thing,
            seen=heads if seen is None else seen,
            version=version,
        )

    return say


def test_a_version_that_is_picked_stands_and_all_stay_in_the_history(
    session: Session, scorer: Scorer, settle: Settle
) -> None:
    first, second = differ(scorer, EntryKind.ANSWER, "home", ("yes", None), ("no", None))
    settle("answer:home", second)
    case = scorer.open()
    assert (case.conflicts, case.answers["home"]) == ((), "no")
    (head,) = case.heads["answer:home"]
    assert set(saves.said(session, [head])[head][1].parents) == {first, second}
    told = answer_history(session, "homes", "001", "home").tellings
    assert [(each.words, each.verdict) for each in told] == [
        ("Yes", "Replaced by a later version"),
        ("No", "Replaced by a later version"),
        ("No", "Stands"),
    ]


@pytest.mark.parametrize(
    ("kind", "subject", "versions", "other", "expected"),
    [
        (EntryKind.ANSWER, "visits", ((3, None), (4, None)), {"": " 5 "}, 5),
        (
            EntryKind.ANSWER,
            "left_on",
            (("2016-03-04", None), (None, None)),
            {"": ["5", "3", "2016"]},
            "2016-03-05",
        ),
        (EntryKind.ANSWER, "summary", ((None, "One."), (None, "Two.")), {"": "Three."}, "Three."),
        (EntryKind.COMMENT, "visits", ((None, "One."), (None, "Two.")), {"": "Three."}, "Three."),
    ],
)
def test_another_answer_or_comment_can_be_given(
    scorer: Scorer,
    settle: Settle,
    kind: EntryKind,
    subject: str,
    versions: tuple[tuple[Json, str | None], ...],
    other: Typed,
    expected: Json,
) -> None:
    heads = differ(scorer, kind, subject, *versions)
    assert len(heads) == 2
    settle(f"{kind}:{subject}", other)
    case = scorer.open()
    assert case.conflicts == ()
    assert (case.comments if kind is EntryKind.COMMENT else case.answers)[subject] == expected


def test_evidence_is_picked_with_its_words_or_given_anew(scorer: Scorer, settle: Settle) -> None:
    subject = "home/0a0b0c0d"
    heads = differ(scorer, EntryKind.EVIDENCE, subject, (CITED, "Case note"), (CITED, "Email"), (None, None))
    settle(f"evidence:{subject}", heads[1])
    (stands,) = scorer.open().evidence["home"]
    assert (stands.system, stands.record) == ("nomis", "Email")
    differ(scorer, EntryKind.EVIDENCE, subject, (CITED, "Letter"))
    settle(f"evidence:{subject}", {"system": "oasys", "record": " Plan ", "date": ["5", "3", "2016"]})
    (stands,) = scorer.open().evidence["home"]
    assert stands == Evidence("0a0b0c0d", "oasys", "Plan", stands.on)
    assert str(stands.on) == "2016-03-05"


def test_a_visit_is_picked_with_its_note_or_given_anew(scorer: Scorer, settle: Settle) -> None:
    first, _ = differ(scorer, EntryKind.VISIT, "custody", (HELD, "In the hall."), (NOT_HELD, None))
    settle("visit:custody", first)
    assert scorer.open().visits["custody"] == Visit(None, "held", ("person",), None, "In the hall.")
    differ(scorer, EntryKind.VISIT, "custody", (NOT_HELD, None))
    typed = {
        "reviewed_on": "",
        "outcome": "held",
        "interviewed": ["other", "person"],
        "consent": "",
        "note": "",
    }
    settle("visit:custody", typed)
    assert scorer.open().visits["custody"] == Visit(None, "held", ("person", "other"))
    differ(scorer, EntryKind.VISIT, "custody", (NOT_HELD, None))
    with pytest.raises(UserError, match="interviewed if the visit was refused"):
        settle("visit:custody", {**typed, "outcome": "refused"})
    with pytest.raises(UserError, match="review date is still to come"):
        settle("visit:custody", {**typed, "reviewed_on": "1/1/2199"})


@pytest.mark.parametrize(
    ("thing", "version", "words"),
    [
        ("answer:visits", {"": ""}, "Give the version that should stand"),
        ("answer:visits", {"": "many"}, "Enter a whole number"),
        ("answer:visits", "", "Choose the version"),
        ("answer:visits", "0190a000-0000-7000-8000-000000000001/0", "Choose the version"),
        ("evidence:home/0a0b0c0d", {"system": "", "record": "", "date": ""}, "Choose the system"),
        ("evidence:home/0a0b0c0d", {"system": "diary", "record": "", "date": ""}, "where it was found"),
        ("evidence:home/0a0b0c0d", {"system": "nomis", "record": "x" * 201, "date": ""}, "too long"),
        (
            "evidence:home/0a0b0c0d",
            {"system": "nomis", "record": "", "date": ["31", "2", "2016"]},
            "a real date",
        ),
    ],
)
def test_what_can_not_stand_is_refused_in_words(
    scorer: Scorer, settle: Settle, thing: str, version: str | Typed, words: str
) -> None:
    differ(scorer, EntryKind.ANSWER, "visits", (3, None), (4, None))
    differ(scorer, EntryKind.EVIDENCE, "home/0a0b0c0d", (CITED, "Case note"), (CITED, "Email"))
    with pytest.raises(UserError, match=words):
        settle(thing, version)
    assert len(scorer.open().conflicts) == 2


def test_a_page_that_has_not_seen_every_version_settles_nothing(scorer: Scorer, settle: Settle) -> None:
    seen = differ(scorer, EntryKind.ANSWER, "visits", (3, None), (4, None))
    differ(scorer, EntryKind.ANSWER, "visits", (5, None))
    with pytest.raises(Stale, match="Something more was said"):
        settle("answer:visits", seen[0], seen)
    settle("answer:visits", seen[0])
    with pytest.raises(Stale):
        settle("answer:visits", seen[0])


def test_a_closed_case_is_settled_by_nobody(scorer: Scorer, settle: Settle) -> None:
    scorer.save(COMPLETE)
    seen = scorer.open().heads["answer:visits"]
    scorer.move(Action.SUBMIT)
    with pytest.raises(UserError, match="must be returned"):
        settle("answer:visits", seen[0])
