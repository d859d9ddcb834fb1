"""What changed from one frozen edition of a report to a later one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from inspect_app.findings.compare import RatingChange, compare
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import Shown, resolve
from inspect_app.publication.frozen import Publication, Stage
from inspect_app.publication.links import find_links, read_link


class FrozenReport(NamedTuple):
    """An edition as it is kept: its texts, and the figures that they are filled from."""

    publication: Publication
    snapshot: Snapshot


class Text(NamedTuple):
    """A text of an edition: `thing` is its id there (chapter:foreword)."""

    thing: str
    title: str
    words: str
    supports: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextChange:
    """A text that is new (`before` None), gone (`after` None), or says something else."""

    thing: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class LinkedChange:
    """A link that stands in both editions and says something else; None where it led nowhere.

    `things` are the texts of the later edition that it stands in. A figure that only the later edition
    suppresses is shown as the earlier one has it: whoever may compare two editions may open each.
    """

    typed: str
    before: str | None
    after: str | None
    things: tuple[str, ...]


@dataclass(frozen=True)
class ReportChanges:
    """All that differs between two editions of a report. `stage` and `embargo` are before and after."""

    stage: tuple[Stage, Stage] | None
    embargo: tuple[str | None, str | None] | None
    chapters: tuple[TextChange, ...]
    examples: tuple[TextChange, ...]
    recommendations: tuple[TextChange, ...]
    figures: tuple[LinkedChange, ...]
    ratings: tuple[RatingChange, ...]
    cases: tuple[int, int] | None

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not any(vars(self).values())


def changes(before: FrozenReport, after: FrozenReport) -> ReportChanges:
    """What changed from an edition to a later one of the same report."""
    was, now = before.publication, after.publication
    counted = before.snapshot.cases_counted, after.snapshot.cases_counted
    return ReportChanges(
        stage=(was.stage, now.stage) if was.stage is not now.stage else None,
        embargo=(was.embargo, now.embargo) if was.embargo != now.embargo else None,
        chapters=_changed(_chapters(was), _chapters(now)),
        examples=_changed(_examples(was), _examples(now)),
        recommendations=_changed(_recommendations(was), _recommendations(now)),
        figures=tuple(_linked(before, after)),
        ratings=compare(before.snapshot, after.snapshot).ratings,
        cases=counted if counted[0] != counted[1] else None,
    )


def _chapters(publication: Publication) -> tuple[Text, ...]:
    return tuple(Text(f"chapter:{each.id}", each.title, each.body) for each in publication.chapters)


def _examples(publication: Publication) -> tuple[Text, ...]:
    return tuple(
        Text(
            f"example:{each.id}",
            each.title,
            f"{each.kind}\n\n{each.chapter}\n\n{each.title}\n\n{each.body}",
        )
        for each in publication.examples
    )


def _recommendations(publication: Publication) -> tuple[Text, ...]:
    return tuple(
        Text(
            f"recommendation:{each.id}",
            each.addressee,
            "\n\n".join((each.addressee, each.text, *each.supports)),
            each.supports,
        )
        for each in publication.recommendations
    )


def _changed(before: tuple[Text, ...], after: tuple[Text, ...]) -> tuple[TextChange, ...]:
    was, now = _by_thing(before), _by_thing(after)
    found = [*after, *(text for text in before if text.thing not in now)]
    return tuple(
        TextChange(text.thing, text.title, was.get(text.thing), now.get(text.thing))
        for text in found
        if was.get(text.thing) != now.get(text.thing)
    )


def _by_thing(texts: tuple[Text, ...]) -> Mapping[str, str]:
    return {text.thing: text.words for text in texts}


def _linked(before: FrozenReport, after: FrozenReport) -> Iterator[LinkedChange]:
    stood = _links(before.publication)
    for typed, things in _links(after.publication).items():
        was, now = _said(typed, before.snapshot), _said(typed, after.snapshot)
        if typed in stood and was != now:
            yield LinkedChange(typed, was, now, things)


def _links(publication: Publication) -> dict[str, tuple[str, ...]]:
    """Every link of a report as typed, with the texts it stands in, in the order of the report."""
    texts = (*_chapters(publication), *_examples(publication), *_recommendations(publication))
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for typed in (*(each.typed for each in find_links(text.words)), *text.supports):
            things = found.setdefault(typed, ())
            if text.thing not in things:
                found[typed] = (*things, text.thing)
    return found


def _said(typed: str, snapshot: Snapshot) -> str | None:
    link = read_link(typed)
    answer = resolve(link, snapshot) if link else None
    return answer.text if isinstance(answer, Shown) else None
