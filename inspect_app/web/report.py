"""Making the report, the workbook and the answers file, and sending one of them."""

import io
import tempfile
from pathlib import Path

from flask import abort, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.reports.build_outputs import build_outputs
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.words import render

OUTPUTS = {
    "report.pdf": "application/pdf",
    "findings.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "answers.csv": "text/csv; charset=utf-8",
}


@page(readers, "/inspections/<ref>/report")
def report(work: Work, ref: str) -> ResponseReturnValue:
    """What can be made, and from which cases."""
    inspection = get_inspection(work.session, ref)
    cases = list_cases(work.session, ref)
    signed_off = sum(case.status == "signed_off" for case in cases)
    return render("report.html", FlaskForm(), inspection=inspection, total=len(cases), signed_off=signed_off)


@page(readers, "/inspections/<ref>/report/<name>", methods=("POST",))
def download(work: Work, ref: str, name: str) -> ResponseReturnValue:
    """Freezes the figures in a snapshot, makes the outputs from it and sends the one asked for."""
    if name not in OUTPUTS:
        abort(404)
    snapshot = make_snapshot(*work, ref=ref)
    with tempfile.TemporaryDirectory() as folder:
        build_outputs(snapshot, Path(folder))
        data = (Path(folder) / name).read_bytes()
    return send_file(
        io.BytesIO(data), mimetype=OUTPUTS[name], as_attachment=True, download_name=f"{ref}-{name}", max_age=0
    )
