"""How a Word document looks: A4, one sans serif at 12 point, headings by size, and its language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
_TYPE = "Arial"
_SIZES = {"Title": 26, "Heading 1": 20, "Heading 2": 16, "Heading 3": 13, "Heading 4": 12, "TOC Heading": 20}
_PLAIN = ("Normal", "Caption", "List Bullet", "List Number", "Quote", "Header", "Footer", "TOC 1")
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 25


def set_look(document: "Document", language: str) -> None:
    """Sets page, type and language; headings are real ones."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    for name in ("TOC Heading", "TOC 1"):
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name in (*_PLAIN, *_SIZES):
        _set_type(document.styles[name], _SIZES.get(name, 12))
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    _set_language(document, LANGUAGES[language])


def _set_type(style: "ParagraphStyle", size: int) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = _TYPE, Pt(size)
    style.font.color.rgb = RGBColor(0x1C, 0x2B, 0x36)
    style.font.italic = False
    fonts = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    style.paragraph_format.alignment = (
        WD_ALIGN_PARAGRAPH.CENTER if style.name in ("Header", "Footer") else WD_ALIGN_PARAGRAPH.LEFT
    )


def _set_language(document: "Document", language: str) -> None:
    from docx.oxml.ns import qn

    for told in document.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
