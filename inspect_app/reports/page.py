"""Fills the house style's templates with a snapshot: one page of HTML that holds the whole report."""

from typing import Any

import jinja2

from inspect_app.findings.figures import TableKind
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import chart, layout, wording
from inspect_app.reports.design import Design
from inspect_app.reports.edition import short_hash


def render_page(snapshot: Snapshot, design: Design) -> str:
    """The report as HTML, everything in it escaped.

    Raises UserError with file and line when a template is wrong or names something that doesn't exist.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(design.folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"chart": chart, "layout": layout, "wording": wording, "TableKind": TableKind}
    try:
        return environment.get_template("report.html").render(_context(snapshot, design))
    except jinja2.TemplateSyntaxError as error:
        raise UserError(_sentence(f"{error.filename or error.name}", error.lineno, error)) from None
    except jinja2.TemplateNotFound as error:
        raise UserError(f"The house style has no file {error.name}.") from None
    except jinja2.UndefinedError as error:
        raise UserError(_sentence(*_place(error, design), error)) from None


def _context(snapshot: Snapshot, design: Design) -> dict[str, Any]:
    return {
        "snapshot": snapshot,
        "edition": short_hash(snapshot),
        "full_hash": snapshot_hash(snapshot),
        "results": {
            result.question: result for rating in snapshot.ratings for result in rating.key_questions
        },
        "design": design.report,
    }


def _place(error: BaseException, design: Design) -> tuple[str, int]:
    """The template and line an error came from: its traceback's last step inside the house style's folder."""
    place = ("report.html", 1)
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.startswith(str(design.folder)):
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place


def _sentence(file: str, line: int, error: Exception) -> str:
    return f"The house style file {file.rsplit('/', 1)[-1]} is wrong at line {line}: {error}."
