"""The questionnaires there are, what each asks, and adding one."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.list_definitions import find_definition, list_definitions
from inspect_app.fieldwork.permissions import Right
from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.problems import Problem
from inspect_app.web.audiences import Work, administrators, attempt, page, readers
from inspect_app.web.govuk import Upload
from inspect_app.web.uploads import unpacked
from inspect_app.web.words import render


class AddForm(FlaskForm):
    """A zipped definition folder."""

    file = Upload(
        "Definition folder, as a zip archive",
        [FileRequired("Choose a zip archive")],
        description="The folder with instrument.yaml and its questions folder.",
    )


@page(readers, "/questionnaires/", needs=Right.SEE_INSPECTIONS)
def questionnaires(work: Work) -> ResponseReturnValue:
    """All questionnaires, shipped and added."""
    return render("questionnaires.html", lines=list_definitions(work.session))


@page(readers, "/questionnaires/<instrument>/<version>", needs=Right.SEE_INSPECTIONS)
def questionnaire(work: Work, instrument: str, version: str) -> ResponseReturnValue:
    """What one questionnaire asks."""
    return render("questionnaire.html", definition=find_definition(work.session, f"{instrument}@{version}"))


@page(administrators, "/questionnaires/add", methods=("GET", "POST"), needs=Right.ADD_QUESTIONNAIRE)
def add_questionnaire(work: Work) -> ResponseReturnValue:
    """Checks an uploaded definition and stores it, or lists everything that is wrong with it."""
    form = AddForm()
    problems: list[Problem] = []
    if form.validate_on_submit():
        with attempt(work, form):
            with unpacked(form.file.data.read()) as folder:
                definition, problems = load(folder)
            if definition is not None:
                spec = add_definition(*work, definition)
                flash(f"Questionnaire {spec} is added.")
                return redirect(url_for("readers.questionnaires"))
            form.file.errors = ["The definition has errors, so it was not added"]
    return render("add_questionnaire.html", form, problems=problems)
