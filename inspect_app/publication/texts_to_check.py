"""The texts of a report that its checks read: all that would be printed, in the order of the report."""

from collections.abc import Iterable, Iterator

from inspect_app.ledger.texts import Thing, ThingKind, Value
from inspect_app.publication.skeleton import Skeleton
from inspect_app.publication.written_text import WrittenText


def texts_to_check(skeleton: Skeleton, things: Iterable[Thing]) -> Iterator[WrittenText]:
    """Chapters that have a text, then examples and recommendations that nobody has withdrawn.

    Of a text in conflict the last version is read. Texts of chapters that there are no longer come last.
    """
    said = [thing for thing in things if thing.heads]
    by_name = {thing.name: thing for thing in said}
    for chapter in skeleton.chapters:
        thing = by_name.get(f"{ThingKind.CHAPTER}:{chapter.id}")
        if thing is not None:
            yield _text(thing, chapter.title, str(thing.heads[-1].value["body"]))
    for thing in said:
        if thing.kind is ThingKind.EXAMPLE and not _withdrawn(thing):
            yield _example(thing, thing.heads[-1].value, skeleton)
    for thing in said:
        if thing.kind is ThingKind.RECOMMENDATION and not _withdrawn(thing):
            yield _recommendation(thing, thing.heads[-1].value)
    for thing in said:
        body = str(thing.heads[-1].value.get("body", ""))
        if thing.kind is ThingKind.CHAPTER and skeleton.chapter(thing.subject) is None and body:
            yield _text(thing, f"Chapter “{thing.subject}”", body, no_place=True)


def _withdrawn(thing: Thing) -> bool:
    return not thing.in_conflict and bool(thing.heads[-1].value["withdrawn"])


def _example(thing: Thing, value: Value, skeleton: Skeleton) -> WrittenText:
    title, body = f"Practice example: {value['title']}", str(value["body"])
    no_place = skeleton.chapter(value["chapter"]) is None
    return _text(thing, title, body, names_changed=bool(value["names_changed"]), no_place=no_place)


def _recommendation(thing: Thing, value: Value) -> WrittenText:
    title = f"Recommendation to: {value['addressee']}"
    return _text(thing, title, str(value["text"]), supports=tuple(map(str, value["supports"])))


def _text(
    thing: Thing,
    title: str,
    body: str,
    *,
    names_changed: bool | None = None,
    supports: tuple[str, ...] | None = None,
    no_place: bool = False,
) -> WrittenText:
    seen = thing.heads[-1].seen
    return WrittenText(thing.name, title, body, seen, thing.in_conflict, names_changed, supports, no_place)
