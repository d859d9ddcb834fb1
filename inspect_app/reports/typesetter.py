"""The child process that sets the PDF: JSON comes in on standard input, the PDF leaves on standard output."""

import gc
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from inspect_app.reports.tagging import finish_tags

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

INSTALL_PANGO = (
    "Pango is missing on this computer. Install it and the fonts with: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
)


class TypesettingError(Exception):
    """The PDF can't be made as asked; the message says why in words for people."""


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint only logs: a missing image or an unknown style must fail the build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def typeset(html: str, folder: Path, fonts: Sequence[str], identifier: str) -> bytes:
    """The tagged PDF of `html`, with only the files in `folder` and only the families in `fonts`.

    Raises TypesettingError when Pango, a font or a file is missing or a style isn't understood.
    """
    try:
        import weasyprint
    except OSError:
        raise TypesettingError(INSTALL_PANGO) from None
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        source = weasyprint.HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=_only_from(folder))
        document = source.render(pdf_variant="pdf/ua-1")
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=bytes.fromhex(identifier)[:16])
    finally:
        logger.removeHandler(complaints)
    if complaints.messages:
        raise TypesettingError("; ".join(dict.fromkeys(map(_plain, complaints.messages))))
    _check_fonts({font.family: "".join(font.to_unicode.values()) for font in document.fonts.values()}, fonts)
    return finish_tags(pdf)


def _only_from(folder: Path) -> "URLFetcher":
    """A fetcher that reads files of `folder` and nothing else: no network, no file of this computer."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    root = folder.resolve()

    class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library comes without types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(root):
                raise ValueError("only files that belong to the report may be used")
            return URLFetcherResponse(url, _read(path), {"Content-Type": _TYPES[path.suffix]})

    return OwnFiles()


def _read(path: Path) -> bytes:
    """A file of the house style that isn't too large to be set. Raises ValueError."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    data = path.read_bytes()
    if data.startswith(_PNG):
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        if width * height > MOST_PIXELS:
            raise ValueError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
    return data


MOST_BYTES, MOST_PIXELS = 5_000_000, 25_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def _check_fonts(used: Mapping[str, str], allowed: Sequence[str]) -> None:
    """The families used, each with the characters set in it, must be allowed ones: others look different."""
    strange = sorted(set(used) - set(allowed))
    if strange and set(used) & set(allowed):
        raise TypesettingError(_no_such_characters("".join(used[family] for family in strange)))
    if strange:
        raise TypesettingError(
            f"The report's font ({' or '.join(allowed)}) is missing on this computer: "
            f"{', '.join(strange)} was taken instead. Install it with: apt-get install fonts-liberation"
        )


def _plain(complaint: str) -> str:
    """A complaint of WeasyPrint in words for people; for characters that no font here has."""
    return (
        _no_such_characters(complaint.split('"')[1]) if complaint.startswith(".notdef glyph") else complaint
    )


def _no_such_characters(text: str) -> str:
    characters = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in sorted(set(text) - {" "})[:_SOME])
    return (
        f"The report's typeface has no {characters}. Write the title, question or answer that holds such "
        "characters in Latin, Greek or Cyrillic letters."
    )


_SOME = 5


def remember_page_references() -> None:
    """Makes pydyf keep its list of pages, which it otherwise builds anew for every tag (quadratic)."""
    import pydyf

    original = pydyf.PDF.page_references.fget
    kept: dict[int, tuple[int, tuple[bytes, ...]]] = {}

    def page_references(self: Any) -> tuple[bytes, ...]:
        count = len(self.pages["Kids"])
        if kept.get(id(self), (None,))[0] != count:
            kept[id(self)] = (count, original(self))
        return kept[id(self)][1]

    pydyf.PDF.page_references = property(page_references)


def main() -> None:
    """Do one order; a failure is one line on standard error and exit status 1."""
    gc.disable()  # a third faster, and the process ends soon
    order = json.load(sys.stdin)
    try:
        remember_page_references()
        pdf = typeset(order["html"], Path(order["folder"]), order["fonts"], order["identifier"])
    except TypesettingError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
