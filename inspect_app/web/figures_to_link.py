"""The figures that a text can link to, found by words: a page, from which that of a chapter takes them."""

from flask import request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.publication.picks import Picks, pick_figures
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.words import render


@page(readers, "/inspections/<ref>/writing/<language>/figures", needs=Right.WRITE_REPORT)
def figures_to_link(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """What has every word of `?q=`, each with the links that show it."""
    report = open_report(work.session, ref, language)
    query = request.args.get("q", "").strip()
    picked = Picks()
    if query:
        figures = find_report_figures(work.session, ref, language, report.style)
        picked = pick_figures(figures, query)
    return render(
        "figures_to_link.html",
        inspection=report.inspection,
        language=language,
        query=query,
        picked=picked,
    )
