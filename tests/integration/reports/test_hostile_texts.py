"""Texts that mean harm are printed as they were typed and do nothing, in every output."""

import io
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pikepdf
import pytest

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Chapter, Publication, publication_hash
from inspect_app.reports.design import Design, find_design
from inspect_app.reports.editions import WEB, WORD, make_editions
from inspect_app.reports.page import render_page
from inspect_app.reports.pdf import make_pdf
from tests.integration.reports.conftest import written_publication

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [go](javascript:alert(1)) "
    "![see](file:///etc/hosts) {{ snapshot }} {% include 'report.html' %} <w:p/> </body> "
    "&#60;b onclick=x&#62;"
)


def hostile_publication(snapshot: Snapshot, style: str) -> Publication:
    """A report in which everything that people write means harm."""
    publication = written_publication(snapshot, style)
    return replace(
        publication,
        chapters=tuple(_worse(chapter) for chapter in publication.chapters),
        examples=tuple(replace(each, title=HOSTILE, body=HOSTILE) for each in publication.examples),
        recommendations=tuple(
            replace(each, addressee=HOSTILE, text=HOSTILE, supports=(HOSTILE,))
            for each in publication.recommendations
        ),
    )


def _worse(chapter: Chapter) -> Chapter:
    return replace(chapter, title=f"{chapter.title} {HOSTILE}", body=HOSTILE)


@pytest.fixture(scope="module")
def page(snapshot: Snapshot) -> tuple[Publication, Snapshot, Design, str]:
    """The hostile report as one page of HTML, with what it was made of."""
    inspection = replace(snapshot.inspection, title=HOSTILE)
    hostile = replace(snapshot, inspection=inspection)
    design = find_design("service-review")
    publication = hostile_publication(hostile, "service-review")
    return publication, hostile, design, render_page(publication, hostile, design)


class _Acting(HTMLParser):
    """Finds what can run, load from elsewhere or lead to a script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "w:p"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().startswith(("javascript:", "file:", "data:")):
                self.found.append(f"{tag} {name}")


def acting(html: str) -> list[str]:
    """What acts in a page, as a browser's parser sees its tags and attributes."""
    parser = _Acting()
    parser.feed(html)
    return parser.found


def test_the_page_and_the_web_edition_hold_nothing_that_acts(
    page: tuple[Publication, Snapshot, Design, str],
) -> None:
    publication, snapshot, design, html = page
    assert acting(html) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    files = make_editions(publication, snapshot, html, design)
    with zipfile.ZipFile(io.BytesIO(files[WEB])) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
    assert [acting(each) for each in pages] == [[]] * len(pages)
    with zipfile.ZipFile(io.BytesIO(files[WORD])) as archive:
        text = archive.read("word/document.xml").decode()
        leads = archive.read("word/_rels/document.xml.rels").decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "javascript" not in leads
    assert "/etc/hosts" not in leads


def test_the_pdf_holds_nothing_that_acts(page: tuple[Publication, Snapshot, Design, str]) -> None:
    publication, _, design, html = page
    data = make_pdf(html, design.folder, design.report.fonts, publication_hash(publication))
    with pikepdf.open(io.BytesIO(data)) as document:
        kinds = {
            str(thing.S)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Action"
        }
        assert kinds <= {"/URI", "/GoTo"}
        assert not any(
            isinstance(thing, pikepdf.Dictionary) and ("/JS" in thing or "/JavaScript" in thing)
            for thing in document.objects
        )
