"""Writes what stands on a report's page into a Word document: headings, paragraphs, lists and tables."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from inspect_app.reports.page_tree import Element
from inspect_app.reports.word_tables import write_table
from inspect_app.reports.word_text import write_text

if TYPE_CHECKING:
    from docx.document import Document

_STYLES = {
    "h1": "Heading 1",
    "h2": "Heading 2",
    "h3": "Heading 3",
    "h4": "Heading 4",
    "p": "Normal",
    "figcaption": "Caption",
    "dd": "Normal",
}
_LINE = frozenset({"strong", "em", "b", "i", "a", "span", "mark", "br", "sup", "sub", "code"})


def write_blocks(document: "Document", children: Iterable[Element | str], *, cover: bool = False) -> None:
    """Everything in order; a heading of the first level on the cover is the document's title."""
    run: list[Element | str] = []
    for child in children:
        if isinstance(child, str) or child.tag in _LINE:
            run.append(child)
            continue
        _write_run(document, run)
        _write_block(document, child, cover=cover)
        run = []
    _write_run(document, run)


def _write_run(document: "Document", run: list[Element | str]) -> None:
    """Words that stand in no paragraph of their own."""
    if Element("", {}, run).text:
        write_text(document.add_paragraph(), run)


def _write_block(document: "Document", block: Element, *, cover: bool) -> None:
    if block.tag in _STYLES:
        style = "Title" if cover and block.tag == "h1" else _STYLES[block.tag]
        if block.text:
            write_text(document.add_paragraph(style=style), block.children)
    elif block.tag in _OTHERS:
        _OTHERS[block.tag](document, block)
    else:
        write_blocks(document, block.children, cover=cover)


def _list(document: "Document", block: Element) -> None:
    """Its points; those of a list within a list follow their own."""
    style = "List Number" if block.tag == "ol" else "List Bullet"
    for point in block.all("li"):
        within = [each for each in point.children if not isinstance(each, str) and each.tag in ("ol", "ul")]
        words = [each for each in point.children if not any(each is inner for inner in within)]
        flat = [part for each in words for part in _opened(each)]
        write_text(document.add_paragraph(style=style), flat)


def _opened(child: Element | str) -> list[Element | str]:
    return child.children if isinstance(child, Element) and child.tag == "p" else [child]


def _quote(document: "Document", block: Element) -> None:
    for child in block.children:
        if isinstance(child, Element) and child.tag == "p":
            write_text(document.add_paragraph(style="Quote"), child.children)
        else:
            write_blocks(document, [child])  # a list, a heading or a table within a quotation


def _term(document: "Document", block: Element) -> None:
    document.add_paragraph().add_run(block.text).bold = True


def _chart(document: "Document", block: Element) -> None:
    """A chart in words: what it is called for those who can't see it."""
    told = next((each.text for each in block.all("title")), "") or block.attributes.get("alt", "")
    if told:
        document.add_paragraph(told)


_OTHERS: Mapping[str, Callable[["Document", Element], None]] = {
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "dt": _term,
    "svg": _chart,
    "img": _chart,
    "table": write_table,
}
