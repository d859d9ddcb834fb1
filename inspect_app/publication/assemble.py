"""Puts the texts of a report together as an edition freezes them, in the order they are printed."""

from collections.abc import Iterable, Iterator, Mapping

from inspect_app.ledger.texts import Thing, ThingKind
from inspect_app.publication.frozen import Chapter, Example, ExampleKind, Recommendation
from inspect_app.publication.skeleton import Skeleton
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity


def chapters_in(skeleton: Skeleton, things: Mapping[str, Thing]) -> tuple[Chapter, ...]:
    """Every chapter of the house style, with what is written in it."""
    return tuple(
        Chapter(
            planned.id,
            planned.title,
            _body(things.get(f"{ThingKind.CHAPTER}:{planned.id}")),
            planned.part,
            planned.standard,
            planned.annex,
        )
        for planned in skeleton.chapters
    )


def _body(thing: Thing | None) -> str:
    value = thing.value if thing else None
    return str(value["body"]) if value else ""


def examples_in(skeleton: Skeleton, things: Iterable[Thing]) -> tuple[Example, ...]:
    """The practice examples that stand, chapter by chapter; the case that each comes from is left out."""
    order = {chapter.id: place for place, chapter in enumerate(skeleton.chapters)}
    found = [
        Example(
            thing.subject,
            ExampleKind(thing.value["kind"]),
            str(thing.value["chapter"]),
            str(thing.value["title"]),
            str(thing.value["body"]),
        )
        for thing in _standing(things, ThingKind.EXAMPLE)
        if thing.value
    ]
    return tuple(sorted(found, key=lambda each: order.get(each.chapter, len(order))))


def recommendations_in(things: Iterable[Thing]) -> tuple[Recommendation, ...]:
    """The recommendations that stand, by their place."""
    found = [
        (
            int(thing.value["place"]),
            Recommendation(
                thing.subject,
                str(thing.value["addressee"]),
                str(thing.value["text"]),
                tuple(map(str, thing.value["supports"])),
            ),
        )
        for thing in _standing(things, ThingKind.RECOMMENDATION)
        if thing.value
    ]
    return tuple(each for _, each in sorted(found, key=lambda each: each[0]))


def homeless(skeleton: Skeleton, things: Iterable[Thing]) -> Iterator[ReportProblem]:
    """Texts for a chapter that the house style no longer has: they would be printed nowhere."""
    chapters = {chapter.id for chapter in skeleton.chapters}
    for thing in things:
        chapter, title = _home(thing)
        if chapter is not None and chapter not in chapters:
            yield ReportProblem(
                CheckId.MISPLACED,
                Severity.BLOCKS,
                thing.name,
                title,
                None,
                what=title,
                why=f"The report has no chapter “{chapter}”, so this would be printed nowhere.",
                do="Move it to another chapter, or ask whoever keeps the house style.",
            )


def _home(thing: Thing) -> tuple[str | None, str]:
    """The chapter that a text is printed in, None where it needs none; and what people call the text."""
    value = thing.value
    if value and thing.kind is ThingKind.CHAPTER and str(value["body"]).strip():
        return thing.subject, thing.subject
    if value and thing.kind is ThingKind.EXAMPLE and not value["withdrawn"]:
        return str(value["chapter"]), str(value["title"])
    return None, ""


def _standing(things: Iterable[Thing], kind: ThingKind) -> Iterator[Thing]:
    return (thing for thing in things if thing.kind is kind and thing.value and not thing.value["withdrawn"])
