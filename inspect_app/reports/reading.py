"""The report as it is read in the pages of the programme: a part for each chapter."""

from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from inspect_app.reports.page_tree import Element, take_apart
from inspect_app.reports.web_edition import lead_across, title_of

CHAPTER = "chapter"
"""What stands in an address before the id of a chapter."""


class ToRead(NamedTuple):
    """A chapter: its id, its title with its number, and its text below that as HTML."""

    id: str
    title: str
    html: Markup


def to_read(html: str) -> tuple[ToRead, ...]:
    """The chapters of a report that is one page, without their looks; links lead from one to another."""
    page = take_apart(html)
    ids = [each.attributes["id"] for each in page.chapters]
    lead_across(page, [f"?{urlencode({CHAPTER: id_})}" for id_ in ids])
    return tuple(
        ToRead(id_, title_of(each), _inside(each)) for id_, each in zip(ids, page.chapters, strict=True)
    )


def _inside(chapter: Element) -> Markup:
    """What stands below the heading; how wide columns are is for paper."""
    for each in chapter:
        each.attributes.pop("style", None)
    heading = next(chapter.all("h1"), None)
    for each in chapter:
        each.children = [child for child in each.children if child is not heading]
    return Markup(chapter.inside())  # noqa: S704 - of the page, where all was escaped
