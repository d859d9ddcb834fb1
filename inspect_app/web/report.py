"""Making the report and the workbook, and exporting the answers."""

from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response, abort, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.export_answers import export_answers
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.make_snapshot import Frozen, make_snapshot
from inspect_app.fieldwork.permissions import Right
from inspect_app.ledger.states import CaseStatus
from inspect_app.reports.build import build_outputs, make_answers
from inspect_app.web.audiences import Afterwards, Work, attempt, page, readers
from inspect_app.web.govuk import TextInput
from inspect_app.web.words import render

OUTPUTS = {
    "report.pdf": "application/pdf",
    "findings.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(readers, "/inspections/<ref>/report", needs=Right.MAKE_REPORT)
def report(work: Work, ref: str) -> ResponseReturnValue:
    """What can be made, and from which cases."""
    inspection = get_inspection(work.session, ref)
    cases = [case for case in list_cases(work.session, ref) if case.status is not CaseStatus.WITHDRAWN]
    signed_off = sum(case.status is CaseStatus.SIGNED_OFF for case in cases)
    return render("report.html", FlaskForm(), inspection=inspection, total=len(cases), signed_off=signed_off)


@page(readers, "/inspections/<ref>/report/<name>", methods=("POST",), needs=Right.MAKE_REPORT)
def download(work: Work, ref: str, name: str) -> Afterwards:
    """Freezes the figures in a snapshot, makes the outputs from it and sends the one asked for."""
    if name not in OUTPUTS:
        abort(404)
    frozen = make_snapshot(*work, ref=ref)
    return Afterwards(partial(send, frozen, ref, name))


def send(frozen: Frozen, ref: str, name: str) -> Response:
    """Makes every output and sends one, to be kept under the inspection's name."""
    with TemporaryDirectory() as folder:
        build_outputs(frozen.snapshot, frozen.answers, Path(folder), lambda _stage, _share: None)
        data = (Path(folder) / name).read_bytes()
    return attached(data, OUTPUTS[name], f"{ref}-{name}")


class ExportForm(FlaskForm):
    """Why the answers are exported, and for whom."""

    reason = TextInput(
        "Reason", [InputRequired("Enter the reason")], description="Such as “Analysis for the annual report”."
    )
    recipient = TextInput(
        "Who gets the file",
        [InputRequired("Enter who gets the file")],
        description="You yourself, or whoever you pass it on to.",
    )


@page(readers, "/inspections/<ref>/answers", ("GET", "POST"), needs=Right.EXPORT_ANSWERS, weighty=True)
def answers(work: Work, ref: str) -> ResponseReturnValue | Afterwards:
    """Exports one row for each case and question that counts, when it is said why and for whom."""
    inspection = get_inspection(work.session, ref)
    form = ExportForm()
    if form.validate_on_submit():
        with attempt(work, form):
            frozen = export_answers(
                *work, ref=ref, reason=form.reason.data or "", recipient=form.recipient.data or ""
            )
            data = make_answers(frozen.snapshot, frozen.answers)
            return attached(data, "text/csv", f"{ref}-answers.csv")
    return render("answers.html", form, inspection=inspection)


def attached(data: bytes, kind: str, name: str) -> Response:
    """A file to be kept, never to be shown in the browser."""
    return send_file(BytesIO(data), mimetype=kind, as_attachment=True, download_name=name)
