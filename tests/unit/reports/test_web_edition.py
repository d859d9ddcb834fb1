"""The web edition: a folder of pages that lead to one another and hold what the report holds."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.fieldwork.find_skeleton import find_styles
from inspect_app.publication.frozen import FORMAT, Publication, Stage, publication_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.design import Design, find_design
from inspect_app.reports.page_tree import take_apart
from inspect_app.reports.steady_zip import zipped
from inspect_app.reports.web_edition import web_edition

DESIGN = find_design()
FROZEN = Publication(
    FORMAT, "sample-2016", "inspection-report", "en", Stage.DRAFT, 3, "2016-10-04", "ab" * 32, (), (), ()
)
HTML = """<!DOCTYPE html><html lang="en"><head><title>Sample &amp; report</title></head>
<body data-marking="OFFICIAL" data-edition="Edition 1">
<section class="cover"><h1>Sample &amp; report</h1></section>
<section class="contents"><h1>Contents</h1><ol><li><a href="#one">One</a></li></ol></section>
<main><section class="chapter" id="one"><h1>1. One</h1>
<p>See <a href="#there">two</a>, <a href="#here">here</a>
and <a href="https://example.org/?a=1&amp;b=2">there</a>. &lt;script&gt;</p>
<p id="here">39 per cent<br>of cases</p></section>
<section class="chapter" id="two"><h1>2. Two</h1>
<svg viewBox="0 0 1 1"><title>A &lt; B</title><rect x="0"/></svg>
<h2 id="there">There</h2></section></main></body></html>"""


def pages(html: str = HTML, frozen: Publication = FROZEN, design: Design = DESIGN) -> dict[str, str]:
    """The files of the set as texts."""
    return {name: content.decode() for name, content in web_edition(frozen, html, design).items()}


def test_there_is_a_start_page_and_one_for_each_chapter() -> None:
    assert list(pages()) == ["index.html", "web.css", "01-one.html", "02-two.html"]


def test_each_page_leads_to_every_other_and_to_the_ones_beside_it() -> None:
    found = pages()
    for name in ("index.html", "01-one.html", "02-two.html"):
        leads = re.findall(r'href="([^"#]+)"', found[name])
        assert {"index.html", "01-one.html", "02-two.html", "web.css"} <= set(leads)
        assert '<a class="skip" href="#text">Skip to the text</a>' in found[name]
    assert '<a rel="next" href="01-one.html">Next: 1. One</a>' in found["index.html"]
    assert '<a rel="prev" href="index.html">Previous: Start page</a>' in found["01-one.html"]
    assert '<a rel="prev" href="01-one.html">Previous: 1. One</a>' in found["02-two.html"]
    assert 'rel="next"' not in found["02-two.html"]
    assert 'href="02-two.html" aria-current="page"' in found["02-two.html"]


def test_a_link_into_another_chapter_leads_to_its_page_and_others_stay() -> None:
    one = pages()["01-one.html"]
    assert 'href="02-two.html#there"' in one
    assert 'href="#here"' in one
    assert 'href="https://example.org/?a=1&amp;b=2"' in one


def test_what_was_escaped_stays_so() -> None:
    found = pages()
    assert "&lt;script&gt;" in found["01-one.html"]
    assert "<title>A &lt; B</title>" in found["02-two.html"]
    assert "<title>2. Two – Sample &amp; report</title>" in found["02-two.html"]
    assert not any("<script" in text for text in found.values())


def test_each_page_says_how_it_is_to_be_handled_and_of_which_edition_it_is() -> None:
    for name, text in pages().items():
        if name.endswith(".html"):
            assert text.count('<p class="marking">OFFICIAL</p>') == 2
            assert "Draft, not for publication." in text
            assert "Confidential until 4 October 2016." in text
            assert f"Edition 3, {publication_hash(FROZEN)[:12]}" in text
    final = pages(frozen=replace(FROZEN, stage=Stage.FINAL, embargo=None))["index.html"]
    assert "Draft" not in final
    assert "Confidential" not in final


def test_a_welsh_report_has_welsh_words_around_it() -> None:
    start = pages(frozen=replace(FROZEN, language="cy"))["index.html"]
    assert '<html lang="cy">' in start
    assert "Neidio i’r testun" in start


def test_nothing_is_fetched_from_anywhere() -> None:
    for text in pages().values():
        assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', text)
        assert "url(" not in text


@pytest.fixture
def other(tmp_path: Path) -> Design:
    """The house style in a folder that a test may change."""
    shutil.copytree(DESIGN.folder.parent, tmp_path / "exports")
    return DESIGN.model_copy(update={"folder": tmp_path / "exports" / DESIGN.folder.name})


def test_an_image_of_the_house_style_goes_with_the_pages(other: Design) -> None:
    (other.folder / "crest.png").write_bytes(b"\x89PNG")
    html = HTML.replace("<p>See", '<img src="crest.png" alt="Crest"><p>See')
    assert web_edition(FROZEN, html, other)["crest.png"] == b"\x89PNG"


@pytest.mark.parametrize("source", ["missing.png", "../secret.png", "%2e%2e/secret.png"])
def test_an_image_that_is_not_there_or_not_the_style_s_is_refused(other: Design, source: str) -> None:
    (other.folder.parent / "secret.png").write_bytes(b"secret")
    html = HTML.replace("<p>See", f'<img src="{source}" alt=""><p>See')
    with pytest.raises(UserError, match="has no file"):
        web_edition(FROZEN, html, other)


@pytest.mark.parametrize("style", find_styles())
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_house_style_has_its_own_looks(style: str, language: str) -> None:
    found = pages(frozen=replace(FROZEN, language=language), design=find_design(style))
    assert found["web.css"] == (find_design(style).folder / "web.css").read_text()
    assert find_styles().keys() == {each.parent.name for each in DESIGN.folder.parent.glob("*/web.css")}


def test_a_frame_that_is_wrong_is_a_plain_error_with_its_line(other: Design) -> None:
    (other.folder / "web.html").write_text("<p>\n{% if %}", encoding="utf-8")
    with pytest.raises(UserError, match=r"web\.html is wrong at line 2"):
        web_edition(FROZEN, HTML, other)
    (other.folder / "web.html").write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(UserError, match="'nothing' is undefined"):
        web_edition(FROZEN, HTML, other)


def test_a_page_taken_apart_and_written_again_says_the_same() -> None:
    again = "".join(chapter.html() for chapter in take_apart(HTML).chapters)
    assert [each.text for each in take_apart(again).chapters] == [
        each.text for each in take_apart(HTML).chapters
    ]


def test_the_same_pages_give_the_same_zip_file() -> None:
    data = zipped(web_edition(FROZEN, HTML, DESIGN))
    assert zipped(web_edition(FROZEN, HTML, DESIGN)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
