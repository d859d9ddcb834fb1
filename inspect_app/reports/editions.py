"""The outputs beside the PDF and the workbook: web edition, Word edition and data annexe."""

from collections.abc import Mapping

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Publication
from inspect_app.reports.annexe_files import annexe_files
from inspect_app.reports.design import Design
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.steady_zip import zipped
from inspect_app.reports.web_edition import web_edition
from inspect_app.reports.word import make_word

WEB, WORD, ANNEXE = "report-html.zip", "report.docx", "figures.zip"


def make_editions(
    publication: Publication, snapshot: Snapshot, html: str, design: Design
) -> Mapping[str, bytes]:
    """The files by their names; `html` is the page that the PDF is set from. Always the same bytes.

    Raises UserError when the house style lacks a file.
    """
    return {
        WEB: zipped(web_edition(publication, html, design)),
        WORD: make_word(publication, html),
        ANNEXE: zipped(annexe_files(snapshot, printed_hash(publication))),
    }
