"""The text of a chapter as it will be printed, with its figures as they are now, and what is wrong in it."""

import re
from http import HTTPStatus

from flask import render_template, request
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.ledger.texts import ThingKind
from inspect_app.publication.check import check_texts
from inspect_app.publication.texts import why_too_long
from inspect_app.publication.written_text import WrittenText
from inspect_app.reports.design import find_design
from inspect_app.reports.page import render_prose
from inspect_app.web.audiences import Work, readers
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.json_answers import read_json
from inspect_app.web.writing_things import About, about

_COLUMNS = re.compile(r'<col style="[^"<>]*">')
"""How wide a page has its columns: no page of ours lets styles in among its markup."""


@exchange(
    readers,
    "/inspections/<ref>/writing/<language>/chapters/<chapter>/preview",
    needs=Right.WRITE_REPORT,
    only_reads=True,
)
def preview_chapter(work: Work, ref: str, language: str, chapter: str) -> Answer:
    """Answers the HTML of `{"body": ...}`, which is stored nowhere."""
    sent = read_json(request.get_data())
    body = sent.get("body") if isinstance(sent, dict) else None
    if not isinstance(body, str):
        raise BadRequest("Send an object with a body.")
    report = open_report(work.session, ref, language)
    text = about(report, ThingKind.CHAPTER, chapter)
    return {"html": preview_of(work, report, text, body)}, HTTPStatus.OK


def preview_of(work: Work, report: ReportView, text: About, body: str) -> Markup:
    """A text as it will be printed, below what is wrong in it; of one that is too long, only that it is."""
    if reason := why_too_long({"body": body}):
        return Markup('<p class="govuk-body app-owed" lang="en">{}</p>').format(reason)
    figures = find_report_figures(work.session, report.inspection.ref, report.language, report.style)
    thing = report.thing(text.thing)
    seen = {link: words for head in thing.heads for link, words in head.seen.items()}
    problems = check_texts([WrittenText(thing.name, text.title, body, seen, thing.in_conflict)], figures)
    shown = Markup(_COLUMNS.sub("", render_prose(body, figures, find_design(report.style))))  # noqa: S704  # it is clean
    return Markup(render_template("chapter_preview.html", shown=shown, problems=problems))  # noqa: S704  # it escapes
