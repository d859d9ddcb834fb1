"""The text of a chapter as it will be printed, with its figures as they are now, and what is wrong in it."""

from http import HTTPStatus

from flask import get_template_attribute, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.texts import ThingKind
from inspect_app.publication.check import check_texts
from inspect_app.publication.links import Link, LinkKind
from inspect_app.publication.written_text import WrittenText
from inspect_app.reports.bars import make_bars
from inspect_app.reports.prose import to_html
from inspect_app.web.audiences import Work, readers
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.findings import by_question
from inspect_app.web.json_answers import read_json
from inspect_app.web.writing_things import About, about


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
    """A text as it will be printed, below what is wrong in it."""
    figures = find_report_figures(work.session, report.inspection.ref, report.language, report.style)
    thing = report.thing(text.thing)
    seen = {link: words for head in thing.heads for link, words in head.seen.items()}
    problems = check_texts([WrittenText(thing.name, text.title, body, seen, thing.in_conflict)], figures)
    html = to_html(body, figures, lambda link: _draw(link, figures))
    shown = Markup(html)  # noqa: S704  # made of tokens and cleaned
    return Markup(render_template("chapter_preview.html", shown=shown, problems=problems))  # noqa: S704  # it escapes


def _draw(link: Link, figures: Snapshot) -> str:
    """A whole table or chart, as on the pages of the findings."""
    table = figures.table(link.subject or "")
    if link.kind is LinkKind.CHART:
        return str(get_template_attribute("figures.html", "bar_chart")(make_bars(table)))
    return str(get_template_attribute("figures.html", "figures_table")(table, by_question(table)))
