"""Making the report, the workbook and the answers file, and sending one of them."""

from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response, abort, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.make_snapshot import Frozen, make_snapshot
from inspect_app.fieldwork.permissions import Right
from inspect_app.reports.build import build_outputs
from inspect_app.web.audiences import Afterwards, Work, page, readers
from inspect_app.web.words import render

OUTPUTS = {
    "report.pdf": "application/pdf",
    "findings.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "answers.csv": "text/csv",
}


@page(readers, "/inspections/<ref>/report", needs=Right.MAKE_REPORT)
def report(work: Work, ref: str) -> ResponseReturnValue:
    """What can be made, and from which cases."""
    inspection = get_inspection(work.session, ref)
    cases = list_cases(work.session, ref)
    signed_off = sum(case.status == "signed_off" for case in cases)
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
    return send_file(BytesIO(data), mimetype=OUTPUTS[name], as_attachment=True, download_name=f"{ref}-{name}")
