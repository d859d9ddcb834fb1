"""Proving a sample: downloading a draw, verifying one that was exported, and why a row was chosen or not."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired

from inspect_app.fieldwork.explain_row import explain_row
from inspect_app.fieldwork.export_draw import export_draw
from inspect_app.fieldwork.list_draws import latest_draw
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.log_look import LONG_LIST_ROW
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.verify_draw import ELSEWHERE, verify_draw
from inspect_app.questionnaire.problems import NotThere
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Upload
from inspect_app.web.words import render


class VerifyForm(FlaskForm):
    """An exported draw and the long list it was drawn from."""

    draw = Upload(
        "Exported draw", [FileRequired("Choose the exported draw")], description="The JSON file of a draw."
    )
    list = Upload(
        "Long list",
        [FileRequired("Choose the long list")],
        description="The list that was drawn from, as XLSX or CSV. It is read and not kept.",
    )


@page(
    leads, "/inspections/<ref>/sample/draws/<int:number>/export", methods=("POST",), needs=Right.DRAW_SAMPLE
)
def export_a_draw(work: Work, ref: str, number: int) -> ResponseReturnValue:
    """The file of a draw, to be handed on."""
    drawn, data = export_draw(*work, ref=ref, number=number)
    return attached(data, f"{ref}-draw-{drawn}.json")


@page(leads, "/inspections/<ref>/sample/verify", methods=("GET", "POST"), needs=Right.SEE_SAMPLE)
def verify(work: Work, ref: str) -> ResponseReturnValue:
    """Repeats an exported draw from a long list, and says whether it comes out the same."""
    inspection = get_inspection(work.session, ref)
    form = VerifyForm()
    verdict = None
    if form.validate_on_submit():
        with attempt(work, form):
            files = form.draw.data.read(), form.list.data.read()
            verdict = verify_draw(*work, file=files[0], long_list=files[1])
    return render("sample_verify.html", form, inspection=inspection, verdict=verdict, elsewhere=ELSEWHERE)


@page(
    leads, "/inspections/<ref>/long-list/rows/<int:row>/why", needs=Right.SEE_LONG_LIST, shows=LONG_LIST_ROW
)
def why(work: Work, ref: str, row: int) -> ResponseReturnValue:
    """Why a row was chosen, or why it wasn't."""
    inspection = get_inspection(work.session, ref)
    if latest_draw(work.session, ref) is None:
        raise NotThere("No sample is drawn yet.")
    told = explain_row(work.session, ref, row)
    back = url_for("leads.long_list_row", ref=ref, row=row)
    return render("why.html", inspection=inspection, told=told, back=back)
