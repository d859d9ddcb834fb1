"""Fields of a Word document: its contents and the number of a page, filled in by Word itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CONTENTS = r'TOC \o "1-2" \h \z \u'


def add_contents(document: "Document", headings: Sequence[str]) -> None:
    """A contents field: until Word puts page numbers in, the headings of the chapters alone stand in it."""
    paragraphs = [document.add_paragraph(heading, style="TOC 1") for heading in headings or [""]]
    first = paragraphs[0].runs[0]._r if headings else None  # noqa: SLF001 - docx has no fields
    for run in _beginning(_CONTENTS):
        if first is None:
            paragraphs[0]._p.append(run)  # noqa: SLF001 - nor here
        else:
            first.addprevious(run)
    paragraphs[-1]._p.append(_mark("end"))  # noqa: SLF001 - nor here


def add_page_number(paragraph: "Paragraph") -> None:
    """The number of the page at the end of a paragraph."""
    for run in (*_beginning("PAGE"), _mark("end")):
        paragraph._p.append(run)  # noqa: SLF001 - docx has no fields


def _beginning(instruction: str) -> tuple[Any, Any, Any]:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    begin = _mark("begin")
    begin[0].set(qn("w:dirty"), "true")
    told, text = OxmlElement("w:r"), OxmlElement("w:instrText")
    text.text = f" {instruction} "
    text.set(qn("xml:space"), "preserve")
    told.append(text)
    return begin, told, _mark("separate")


def _mark(kind: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run
