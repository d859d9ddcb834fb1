"""Reading a frozen edition of a report in the browser, chapter by chapter."""

from functools import partial

from flask import abort, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.freeze_report import STAGES
from inspect_app.fieldwork.list_editions import get_edition
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.permissions import Right
from inspect_app.publication.changes import FrozenReport
from inspect_app.reports.build import fill_page
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.reading import CHAPTER, to_read
from inspect_app.web.audiences import Afterwards, Work, page, readers
from inspect_app.web.words import render


@page(readers, "/inspections/<ref>/writing/<language>/editions/<int:number>/read", needs=Right.WRITE_REPORT)
def read_edition(work: Work, ref: str, language: str, number: int) -> Afterwards:
    """A chapter of an edition as it is printed, the first one if the address names none."""
    frozen = get_edition(work.session, ref, language, number)
    return Afterwards(partial(_chapter, get_inspection(work.session, ref), frozen, request.args.get(CHAPTER)))


def _chapter(inspection: InspectionView, frozen: FrozenReport, wanted: str | None) -> ResponseReturnValue:
    chapters = to_read(fill_page(frozen.publication, frozen.snapshot))
    ids = [each.id for each in chapters]
    if not ids or (wanted is not None and wanted not in ids):
        abort(404)
    here = 0 if wanted is None else ids.index(wanted)
    return render(
        "read_edition.html",
        inspection=inspection,
        marking=frozen.snapshot.inspection.marking,
        publication=frozen.publication,
        printed=printed_hash(frozen.publication),
        language=frozen.publication.language,
        languages=LANGUAGES,
        stages=STAGES,
        chapters=chapters,
        here=here,
    )
