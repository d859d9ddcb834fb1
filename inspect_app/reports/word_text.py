"""Writes a line of words into a paragraph of a Word document: plain, strong, stressed, or a link."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from inspect_app.reports.page_tree import Element

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


class _Voice(NamedTuple):
    strong: bool = False
    stressed: bool = False


def write_text(paragraph: "Paragraph", children: Iterable[Element | str], *, strong: bool = False) -> None:
    """The words with single blanks, none at the start; characters that XML can't hold are left out."""
    _write(paragraph, children, _Voice(strong))


def _write(paragraph: "Paragraph", children: Iterable[Element | str], voice: _Voice) -> None:
    for child in children:
        if isinstance(child, str):
            _say(paragraph, child, voice)
        elif child.tag == "br":
            paragraph.add_run().add_break()
        else:
            strong = voice.strong or child.tag in ("strong", "b")
            _write(paragraph, child.children, _Voice(strong, voice.stressed or child.tag in ("em", "i")))
            _say_address(paragraph, child, voice)


def _say(paragraph: "Paragraph", text: str, voice: _Voice) -> None:
    words = _BLANKS.sub(" ", _UNWRITABLE.sub("", text))
    if not paragraph.text or paragraph.text.endswith((" ", "\n")):
        words = words.lstrip(" ")
    if words:
        run = paragraph.add_run(words)
        run.bold, run.italic = voice.strong or None, voice.stressed or None


def _say_address(paragraph: "Paragraph", child: Element, voice: _Voice) -> None:
    """Where a link leads out of the report, in brackets: nobody needs to click to see it."""
    address = child.attributes.get("href", "")
    if child.tag == "a" and address.startswith(("http", "mailto:")) and address != child.text:
        _say(paragraph, f" ({address})", voice)
