"""The explorer: figures of one's own choosing, as a table, a chart and a file, and the cases behind them."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from inspect_app.fieldwork.explore_figures import (
    Explored,
    Outdated,
    cases_behind,
    explore_figures,
    export_table,
    values_there_are,
)
from inspect_app.fieldwork.find_tables import find_tables, find_words
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.log_look import FIGURE
from inspect_app.fieldwork.permissions import Right, check_may, may
from inspect_app.findings.membership import Behind
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.bars import make_bars
from inspect_app.reports.table_file import as_csv, as_xlsx
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Afterwards, Looked, Work, page, readers
from inspect_app.web.explore_facts import facts_of, remarks_of
from inspect_app.web.explore_form import BEGUN, Chosen, ExploreForm, chosen, form_of
from inspect_app.web.findings import by_question
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render, short

FILES = ("table.csv", "table.xlsx")
MOST_COLUMNS = 60
MOST_CASES = 500
"""How many of the cases behind a figure are listed."""
CONFLICT = 409
WORDS = {
    Behind.NUMERATOR: "counted",
    Behind.DENOMINATOR: "that the figure is out of",
    Behind.NOT_APPLICABLE: "where it was not applicable",
    Behind.DONT_KNOW: "where the answer is “don’t know”",
    Behind.NOT_ASKED: "where it was not asked",
    Behind.NOT_ANSWERED: "where it was not answered",
    Behind.OUTSIDE: "outside the base of the table",
}


class Asked(NamedTuple):
    """What an address asks for; `chosen` is None when something in it is wrong."""

    inspection: InspectionView
    form: ExploreForm
    chosen: Chosen | None


@page(readers, "/inspections/<ref>/explore", needs=Right.SEE_FINDINGS)
def explore(work: Work, ref: str) -> ResponseReturnValue:
    """The figures that the address asks for."""
    asked = read_address(work, ref)
    explored = asked.chosen and fill(work, asked)
    return shown(asked, explored)


@page(readers, "/inspections/<ref>/explore/<file>", methods=("POST",), needs=Right.SEE_FINDINGS)
def explore_file(work: Work, ref: str, file: str) -> ResponseReturnValue | Afterwards:
    """The same figures as a file; the page with newer ones if those that were looked at are outdated."""
    if file not in FILES:
        abort(404)
    asked = read_address(work, ref)
    if asked.chosen is None:
        return shown(asked, None)
    if asked.chosen.emerging:
        raise UserError("Emerging figures are in no file. Choose the cases that are signed off.")
    try:
        explored = export_table(
            *work,
            ref=ref,
            table=asked.chosen.table,
            file=file,
            query=asked.form.query(),
            view=request.args.get("view", ""),
        )
    except Outdated as outdated:
        return shown(asked, fill(work, asked), str(outdated))
    check_columns(asked, explored)
    return shown(asked, None) if asked.form.errors else Afterwards(partial(send, asked, explored, file))


@page(readers, "/inspections/<ref>/explore/cases/<row>/<behind>", needs=Right.READ_CASES, shows=FIGURE)
def explore_cases(work: Work, ref: str, row: str, behind: str) -> Looked:
    """The cases behind one number of a table: `?column=` says of which column."""
    check_may(current_visitor(), Right.SEE_FINDINGS, ref)
    asked = read_address(work, ref)
    if asked.chosen is None or behind not in set(Behind):
        abort(404)
    number, column = Behind(behind), request.args.get("column", "total")
    emerging = asked.chosen.emerging
    found = cases_behind(work.session, ref, asked.chosen.table, (row, column), number, emerging=emerging)
    seen = request.args.get("view", found.explored.view)
    html = render(
        "explore_cases.html",
        inspection=asked.inspection,
        found=found,
        words=WORDS[number],
        newer=seen != found.explored.view,
        facts=facts_of(asked.inspection, found.explored),
        back=address(ref, asked.form),
        most=MOST_CASES,
    )
    shown = {"query": asked.form.query(), "column": column, "cases": len(found.references)}
    return Looked(html, shown | {"data_version": found.explored.snapshot.data_version})


def read_address(work: Work, ref: str) -> Asked:
    """What the address asks for, for those who may see it."""
    emerging = request.args.get("count", "") == BEGUN
    if emerging:
        check_may(current_visitor(), Right.SEE_BOARD, ref)
    inspection = get_inspection(work.session, ref)
    tables, words = find_tables(inspection.definition), find_words()
    values = values_there_are(work.session, inspection, emerging=emerging)
    form = form_of(MultiDict(request.args), inspection.definition, tables, words, values)
    right = form.check()
    return Asked(inspection, form, chosen(form, inspection.definition, tables, words) if right else None)


def fill(work: Work, asked: Asked) -> Explored | None:
    """The figures, or None with an error in the form when they can't be shown."""
    assert asked.chosen is not None  # noqa: S101  # asked of forms that are right
    table, emerging = asked.chosen
    explored = explore_figures(work.session, asked.inspection.ref, table, emerging=emerging)
    check_columns(asked, explored)
    return None if asked.form.errors else explored


def check_columns(asked: Asked, explored: Explored) -> None:
    """Says in the form what the figures can't be broken down or weighted by."""
    columns = len(explored.table.columns)
    if columns > MOST_COLUMNS:
        asked.form.by.errors = [
            f"This makes {columns:,} columns, more than anybody can read: choose a filter or another break"
        ]
    if explored.definition.weight == "design" and explored.snapshot.design is None:
        asked.form.weight.errors = ["No draw says what the cases stand for: let each count once"]


def shown(asked: Asked, explored: Explored | None, outdated: str = "") -> Response:
    """The page; its headers tell a script which figures it has."""
    ref, form = asked.inspection.ref, asked.form
    values: dict[str, Any] = {"outdated": outdated, "explored": explored, "here": address(ref, form)}
    if explored:
        values |= {
            "facts": facts_of(asked.inspection, explored),
            "remarks": remarks_of(explored),
            "chart": make_bars(explored.table),
            "questions": by_question(explored.table),
            "link_to": links(ref, form, explored),
            "files": {name: address(ref, form, name, view=explored.view) for name in FILES},
        }
    html = render_template("explore.html", form=form, inspection=asked.inspection, **values)
    response = make_response(html, CONFLICT if outdated else 200 if explored else 422)
    if explored:
        response.headers["X-Data-Version"] = explored.view
    return response


def links(ref: str, form: ExploreForm, explored: Explored) -> Callable[[str, str, str], str] | None:
    """Makes the address of the cases behind a number, for those who may read cases."""
    if not may(current_visitor(), Right.READ_CASES, ref):
        return None

    def link(row: str, column: str, behind: str) -> str:
        path = url_for("readers.explore_cases", ref=ref, row=row, behind=behind)
        more = {"column": column} if column != explored.table.columns[0].id else {}
        return f"{path}?{form.query(**more, view=explored.view)}"

    return link


def address(ref: str, form: ExploreForm, file: str = "", **more: str) -> str:
    """The address of these choices, of the page or of a file."""
    path = (
        url_for("readers.explore_file", ref=ref, file=file) if file else url_for("readers.explore", ref=ref)
    )
    query = form.query(**more)
    return f"{path}?{query}" if query else path


def send(asked: Asked, explored: Explored, file: str) -> Response:
    """The file, named after the inspection and the data version that stands in it and on the page."""
    version = short(explored.snapshot.data_version or "")
    facts = facts_of(asked.inspection, explored)
    made = as_csv(explored.table, facts) if file == "table.csv" else as_xlsx(explored.snapshot, facts)
    return attached(made, f"{asked.inspection.ref}-{version}-{file}")
