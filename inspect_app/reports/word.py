"""The report as a Word document, for those who comment there: the same chapters, figures and tables."""

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from inspect_app.publication.frozen import Publication, Stage, publication_hash
from inspect_app.publication.phrases import value_in_words
from inspect_app.reports.edition import SHORT
from inspect_app.reports.page_tree import PageTree, take_apart
from inspect_app.reports.steady_zip import steady
from inspect_app.reports.word_blocks import write_blocks
from inspect_app.reports.word_fields import add_contents, add_page_number
from inspect_app.reports.word_look import LANGUAGES, set_look

if TYPE_CHECKING:
    from docx.document import Document

_WORDS = {
    "en": {
        "edition": "Edition",
        "contents": "Contents",
        "embargo": "Confidential until",
        "page": "Page",
        Stage.DRAFT: "Draft, not for publication",
        Stage.FACTUAL_ACCURACY: "For a check of factual accuracy, not for publication",
    },
    "cy": {
        "edition": "Argraffiad",
        "contents": "Cynnwys",
        "embargo": "Cyfrinachol tan",
        "page": "Tudalen",
        Stage.DRAFT: "Drafft, nid i’w gyhoeddi",
        Stage.FACTUAL_ACCURACY: "I wirio cywirdeb ffeithiol, nid i’w gyhoeddi",
    },
}
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""When the document was made, as far as it says: no time of day is in it."""


def make_word(publication: Publication, html: str) -> bytes:
    """The .docx file; `html` is the whole report as one page. The same page gives the same bytes.

    A chart is told in words, as it is to a reader who can't see it: its figures can be commented on.
    """
    import docx

    page = take_apart(html)
    words = _WORDS[publication.language]
    document = docx.Document()
    set_look(document, publication.language)
    _set_properties(document, publication, page)
    _mark_pages(document, publication, page, words)
    if page.cover:
        write_blocks(document, page.cover.children, cover=True)
    document.add_paragraph(words["contents"], style="TOC Heading")
    add_contents(document, [each.text for chapter in page.chapters for each in chapter.all("h1")])
    for chapter in page.chapters:
        write_blocks(document, chapter.children)
    made = io.BytesIO()
    document.save(made)
    return steady(made.getvalue())


def _set_properties(document: "Document", publication: Publication, page: PageTree) -> None:
    about = document.core_properties
    about.title = page.title[:255]
    about.author = about.last_modified_by = "inspect-app"
    about.language = LANGUAGES[publication.language]
    about.comments = ""
    about.subject = publication.inspection[:255]
    about.version = f"{publication.number}, {publication_hash(publication)[:SHORT]}"
    about.created = about.modified = _SOME_DAY
    about.revision = 1


def _mark_pages(
    document: "Document", publication: Publication, page: PageTree, words: "dict[str, str]"
) -> None:
    """The marking at the top and bottom of every page, with what else must be known of it."""
    section = document.sections[0]
    marking = page.told.get("marking", "")
    known = [words.get(publication.stage, "")]
    if publication.embargo:
        known.append(f"{words['embargo']} {value_in_words(publication.embargo, publication.language)}")
    known.append(f"{words['edition']} {publication.number}, {publication_hash(publication)[:SHORT]}")
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run(marking).bold = True
    section.header.add_paragraph(". ".join(text for text in known if text), style="Header")
    foot.add_run(marking).bold = True
    add_page_number(section.footer.add_paragraph(f"{words['page']} ", style="Footer"))
