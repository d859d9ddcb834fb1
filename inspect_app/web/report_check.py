"""What is wrong in the texts of a report, text by text."""

from itertools import groupby

from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.narrative import matchers
from inspect_app.web.words import render
from inspect_app.web.writing_things import address_of


@page(readers, "/inspections/<ref>/writing/<language>/check", needs=Right.WRITE_REPORT)
def report_check(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """Every problem with its line, the words in question, why they are wrong and what to do."""
    checked = check_report(work.session, matchers(), ref=ref, language=language)
    by_text = [
        (title, thing, list(problems))
        for (title, thing), problems in groupby(checked.problems, lambda each: (each.title, each.thing))
    ]
    return render(
        "report_check.html",
        inspection=checked.report.inspection,
        checked=checked,
        by_text=by_text,
        addresses={thing: address_of(checked.report, thing) for _, thing, _ in by_text},
        language=language,
        languages=LANGUAGES,
    )
