"""The Word edition, read again by python-docx and as the XML it is."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest

from inspect_app.publication.frozen import FORMAT, Publication, Stage, publication_hash
from inspect_app.reports.word import make_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FROZEN = Publication(
    FORMAT, "sample-2016", "inspection-report", "en", Stage.DRAFT, 3, "2016-10-04", "ab" * 32, (), (), ()
)
HTML = """<!DOCTYPE html><html lang="en"><head><title>Sample: report</title></head>
<body data-marking="OFFICIAL">
<section class="cover"><p>Report</p><h1>Sample</h1><dl><dt>Cases</dt><dd>86</dd></dl></section>
<section class="contents"><h1>Contents</h1></section>
<main><section class="chapter" id="one"><h1>1. One</h1>
<p>Plainly   <strong>strong</strong> and <em>stressed</em>,
see <a href="https://example.org/x">there</a> or <a href="#two">two</a>. =1+1 &lt;b&gt; ŵ</p>
<h2>Lists</h2><ul><li>First</li><li>Second<ul><li>Within</li></ul></li></ul><ol><li><p>Numbered</p></li></ol>
<blockquote><p>Said by nobody.</p></blockquote>
<div class="verdict">Bare <strong>words</strong><p>57 of 86</p></div></section>
<section class="chapter" id="two"><h1>2. Two</h1><h3>Deep</h3>
<figure><figcaption>Figure 1</figcaption>
<svg><title>Bar chart. Yes: 3 of 4.</title><text>Yes</text></svg></figure>
<table><caption>Help</caption><colgroup><col style="width: 60%"><col style="width: 40%"></colgroup>
<thead><tr><th>Answer</th><th class="n">Cases</th></tr></thead>
<tbody><tr><th scope="row">Yes</th><td class="n">1,234</td></tr>
<tr><td colspan="2">Both<br>lines</td></tr></tbody>
</table></section></main></body></html>"""


@pytest.fixture(scope="module")
def data() -> bytes:
    return make_word(FROZEN, HTML)


@pytest.fixture(scope="module")
def document(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> ET.Element:
    """One of the files a document consists of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - a file just made here


def of_style(document: Any, style: str) -> list[str]:
    """The paragraphs of a style."""
    return [each.text for each in document.paragraphs if each.style.name == style]


def test_chapters_and_their_parts_are_real_headings(document: Any) -> None:
    assert of_style(document, "Title") == ["Sample"]
    assert of_style(document, "Heading 1") == ["1. One", "2. Two"]
    assert (of_style(document, "Heading 2"), of_style(document, "Heading 3")) == (["Lists"], ["Deep"])


def test_the_contents_are_a_field_that_stands_filled_until_word_fills_it(data: bytes, document: Any) -> None:
    assert of_style(document, "TOC 1") == ["1. One", "2. Two"]
    body = part(data, "word/document.xml")
    assert [each.text for each in body.iter(f"{W}instrText")] == [r' TOC \o "1-2" \h \z \u ']
    marks = [each.get(f"{W}fldCharType") for each in body.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"]


def test_words_keep_their_emphasis_and_say_where_a_link_leads(document: Any) -> None:
    (found,) = [each for each in document.paragraphs if each.text.startswith("Plainly")]
    assert found.text == ("Plainly strong and stressed, see there (https://example.org/x) or two. =1+1 <b> ŵ")
    assert [run.text for run in found.runs if run.bold] == ["strong"]
    assert [run.text for run in found.runs if run.italic] == ["stressed"]


def test_lists_and_quotations_are_what_they_are(document: Any) -> None:
    assert of_style(document, "List Bullet") == ["First", "Second", "Within"]
    assert of_style(document, "List Number") == ["Numbered"]
    assert of_style(document, "Quote") == ["Said by nobody."]
    assert "Bare words" in of_style(document, "Normal")
    assert "57 of 86" in of_style(document, "Normal")


def test_nothing_within_a_quotation_is_lost() -> None:
    within = (
        "<blockquote><p>Said.</p><ul><li>Listed</li></ul><h2>Headed</h2>"
        "<table><tr><td>In a cell</td></tr></table></blockquote>"
    )
    made = make_word(FROZEN, HTML.replace("<blockquote><p>Said by nobody.</p></blockquote>", within))

    document = docx.Document(io.BytesIO(made))
    assert of_style(document, "Quote") == ["Said."]
    assert "Listed" in of_style(document, "List Bullet")
    assert "Headed" in of_style(document, "Heading 2")
    assert document.tables[0].cell(0, 0).text == "In a cell"


def test_a_chart_is_told_in_words(document: Any) -> None:
    assert "Bar chart. Yes: 3 of 4." in of_style(document, "Normal")
    assert of_style(document, "Caption") == ["Figure 1", "Help"]


def test_a_table_has_a_heading_row_that_repeats_and_a_name(data: bytes, document: Any) -> None:
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Answer", "Cases"], ["Yes", "1,234"], ["Both\nlines", "Both\nlines"]]
    body = part(data, "word/document.xml")
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)
    assert [each.get(f"{W}val") for each in body.iter(f"{W}tblCaption")] == ["Help"]
    (look,) = body.iter(f"{W}tblLook")
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
    widths = [int(each.get(f"{W}w", 0)) for each in body.iter(f"{W}gridCol")]
    assert widths[0] / sum(widths) == pytest.approx(0.6, abs=0.01)


def test_every_page_is_marked_at_top_and_bottom(document: Any) -> None:
    section = document.sections[0]
    head = [each.text for each in section.header.paragraphs]
    edition = f"Edition 3, {publication_hash(FROZEN)[:12]}"
    assert head == ["OFFICIAL", f"Draft, not for publication. Confidential until 4 October 2016. {edition}"]
    assert section.footer.paragraphs[0].text == "OFFICIAL"
    final = make_word(replace(FROZEN, stage=Stage.FINAL, embargo=None), HTML)
    text = docx.Document(io.BytesIO(final)).sections[0].header.paragraphs[1].text
    assert re.fullmatch(r"Edition 3, [0-9a-f]{12}", text)


@pytest.mark.parametrize(("language", "code"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_document_says_its_language(language: str, code: str) -> None:
    data = make_word(replace(FROZEN, language=language), HTML)
    told = {each.get(f"{W}val") for each in part(data, "word/styles.xml").iter(f"{W}lang")}
    assert told == {code}
    assert docx.Document(io.BytesIO(data)).core_properties.language == code


def test_no_type_is_smaller_than_twelve_point(document: Any) -> None:
    for name in {each.style.name for each in document.paragraphs}:
        assert document.styles[name].font.size.pt >= 12, name


def test_characters_that_xml_forbids_are_left_out() -> None:
    data = make_word(FROZEN, HTML.replace("Plainly", "Plain\x0bly\x00"))
    assert any(each.text.startswith("Plain ly") or each.text.startswith("Plainly")
               for each in docx.Document(io.BytesIO(data)).paragraphs)  # fmt: skip


def test_the_same_page_gives_the_same_bytes_without_a_time_of_day(data: bytes) -> None:
    assert make_word(FROZEN, HTML) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
