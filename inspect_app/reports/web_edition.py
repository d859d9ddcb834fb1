"""The report as a set of accessible pages that need no network: a start page and a page for each chapter."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

import jinja2
from markupsafe import Markup

from inspect_app.publication.frozen import Publication, Stage, publication_hash
from inspect_app.publication.phrases import value_in_words
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.design import Design
from inspect_app.reports.edition import SHORT
from inspect_app.reports.page_tree import Element, PageTree, take_apart
from inspect_app.reports.saying import Saying

START, STYLE, SHELL = "index.html", "web.css", "web.html"


class WebChapter(NamedTuple):
    """A chapter as the contents of the set list it."""

    file: str
    title: str


def web_edition(publication: Publication, html: str, design: Design) -> Mapping[str, bytes]:
    """The files of the set by their names; `html` is the whole report as one page.

    The frame of each page is web.html of the house style or, if it has none, the one all share; web.css is
    its looks. Raises UserError when one of them or an image is missing, and when the frame is wrong.
    """
    page = take_apart(html)
    chapters = [
        WebChapter(f"{n:02}-{each.attributes['id']}.html", title_of(each))
        for n, each in enumerate(page.chapters, 1)
    ]
    lead_across(page, [each.file for each in chapters])
    shell = _shell(design, publication.language)
    about = _about(publication, page, chapters)
    made = {START: _framed(shell, about, page.cover, None), STYLE: _file(design, STYLE)}
    for n, element in enumerate(page.chapters):
        made[chapters[n].file] = _framed(shell, about, element, n)
    return made | {name: _file(design, name) for name in _images(page)}


def lead_across(page: PageTree, files: list[str]) -> None:
    """Lets a link to a place of another chapter lead to that chapter's page, which `files` name in order."""
    places = {
        f"#{each.attributes['id']}": file
        for chapter, file in zip(page.chapters, files, strict=True)
        for each in chapter
        if "id" in each.attributes
    }
    for chapter, file in zip(page.chapters, files, strict=True):
        for link in chapter.all("a"):
            place = link.attributes.get("href", "")
            if places.get(place, file) != file:
                link.attributes["href"] = f"{places[place]}{place}"


def title_of(chapter: Element) -> str:
    """What a chapter is headed, with its number."""
    return next((each.text for each in chapter.all("h1", "h2")), chapter.attributes["id"])


def _about(publication: Publication, page: PageTree, chapters: list[WebChapter]) -> dict[str, object]:
    return {
        "language": publication.language,
        "title": page.title,
        "marking": page.told.get("marking", ""),
        "edition": publication_hash(publication)[:SHORT],
        "number": publication.number,
        "draft": publication.stage is Stage.DRAFT,
        "factual_accuracy": publication.stage is Stage.FACTUAL_ACCURACY,
        "embargo": value_in_words(publication.embargo or "", publication.language),
        "chapters": chapters,
    }


def _framed(
    shell: jinja2.Template, about: dict[str, object], element: Element | None, here: int | None
) -> bytes:
    content = Markup(element.inside() if element else "")  # noqa: S704 - of the page, where all was escaped
    try:
        return shell.render(about, here=here, content=content).encode()
    except jinja2.UndefinedError as error:
        raise UserError(f"The house style file {SHELL} is wrong: {error}.") from None


def _shell(design: Design, language: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(design.folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = Saying(language, design.words(language))
    try:
        return environment.get_template(SHELL)
    except jinja2.TemplateNotFound:
        raise UserError(f"The house style has no file {SHELL}.") from None
    except jinja2.TemplateSyntaxError as error:
        raise UserError(f"The house style file {SHELL} is wrong at line {error.lineno}: {error}.") from None


def _file(design: Design, name: str) -> bytes:
    """A file of the house style's own folder or of what all styles share, and of no other."""
    for folder in design.folders:
        path = (folder / unquote(name)).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_bytes()
    raise UserError(f"The house style has no file {name}.")


def _images(page: PageTree) -> list[str]:
    parts = [*([page.cover] if page.cover else []), *page.chapters]
    found = (each.attributes.get("src", "") for part in parts for each in part.all("img"))
    return sorted({src for src in found if not src.startswith("data:")})
