"""Searching the access log, and who looked at one case."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from inspect_app.fieldwork.list_inspections import list_inspections
from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.search_access_log import Found, search_access_log
from inspect_app.records.access_log import Filter
from inspect_app.web.audiences import Work, administrators, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Menu, TextInput
from inspect_app.web.words import EVENTS, render

ANY = {"": "Any"}


class SearchForm(Form):
    """What to look for; whatever is left empty matches every line."""

    inspection = Menu("Inspection", default="")
    action = Menu("What was done", choices={**ANY, **EVENTS}, default="")
    person = TextInput("Person", description="All or part of a name.")
    subject = TextInput("About", description="Such as “case 001”, “row 282” or “long list”.")
    since = DateInput("From", [check_real_date], description="For example, 6 6 2016.")
    until = DateInput("To", [check_real_date], description="That day included.")


@page(administrators, "/access-log", needs=Right.SEARCH_LOG)
def access_log(work: Work) -> ResponseReturnValue:
    """Finds lines of the access log."""
    form = SearchForm(request.args)
    form.inspection.choices = {**ANY, **{line.ref: line.title for line in list_inspections(work.session)}}
    if not form.validate():
        return render("access_log.html", form, found=None)
    found = search_access_log(work.session, filter_of(form), page=page_number())
    return render("access_log.html", form, found=found, **pages(found))


def filter_of(form: SearchForm) -> Filter:
    """What a form that is right asks for."""
    return Filter(
        inspection=form.inspection.data or None,
        action=form.action.data or None,
        person=(form.person.data or "").strip() or None,
        subject=(form.subject.data or "").strip() or None,
        since=midnight(to_date(form.since)) if form.since.data else None,
        until=midnight(to_date(form.until) + timedelta(days=1)) if form.until.data else None,
    )


def midnight(day: date) -> datetime:
    """When a day begins, in UTC, in which the log is kept and shown."""
    return datetime.combine(day, time(), UTC)


@page(leads, "/inspections/<ref>/cases/<reference>/looks", needs=Right.SEE_LOOKS)
def looks(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Every line of the access log about one case."""
    case = open_case(work.session, ref, reference)
    wanted = Filter(inspection=ref, subject=f"case {reference}")
    found = search_access_log(work.session, wanted, page=page_number())
    return render("looks.html", inspection=case.inspection, case=case, found=found, **pages(found))


LONGEST_NUMBER = 6


def page_number() -> int:
    """The page asked for, from 1; what is no page is not found."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER and int(asked)):
        abort(404)
    return int(asked)


def pages(found: Found) -> dict[str, Any]:
    """The addresses of the pages with older and newer lines; a page after the last is not found."""
    if found.page > found.pages:
        abort(404)
    return {
        "older": address(found.page + 1) if found.page < found.pages else None,
        "newer": address(found.page - 1) if found.page > 1 else None,
    }


def address(number: int) -> str:
    """This page with the same search, at another page."""
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return f"?{urlencode({**kept, 'page': number})}"
