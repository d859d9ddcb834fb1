"""The chapters, practice examples and recommendations of a report as templates see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from inspect_app.findings.figures import Rating
from inspect_app.findings.snapshot import SectionFacts, Snapshot
from inspect_app.publication.figures import OVERALL, Shown, resolve
from inspect_app.publication.find_cell import Found, find_cell
from inspect_app.publication.frozen import Publication, Recommendation
from inspect_app.publication.links import LinkKind, read_link
from inspect_app.reports.saying import Saying


class WrittenExample(NamedTuple):
    """A practice example, its text as HTML."""

    kind: str
    title: str
    html: str


class Support(NamedTuple):
    """A finding that a recommendation rests on: what it is about and what it says."""

    title: str
    text: str


class Asked(NamedTuple):
    """A recommendation with its number in the report; `html` is its text."""

    number: int
    html: str
    supports: tuple[Support, ...]


@dataclass(frozen=True)
class ChapterView:
    """A chapter to be set: `place` counts from 1 among the chapters, or among the annexes.

    `rating` is that of the standard it is about, and `sections` those whose questions decide about it.
    """

    id: str
    title: str
    place: int
    annex: bool
    part: str | None
    html: str
    examples: tuple[WrittenExample, ...]
    rating: Rating | None
    sections: tuple[SectionFacts, ...]


def chapter_views(
    publication: Publication, snapshot: Snapshot, written: Callable[[str], str]
) -> tuple[ChapterView, ...]:
    """The chapters in order; `written` makes HTML of a text."""
    views: list[ChapterView] = []
    for chapter in publication.chapters:
        place = sum(view.annex == chapter.annex for view in views) + 1
        rating = next((each for each in snapshot.standing_ratings if each.id == chapter.standard), None)
        examples = (each for each in publication.examples if each.chapter == chapter.id)
        views.append(
            ChapterView(
                id=chapter.id,
                title=chapter.title,
                place=place,
                annex=chapter.annex,
                part=chapter.part,
                html=written(chapter.body),
                examples=tuple(
                    WrittenExample(each.kind, each.title, written(each.body)) for each in examples
                ),
                rating=rating,
                sections=tuple(sections_of(rating, snapshot)) if rating else (),
            )
        )
    return tuple(views)


def sections_of(rating: Rating, snapshot: Snapshot) -> Iterable[SectionFacts]:
    """The sections that hold a key question of a standard."""
    wanted = {result.question for result in rating.key_questions}
    for section in snapshot.sections:
        if any(snapshot.table(id_).question in wanted for id_ in section.tables):
            yield section


def addressed(
    publication: Publication, snapshot: Snapshot, written: Callable[[str], str], say: Saying
) -> dict[str, list[Asked]]:
    """The recommendations by addressee, in the order each is first named, numbered through."""
    found: dict[str, list[Asked]] = {}
    in_order = sorted(publication.recommendations, key=lambda each: _first(publication, each))
    for number, each in enumerate(in_order, 1):
        supports = tuple(support for typed in each.supports for support in _support(typed, snapshot, say))
        found.setdefault(each.addressee, []).append(Asked(number, written(each.text), supports))
    return found


def _first(publication: Publication, wanted: Recommendation) -> int:
    return [each.addressee for each in publication.recommendations].index(wanted.addressee)


def _support(typed: str, snapshot: Snapshot, say: Saying) -> Iterable[Support]:
    link = read_link(typed)
    answer = resolve(link, snapshot) if link else None
    if link is None or not isinstance(answer, Shown):
        return
    if link.kind is LinkKind.RATING:
        titles = {rating.id: rating.title for rating in snapshot.ratings} | {OVERALL: say("overall_rating")}
        yield Support(titles[link.subject or OVERALL], answer.text)
        return
    found = find_cell(link, snapshot) if not link.kind.block else None
    if isinstance(found, Found):
        row = found.row
        label = "" if row.label == row.question_text else f" {row.label}"
        column = "" if found.column.id == "total" else f" ({found.column.label})"
        yield Support(f"{row.question_text}{label}{column}", answer.text)
    else:
        yield Support(answer.text, "")
