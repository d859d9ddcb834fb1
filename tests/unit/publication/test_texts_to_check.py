from datetime import UTC, datetime

from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.texts import TextSave, Thing, Value
from inspect_app.publication.check import check_texts
from inspect_app.publication.skeleton import Skeleton, SkeletonChapter
from inspect_app.publication.texts_to_check import texts_to_check
from tests.samples import sample_snapshot

SNAPSHOT: Snapshot = sample_snapshot()
CHAPTERS = (SkeletonChapter("foreword", "Foreword"), SkeletonChapter("background", "Background"))
SKELETON = Skeleton("inspection-report", "en", "Report", CHAPTERS)
EXAMPLE = {
    "kind": "good",
    "case": "001",
    "chapter": "foreword",
    "title": "A home",
    "body": "A home was found.",
    "names_changed": True,
    "withdrawn": False,
}
ADVICE = {"addressee": "The service", "text": "Plan.", "supports": ["cases"], "place": 1, "withdrawn": False}


def thing(name: str, *values: Value) -> Thing:
    at = datetime(2016, 6, 24, tzinfo=UTC)
    saves = (TextSave(f"{n}", name, (), value, "", "", "", at, {}) for n, value in enumerate(values))
    return Thing(name, tuple(saves))


def titles(*things: Thing) -> list[str]:
    return [text.title for text in texts_to_check(SKELETON, things)]


def test_texts_stand_in_the_order_of_the_report() -> None:
    assert titles(
        thing("recommendation:1", ADVICE),
        thing("chapter:gone", {"body": "Words."}),
        thing("example:1", EXAMPLE),
        thing("chapter:background", {"body": "Words."}),
        thing("chapter:foreword", {"body": "Words."}),
    ) == [
        "Foreword",
        "Background",
        "Practice example: A home",
        "Recommendation to: The service",
        "Chapter “gone”",
    ]


def test_what_nobody_said_or_somebody_withdrew_is_left_out() -> None:
    assert (
        titles(
            thing("chapter:foreword"),
            thing("chapter:gone", {"body": ""}),
            thing("example:1", EXAMPLE | {"withdrawn": True}),
            thing("recommendation:1", ADVICE | {"withdrawn": True}),
        )
        == []
    )


def test_what_one_version_withdraws_and_another_changes_is_in_conflict() -> None:
    (text,) = texts_to_check(SKELETON, [thing("example:1", EXAMPLE, EXAMPLE | {"withdrawn": True})])

    assert text.in_conflict


def test_what_is_printed_nowhere_is_told() -> None:
    texts = texts_to_check(
        SKELETON,
        [thing("chapter:gone", {"body": "Words."}), thing("example:1", EXAMPLE | {"chapter": "gone"})],
    )

    assert [(each.title, each.check.value) for each in check_texts(texts, SNAPSHOT)] == [
        ("Practice example: A home", "nowhere"),
        ("Chapter “gone”", "nowhere"),
    ]
